//! The canonical form of a table: two equivalent tables have equal forms, whatever the order of
//! their conditions, and whether they come from a tree or from a diagram.

use std::collections::{BTreeMap, HashMap};

use tinsmith_model::rules::{AttributePath, Piece, Template};

use super::table::{Expr, Outcome, Property, Reference, Table};

/// The maximum number of conditions of a table with a canonical form.
const MOST_CONDITIONS: usize = 24;

/// The maximum number of intermediate nodes.
const MOST_NODES: usize = 20_000;

/// The canonical form of a table: an ordered decision diagram with expanded conditions and
/// results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The required parameters, and the defaults.
    pub(super) parameters: Vec<String>,
    /// The expanded conditions, shorter ones first.
    pub(super) conditions: Vec<String>,
    /// The expanded endpoints and errors, in the order of the nodes.
    pub(super) results: Vec<String>,
    /// The nodes by number.
    pub(super) nodes: Vec<(usize, i64, i64)>,
}

/// Computes the canonical form of a table; `None` if it is too large.
pub(super) fn meaning(table: &Table) -> Option<Meaning> {
    if table.conditions.len() > MOST_CONDITIONS {
        return None;
    }
    let words = Words::new(table)?;
    let full: Vec<(String, bool)> = table
        .conditions
        .iter()
        .map(|one| words.condition(one))
        .collect();
    let mut sorted: Vec<(usize, &str)> = full
        .iter()
        .map(|(text, _)| (text.len(), text.as_str()))
        .collect();
    sorted.sort_unstable();
    sorted.dedup();
    let rank = |text: &str| sorted.iter().position(|(_, known)| *known == text);
    let mut diagram = Diagram::default();
    let mut at = HashMap::new();
    for (index, (condition, high, low)) in table.nodes.iter().enumerate().rev() {
        let follow = |reference: &Reference| match reference {
            Reference::Node(index) => at.get(index).copied(),
            Reference::Result(index) => Some(-1 - i64::try_from(*index).ok()?),
            Reference::NoMatch => Some(i64::MIN),
        };
        let (high, low) = (follow(high)?, follow(low)?);
        let (text, negated) = &full[*condition];
        let (high, low) = if *negated { (low, high) } else { (high, low) };
        let node = diagram.choose(rank(text)?, high, low)?;
        at.insert(index, node);
    }
    let root = at.get(&0).copied().unwrap_or(-1);
    Some(diagram.finish(table, root, &words, &sorted))
}

#[derive(Default)]
struct Diagram {
    nodes: Vec<(usize, i64, i64)>,
    known: HashMap<(usize, i64, i64), i64>,
    chosen: HashMap<(usize, i64, i64), i64>,
}

impl Diagram {
    fn node(&mut self, rank: usize, high: i64, low: i64) -> Option<i64> {
        if high == low {
            return Some(high);
        }
        let next = i64::try_from(self.nodes.len()).ok()?;
        let node = *self.known.entry((rank, high, low)).or_insert(next);
        if node == next {
            self.nodes.push((rank, high, low));
        }
        (self.nodes.len() <= MOST_NODES).then_some(node)
    }

    fn get(&self, node: i64) -> Option<(usize, i64, i64)> {
        self.nodes.get(usize::try_from(node).ok()?).copied()
    }

    /// Creates a diagram that is `high` if the condition of this rank holds, and else `low`, with
    /// conditions in order.
    fn choose(&mut self, rank: usize, high: i64, low: i64) -> Option<i64> {
        if let Some(known) = self.chosen.get(&(rank, high, low)) {
            return Some(*known);
        }
        let ranks = [high, low].map(|one| self.get(one).map_or(usize::MAX, |node| node.0));
        let top = rank.min(ranks[0]).min(ranks[1]);
        let ways = |diagram: &Self, one: i64| match diagram.get(one) {
            Some((at, high, low)) if at == top => (high, low),
            _ => (one, one),
        };
        let ((high_high, high_low), (low_high, low_low)) = (ways(self, high), ways(self, low));
        let made = if top == rank {
            self.node(rank, high_high, low_low)?
        } else {
            let one = self.choose(rank, high_high, low_high)?;
            let other = self.choose(rank, high_low, low_low)?;
            self.node(top, one, other)?
        };
        self.chosen.insert((rank, high, low), made);
        Some(made)
    }

    /// The nodes reachable from the root, numbered in visiting order.
    fn finish(
        &self,
        table: &Table,
        root: i64,
        words: &Words<'_>,
        conditions: &[(usize, &str)],
    ) -> Meaning {
        let mut order: Vec<i64> = Vec::new();
        let mut places: BTreeMap<i64, i64> = BTreeMap::new();
        let mut results: Vec<String> = Vec::new();
        let mut waiting = vec![root];
        while let Some(at) = waiting.pop() {
            if at == i64::MIN || places.contains_key(&at) {
                continue;
            }
            if let Some((_, high, low)) = self.get(at) {
                places.insert(at, order.len() as i64);
                order.push(at);
                waiting.extend([low, high]);
            } else {
                let text = words.outcome(&table.results[usize::try_from(-1 - at).unwrap_or(0)]);
                let known = results.iter().position(|known| *known == text);
                let index = known.unwrap_or_else(|| {
                    results.push(text);
                    results.len() - 1
                });
                places.insert(at, -1 - index as i64);
            }
        }
        let place = |at: i64| places.get(&at).copied().unwrap_or(i64::MIN);
        let node = |at: &i64| {
            let (rank, high, low) = self.get(*at).unwrap_or((0, root, root));
            (rank, place(high), place(low))
        };
        Meaning {
            parameters: words.parameters(),
            conditions: conditions
                .iter()
                .map(|(_, text)| (*text).to_owned())
                .collect(),
            nodes: order.iter().map(node).collect(),
            results,
        }
    }
}

/// Expands expressions: variables are replaced by their expressions, parameters by their
/// built-ins.
struct Words<'t> {
    table: &'t Table,
    variables: Vec<Option<&'t Expr>>,
}

impl<'t> Words<'t> {
    /// `None` if a variable has several values, which nodes alone tell apart.
    fn new(table: &'t Table) -> Option<Self> {
        let mut variables = vec![None; table.variables.len()];
        for condition in &table.conditions {
            if let Expr::Set(number, value) = condition {
                let variable = &mut variables[*number - table.parameters.len()];
                if variable
                    .replace(&**value)
                    .is_some_and(|known| *known != **value)
                {
                    return None;
                }
            }
        }
        Some(Self { table, variables })
    }

    fn parameters(&self) -> Vec<String> {
        let all = self.table.parameters.iter();
        let said = all.filter(|(_, one)| one.default.is_some() || one.required);
        let said = said.filter(|(name, _)| *name != super::form::PREFIX);
        let mut said: Vec<String> = said
            .map(|(name, one)| {
                let name = one.built_in.as_ref().unwrap_or(name);
                format!("{name} {} {:?}", one.required, one.default)
            })
            .collect();
        said.sort();
        said
    }

    fn value(&self, number: usize) -> String {
        match self.table.parameters.get_index(number) {
            Some((name, one)) => one.built_in.clone().unwrap_or_else(|| name.clone()),
            None => {
                let value = self.variables.get(number - self.table.parameters.len());
                value
                    .copied()
                    .flatten()
                    .map_or(String::from("?"), |value| self.expr(value))
            }
        }
    }

    fn named(&self, name: &str) -> String {
        let parameter = self.table.parameters.get_index_of(name);
        let variable = || self.table.variables.iter().position(|one| one == name);
        let number = parameter.or_else(|| Some(self.table.parameters.len() + variable()?));
        number.map_or_else(|| name.to_owned(), |number| self.value(number))
    }

    /// Expands a condition; returns true with it if it is negated.
    fn condition(&self, expr: &Expr) -> (String, bool) {
        match expr {
            // An unknown region counts as one of the first partition.
            Expr::Set(_, value) if matches!(**value, Expr::Partition(_)) => self.condition(value),
            Expr::Partition(region) => (format!("isSet({})", self.expr(region)), false),
            Expr::Equal(one, other) => match (&**one, &**other) {
                (Expr::Value(number), Expr::Boolean(false)) if self.has_default(*number) => {
                    (self.value(*number), true)
                }
                _ => (self.expr(expr), false),
            },
            _ => (self.expr(expr), false),
        }
    }

    /// Returns true if a value is never missing.
    fn has_default(&self, number: usize) -> bool {
        let parameter = self.table.parameters.get_index(number);
        parameter.is_some_and(|(_, one)| one.default.is_some())
    }

    fn expr(&self, expr: &Expr) -> String {
        match expr {
            Expr::Value(number) => self.value(*number),
            Expr::Text(text) => format!("{text:?}"),
            Expr::Template(text) => format!("{:?}", self.template(text)),
            Expr::Boolean(value) => value.to_string(),
            // A condition with a variable holds if its value is neither missing nor false.
            Expr::Set(_, value) => self.expr(value),
            Expr::Attribute(one, path) => format!("{}#{path}", self.expr(one)),
            Expr::Equal(one, other) => {
                let mut sides = [self.expr(one), self.expr(other)];
                sides.sort();
                sides.join(" == ")
            }
            other => {
                let parts: Vec<String> = other
                    .parts()
                    .into_iter()
                    .map(|one| self.expr(one))
                    .collect();
                format!("{}({})", head(other), parts.join(", "))
            }
        }
    }

    fn template(&self, text: &str) -> String {
        let Ok(template) = Template::parse(text) else {
            return text.to_owned();
        };
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Reference { name, path } => {
                let path = path.as_ref().map(AttributePath::to_string);
                let path = path.map_or(String::new(), |path| format!("#{path}"));
                format!("{{{}{path}}}", self.named(name))
            }
        };
        template.pieces.iter().map(piece).collect()
    }

    fn outcome(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Error(message) => format!("error {}", self.expr(message)),
            Outcome::Endpoint {
                url,
                headers,
                properties,
            } => {
                let mut text = format!("endpoint {}", self.expr(url));
                for (name, values) in headers {
                    let values: Vec<String> = values.iter().map(|one| self.expr(one)).collect();
                    text.push_str(&format!(" {name}: {}", values.join(", ")));
                }
                let mut properties: Vec<String> = properties
                    .iter()
                    .map(|(name, one)| format!(" {name} = {}", self.property(one)))
                    .collect();
                properties.sort();
                text + &properties.concat()
            }
        }
    }

    fn property(&self, property: &Property) -> String {
        match property {
            Property::Text(text) => format!("{:?}", self.template(text)),
            Property::Boolean(value) => value.to_string(),
            Property::Integer(value) => value.to_string(),
            Property::List(items) => {
                let items: Vec<String> = items.iter().map(|one| self.property(one)).collect();
                format!("[{}]", items.join(", "))
            }
            Property::Object(entries) => {
                let mut entries: Vec<String> = entries
                    .iter()
                    .map(|(name, one)| format!("{name} = {}", self.property(one)))
                    .collect();
                entries.sort();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }
}

/// The function of an expression with its literal arguments.
fn head(expr: &Expr) -> String {
    match expr {
        Expr::IsSet(_) => "isSet".to_owned(),
        Expr::Not(_) => "not".to_owned(),
        Expr::Substring(_, start, end, reverse) => format!("substring {start} {end} {reverse} "),
        Expr::UriEncode(_) => "uriEncode".to_owned(),
        Expr::ParseUrl(_) => "parseURL".to_owned(),
        Expr::IsHostLabel(_, dots) => format!("isValidHostLabel {dots} "),
        Expr::Split(_, _, limit) => format!("split {limit} "),
        Expr::Coalesce(_) => "coalesce".to_owned(),
        Expr::If(..) => "ite".to_owned(),
        Expr::Partition(_) => "aws.partition".to_owned(),
        Expr::ParseArn(_) => "aws.parseArn".to_owned(),
        Expr::IsBucketLabel(_, dots) => format!("isVirtualHostableS3Bucket {dots} "),
        _ => String::new(),
    }
}
