//! A service speaks a protocol that is known.

use super::{about, about_trait};
use crate::traits::known;
use crate::{Diagnostic, Model, Shape, Trait};

/// The trait of trait definitions that makes them protocols.
const PROTOCOL_DEFINITION: &str = "smithy.api#protocolDefinition";

/// Whether the service binds operations to HTTP by the traits for that.
pub(super) fn binds_http(service: &Shape) -> bool {
    ["aws.protocols#restJson1", "aws.protocols#restXml"]
        .iter()
        .any(|protocol| service.traits.has(protocol))
}

/// Reports a service without a protocol that is known. One that also speaks another is fine.
pub(super) fn check(model: &Model, service: &Shape, found: &mut Vec<Diagnostic>) {
    if service.traits.protocols().next().is_some() {
        return;
    }
    let help = format!("protocols known here are {}", known::PROTOCOLS.join(", "));
    let mut unknown = service
        .traits
        .iter()
        .filter(|one| is_protocol(model, one))
        .peekable();
    if unknown.peek().is_none() {
        found.push(about(service, "the service speaks no protocol", help));
        return;
    }
    for one in unknown {
        let message = format!("the protocol {} is not known", one.id);
        found.push(about_trait(service.id.clone(), one, message, help.clone()));
    }
}

/// Whether a trait is a protocol: by its definition, where the model has it, or by its namespace.
fn is_protocol(model: &Model, one: &Trait) -> bool {
    model
        .shape(&one.id)
        .is_some_and(|definition| definition.traits.has(PROTOCOL_DEFINITION))
        || one.id.namespace().ends_with(".protocols")
}
