//! Sample values of shapes, as inputs have them and as messages do.

use serde_json::{Map, Value, json};
use tinsmith_model::{Member, Model, Shape, ShapeId, ShapeKind, TimestampFormat};

/// The depth of nested samples, and how often a shape may be within itself.
const DEEPEST: usize = 12;
const RECURSIONS: usize = 1;

/// The form in which samples are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Inputs of the conformance tests: blobs are plain, timestamps are seconds, members have their
    /// names in the model.
    Params,
    /// JSON on the wire; with the names of `jsonName` or without them.
    Wire { json_names: bool },
    /// The source of XML: with the names of the model, and with timestamps as XML has them.
    Xml,
}

/// The shapes that a value is within.
pub(super) type Within<'p> = Option<&'p Path<'p>>;

/// A shape, and those that it is within.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    shape: &'p ShapeId,
    within: Within<'p>,
}

/// A model with the members that samples have.
#[derive(Clone, Copy)]
pub(super) struct Sampler<'m> {
    pub(super) model: &'m Model,
    /// The model before any change.
    pub(super) before: &'m Model,
    pub(super) form: Form,
    /// All members, or only those that must be there.
    pub(super) full: bool,
    /// The member of unions that is set, counted over their ends.
    pub(super) turn: usize,
}

impl<'m> Sampler<'m> {
    /// The value of a member; `None` if it cannot be left out and nests too deep.
    pub(super) fn member(&self, member: &'m Member, within: Within<'_>) -> Option<Value> {
        let target = self.model.shape(&member.target)?;
        let format = member.traits.timestamp_format();
        let header = member.traits.http_header().unwrap_or_default();
        if self.form == Form::Params && header.eq_ignore_ascii_case("content-length") {
            // No number fits the body of each sample.
            return None;
        }
        if member.traits.http_label() && matches!(target.kind, ShapeKind::String) {
            // Labels that are greedy keep the slash.
            return Some(json!("text/text"));
        }
        self.value(target, format, within)
    }

    /// Members of a structure that are wanted.
    pub(super) fn members(&self, shape: &'m Shape) -> impl Iterator<Item = &'m Member> {
        let full = self.full;
        let wire = self.form != Form::Params;
        shape.members().filter(move |member| {
            let traits = &member.traits;
            // Services send the values that are defaults, too.
            let default = traits.default_value().is_some_and(|value| !value.is_null());
            full || traits.required() || traits.idempotency_token() || (wire && default)
        })
    }

    fn value(
        &self,
        shape: &'m Shape,
        format: Option<TimestampFormat>,
        within: Within<'_>,
    ) -> Option<Value> {
        let above = || std::iter::successors(within, |path| path.within);
        let recursions = above().filter(|path| *path.shape == shape.id).count();
        if recursions > RECURSIONS || above().count() > DEEPEST {
            return None;
        }
        let path = Path {
            shape: &shape.id,
            within,
        };
        let within = Some(&path);
        Some(match &shape.kind {
            ShapeKind::Blob => self.blob(),
            ShapeKind::Boolean => json!(true),
            ShapeKind::String => json!("text"),
            ShapeKind::Byte => json!(100),
            ShapeKind::Short => json!(30_000),
            ShapeKind::Integer => json!(2_000_000_000),
            ShapeKind::Long => json!(5_000_000_000_i64),
            ShapeKind::IntEnum(values) => json!(values.values().next()?.value),
            ShapeKind::Enum(values) => json!(values.values().next()?.value),
            ShapeKind::Float => json!(0.5),
            ShapeKind::Double => json!(0.1),
            ShapeKind::BigInteger => json!(18_446_744_073_709_551_615_u64),
            ShapeKind::BigDecimal => json!(1.25),
            ShapeKind::Timestamp => self.timestamp(format.or(shape.traits.timestamp_format())),
            ShapeKind::Document => json!({ "any": [1, "two"] }),
            ShapeKind::List { member } => self.list(shape, member, within)?,
            ShapeKind::Map { value, .. } => {
                let value = self.member(value, within);
                match (value, shape.traits.sparse()) {
                    (None, _) => json!({}),
                    (Some(value), false) => json!({ "key": value }),
                    (Some(value), true) => json!({ "key": value, "none": null }),
                }
            }
            ShapeKind::Structure { .. } => self.structure(shape, within),
            ShapeKind::Union { members } => {
                let members = self.in_order(shape, members.values().collect());
                let turn = self.turn % members.len().max(1);
                let mut members = members.iter().cycle().skip(turn).take(members.len());
                members.find_map(|member| {
                    let value = self.member(member, within)?;
                    Some(json!({ self.name(member): value }))
                })?
            }
            ShapeKind::Service(_) | ShapeKind::Resource(_) | ShapeKind::Operation(_) => {
                return None;
            }
        })
    }

    /// The members of a union, those of the model before any change first.
    fn in_order(&self, shape: &Shape, mut members: Vec<&'m Member>) -> Vec<&'m Member> {
        let before = self.before.shape(&shape.id);
        let place = |member: &&Member| {
            let mut known = before.into_iter().flat_map(Shape::members);
            known
                .position(|one| one.name == member.name)
                .unwrap_or(usize::MAX)
        };
        members.sort_by_key(place);
        members
    }

    fn list(&self, shape: &'m Shape, member: &'m Member, within: Within<'_>) -> Option<Value> {
        let Some(value) = self.member(member, within) else {
            return Some(json!([]));
        };
        Some(match shape.traits.sparse() {
            true => json!([value, null]),
            false => json!([value]),
        })
    }

    fn structure(&self, shape: &'m Shape, within: Within<'_>) -> Value {
        let members = self.members(shape).filter_map(|member| {
            let value = self.member(member, within)?;
            Some((self.name(member), value))
        });
        Value::Object(members.collect::<Map<String, Value>>())
    }

    pub(super) fn name(&self, member: &Member) -> String {
        let own = match self.form {
            Form::Wire { json_names: true } => member.traits.json_name(),
            _ => None,
        };
        own.unwrap_or(&member.name).to_owned()
    }

    fn blob(&self) -> Value {
        match self.form {
            Form::Params => json!("bytes"),
            Form::Wire { .. } | Form::Xml => json!("Ynl0ZXM="),
        }
    }

    fn timestamp(&self, format: Option<TimestampFormat>) -> Value {
        match (self.form, format) {
            (Form::Wire { .. } | Form::Xml, Some(TimestampFormat::DateTime))
            | (Form::Xml, None) => json!("2021-05-06T07:08:09Z"),
            (Form::Wire { .. } | Form::Xml, Some(TimestampFormat::HttpDate)) => {
                json!("Thu, 06 May 2021 07:08:09 GMT")
            }
            _ => json!(1_620_284_889),
        }
    }
}
