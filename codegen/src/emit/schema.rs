//! `src/schema.rs`: the service, and the lists and maps, which have no Rust type of their own.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{inline, literal};
use super::print::{Chunk, File, NotRust};
use super::{Header, auth, member};
use crate::ir::{Collection, Crate, Part, Protocol, Service};
use crate::names::ident;

pub(super) fn schema(lowered: &Crate, header: &Header<'_>) -> Result<String, NotRust> {
    let mut chunks = vec![Chunk::Tokens(service(&lowered.service))];
    chunks.extend(
        lowered
            .collections
            .iter()
            .map(|one| Chunk::Text(collection(one))),
    );
    let id = lowered.service.id.as_str();
    File::new(&header.of(id), chunks).print(id)
}

fn service(service: &Service) -> TokenStream {
    let id = service.id.as_str();
    let protocol = ident(match service.protocol {
        Protocol::RestJson1 => "REST_JSON_1",
        Protocol::AwsJson1_1 => "AWS_JSON_1_1",
        Protocol::AwsJson1_0 => "AWS_JSON_1_0",
    });
    let texts = [
        ("version", service.version.as_str()),
        ("sdk_id", &service.sdk_id),
        ("endpoint_prefix", &service.endpoint_prefix),
        (
            "signing_name",
            service.signing_name.as_deref().unwrap_or_default(),
        ),
    ];
    let texts = texts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(function, text)| {
            let function = ident(function);
            quote!(.#function(#text))
        });
    let auth = service.auth.as_ref().map(|schemes| {
        let schemes = auth::schemes(schemes);
        quote!(.auth(#schemes))
    });
    let query_compatible = service
        .query_compatible
        .then(|| quote!(.query_compatible()));
    quote! {
        pub(crate) static SERVICE: rt::ServiceSchema =
            rt::ServiceSchema::new(#id, &rt::protocol::#protocol) #(#texts)* #auth #query_compatible;
    }
}

/// A list or map: a line for itself, and one for each of its members. No name of the model is converted to one with `__`,
/// so that no member is called as another list or map is.
fn collection(one: &Collection) -> String {
    let (name, id) = (&one.static_name, literal(one.id.as_str()));
    match &one.key {
        None => format!(
            "pub(crate) static {name}: rt::Schema = rt::list({id}, &{name}__MEMBER);\n\
             static {name}__MEMBER: rt::Member = {};\n",
            part(&one.element, "element"),
        ),
        Some(key) => format!(
            "pub(crate) static {name}: rt::Schema = rt::map({id}, &{name}__KEY, &{name}__VALUE);\n\
             static {name}__KEY: rt::Member = {};\nstatic {name}__VALUE: rt::Member = {};\n",
            part(key, "key"),
            part(&one.element, "entry"),
        ),
    }
}

/// A member of a list or map. The siblings of its target are in the same file.
fn part(part: &Part, constructor: &str) -> String {
    let constructor = ident(constructor);
    let target = member::sibling_target(&part.value);
    let settings = member::settings(&part.settings);
    let traits = member::with_traits(&part.formats);
    inline(quote!(rt::#constructor(#target) #settings #traits))
}
