//! The parameters of endpoint rules that a call gives: fixed by its operation, or taken from its
//! input.

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::Timestamp;

use crate::endpoint::ContextValue;
use crate::endpoint::rules::{Binding, PathStep};
use crate::operation::OperationSchema;
use crate::schema::{Member, Role};
use crate::serde::{Contents, EncodeError, Encoded, Encoder};
use crate::types::{ByteStream, Document};

/// The values of a call, by the names of the parameters.
pub(super) type Values = Vec<(&'static str, Document)>;

/// Gathers the values that an operation binds to parameters.
pub(super) fn gather(
    operation: &OperationSchema,
    input: Contents<'_>,
) -> Result<Values, EncodeError> {
    let mut gathered = Gather {
        wanted: Some(operation.endpoint_params),
        ..Gather::default()
    };
    let of_input = |binding: &Binding| matches!(binding, Binding::Input(_));
    if operation
        .endpoint_params
        .iter()
        .any(|(_, binding)| of_input(binding))
    {
        input(&mut gathered)?;
    }
    let input = Document::Object(gathered.members);
    let values = operation.endpoint_params.iter().map(|(name, binding)| {
        let value = match binding {
            Binding::Text(text) => (*text).into(),
            Binding::Boolean(value) => Document::Boolean(*value),
            Binding::Texts(texts) => {
                Document::Array(texts.iter().map(|text| (*text).into()).collect())
            }
            Binding::Input(path) => follow(&input, path),
        };
        (*name, value)
    });
    Ok(values.filter(|(_, value)| !value.is_null()).collect())
}

/// The value as one of a parameter; `None` if parameters have no such values. `texts` holds what a
/// list borrows.
pub(super) fn as_context<'v>(
    value: &'v Document,
    texts: &'v [&'v str],
) -> Option<ContextValue<'v>> {
    match value {
        Document::String(text) => Some(ContextValue::String(text)),
        Document::Boolean(value) => Some(ContextValue::Boolean(*value)),
        Document::Array(_) => Some(ContextValue::Strings(texts)),
        _ => None,
    }
}

/// The value that a path leads to; null if it leads nowhere.
fn follow(value: &Document, path: &'static [PathStep]) -> Document {
    let Some((step, rest)) = path.split_first() else {
        return value.clone();
    };
    match (step, value) {
        (PathStep::Field(name), Document::Object(members)) => members
            .get(*name)
            .map_or(Document::Null, |value| follow(value, rest)),
        (PathStep::Keys, Document::Object(members)) => {
            let keys = members.keys().map(|key| key.as_str().into());
            follow(&Document::Array(keys.collect()), rest)
        }
        (PathStep::Each, Document::Array(items)) => each(items.iter(), rest),
        (PathStep::Each, Document::Object(members)) => each(members.values(), rest),
        (PathStep::Flatten, Document::Array(items)) => {
            let flat = items.iter().flat_map(|item| match item {
                Document::Array(inner) => inner.iter().collect(),
                other => vec![other],
            });
            each(flat, rest)
        }
        (PathStep::All(paths), Document::Object(_)) => {
            let found = paths.iter().map(|path| follow(value, path));
            follow(&Document::Array(found.collect()), rest)
        }
        _ => Document::Null,
    }
}

/// The values that steps lead to from each item. They end at the next flattening, which is about
/// all items together.
fn each<'d>(items: impl Iterator<Item = &'d Document>, rest: &'static [PathStep]) -> Document {
    let end = rest
        .iter()
        .position(|step| matches!(step, PathStep::Flatten));
    let (steps, after) = rest.split_at(end.unwrap_or(rest.len()));
    let found = items.map(|item| follow(item, steps));
    let found = found.filter(|value| !value.is_null()).collect();
    follow(&Document::Array(found), after)
}

/// Takes the texts and booleans of an input.
#[derive(Default)]
struct Gather {
    /// The bindings whose members are wanted, at the top of the input.
    wanted: Option<&'static [(&'static str, Binding)]>,
    members: BTreeMap<String, Document>,
    elements: Vec<Document>,
    key: String,
}

impl Gather {
    fn wants(&self, member: &Member) -> bool {
        let begins = |path: &[PathStep]| match path.first() {
            Some(PathStep::Field(name)) => *name == member.name,
            _ => true,
        };
        self.wanted.is_none_or(|bindings| {
            let mut bindings = bindings.iter();
            bindings.any(|(_, binding)| matches!(binding, Binding::Input(path) if begins(path)))
        })
    }

    fn add(&mut self, member: &'static Member, value: impl FnOnce() -> Document) -> Encoded {
        if self.wants(member) {
            match member.role {
                Role::Element => self.elements.push(value()),
                Role::Entry => drop(self.members.insert(std::mem::take(&mut self.key), value())),
                Role::Field | Role::Key => {
                    drop(self.members.insert(member.name.to_owned(), value()))
                }
            }
        }
        Ok(())
    }

    fn inside(&self, member: &Member, contents: Contents<'_>) -> Result<Self, EncodeError> {
        let mut inner = Self::default();
        if self.wants(member) {
            contents(&mut inner)?;
        }
        Ok(inner)
    }
}

impl Encoder for Gather {
    fn absent(&mut self, _: &'static Member) -> Encoded {
        Ok(())
    }
    fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded {
        self.add(member, || Document::Boolean(value))
    }
    fn integer(&mut self, member: &'static Member, _: i64) -> Encoded {
        self.add(member, || Document::Null)
    }
    fn float(&mut self, member: &'static Member, _: f32) -> Encoded {
        self.add(member, || Document::Null)
    }
    fn double(&mut self, member: &'static Member, _: f64) -> Encoded {
        self.add(member, || Document::Null)
    }
    fn string(&mut self, member: &'static Member, value: &str) -> Encoded {
        self.add(member, || value.into())
    }
    fn blob(&mut self, member: &'static Member, _: &Bytes) -> Encoded {
        self.add(member, || Document::Null)
    }
    fn timestamp(&mut self, member: &'static Member, _: Timestamp) -> Encoded {
        self.add(member, || Document::Null)
    }
    fn number(&mut self, member: &'static Member, _: &str) -> Encoded {
        self.add(member, || Document::Null)
    }
    fn any(&mut self, member: &'static Member, _: &Document) -> Encoded {
        self.add(member, || Document::Null)
    }
    fn stream(&mut self, _: &'static Member, _: &ByteStream) -> Encoded {
        Ok(())
    }
    fn structure(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        let inner = self.inside(member, contents)?;
        self.add(member, || Document::Object(inner.members))
    }
    fn list(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        let inner = self.inside(member, contents)?;
        self.add(member, || Document::Array(inner.elements))
    }
    fn map(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.structure(member, contents)
    }
    fn key(&mut self, key: &str) -> Encoded {
        key.clone_into(&mut self.key);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PathStep::{All, Each, Field, Flatten, Keys};

    fn object(entries: &[(&str, Document)]) -> Document {
        let entries = entries.iter();
        Document::Object(
            entries
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        )
    }

    #[test]
    fn paths_lead_to_values() {
        let item = |name: &str, key: &str| object(&[(name, object(&[("Key", key.into())]))]);
        let input = object(&[
            ("Bucket", "b".into()),
            (
                "Items",
                Document::Array(vec![item("Put", "x"), item("Get", "y"), object(&[])]),
            ),
            ("Map", object(&[("m", object(&[])), ("n", object(&[]))])),
        ]);
        let texts =
            |texts: &[&str]| Document::Array(texts.iter().map(|text| (*text).into()).collect());
        assert_eq!(follow(&input, &[Field("Bucket")]), "b".into());
        assert_eq!(
            follow(&input, &[Field("Nothing"), Field("x")]),
            Document::Null
        );
        assert_eq!(follow(&input, &[Field("Map"), Keys]), texts(&["m", "n"]));
        let each = follow(&input, &[Field("Items"), Each, Field("Put"), Field("Key")]);
        assert_eq!(each, texts(&["x"]));
        const PUT: &[PathStep] = &[Field("Put"), Field("Key")];
        const GET: &[PathStep] = &[Field("Get"), Field("Key")];
        let all = follow(&input, &[Field("Items"), Each, All(&[PUT, GET]), Flatten]);
        // What leads nowhere within a list of paths is null, and dropped when the list is
        // flattened.
        assert_eq!(all, texts(&["x", "y"]));
    }
}
