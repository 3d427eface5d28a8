//! The syntax as the reference abridges it: long blocks are replaced by a notice.
//!
//! The reference limits the number of lines, which affects thirty of twenty thousand operations.
//! If the descriptions of the parameters are long as well, a second notice follows the request.

use super::descriptions::lines_of_parameters;
use super::from_model::blocks;
use super::render::joined;
use crate::{Model, Service, Shape, ShapeId};

/// The maximum number of lines of a block, and the number of lines around the block of a request
/// and of a response.
const BLOCK: usize = 2000;
const AROUND_REQUEST: usize = 6;
const AROUND_RESPONSE: usize = 7;

/// The maximum number of lines that describe parameters.
const PARAMETERS: usize = 5000;

/// The link of the notice if the operation has no page of its own.
const INDEX: &str = "https://docs.aws.amazon.com/index.html";

/// Renders the request and response syntax of an operation as the reference prints it, with
/// notices in place of long blocks; `None` if `id` is not an operation of the model. `service` is
/// the service of the operation.
#[must_use]
pub fn published(model: &Model, service: &ShapeId, id: &ShapeId) -> Option<String> {
    let operation = model.shape(id)?.as_operation()?;
    let (mut request, mut response) = blocks(model, id)?;
    let link = link(model.shape(service), id);
    if request.lines().count() + AROUND_REQUEST > BLOCK {
        request = notice(&link);
    }
    let input = operation.input.as_ref().and_then(|id| model.shape(id));
    if input.is_some_and(|input| lines_of_parameters(model, input) > PARAMETERS) {
        let gap = if request.starts_with(' ') { 5 } else { 3 };
        let gap = "\n".repeat(gap);
        request.push_str(&format!("{gap}**Parameters**\n::\n\n{}", notice(&link)));
    }
    if let Some(response) = &mut response {
        if response.lines().count() + AROUND_RESPONSE > BLOCK {
            *response = notice(&link);
        }
    }
    Some(joined(&request, response.as_deref()))
}

fn notice(link: &str) -> String {
    format!(
        "    # This section is too large to render.\n    \
         # Please see the AWS API Documentation linked below.\n\n{link}"
    )
}

/// The link to the operation's page. The reference only links names of certain characters.
fn link(service: Option<&Shape>, operation: &ShapeId) -> String {
    let page = service.and_then(page).filter(|page| {
        let known =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
        page.bytes().all(known)
            && operation
                .name()
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic())
    });
    match page {
        Some(page) => format!(
            "`AWS API Documentation <https://docs.aws.amazon.com/goto/WebAPI/{page}/{}>`_",
            operation.name()
        ),
        None => INDEX.to_owned(),
    }
}

/// The name of the service's pages: its `docId`, or its SDK id and version (AWS,
/// "aws.api#service").
fn page(service: &Shape) -> Option<String> {
    let names = service.traits.service_names()?;
    let version = service
        .as_service()
        .map(|Service { version, .. }| version.as_str());
    Some(names.doc_id.map_or_else(
        || {
            format!(
                "{}-{}",
                names.sdk_id.replace(' ', "-").to_lowercase(),
                version.unwrap_or_default()
            )
        },
        str::to_owned,
    ))
}
