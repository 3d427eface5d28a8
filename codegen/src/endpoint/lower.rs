//! Lowers trees and diagrams of rules to tables.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use tinsmith_model::rules::{Condition, Diagram, Parameter, Reference as Said, Rule, RuleOutcome};

use super::TooComplex;
use super::decision::Graph;
use super::emit::known_built_in;
use super::expression::Scope;
use super::simplify;
use super::table::{Expr, Outcome, Reference, Table};

/// A table under construction.
pub(super) struct Lowering<'s> {
    parameters: &'s IndexMap<String, Parameter>,
    /// The names of the variables.
    variables: Vec<String>,
    /// The variables by the only expression that they are assigned.
    by_value: HashMap<Expr, usize>,
    /// The expressions that each name of the rules is assigned, in all scopes.
    values: HashMap<String, HashSet<Expr>>,
    /// The names that are assigned several expressions, and have one variable for them all.
    reused: HashSet<String>,
    conditions: IndexSet<Expr>,
    results: IndexSet<Outcome>,
    graph: Graph,
}

/// A condition of the table; true with it if a node must swap its references.
#[derive(Clone, Copy)]
struct Test {
    condition: usize,
    negated: bool,
    sets: bool,
}

impl<'s> Lowering<'s> {
    pub(super) fn new(parameters: &'s IndexMap<String, Parameter>) -> Self {
        Self {
            parameters,
            variables: Vec::new(),
            by_value: HashMap::new(),
            values: HashMap::new(),
            reused: HashSet::new(),
            conditions: IndexSet::new(),
            results: IndexSet::new(),
            graph: Graph::default(),
        }
    }

    /// A lowering of the same rules with one variable for each name; `None` if this one has that.
    ///
    /// A rule uses what is assigned in it or around it, and nothing of the rules before; what is
    /// assigned around it, it cannot assign again. So a name that comes again with another value
    /// can have the same variable.
    pub(super) fn reusing_names(&self) -> Option<Self> {
        let several = self.values.iter().filter(|(_, values)| values.len() > 1);
        let reused: HashSet<String> = several.map(|(name, _)| name.clone()).collect();
        (!reused.is_empty()).then(|| Self {
            reused,
            ..Self::new(self.parameters)
        })
    }

    fn scope(&self) -> Scope {
        let mut scope = Scope::default();
        for (number, name) in self.parameters.keys().enumerate() {
            scope.bring(name, number, name);
        }
        scope
    }

    /// Lowers a tree.
    pub(super) fn tree(&mut self, rules: &[Rule]) -> Result<Reference, TooComplex> {
        let scope = self.scope();
        self.rules(rules, &scope)
    }

    /// Lowers a list of rules. If a rule's conditions hold, no later rule is tried.
    fn rules(&mut self, rules: &[Rule], scope: &Scope) -> Result<Reference, TooComplex> {
        let mut next = Reference::NoMatch;
        for rule in rules.iter().rev() {
            let mut inside = scope.clone();
            let mut tests = Vec::with_capacity(rule.conditions.len());
            for condition in &rule.conditions {
                tests.push(self.condition(condition, &mut inside)?);
            }
            let mut at = match &rule.outcome {
                RuleOutcome::Rules(rules) => self.rules(rules, &inside)?,
                result => self.result(result, &inside)?,
            };
            for test in tests.iter().rev() {
                at = self.node(*test, at, next);
            }
            next = at;
        }
        Ok(next)
    }

    fn node(&mut self, test: Test, high: Reference, low: Reference) -> Reference {
        let ways = if test.negated {
            [low, high]
        } else {
            [high, low]
        };
        if self.is_repeated(test.condition, ways) {
            return ways[0];
        }
        self.graph.node(test.condition, ways, test.sets)
    }

    /// Returns true if a condition tests the presence of a value, and the next one implies it.
    fn is_repeated(&self, condition: usize, [high, low]: [Reference; 2]) -> bool {
        let (Some(Expr::IsSet(value)), Reference::Node(next)) =
            (self.conditions.get_index(condition), high)
        else {
            return false;
        };
        let Expr::Value(value) = **value else {
            return false;
        };
        let (next, _, otherwise) = self.graph.get(next);
        let next = self.conditions.get_index(next);
        otherwise == low && next.is_some_and(|next| simplify::needs(next, value))
    }

    /// The condition that assigns the tested value to a variable, if there is one.
    fn known(&self, test: simplify::Test) -> simplify::Test {
        match self.by_value.get(&test.expr) {
            Some(at) => simplify::Test {
                expr: Expr::Set(self.parameters.len() + at, Box::new(test.expr)),
                negated: test.negated,
            },
            None => test,
        }
    }

    fn condition(&mut self, said: &Condition, scope: &mut Scope) -> Result<Test, TooComplex> {
        let expr = scope.expression(&said.test)?;
        let test = match &said.assign {
            Some(name) => {
                let number = self.variable(name, &expr);
                let in_table = &self.variables[number - self.parameters.len()];
                scope.bring(name, number, in_table);
                simplify::Test {
                    expr: Expr::Set(number, Box::new(expr)),
                    negated: false,
                }
            }
            None => self.known(simplify::condition(expr, self.parameters)),
        };
        let sets = matches!(test.expr, Expr::Set(..));
        let (condition, _) = self.conditions.insert_full(test.expr);
        Ok(Test {
            condition,
            negated: test.negated,
            sets,
        })
    }

    /// The number of a variable with this value. Another value under the same name gets another
    /// variable, unless the name is reused.
    fn variable(&mut self, name: &str, value: &Expr) -> usize {
        let first = self.parameters.len();
        let values = self.values.entry(name.to_owned()).or_default();
        values.insert(value.clone());
        if self.reused.contains(name) {
            let known = self.variables.iter().position(|known| known == name);
            return first + known.unwrap_or_else(|| self.add(name.to_owned()));
        }
        if let Some(known) = self.by_value.get(value) {
            return first + known;
        }
        let taken =
            |wanted: &String| self.variables.contains(wanted) || self.reused.contains(wanted);
        let mut names = (1..).map(|count| match count {
            1 => name.to_owned(),
            count => format!("{name}_{count}"),
        });
        let free = names.find(|wanted| !taken(wanted)).unwrap_or_default();
        let at = self.add(free);
        self.by_value.insert(value.clone(), at);
        first + at
    }

    fn add(&mut self, name: String) -> usize {
        self.variables.push(name);
        self.variables.len() - 1
    }

    fn result(&mut self, said: &RuleOutcome, scope: &Scope) -> Result<Reference, TooComplex> {
        let outcome = match said {
            RuleOutcome::Endpoint(endpoint) => scope.endpoint(endpoint)?,
            RuleOutcome::Error(message) => Outcome::Error(scope.expression(message)?),
            RuleOutcome::Rules(_) => return Err(TooComplex("a result has rules".to_owned())),
        };
        let (index, _) = self.results.insert_full(outcome);
        Ok(Reference::Result(index))
    }

    /// Lowers a diagram.
    pub(super) fn diagram(&mut self, diagram: &Diagram) -> Result<Reference, TooComplex> {
        let mut scope = self.scope();
        let assigning = diagram.conditions.iter().filter(|one| one.assign.is_some());
        let mut waiting: Vec<&Condition> = assigning.collect();
        // A variable can depend on another that comes later in the list.
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain(|condition| self.condition(condition, &mut scope).is_err());
            if waiting.len() == before {
                return Err(TooComplex(
                    "variables of the endpoint rules need each other".to_owned(),
                ));
            }
        }
        let conditions = diagram.conditions.iter();
        let tests = conditions.map(|one| self.condition(one, &mut scope));
        let tests: Vec<Test> = tests.collect::<Result<_, _>>()?;
        let results = diagram.results.iter();
        let results = results.map(|one| self.result(one, &scope));
        let results: Vec<Reference> = results.collect::<Result<_, _>>()?;
        self.walks(diagram, &tests, &results)
    }

    /// The nodes of a diagram, each after its successors.
    fn walks(
        &mut self,
        diagram: &Diagram,
        tests: &[Test],
        results: &[Reference],
    ) -> Result<Reference, TooComplex> {
        let mut made: HashMap<(usize, bool), Reference> = HashMap::new();
        let known = |made: &HashMap<(usize, bool), Reference>, to: Said| match to {
            Said::NoMatch => Some(Reference::NoMatch),
            Said::Result(index) => Some(results[index]),
            Said::Node { index, swapped } => made.get(&(index, swapped)).copied(),
        };
        let mut waiting = vec![diagram.root];
        while let Some(&to) = waiting.last() {
            let Said::Node { index, swapped } = to else {
                waiting.pop();
                continue;
            };
            let (high, low) = diagram.edges(index, swapped);
            match (known(&made, high), known(&made, low)) {
                (Some(one), Some(other)) => {
                    let node = self.node(tests[diagram.nodes[index].condition], one, other);
                    made.insert((index, swapped), node);
                    waiting.pop();
                }
                (one, other) => {
                    waiting.extend(one.is_none().then_some(high));
                    waiting.extend(other.is_none().then_some(low));
                }
            }
        }
        known(&made, diagram.root).ok_or_else(|| TooComplex("the diagram has no root".to_owned()))
    }

    /// The table, without unreachable parts.
    pub(super) fn finish(self, root: Reference) -> Result<Table, TooComplex> {
        let nodes = self.graph.ordered(root);
        let mut table = Table {
            parameters: self.parameters.clone(),
            variables: self.variables,
            conditions: self.conditions.into_iter().collect(),
            results: self.results.into_iter().collect(),
            nodes,
        };
        if let (Reference::Result(index), true) = (root, table.nodes.is_empty()) {
            table.results.swap(0, index);
            table.results.truncate(1);
            table.conditions.clear();
        } else {
            table.drop_unused();
        }
        table.check()?;
        Ok(table)
    }
}

impl Table {
    /// Removes unreferenced conditions and results, and numbers the others in the order of the
    /// nodes.
    fn drop_unused(&mut self) {
        let mut conditions = IndexSet::new();
        let mut results = IndexSet::new();
        for (condition, high, low) in &mut self.nodes {
            *condition = conditions.insert_full(*condition).0;
            for reference in [high, low] {
                if let Reference::Result(index) = reference {
                    *index = results.insert_full(*index).0;
                }
            }
        }
        self.conditions = conditions
            .iter()
            .map(|at: &usize| self.conditions[*at].clone())
            .collect();
        self.results = results
            .iter()
            .map(|at: &usize| self.results[*at].clone())
            .collect();
    }

    fn check(&self) -> Result<(), TooComplex> {
        let built_ins = self
            .parameters
            .values()
            .filter_map(|one| one.built_in.as_deref());
        for name in built_ins {
            if known_built_in(name).is_none() {
                let message =
                    format!("the endpoint rules take the built-in `{name}`, which is not known");
                return Err(TooComplex(message));
            }
        }
        let values = self.parameters.len() + self.variables.len();
        let numbers = [
            ("values", values, 256),
            ("conditions", self.conditions.len(), 30_000),
            ("results", self.results.len(), 30_000),
            ("nodes", self.nodes.len(), 30_000),
        ];
        for (what, found, most) in numbers {
            if found > most {
                let message =
                    format!("the endpoint rules have {found} {what}, of which {most} can be");
                return Err(TooComplex(message));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tinsmith_model::rules;

    use super::super::table;
    use super::*;

    /// A rule that assigns some characters of `Id` to a variable, and leads further.
    fn rule(name: &str, end: usize, then: &str) -> String {
        format!(
            r#"{{ "type": "tree", "conditions": [{{ "fn": "substring", "assign": "{name}",
                "argv": [{{ "ref": "Id" }}, 0, {end}, false] }}], "rules": [{then}] }}"#
        )
    }

    fn endpoint(host: &str) -> String {
        format!(
            r#"{{ "type": "endpoint", "conditions": [], "endpoint": {{ "url": "https://{host}" }} }}"#
        )
    }

    fn lowered(listed: &[String]) -> Table {
        let text = format!(
            r#"{{ "version": "1.0", "parameters": {{ "Id": {{ "type": "string" }} }},
                "rules": [{}] }}"#,
            listed.join(", ")
        );
        table(&rules::from_text(&text).unwrap()).unwrap()
    }

    #[test]
    fn a_name_with_several_values_is_one_variable() {
        let host = || endpoint("{part}.example");
        let made = lowered(&[rule("part", 9, &host()), rule("part", 6, &host())]);
        assert_eq!(made.variables, ["part"]);
        assert_eq!(made.results.len(), 1);
        let sets = made.conditions.iter().map(|one| match one {
            Expr::Set(number, _) => *number,
            other => panic!("{other:?}"),
        });
        assert_eq!(sets.collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn names_that_are_in_use_at_once_are_two_variables() {
        let outer = endpoint("{whole}.{part}.example");
        let inner = rule("part", 6, &endpoint("{whole}.{part}.inner.example"));
        let first = rule("whole", 9, &rule("part", 9, &outer));
        let made = lowered(&[first, rule("whole", 8, &inner)]);
        assert_eq!(made.variables, ["whole", "part"]);
    }
}
