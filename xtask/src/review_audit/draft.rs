//! A model as JSON AST, for changes in one position.

use std::fmt;

use fastrand::Rng;
use serde_json::{Map, Value, json};
use tinsmith_model::{Model, write};

use tinsmith::failure::Failure;

/// The shapes of a model by id, as in the canonical text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft(Map<String, Value>);

/// A shape or a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) shape: String,
    pub(super) member: Option<String>,
}

/// The id of a prelude trait or shape.
pub(super) fn prelude_id(name: &str) -> String {
    format!("smithy.api#{name}")
}

/// Picks a random element; `None` if there are none.
pub(super) fn pick<T>(rng: &mut Rng, mut all: Vec<T>) -> Option<T> {
    if all.is_empty() {
        return None;
    }
    let at = rng.usize(..all.len());
    Some(all.swap_remove(at))
}

impl At {
    pub(super) fn shape(id: &str) -> Self {
        Self {
            shape: id.to_owned(),
            member: None,
        }
    }

    pub(super) fn member(id: &str, name: &str) -> Self {
        Self {
            shape: id.to_owned(),
            member: Some(name.to_owned()),
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(name(&self.shape))?;
        let member = self.member.iter();
        member.into_iter().try_for_each(|name| write!(f, "${name}"))
    }
}

/// The name in an id.
pub(super) fn name(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

impl Draft {
    pub(super) fn from_model(model: &Model) -> Result<Self, Failure> {
        let mut document: Value = serde_json::from_str(&write(model))?;
        match document.get_mut("shapes").map(Value::take) {
            Some(Value::Object(shapes)) => Ok(Self(shapes)),
            _ => Err(Failure(
                "the written model has no shapes; this is a defect".to_owned(),
            )),
        }
    }

    /// Parses the draft as a model.
    pub(super) fn model(&self, origin: &str) -> Result<Model, Failure> {
        let text = serde_json::to_string_pretty(&json!({ "smithy": "2.0", "shapes": self.0 }))?;
        Ok(Model::parse(&text, origin)?)
    }

    /// The namespace of the service.
    pub(super) fn namespace(&self) -> &str {
        let service = self.service().unwrap_or_default();
        service.split('#').next().unwrap_or_default()
    }

    /// The id of the service.
    pub(super) fn service(&self) -> Option<&str> {
        let mut shapes = self.0.iter();
        let found = shapes.find(|(_, shape)| shape["type"] == "service");
        found.map(|(id, _)| id.as_str())
    }

    /// Returns true if the service speaks no protocol that is without documents, as those of XML
    /// are.
    pub(super) fn takes_documents(&self) -> bool {
        let xml = ["restXml", "awsQuery", "ec2Query"].map(|name| format!("aws.protocols#{name}"));
        let service = self.service().map(At::shape);
        service.is_some_and(|at| !xml.iter().any(|id| self.has(&at, id)))
    }

    /// The ids of the shapes of these types.
    pub(super) fn ids(&self, kinds: &[&str]) -> Vec<String> {
        let fits = |shape: &Value| shape["type"].as_str().is_some_and(|of| kinds.contains(&of));
        let shapes = self.0.iter().filter(|(_, shape)| fits(shape));
        shapes.map(|(id, _)| id.clone()).collect()
    }

    /// The members of all shapes of these types.
    pub(super) fn members(&self, kinds: &[&str]) -> Vec<At> {
        let ids = self.ids(kinds);
        let members = ids.iter().flat_map(|id| self.members_of(id));
        members.collect()
    }

    /// The members of a shape.
    pub(super) fn members_of(&self, id: &str) -> Vec<At> {
        let members = self
            .0
            .get(id)
            .and_then(|shape| shape["members"].as_object());
        let names = members.into_iter().flat_map(Map::keys);
        names.map(|name| At::member(id, name)).collect()
    }

    /// The structures that operations have as `input` or as `output`.
    pub(super) fn messages(&self, end: &str) -> Vec<String> {
        let ids = self.ids(&["operation"]);
        let messages = ids
            .iter()
            .filter_map(|id| self.0[id][end]["target"].as_str());
        messages
            .filter(|id| self.0.contains_key(*id))
            .map(str::to_owned)
            .collect()
    }

    /// The structures that are neither input, output nor error.
    pub(super) fn inner(&self) -> Vec<String> {
        let mut ids = self.ids(&["structure"]);
        let (inputs, outputs) = (self.messages("input"), self.messages("output"));
        ids.retain(|id| {
            let error = self.has(&At::shape(id), &prelude_id("error"));
            !error && !inputs.contains(id) && !outputs.contains(id)
        });
        ids
    }

    /// The type of the shape with this id, including those of the prelude.
    pub(super) fn kind(&self, id: &str) -> String {
        if let Some(shape) = self.0.get(id) {
            return shape["type"].as_str().unwrap_or_default().to_owned();
        }
        let name = name(id);
        let name = name.strip_prefix("Primitive").unwrap_or(name);
        let mut letters = name.chars();
        let first = letters.next().map(|letter| letter.to_ascii_lowercase());
        first.into_iter().chain(letters).collect()
    }

    /// The target of a member.
    pub(super) fn target(&self, at: &At) -> &str {
        let node = self.node(at).and_then(|node| node["target"].as_str());
        node.unwrap_or_default()
    }

    /// The type of a member's target.
    pub(super) fn target_kind(&self, at: &At) -> String {
        self.kind(self.target(at))
    }

    pub(super) fn node(&self, at: &At) -> Option<&Value> {
        let shape = self.0.get(&at.shape)?;
        match at.member.as_deref() {
            None => Some(shape),
            Some(member) => shape
                .get("members")
                .map_or_else(|| shape.get(member), |members| members.get(member)),
        }
    }

    pub(super) fn node_mut(&mut self, at: &At) -> Option<&mut Map<String, Value>> {
        let shape = self.0.get_mut(&at.shape)?;
        let node = match at.member.as_deref() {
            None => Some(shape),
            Some(member) if shape.get("members").is_some() => shape["members"].get_mut(member),
            Some(member) => shape.get_mut(member),
        };
        node?.as_object_mut()
    }

    /// The members of a structure, union or enum.
    pub(super) fn members_mut(&mut self, id: &str) -> Option<&mut Map<String, Value>> {
        let members = self.0.get_mut(id)?.get_mut("members")?;
        members.as_object_mut()
    }

    /// The value of a trait.
    pub(super) fn get(&self, at: &At, id: &str) -> Option<&Value> {
        self.node(at)?.get("traits")?.get(id)
    }

    pub(super) fn has(&self, at: &At, id: &str) -> bool {
        self.get(at, id).is_some()
    }

    /// Sets a trait; `None` if the shape or member does not exist.
    pub(super) fn set(&mut self, at: &At, id: &str, value: Value) -> Option<()> {
        let node = self.node_mut(at)?;
        let traits = node.entry("traits").or_insert_with(|| json!({}));
        traits.as_object_mut()?.insert(id.to_owned(), value);
        Some(())
    }

    /// Removes a trait; `None` if it is missing.
    pub(super) fn unset(&mut self, at: &At, id: &str) -> Option<()> {
        let traits = self.node_mut(at)?.get_mut("traits")?.as_object_mut()?;
        traits.shift_remove(id).map(drop)
    }

    /// Adds a shape of this name in the service's namespace, and returns its id; `None` if it
    /// exists.
    pub(super) fn add(&mut self, name: &str, shape: Value) -> Option<String> {
        let id = format!("{}#{name}", self.namespace());
        let free = !self.0.contains_key(&id);
        free.then(|| self.0.insert(id.clone(), shape));
        free.then_some(id)
    }

    /// Renames a shape and its references.
    pub(super) fn rename(&mut self, id: &str, name: &str) -> Option<String> {
        let new = format!("{}#{name}", id.split('#').next()?);
        if self.0.contains_key(&new) {
            return None;
        }
        let at = self.0.keys().position(|key| key == id)?;
        let mut shape = self.0.shift_remove(id)?;
        retarget(&mut shape, id, &new);
        for other in self.0.values_mut() {
            retarget(other, id, &new);
        }
        self.0.shift_insert(at, new.clone(), shape);
        Some(new)
    }

    /// The targets of a shape under a key, such as the `errors` of an operation.
    pub(super) fn targets(&self, id: &str, key: &str) -> Vec<String> {
        let list = self.0.get(id).and_then(|shape| shape[key].as_array());
        let targets = list.into_iter().flatten();
        targets
            .filter_map(|target| target["target"].as_str().map(str::to_owned))
            .collect()
    }

    pub(super) fn set_targets(&mut self, id: &str, key: &str, targets: &[String]) -> Option<()> {
        let list: Vec<Value> = targets.iter().map(|id| json!({ "target": id })).collect();
        let shape = self.0.get_mut(id)?.as_object_mut()?;
        shape.insert(key.to_owned(), list.into());
        Some(())
    }
}

/// Replaces the targets of members and lists.
fn retarget(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(id) if key == "target" && id == from => *id = to.to_owned(),
                    _ if key == "traits" => {}
                    value => retarget(value, from, to),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|one| retarget(one, from, to)),
        _ => {}
    }
}
