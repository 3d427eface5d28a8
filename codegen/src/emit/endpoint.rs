//! `src/endpoint.rs`: the endpoint rules as a table, where they are of no standard form; and the
//! settings of the client that rules take.

use super::Header;
use super::comment;
use super::lines::{block, literal};
use super::print::{Chunk, NotRust};
use crate::endpoint;
use crate::ir::{ClientParam, Crate, EndpointRules};
use crate::names::ident;

/// The file with the table; `None` if there is none.
pub(super) fn table(lowered: &Crate, header: &Header<'_>) -> Result<Option<String>, NotRust> {
    let Some(EndpointRules::Table(table)) = &lowered.service.endpoint else {
        return Ok(None);
    };
    let id = lowered.service.id.as_str();
    let items = Chunk::Text(endpoint::rust_text(table, "RULES")).print_alone(id)?;
    let title = "//! The endpoint rules.\n\nuse super::rt;\n";
    Ok(Some(format!("{}{title}{items}", header.comment(id))))
}

/// The call that tells the service's schema its rules.
pub(super) fn setting(rules: &EndpointRules) -> String {
    match rules {
        EndpointRules::Standard(form) => {
            format!("rt::endpoint::{}({})", form.function, literal(&form.prefix))
        }
        EndpointRules::Table(_) => {
            "rt::endpoint::EndpointRules::table(&super::endpoint::RULES)".to_owned()
        }
    }
}

/// The trait that adds settings to the configuration, after the attribute `allow`; empty if there
/// are none.
pub(super) fn client_params(params: &[ClientParam], allow: &str) -> String {
    if params.is_empty() {
        return String::new();
    }
    let declared = params.iter().map(|param| {
        let docs: String = docs(param).iter().map(|line| comment::line(line)).collect();
        format!("{docs}#[must_use]\n{};", signature(param))
    });
    let implemented = params.iter().map(|param| {
        let name = literal(&param.name);
        let value = if param.boolean {
            "value"
        } else {
            "Into::<String>::into(value)"
        };
        format!(
            "{} {{ self.endpoint_setting({name}, {value}) }}",
            signature(param)
        )
    });
    let docs = "/// Settings of this service, beside those that every [`Config`] has.\n";
    format!(
        "\n{docs}{allow}#[rustfmt::skip]\n{}\n#[rustfmt::skip]\n{}",
        block("pub trait ServiceConfig: Sized", declared),
        block("impl ServiceConfig for Config", implemented),
    )
}

fn signature(param: &ClientParam) -> String {
    let value = if param.boolean {
        "value: bool"
    } else {
        "value: impl Into<String>"
    };
    format!("fn {}(self, {value}) -> Self", ident(&param.function))
}

fn docs(param: &ClientParam) -> Vec<String> {
    if param.docs.is_empty() {
        return vec![format!("Sets `{}`.", param.name)];
    }
    param.docs.clone()
}
