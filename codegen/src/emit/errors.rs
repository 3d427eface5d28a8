//! The modelled errors of an operation as one enum.

use quote::quote;

use super::comment;
use super::lines::block;
use super::print::Chunk;
use crate::ir::Operation;
use crate::names::ident;

/// The declaration, and how the runtime finds a case by its code.
pub(super) fn errors(operation: &Operation) -> [Chunk; 2] {
    let name = ident(&operation.error);
    let docs = format!(
        "The errors that the model knows of `{}`.",
        operation.id.name()
    );
    let docs = comment::docs(&[docs]);
    let variants = operation.errors.iter().map(|case| {
        let (variant, type_name) = (ident(&case.variant), ident(&case.type_name));
        quote!(#variant(types::#type_name))
    });
    let declaration = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    };
    let cases = operation.errors.iter();
    let cases = cases.map(|case| format!("cases.case(Self::{});", ident(&case.variant)));
    let argument = if operation.errors.is_empty() {
        "_"
    } else {
        "cases"
    };
    let each = block(
        &format!("fn each({argument}: &mut rt::Cases<'_, Self>)"),
        cases,
    );
    let implementation = block(&format!("impl rt::ErrorSet for {name}"), [each]);
    [Chunk::Tokens(declaration), Chunk::Text(implementation)]
}
