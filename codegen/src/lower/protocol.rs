//! The protocols that can be generated.

use tinsmith_model::{Diagnostic, Model, Selection};

use super::Problems;
use crate::ir::Protocol;

/// The protocols by preference.
const PROTOCOLS: [Protocol; 3] = [
    Protocol::RestJson1,
    Protocol::AwsJson1_1,
    Protocol::AwsJson1_0,
];

/// Why no protocol of the service can be generated.
pub(crate) fn unsupported_protocol(model: &Model, selection: &Selection) -> Option<Diagnostic> {
    let mut problems = Problems::default();
    of_service(model, selection, &mut problems);
    problems.0.pop()
}

/// The protocol of the service; the first of the table where it speaks several.
pub(super) fn of_service(
    model: &Model,
    selection: &Selection,
    problems: &mut Problems,
) -> Option<Protocol> {
    let service = model.shape(selection.service())?;
    let spoken: Vec<&str> = service
        .traits
        .protocols()
        .map(|(id, _)| id.as_str())
        .collect();
    let found = PROTOCOLS
        .into_iter()
        .find(|protocol| spoken.contains(&protocol.id()));
    if found.is_none() {
        let message = match spoken.as_slice() {
            [] => "the service has no protocol".to_owned(),
            spoken => format!(
                "the service speaks only {}, which cannot be generated",
                spoken.join(" and ")
            ),
        };
        let known: Vec<&str> = PROTOCOLS.iter().map(|protocol| protocol.id()).collect();
        let help = format!("protocols are {}", known.join(", "));
        problems.report(service.place, &service.id, message, help);
    }
    found
}
