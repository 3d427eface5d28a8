//! The arguments of an operation's example: the labels, and what else is required and simple.

use tinsmith_model::ShapeKind;

use super::Lowering;
use crate::ir::{Argument, Member, Presence, Sample, Setting, Structure, Value};
use crate::names::function_name;

/// Sample values for the constructor and the setters of an input, in the order of the URI and of
/// the model.
pub(super) fn arguments(lowering: &mut Lowering<'_>, input: &Structure) -> Vec<Argument> {
    let required = input.required_members();
    let labels: Vec<&Member> = required.into_iter().collect();
    let others = input.members.iter().filter(|member| {
        let required = member.settings.contains(&Setting::Required);
        required && member.presence == Presence::Optional
    });
    let mut arguments = Vec::new();
    for member in labels.into_iter().chain(others) {
        let is_label = member.presence == Presence::Required;
        let sample = sample(lowering, member);
        arguments.extend(sample.map(|sample| Argument {
            setter: (!is_label).then(|| function_name(&member.name)),
            sample,
        }));
    }
    arguments
}

/// A value of a simple kind.
fn sample(lowering: &mut Lowering<'_>, member: &Member) -> Option<Sample> {
    Some(match &member.value {
        Value::String | Value::Blob => Sample::Text(member.name.clone()),
        Value::Boolean => Sample::Boolean,
        Value::Byte | Value::Short | Value::Integer | Value::Long => Sample::Integer,
        Value::Float | Value::Double => Sample::Float,
        Value::Timestamp => Sample::Timestamp,
        Value::Enum(name) => {
            let target = lowering.shape(&member.target)?;
            let ShapeKind::Enum(values) = &target.kind else {
                return None;
            };
            let first = values.values().next()?.value.clone();
            let variant = super::enumeration::variant(lowering, target, &first)?;
            Sample::Variant(name.clone(), variant)
        }
        Value::IntEnum(name) => Sample::Number(name.clone()),
        _ => return None,
    })
}
