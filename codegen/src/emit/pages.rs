//! Pagination: where an output holds the token of the next page, and where its items.

use proc_macro2::TokenStream;
use quote::quote;

use super::member;
use crate::ir::{Member, Pages, Presence, Value};
use crate::names::ident;

/// The implementations for an operation.
pub(super) fn pages(operation: &str, pages: &Pages) -> impl Iterator<Item = TokenStream> {
    let tokens = tokens(operation, pages);
    let items = pages.items.as_ref().map(|path| items(operation, path));
    [Some(tokens), items].into_iter().flatten()
}

fn tokens(operation: &str, pages: &Pages) -> TokenStream {
    let name = ident(operation);
    let token_type = member::value_type(&pages.resume.value);
    let token = borrowed(&pages.token);
    let field = ident(&pages.resume.rust_name);
    let value = match pages.resume.presence {
        Presence::Optional => quote!(Some(token)),
        _ => quote!(token),
    };
    quote! {
        impl rt::Paginated for #name {
            type Token = #token_type;
            fn token(output: &Self::Output) -> Option<&Self::Token> {
                #token
            }
            fn resume(input: &mut Self::Input, token: Self::Token) {
                input.#field = #value;
            }
        }
    }
}

fn items(operation: &str, path: &[Member]) -> TokenStream {
    let name = ident(operation);
    let owned = owned(path);
    let (item, list) = match path.last().map(|last| &last.value) {
        Some(Value::Map(element)) => {
            let value = member::element_type(element);
            (
                quote!((String, #value)),
                quote!(#owned.into_iter().collect()),
            )
        }
        Some(Value::List(element)) => (member::element_type(element), owned),
        _ => return TokenStream::new(),
    };
    quote! {
        impl rt::PaginatedItems for #name {
            type Item = #item;
            fn items(output: Self::Output) -> Vec<Self::Item> {
                #list
            }
        }
    }
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
