//! The modelled errors of an operation as one enum.

use proc_macro2::TokenStream;
use quote::quote;

use super::comment;
use crate::ir::{ErrorCase, Operation};
use crate::names::{ident, pascal};

/// The name of the enum.
pub(super) fn name(operation: &Operation) -> String {
    format!("{}Error", pascal(operation.id.name()))
}

/// The declaration, and how the runtime finds a case by its code.
pub(super) fn errors(operation: &Operation) -> [TokenStream; 2] {
    let text = name(operation);
    let name = ident(&text);
    let docs = comment::docs(&[format!(
        "The errors that the model knows of `{}`.",
        operation.id.name()
    )]);
    let variants = operation.errors.iter().map(variant);
    let declaration = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    };
    let cases = operation.errors.iter().map(|case| {
        let variant = ident(&case.variant);
        quote!(cases.case(Self::#variant);)
    });
    let argument = ident(if operation.errors.is_empty() {
        "_cases"
    } else {
        "cases"
    });
    let implementation = quote! {
        impl rt::ErrorSet for #name {
            fn each(#argument: &mut rt::Cases<'_, Self>) {
                #(#cases)*
            }
        }
    };
    [declaration, implementation]
}

fn variant(case: &ErrorCase) -> TokenStream {
    let docs = comment::docs(&case.docs);
    let (variant, type_name) = (ident(&case.variant), ident(&case.type_name));
    quote!(#docs #variant(types::#type_name))
}
