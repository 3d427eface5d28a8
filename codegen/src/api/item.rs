//! One public item.

use std::fmt;

use tinsmith_model::ShapeId;

/// A public item, or a part of one that callers can name or rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// The path within the crate, such as `types::City::name`. That of a function ends in `()`,
    /// and that of an implementation is `impl Eq for types::City`.
    pub path: String,
    /// The kind of the item.
    pub kind: ItemKind,
    /// The declaration on one line, without documentation and body.
    pub declaration: String,
    /// The path of the type that the item is, or is a part of.
    pub owner: String,
    /// The field, variant or function, as it is called within its type.
    pub name: Option<String>,
    /// The arguments of a function, each with its type.
    pub arguments: Vec<String>,
    /// True if callers can match or build exhaustively beside the item, so that another one of its
    /// kind would break them: a field of a structure that is not `non_exhaustive`.
    pub exhaustive: bool,
    /// The note of the item's deprecation, if it is deprecated; it may be empty.
    pub deprecated: Option<String>,
    /// The shape that the item is generated from.
    pub shape: ShapeId,
    /// The operation in whose file the item is, if it is in one.
    pub operation: Option<ShapeId>,
    /// The members of the shape that the item is made of, by their names in the model.
    pub members: Vec<String>,
    /// The line of the listing, but for a deprecation.
    line: String,
}

/// The kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ItemKind {
    /// A structure.
    Struct,
    /// An enum.
    Enum,
    /// A field of a structure.
    Field,
    /// A variant of an enum.
    Variant,
    /// A function of a type.
    Function,
    /// The implementation of a trait for a type.
    Implementation,
}

impl fmt::Display for Item {
    /// Writes the line of the listing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)?;
        match self.deprecated {
            Some(_) => f.write_str(" #[deprecated]"),
            None => Ok(()),
        }
    }
}

/// A type whose items are listed.
pub(super) struct Owner<'a> {
    /// The path of the type.
    pub(super) path: String,
    pub(super) shape: &'a ShapeId,
    pub(super) operation: Option<&'a ShapeId>,
    /// True if callers can match or build it exhaustively.
    pub(super) exhaustive: bool,
}

impl<'a> Owner<'a> {
    /// A type of the module `types`, which may grow.
    pub(super) fn of_types(name: &str, shape: &'a ShapeId) -> Self {
        Self {
            path: format!("types::{}", crate::names::ident(name)),
            shape,
            operation: None,
            exhaustive: false,
        }
    }

    /// A type in the file of an operation, which may grow.
    pub(super) fn of_operation(name: &str, operation: &'a ShapeId, shape: &'a ShapeId) -> Self {
        Self {
            path: format!("operation::{}", crate::names::ident(name)),
            shape,
            operation: Some(operation),
            exhaustive: false,
        }
    }

    fn item(&self, kind: ItemKind, path: String, declaration: String, line: String) -> Item {
        Item {
            path,
            kind,
            declaration,
            owner: self.path.clone(),
            name: None,
            arguments: Vec::new(),
            exhaustive: false,
            deprecated: None,
            shape: self.shape.clone(),
            operation: self.operation.cloned(),
            members: Vec::new(),
            line,
        }
    }

    /// The type itself: `declaration` is `pub struct City`.
    pub(super) fn declared(&self, kind: ItemKind, deprecated: Option<&String>) -> Item {
        let word = match kind {
            ItemKind::Enum => "enum",
            _ => "struct",
        };
        let open = match self.exhaustive {
            true => "",
            false => "#[non_exhaustive] ",
        };
        let name = self.path.rsplit("::").next().unwrap_or_default();
        let declaration = format!("{open}pub {word} {name}");
        let line = format!("{}: {open}{word}", self.path);
        Item {
            deprecated: deprecated.cloned(),
            ..self.item(kind, self.path.clone(), declaration, line)
        }
    }

    /// A field of this type.
    pub(super) fn field(&self, name: &str, of: &str) -> Item {
        let path = format!("{}::{name}", self.path);
        let line = format!("{path}: {of}");
        self.part(ItemKind::Field, name, format!("pub {name}: {of}"), line)
    }

    /// A variant; `held` is the type of its value, if it holds one.
    pub(super) fn variant(&self, name: &str, held: Option<&str>) -> Item {
        let held = held.map(|held| format!("({held})")).unwrap_or_default();
        let line = format!("{}::{name}{held}", self.path);
        self.part(ItemKind::Variant, name, format!("{name}{held}"), line)
    }

    fn part(&self, kind: ItemKind, name: &str, declaration: String, line: String) -> Item {
        Item {
            name: Some(name.to_owned()),
            exhaustive: self.exhaustive,
            ..self.item(kind, format!("{}::{name}", self.path), declaration, line)
        }
    }

    /// A function with its arguments, the receiver among them.
    pub(super) fn function(&self, name: &str, arguments: Vec<String>, output: &str) -> Item {
        let listed = arguments.join(", ");
        let signature = format!("{name}({listed}) -> {output}");
        let path = format!("{}::{name}()", self.path);
        let line = format!("{}::{signature}", self.path);
        let declaration = format!("pub fn {signature}");
        Item {
            name: Some(name.to_owned()),
            arguments,
            ..self.item(ItemKind::Function, path, declaration, line)
        }
    }

    /// The implementation of a trait: `body` holds its associated types, or is empty.
    pub(super) fn implementation(&self, of: &str, body: &str) -> Item {
        let path = format!("impl {of} for {}", self.path);
        let body = match body {
            "" => String::new(),
            body => format!(" {{ {body} }}"),
        };
        let declaration = format!("{path}{body}");
        let line = format!("{}: impl {of}{body}", self.path);
        self.item(ItemKind::Implementation, path, declaration, line)
    }
}
