//! Members of structures and unions.

use tinsmith_model::{Member, Shape, ShapeId, ShapeKind};

use super::{Lowering, constraints, default, docs, formats, value};
use crate::ir::{self, Presence, Setting};
use crate::names;

/// The container of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// The input of an operation.
    Input,
    /// Any other structure.
    Structure,
    Union,
}

/// Returns true if the member of a structure other than an input is a required value (Smithy 2.0,
/// "Optionality").
pub(super) fn is_plain(member: &Member) -> bool {
    member.traits.required() && !member.traits.client_optional()
}

/// Returns true if the member of a structure other than an input is a required value without a
/// default.
pub(super) fn has_no_default(member: &Member) -> bool {
    let default = member.traits.default_value();
    let default = default.is_some_and(|json| !json.is_null()) && !member.traits.added_default();
    is_plain(member) && !default
}

/// Lowers a member; `None` if its target is not supported, which is reported.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    member: &Member,
    container: Container,
) -> Option<ir::Member> {
    let target = lowering.shape(&member.target)?;
    let value = value::sample(lowering, &member.target)?;
    let rust_name = match container {
        Container::Union => names::variant_name(&member.name),
        _ => names::value_name(&member.name),
    };
    let presence = presence(lowering, shape, member, container, &value);
    let checked = container == Container::Input && presence == Presence::Optional;
    let checked = checked && is_plain(member) && !member.traits.idempotency_token();
    let mut lines = lowering.docs(&member.traits);
    let constraints = constraints::line(member, target, checked);
    if constraints.is_some() && !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(constraints);
    Some(ir::Member {
        name: member.name.clone(),
        rust_name,
        boxed: lowering.boxed.contains(&shape.id, &member.name),
        settings: all_settings(member, target, checked),
        formats: formats::of_member(lowering, member),
        docs: lines,
        deprecated: docs::deprecation(&member.traits),
        redacted: is_redacted(lowering, &member.target),
        target: member.target.clone(),
        value,
        presence,
    })
}

fn presence(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    member: &Member,
    container: Container,
    value: &ir::Value,
) -> Presence {
    let traits = &member.traits;
    match container {
        Container::Union => return Presence::Optional,
        // Services relax required members of inputs; only a label can never become optional
        // (Smithy 2.0, "input trait").
        Container::Input if traits.http_label() => return Presence::Required,
        Container::Input => return Presence::Optional,
        Container::Structure => {}
    }
    let ignored = traits.client_optional() || traits.added_default();
    let required = is_plain(member);
    match traits.default_value() {
        Some(json) if !ignored && !json.is_null() => {
            default::lower(lowering, shape, member, json, value)
        }
        _ if required => Presence::Required,
        // A missing stream is empty.
        _ if *value == ir::Value::Stream => Presence::Default(ir::DefaultValue::Zero),
        _ => Presence::Optional,
    }
}

/// Returns true if a container must redact the values: they are sensitive, or collections of such
/// values.
fn is_redacted(lowering: &Lowering<'_>, id: &ShapeId) -> bool {
    let mut id = id;
    // Recursive lists have been reported already.
    for _ in 0..64 {
        let Some(shape) = lowering.shape(id) else {
            return false;
        };
        if shape.traits.sensitive() {
            return true;
        }
        match &shape.kind {
            ShapeKind::List { member } => id = &member.target,
            ShapeKind::Map { key, value } => {
                if lowering
                    .shape(&key.target)
                    .is_some_and(|key| key.traits.sensitive())
                {
                    return true;
                }
                id = &value.target;
            }
            _ => return false,
        }
    }
    false
}

/// The settings in the row of a member.
fn all_settings(member: &Member, target: &Shape, required: bool) -> Vec<Setting> {
    let mut all = settings(member, target);
    all.extend(required.then_some(Setting::Required));
    all
}

/// The settings from the traits of a member.
pub(super) fn settings(member: &Member, target: &Shape) -> Vec<Setting> {
    let traits = &member.traits;
    let flag = |on: bool, setting: Setting| on.then_some(setting);
    let text = |value: Option<&str>, setting: fn(String) -> Setting| {
        value.map(|value| setting(value.to_owned()))
    };
    let format = traits
        .timestamp_format()
        .or_else(|| target.traits.timestamp_format());
    let media_type = traits.media_type().or_else(|| target.traits.media_type());
    let all = [
        flag(traits.http_label(), Setting::Label),
        flag(traits.host_label(), Setting::HostLabel),
        text(traits.http_query(), Setting::Query),
        flag(traits.http_query_params(), Setting::QueryParams),
        text(traits.http_header(), Setting::Header),
        text(traits.http_prefix_headers(), Setting::PrefixHeaders),
        flag(traits.http_payload(), Setting::Payload),
        flag(traits.http_response_code(), Setting::ResponseCode),
        text(media_type, Setting::MediaType),
        format.map(Setting::Timestamp),
        flag(traits.idempotency_token(), Setting::IdempotencyToken),
        flag(target.traits.requires_length(), Setting::RequiresLength),
    ];
    all.into_iter().flatten().collect()
}
