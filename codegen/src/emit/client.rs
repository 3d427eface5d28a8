//! The client: one function per operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::comment;
use crate::ir::{Crate, Operation};
use crate::names::ident;

/// The declaration, and its functions.
pub(super) fn client(lowered: &Crate) -> TokenStream {
    let docs = comment::docs(&[format!(
        "Calls {}. Cloning is cheap: clones share their connections.",
        lowered.service.title
    )]);
    let functions = lowered.operations.iter().map(function);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client(rt::Client);

        #[rustfmt::skip]
        impl Client {
            /// A client as `config` says. Fails where something is missing in it or not valid; nothing is sent.
            pub fn new(config: rt::Config) -> Result<Self, rt::ConfigError> {
                rt::Client::new(&schema::SERVICE, config).map(Self)
            }
            /// A client with the region, credentials and endpoint that AWS tools use.
            pub fn from_env() -> Result<Self, rt::ConfigError> {
                rt::Client::from_env(&schema::SERVICE).map(Self)
            }
            #(#functions)*
        }
    }
}

fn function(operation: &Operation) -> TokenStream {
    let otherwise = format!("Calls `{}`.", operation.id.name());
    let docs = comment::docs_or(&operation.docs, &otherwise);
    let deprecated = comment::deprecated(operation.deprecated.as_ref());
    let (function, name) = (ident(&operation.function), ident(&operation.name));
    let input = ident(&operation.input.name);
    quote! {
        #docs
        #deprecated
        pub fn #function(&self, input: operation::#input) -> rt::Call<'_, operation::#name> {
            self.0.call(input)
        }
    }
}
