//! Pagination: where an output holds the token of the next page, and where its items.

use proc_macro2::TokenStream;
use quote::quote;

use super::lines::{block, inline};
use super::member;
use crate::ir::{Member, Pages, Presence, Value};
use crate::names::ident;

/// The implementations for an operation.
pub(super) fn pages(operation: &str, pages: &Pages) -> String {
    tokens(operation, pages) + &items(operation, pages).unwrap_or_default()
}

fn tokens(operation: &str, pages: &Pages) -> String {
    let (token_type, _) = page_types(pages);
    let token = inline(borrowed(&pages.token));
    let field = ident(&pages.resume.rust_name);
    let value = match pages.resume.presence {
        Presence::Optional => "Some(token)",
        _ => "token",
    };
    let ends = "const REPEATED_TOKEN_ENDS: bool = true;".to_owned();
    let ends = pages.repeated_token_ends.then_some(ends);
    let sensitive = "const SENSITIVE_TOKEN: bool = true;".to_owned();
    let sensitive = pages.sensitive_token.then_some(sensitive);
    let lines = [
        format!("type Token = {token_type};"),
        format!("fn token(output: &Self::Output) -> Option<&Self::Token> {{ {token} }}"),
        format!(
            "fn resume(input: &mut Self::Input, token: Self::Token) {{ input.{field} = {value}; }}"
        ),
    ];
    let [token_type, token, resume] = lines;
    let facts = ends.into_iter().chain(sensitive);
    let lines = [token_type].into_iter().chain(facts).chain([token, resume]);
    block(
        &format!("impl rt::Paginated for {}", ident(operation)),
        lines,
    )
}

/// The Rust types of the token and of the items, if the model names them.
pub(crate) fn page_types(pages: &Pages) -> (String, Option<String>) {
    let token = inline(member::value_type(&pages.resume.value));
    let items = pages.items.as_ref().and_then(|path| path.last());
    let item = items.and_then(|last| match &last.value {
        Value::Map(element) => {
            let value = member::element_type(element);
            Some(quote!((String, #value)))
        }
        Value::List(element) => Some(member::element_type(element)),
        _ => None,
    });
    (token, item.map(inline))
}

fn items(operation: &str, pages: &Pages) -> Option<String> {
    let path = pages.items.as_ref()?;
    let (_, item) = page_types(pages);
    let owned = inline(owned(path));
    let list = match &path.last()?.value {
        Value::Map(_) => format!("{owned}.into_iter().collect()"),
        _ => owned,
    };
    let lines = [
        format!("type Item = {};", item?),
        format!("fn items(output: Self::Output) -> Vec<Self::Item> {{ {list} }}"),
    ];
    Some(block(
        &format!("impl rt::PaginatedItems for {}", ident(operation)),
        lines,
    ))
}

/// The way to a value inside the output, as an `Option` of a reference.
fn borrowed(path: &[Member]) -> TokenStream {
    path.iter()
        .enumerate()
        .fold(TokenStream::new(), |way, (index, member)| {
            let field = ident(&member.rust_name);
            match (index, &member.presence) {
                (0, Presence::Optional) => quote!(output.#field.as_ref()),
                (0, _) => quote!(Some(&output.#field)),
                (_, Presence::Optional) => quote!(#way.and_then(|it| it.#field.as_ref())),
                (_, _) => quote!(#way.map(|it| &it.#field)),
            }
        })
}

/// The way to a list or map inside the output, by value; empty where a step is missing.
fn owned(path: &[Member]) -> TokenStream {
    if let [
        Member {
            presence: Presence::Required | Presence::Default(_),
            rust_name,
            ..
        },
    ] = path
    {
        let field = ident(rust_name);
        return quote!(output.#field);
    }
    let way = path
        .iter()
        .enumerate()
        .fold(TokenStream::new(), |way, (index, member)| {
            let field = ident(&member.rust_name);
            match (index, &member.presence) {
                (0, Presence::Optional) => quote!(output.#field),
                (0, _) => quote!(Some(output.#field)),
                (_, Presence::Optional) => quote!(#way.and_then(|it| it.#field)),
                (_, _) => quote!(#way.map(|it| it.#field)),
            }
        });
    quote!(#way.unwrap_or_default())
}
