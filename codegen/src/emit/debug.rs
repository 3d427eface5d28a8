//! `Debug` of types with members that must not be shown (Smithy 2.0, "sensitive trait").

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Structure, Union};
use crate::names::ident;

/// `Debug` of a structure.
pub(super) fn structure(structure: &Structure) -> TokenStream {
    let name = ident(&structure.name);
    let text = &structure.name;
    if structure.sensitive {
        return hidden(&structure.name);
    }
    let fields = structure.members.iter().map(|member| {
        let (field, label) = (ident(&member.rust_name), &member.rust_name);
        if member.redacted {
            quote!(debug.field(#label, &rt::Redacted);)
        } else {
            quote!(debug.field(#label, &self.#field);)
        }
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut debug = f.debug_struct(#text);
                #(#fields)*
                debug.finish()
            }
        }
    }
}

/// `Debug` of a union.
pub(super) fn union(name: &str, union: &Union) -> TokenStream {
    if union.sensitive {
        return hidden(name);
    }
    let arms = union.members.iter().map(|member| {
        let (variant, label) = (ident(&member.rust_name), &member.rust_name);
        if member.redacted {
            quote!(Self::#variant(_) => f.debug_tuple(#label).field(&rt::Redacted).finish(),)
        } else {
            quote!(Self::#variant(value) => f.debug_tuple(#label).field(value).finish(),)
        }
    });
    let name = ident(name);
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms)*
                    Self::Unknown(name) => f.debug_tuple("Unknown").field(name).finish(),
                }
            }
        }
    }
}

/// `Debug` of a type of which nothing may be shown.
pub(super) fn hidden(name: &str) -> TokenStream {
    let (name, text) = (ident(name), name);
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(#text).field(&rt::Redacted).finish()
            }
        }
    }
}
