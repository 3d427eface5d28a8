//! Authentication schemes as expressions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::AuthScheme;

/// The list of schemes, as `&[rt::AuthScheme::SigV4, rt::AuthScheme::NoAuth]`.
pub(super) fn schemes(schemes: &[AuthScheme]) -> TokenStream {
    let schemes = schemes.iter().map(|scheme| match scheme {
        AuthScheme::SigV2 => quote!(SigV2),
        AuthScheme::SigV4 => quote!(SigV4),
        AuthScheme::ApiKeyHeader { name, prefix } => {
            quote!(ApiKeyHeader { name: #name, prefix: #prefix })
        }
        AuthScheme::ApiKeyQuery { name } => quote!(ApiKeyQuery { name: #name }),
        AuthScheme::Basic => quote!(Basic),
        AuthScheme::Bearer => quote!(Bearer),
        AuthScheme::NoAuth => quote!(NoAuth),
    });
    quote!(&[#(rt::AuthScheme::#schemes),*])
}
