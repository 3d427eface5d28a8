//! `README.md` of a generated crate.

use super::{Header, root};
use crate::Options;
use crate::ir::{AuthScheme, Crate};
use crate::names::ident;

pub(super) fn readme(lowered: &Crate, options: &Options, header: &Header<'_>) -> String {
    let header = header.line(lowered.service.id.as_str());
    let name = options.name.as_str();
    let subject = root::subject(lowered, options.kind);
    let mut text = format!(
        "<!-- {header} -->\n\n# {name}\n\n{subject}, generated from the service's model \
         by Tinsmith.\n"
    );
    if options.kind.has_client() {
        text.push_str(&client(lowered, name));
    } else {
        text.push_str("\n| operation | type |\n| --- | --- |\n");
        for operation in &lowered.operations {
            let (id, marker) = (operation.id.name(), &operation.name);
            text.push_str(&format!("| `{id}` | `operation::{marker}` |\n"));
        }
    }
    text
}

/// The use of the client, its features and its functions.
fn client(lowered: &Crate, name: &str) -> String {
    let mut text = String::new();
    if let Some(first) = lowered.operations.first() {
        let function = ident(&first.function);
        let schemes = first.auth.as_deref();
        let schemes = schemes.unwrap_or_else(|| lowered.service.auth_schemes());
        let mut schemes = schemes.iter();
        let signs = schemes.any(|one| matches!(one, AuthScheme::SigV2 | AuthScheme::SigV4));
        text.push_str(&format!(
            "\n```rust,ignore\nlet client = {}::Client::from_env()?; // region, credentials and \
             endpoint as AWS tools read them\n\
             let output = client.{function}(input).await?;\n\
             let output = client.{function}(input).send_blocking()?; // feature `blocking`\n\
             let request = client.{function}(input).to_request()?; // {}without any I/O\n```\n",
            name.replace('-', "_"),
            if signs { "signed, " } else { "" },
        ));
    }
    text.push_str(
        "\n| feature | what it adds |\n| --- | --- |\n\
         | `hyper` (default) | `.await`, over hyper and rustls on tokio |\n\
         | `blocking` | `send_blocking`, over ureq and rustls |\n\
         \n| operation | function |\n| --- | --- |\n",
    );
    for operation in &lowered.operations {
        text.push_str(&format!(
            "| `{}` | `Client::{}` |\n",
            operation.id.name(),
            ident(&operation.function)
        ));
    }
    text
}
