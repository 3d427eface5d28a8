//! Printing of tokens. Items are parsed and printed one by one, so that a failure has a place,
//! with a blank line between.

use std::collections::BTreeSet;

use proc_macro2::{LexError, Punct, Spacing, TokenStream, TokenTree};
use tinsmith_model::{Diagnostic, ShapeId};

/// One or more items of a file.
pub(super) enum Chunk {
    /// Items to be formatted, without blank lines between them.
    Tokens(TokenStream),
    /// Items that are laid out already; see [`lines`](super::lines).
    Text(String),
}

/// A file of Rust before it is printed.
pub(super) struct File<'a> {
    header: &'a str,
    /// The path of the root module from this file's.
    root: &'static str,
    chunks: Vec<Chunk>,
}

/// The error of an emitter whose output is not Rust.
#[derive(Debug)]
pub(crate) struct NotRust {
    shape: String,
    reason: String,
}

impl NotRust {
    /// The failure as a diagnostic.
    pub(crate) fn diagnostic(&self) -> Diagnostic {
        Diagnostic {
            place: None,
            shape: ShapeId::new(&self.shape).ok(),
            message: format!("what was generated for it is not Rust: {}", self.reason),
            help: "this is a defect of the generator; please report it with the model".to_owned(),
        }
    }
}

impl<'a> File<'a> {
    /// A file beside the root module's.
    pub(super) fn new(header: &'a str, chunks: Vec<Chunk>) -> Self {
        Self {
            header,
            root: "super",
            chunks,
        }
    }

    /// A file in a folder beside the root module's.
    pub(super) fn in_folder(header: &'a str, chunks: Vec<Chunk>) -> Self {
        Self {
            root: "super::super",
            ..Self::new(header, chunks)
        }
    }

    /// The text, with the imports that it needs. `shape` is what errors name.
    pub(super) fn print(self, shape: &str) -> Result<String, NotRust> {
        let mut text = self.header.to_owned();
        let (mut body, mut named) = (String::new(), BTreeSet::new());
        for chunk in self.chunks {
            let printed = chunk.print(&mut named).map_err(|reason| NotRust {
                shape: shape.to_owned(),
                reason,
            })?;
            body.push('\n');
            body.push_str(&printed);
        }
        text.push_str(&format!("{RUNTIME}\n"));
        let (root, modules) = (self.root, Vec::from_iter(named));
        match modules.as_slice() {
            [] => {}
            [one] => text.push_str(&format!("use {root}::{one};\n")),
            several => text.push_str(&format!("use {root}::{{{}}};\n", several.join(", "))),
        }
        text.push_str(&body);
        Ok(text)
    }
}

/// The import of the runtime in every file.
pub(super) const RUNTIME: &str = "use tinsmith_runtime::codegen as rt;";

/// The modules of the crate that other files refer to by a path.
const MODULES: [&str; 3] = ["operation", "schema", "types"];

impl Chunk {
    /// The text, without imports before it. `shape` is what errors name.
    pub(super) fn print_alone(self, shape: &str) -> Result<String, NotRust> {
        let print = self.print(&mut BTreeSet::new());
        print.map_err(|reason| NotRust {
            shape: shape.to_owned(),
            reason,
        })
    }

    /// The text, once it is known to be Rust; the modules it refers to are added to `named`.
    fn print(self, named: &mut BTreeSet<&'static str>) -> Result<String, String> {
        match self {
            Self::Tokens(tokens) => {
                collect_modules(tokens.clone(), named);
                Ok(prettyplease::unparse(&parse(tokens)?))
            }
            Self::Text(text) => {
                let tokens = text.parse().map_err(|error: LexError| error.to_string())?;
                check(&tokens)?;
                collect_modules(tokens, named);
                Ok(text)
            }
        }
    }
}

fn parse(tokens: TokenStream) -> Result<syn::File, String> {
    syn::parse2(tokens).map_err(|error| error.to_string())
}

/// Tokens of a text that is laid out already are parsed only to find defects of the emitters,
/// which takes most of the time of a generation. So it is left to builds with debug assertions,
/// those of all tests among them. That literals end where they should and that all brackets close
/// is known from the tokens alone.
fn check(tokens: &TokenStream) -> Result<(), String> {
    if cfg!(debug_assertions) {
        parse(tokens.clone())?;
    }
    Ok(())
}

/// Notes the modules at which paths start.
fn collect_modules(tokens: TokenStream, named: &mut BTreeSet<&'static str>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => collect_modules(group.stream(), named),
            TokenTree::Ident(ident) => {
                let next = tokens.peek();
                let joint =
                    |punct: &Punct| punct.as_char() == ':' && punct.spacing() == Spacing::Joint;
                let path = matches!(next, Some(TokenTree::Punct(punct)) if joint(punct));
                named.extend(MODULES.into_iter().filter(|module| path && ident == module));
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
