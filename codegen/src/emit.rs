//! Emits the files of a lowered crate: one emitter per kind of item.

mod auth;
mod builder;
mod cases;
mod client;
mod comment;
mod debug;
mod endpoint;
mod enumeration;
mod errors;
mod example;
mod lines;
mod listing;
mod manifest;
mod member;
mod operation;
mod pages;
mod print;
mod readme;
mod root;
mod schema;
mod structure;
mod union;
mod zero;

use std::collections::BTreeMap;

pub(crate) use self::builder::{argument, setter_members, setter_type};
pub(crate) use self::member::{field_text as field_type, inner_text as inner_type};
pub(crate) use self::pages::page_types;
use self::print::File;
pub(crate) use self::print::NotRust;
use crate::ir::{Crate, Operation, Type, TypeBody, Zero};
use crate::{Kind, Options};

/// The files of a crate or module: paths relative to its folder, with `/`, and texts.
///
/// # Errors
/// Returns an error if an emitter produced invalid Rust, which is a defect of this crate.
pub(crate) fn files(
    lowered: &Crate,
    api: &[String],
    options: &Options,
) -> Result<BTreeMap<String, String>, NotRust> {
    let header = Header { options };
    let sources = sources(lowered, &header)?.into_iter();
    let mut files: BTreeMap<String, String> = match options.kind {
        Kind::Crate | Kind::Types => sources
            .map(|(path, text)| (format!("src/{path}"), text))
            .chain([
                (
                    "Cargo.toml".to_owned(),
                    manifest::manifest(lowered, options, &header),
                ),
                (
                    "README.md".to_owned(),
                    readme::readme(lowered, options, &header),
                ),
            ])
            .collect(),
        Kind::Module => sources.collect(),
    };
    files.insert(
        "api.txt".to_owned(),
        listing::listing(lowered, api, &header),
    );
    Ok(files)
}

/// The Rust files, by their paths in the folder of the root module.
fn sources(lowered: &Crate, header: &Header<'_>) -> Result<BTreeMap<String, String>, NotRust> {
    let root = match header.options.kind {
        Kind::Crate | Kind::Types => "lib.rs",
        Kind::Module => "mod.rs",
    };
    let mut files = BTreeMap::from([
        (root.to_owned(), root::root(lowered, header)?),
        ("schema.rs".to_owned(), schema::schema(lowered, header)?),
        ("operation.rs".to_owned(), root::operations(lowered, header)),
        ("types.rs".to_owned(), root::types(lowered, header)),
    ]);
    if let Some(table) = endpoint::table(lowered, header)? {
        files.insert("endpoint.rs".to_owned(), table);
    }
    if let Some(cases) = cases::cases(lowered, header)? {
        files.insert("protocol_tests.rs".to_owned(), cases);
    }
    for operation in &lowered.operations {
        let path = format!("operation/{}.rs", operation.module);
        files.insert(path, operation::operation(operation, header)?);
    }
    for one in &lowered.types {
        let path = format!("types/{}.rs", one.module);
        files.insert(path, type_file(one, header)?);
    }
    Ok(files)
}

fn type_file(one: &Type, header: &Header<'_>) -> Result<String, NotRust> {
    let mut chunks = match &one.body {
        TypeBody::Structure(structure) => structure::of_type(one, structure),
        TypeBody::Union(union) => union::union(one, union),
        TypeBody::Enum(values) => enumeration::texts(one, values),
        TypeBody::IntEnum(values) => enumeration::numbers(one, values),
    };
    if one.boxed && needs_boxed_zero(&one.body) {
        chunks.push(union::boxed_zero(&one.name));
    }
    let id = one.id.as_str();
    File::in_folder(&header.comment(id), chunks).print(id)
}

/// Returns true if a type has no `Default`, and thus a box of it neither.
fn needs_boxed_zero(body: &TypeBody) -> bool {
    match body {
        TypeBody::Structure(structure) => structure.zero == Zero::Private,
        TypeBody::Union(_) => true,
        TypeBody::Enum(_) | TypeBody::IntEnum(_) => false,
    }
}

/// The header of each file: its source, and the command that rewrites it.
pub(crate) struct Header<'a> {
    options: &'a Options,
}

impl Header<'_> {
    /// The header line of a file about a shape, without a comment sign.
    fn line(&self, shape: &str) -> String {
        let Options { model, command, .. } = self.options;
        let (model, command) = (one_line(model), one_line(command));
        format!(
            "{} {shape} in {model} by `{command}`. Do not edit.",
            crate::MARK
        )
    }

    /// A link to an operation, for the documentation of its parts: to the client's function, if
    /// there is a client.
    fn link(&self, operation: &Operation) -> String {
        match self.options.kind.has_client() {
            true => format!(
                "[`Client::{0}`](super::super::Client::{0})",
                operation.function
            ),
            false => format!("[`{0}`]", operation.name),
        }
    }

    /// As a comment of Rust.
    fn comment(&self, shape: &str) -> String {
        format!("// {}\n", self.line(shape))
    }
}

/// Makes a string safe for comments: both line comments and `<!-- … -->`.
fn one_line(text: &str) -> String {
    let ends = |character: char| {
        character.is_control() || matches!(character, '>' | '\u{2028}' | '\u{2029}')
    };
    text.replace(ends, " ")
}
