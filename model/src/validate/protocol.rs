//! The protocols of the service.

use super::{about, about_trait};
use crate::quoted::quoted;
use crate::traits::known;
use crate::{Diagnostic, Model, Shape, Trait};

/// The trait that marks trait definitions as protocols.
const PROTOCOL_DEFINITION: &str = "smithy.api#protocolDefinition";

/// Returns true if a protocol of the service uses HTTP bindings.
pub(super) fn binds_http(service: &Shape) -> bool {
    ["aws.protocols#restJson1", "aws.protocols#restXml"]
        .iter()
        .any(|protocol| service.traits.has(protocol))
}

/// Reports a service without a known protocol. Additional unknown protocols are accepted.
pub(super) fn check(model: &Model, service: &Shape, found: &mut Vec<Diagnostic>) {
    if service.traits.protocols().next().is_some() {
        return;
    }
    let help = format!("the protocols are {}", known::PROTOCOLS.join(", "));
    let mut unknown = service
        .traits
        .iter()
        .filter(|one| is_protocol(model, one))
        .peekable();
    if unknown.peek().is_none() {
        found.push(about(service, "the service has no protocol", help));
        return;
    }
    for one in unknown {
        let message = format!("unknown protocol {}", one.id);
        found.push(about_trait(service.id.clone(), one, message, help.clone()));
    }
}

/// Reports errors that the service renames: their names are what tells them apart on the wire
/// (Smithy 2.0, the protocols' pages, "Error shape renaming").
pub(super) fn check_renames(model: &Model, service: &Shape, found: &mut Vec<Diagnostic>) {
    let renamed = service.as_service().into_iter();
    let renamed = renamed.flat_map(|service| &service.rename);
    for (id, name) in renamed {
        let shape = model.shape(id);
        if shape.is_some_and(|shape| shape.traits.has(known::ERROR)) {
            let message = format!("the error {id} is renamed to `{}`", quoted(name));
            let help = "give the shape itself the name; protocols tell errors apart by it";
            found.push(about(service, message, help));
        }
    }
}

/// Returns true if a trait is a protocol: by its definition, if the model has it, or by its
/// namespace.
fn is_protocol(model: &Model, one: &Trait) -> bool {
    model
        .shape(&one.id)
        .is_some_and(|definition| definition.traits.has(PROTOCOL_DEFINITION))
        || one.id.namespace().ends_with(".protocols")
}
