//! The protocols that can be generated, and which of them a crate speaks.

use tinsmith_model::{Diagnostic, Model, Selection};

use super::Problems;
use crate::ir::Protocol;

/// The protocols by preference. JSON comes first, since people can read it; what a service offers
/// for old clients comes last.
const PROTOCOLS: [Protocol; 8] = [
    Protocol::RestJson1,
    Protocol::AwsJson1_1,
    Protocol::AwsJson1_0,
    Protocol::RpcV2Json,
    Protocol::RpcV2Cbor,
    Protocol::RestXml,
    Protocol::AwsQuery,
    Protocol::Ec2Query,
];

/// Returns the reason why no protocol of the service can be generated.
pub(crate) fn unsupported_protocol(model: &Model, selection: &Selection) -> Option<Diagnostic> {
    let mut problems = Problems::default();
    of_service(model, selection, None, &mut problems);
    problems.0.pop()
}

/// The protocols of the service that can be generated, by preference.
pub(super) fn spoken(model: &Model, selection: &Selection) -> Vec<Protocol> {
    let service = model.shape(selection.service());
    let spoken =
        |protocol: &Protocol| service.is_some_and(|service| service.traits.has(protocol.id()));
    PROTOCOLS.into_iter().filter(spoken).collect()
}

/// The protocol of the service: the one that is chosen by its name, or the first by preference.
pub(super) fn of_service(
    model: &Model,
    selection: &Selection,
    chosen: Option<&str>,
    problems: &mut Problems,
) -> Option<Protocol> {
    let all = spoken(model, selection);
    let is_chosen = |protocol: &&Protocol| chosen.is_none_or(|name| short_name(**protocol) == name);
    let found = all.iter().find(is_chosen).copied();
    if found.is_none() {
        let service = model.shape(selection.service())?;
        let (message, help) = match chosen {
            Some(name) if !all.is_empty() => {
                let names: Vec<_> = all.into_iter().map(short_name).collect();
                (
                    format!("the service does not speak the protocol `{name}`"),
                    format!("set `protocol` to one that it speaks: {}", names.join(", ")),
                )
            }
            _ => {
                let known = PROTOCOLS.map(Protocol::id).join(", ");
                (
                    "the service has no protocol that can be generated".to_owned(),
                    format!("protocols are {known}"),
                )
            }
        };
        problems.report(service.place, &service.id, message, help);
    }
    found
}

/// The name of a protocol's trait without its namespace.
fn short_name(protocol: Protocol) -> &'static str {
    let id = protocol.id();
    id.rsplit('#').next().unwrap_or(id)
}
