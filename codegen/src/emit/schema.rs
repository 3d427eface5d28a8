//! `src/schema.rs`: the service, and the lists and maps, which have no Rust type of their own.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{self, literal};
use super::print::{Chunk, File, NotRust};
use super::{Header, auth, endpoint, member};
use crate::ir::{Collection, Crate, HeaderValue, Part, Protocol, Service};
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
    File::new(&header.comment(id), chunks).print(id)
}

fn service(service: &Service) -> TokenStream {
    let id = service.id.as_str();
    let protocol = ident(match service.protocol {
        Protocol::RestJson1 => "REST_JSON_1",
        Protocol::AwsJson1_1 => "AWS_JSON_1_1",
        Protocol::AwsJson1_0 => "AWS_JSON_1_0",
        Protocol::RpcV2Cbor => "RPC_V2_CBOR",
        Protocol::RpcV2Json => "RPC_V2_JSON",
        Protocol::RestXml => "REST_XML",
        Protocol::AwsQuery => "AWS_QUERY",
        Protocol::Ec2Query => "EC2_QUERY",
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
    let headers = headers(service);
    let query_compatible = service
        .query_compatible
        .then(|| quote!(.query_compatible()));
    let namespace = service
        .xml_namespace
        .as_ref()
        .map(|(prefix, uri)| match prefix {
            Some(prefix) => quote!(.xml_prefix(#prefix, #uri)),
            None => quote!(.xml_namespace(#uri)),
        });
    let endpoint = service.endpoint.as_ref().map(|rules| {
        let rules: TokenStream = endpoint::setting(rules).parse().unwrap_or_default();
        quote!(.endpoint(#rules))
    });
    quote! {
        pub(crate) static SERVICE: rt::ServiceSchema =
            rt::ServiceSchema::new(#id, &rt::protocol::#protocol)
                #(#texts)* #auth #headers #query_compatible #namespace #endpoint;
    }
}

/// The headers of every request; nothing if there are none.
fn headers(service: &Service) -> Option<TokenStream> {
    let headers = service.headers.iter().map(|(name, value)| {
        let value = match value {
            HeaderValue::Text(text) => text,
            HeaderValue::ServiceVersion => service.version.as_str(),
        };
        quote!((#name, #value))
    });
    (!service.headers.is_empty()).then(|| quote!(.headers(&[#(#headers),*])))
}

/// A list or map: a line for itself, and one for each of its members.
fn collection(one: &Collection) -> String {
    let form = match one.key {
        None => "list",
        Some(_) => "map",
    };
    let head = format!("rt::{form}!({} =", one.static_name);
    let head = lines::fitted(0, &head, &format!("{},", literal(one.id.as_str())));
    let constructor = match one.key {
        None => "element",
        Some(_) => "entry",
    };
    let key = one.key.as_ref().map(|key| part(key, "key", ","));
    let element = part(&one.element, constructor, ");");
    format!("{head}{}{element}\n", key.unwrap_or_default())
}

/// A member of a list or map on lines of its own, followed by `end`. The siblings of its target are
/// in the same file.
fn part(part: &Part, constructor: &str, end: &str) -> String {
    let constructor = ident(constructor);
    let target = member::sibling_target(&part.value);
    let described = quote!(rt::#constructor(#target));
    let part = member::with_settings(described, (&part.settings, &part.formats), 4, end);
    format!("\n    {}", part.replace('\n', "\n    "))
}
