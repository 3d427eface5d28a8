//! The public items of a generated file, read from its text.

use std::collections::BTreeMap;

use quote::{ToTokens, quote};
use syn::{
    Attribute, Fields, FnArg, ImplItem, ItemEnum, ItemImpl, ItemStruct, ReceiverKind, ReturnType,
    Signature, Visibility,
};

use crate::emit::inline;

/// A public item, or a part of one that callers can name or rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// What is declared, without documentation and body.
    pub(super) text: String,
    /// The items without which this one is nothing.
    pub(super) within: Vec<String>,
    /// Whether it cannot be added without breaking callers: a field of a structure that is written as a literal.
    pub(super) closed: bool,
    /// Whether it is only a word about an item: that it is deprecated.
    pub(super) remark: bool,
    /// The id of the shape that the file is made of.
    pub(super) shape: String,
    /// The type that the item is or belongs to.
    pub(super) of_type: String,
    /// The field, variant or function.
    pub(super) part: Option<String>,
    /// The arguments of a function.
    pub(super) arguments: Vec<String>,
}

/// Items by their paths.
pub(super) type Items = BTreeMap<String, Item>;

/// A file whose items are read.
struct Reader<'a> {
    /// `types::`, `operation::` or nothing.
    module: &'a str,
    shape: &'a str,
    items: &'a mut Items,
}

/// Adds the public items of a file. Files that hold none are passed over.
///
/// # Errors
/// Where the text is not Rust.
pub(super) fn read(path: &str, text: &str, items: &mut Items) -> Result<(), String> {
    let module = match path.strip_prefix("src/").map(|path| path.split_once('/')) {
        Some(Some(("types", _))) => "types::",
        Some(Some(("operation", _))) => "operation::",
        Some(None) if path == "src/lib.rs" => "",
        _ => return Ok(()),
    };
    let file = syn::parse_file(text).map_err(|error| format!("{path}: {error}"))?;
    let shape = shape_of(text).ok_or_else(|| format!("{path}: the header names no shape"))?;
    let mut reader = Reader {
        module,
        shape,
        items,
    };
    for item in &file.items {
        match item {
            syn::Item::Struct(item) if is_public(&item.vis) => reader.structure(item),
            syn::Item::Enum(item) if is_public(&item.vis) => reader.enumeration(item),
            syn::Item::Impl(item) => reader.implementation(item),
            _ => {}
        }
    }
    Ok(())
}

/// The shape that the header of a file names.
fn shape_of(text: &str) -> Option<&str> {
    let line = text.lines().next()?;
    line.split_once(crate::MARK)?.1.split_whitespace().next()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|one| one.path().is_ident(name))
}

impl Reader<'_> {
    /// The path of a type of this file.
    fn path(&self, name: &str) -> String {
        format!("{}{name}", self.module)
    }

    fn add(&mut self, path: String, of_type: &str, text: String) -> &mut Item {
        let item = Item {
            text,
            within: Vec::new(),
            closed: false,
            remark: false,
            shape: self.shape.to_owned(),
            of_type: of_type.to_owned(),
            part: None,
            arguments: Vec::new(),
        };
        self.items.entry(path).or_insert(item)
    }

    /// Adds a part of a type.
    fn add_part(
        &mut self,
        path: String,
        of_type: &str,
        part: Option<String>,
        text: String,
    ) -> &mut Item {
        let within = vec![self.path(of_type)];
        let item = self.add(path, of_type, text);
        item.within = within;
        item.part = part;
        item
    }

    /// Adds the word that an item is deprecated.
    fn deprecation(
        &mut self,
        attributes: &[Attribute],
        path: &str,
        of_type: &str,
        part: Option<String>,
    ) {
        let found = attributes
            .iter()
            .find(|one| one.path().is_ident("deprecated"));
        if let Some(attribute) = found {
            let text = inline(attribute.to_token_stream());
            let item = self.add_part(format!("#[deprecated] {path}"), of_type, part, text);
            item.within.push(path.to_owned());
            item.remark = true;
        }
    }

    fn derives(&mut self, attributes: &[Attribute], name: &str) {
        let path = self.path(name);
        for attribute in attributes
            .iter()
            .filter(|one| one.path().is_ident("derive"))
        {
            // What is generated is well-formed; a list that is not has no names.
            let _ = attribute.parse_nested_meta(|meta| {
                let of = meta.path.segments.last().map(|last| last.ident.to_string());
                let text = format!("impl {} for {path}", of.unwrap_or_default());
                self.add_part(text.clone(), name, None, text);
                Ok(())
            });
        }
    }

    fn structure(&mut self, item: &ItemStruct) {
        let name = item.ident.to_string();
        let path = self.path(&name);
        let closed = !has(&item.attrs, "non_exhaustive");
        let open = if closed { "" } else { "#[non_exhaustive] " };
        self.add(path.clone(), &name, format!("{open}pub struct {name}"));
        self.deprecation(&item.attrs, &path, &name, None);
        self.derives(&item.attrs, &name);
        let fields = match &item.fields {
            Fields::Named(fields) => fields.named.iter(),
            _ => return,
        };
        for field in fields.filter(|field| is_public(&field.vis)) {
            let Some(ident) = &field.ident else { continue };
            let (part, of) = (ident.to_string(), inline(field.ty.to_token_stream()));
            let path = format!("{path}::{part}");
            let text = format!("pub {part}: {of}");
            self.add_part(path.clone(), &name, Some(part.clone()), text)
                .closed = closed;
            self.deprecation(&field.attrs, &path, &name, Some(part));
        }
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let name = item.ident.to_string();
        let path = self.path(&name);
        let closed = !has(&item.attrs, "non_exhaustive");
        let open = if closed { "" } else { "#[non_exhaustive] " };
        self.add(path.clone(), &name, format!("{open}pub enum {name}"));
        self.deprecation(&item.attrs, &path, &name, None);
        self.derives(&item.attrs, &name);
        for variant in &item.variants {
            let part = variant.ident.to_string();
            let (ident, fields) = (&variant.ident, &variant.fields);
            let text = inline(quote!(#ident #fields));
            let path = format!("{path}::{part}");
            self.add_part(path.clone(), &name, Some(part.clone()), text)
                .closed = closed;
            self.deprecation(&variant.attrs, &path, &name, Some(part));
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let name = inline(item.self_ty.to_token_stream());
        let Some((of, _)) = &item.trait_ else {
            return self.functions(item, &name);
        };
        let of_name = of.segments.last().map(|last| last.ident.to_string());
        // What has a `Default` is `Zero` by it; the trait is the runtime's own business.
        if of_name.as_deref() == Some("Zero") {
            return;
        }
        let last = of.segments.last().map(ToTokens::to_token_stream);
        let head = format!(
            "impl {} for {}",
            inline(last.unwrap_or_default()),
            self.path(&name)
        );
        let types = item.items.iter().filter_map(|item| match item {
            ImplItem::Type(one) => {
                let of = inline(one.ty.to_token_stream());
                Some(format!("type {} = {of};", one.ident))
            }
            _ => None,
        });
        let types: Vec<String> = types.collect();
        let text = match types.as_slice() {
            [] => head.clone(),
            types => format!("{head} {{ {} }}", types.join(" ")),
        };
        self.add_part(head, &name, None, text);
    }

    fn functions(&mut self, item: &ItemImpl, name: &str) {
        for one in &item.items {
            let ImplItem::Fn(function) = one else {
                continue;
            };
            if !is_public(&function.vis) {
                continue;
            }
            let part = function.sig.ident.to_string();
            let path = format!("{}::{part}()", self.path(name));
            let (text, arguments) = signature(&function.sig);
            let item = self.add_part(path.clone(), name, Some(part.clone()), text);
            item.arguments = arguments;
            self.deprecation(&function.attrs, &path, name, Some(part));
        }
    }
}

/// A signature as callers see it, and its arguments; whether the caller's value may be changed inside is no matter of theirs.
fn signature(signature: &Signature) -> (String, Vec<String>) {
    let arguments = signature.inputs.iter().map(|input| match input {
        FnArg::Receiver(one) if matches!(one.kind, ReceiverKind::Reference(..)) => {
            "&self".to_owned()
        }
        FnArg::Receiver(_) => "self".to_owned(),
        FnArg::Typed(one) => {
            let (name, of) = (one.pat.to_token_stream(), one.ty.to_token_stream());
            format!("{}: {}", inline(name), inline(of))
        }
    });
    let arguments: Vec<String> = arguments.collect();
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, of) => format!(" -> {}", inline(of.to_token_stream())),
    };
    let text = format!(
        "pub fn {}({}){output}",
        signature.ident,
        arguments.join(", ")
    );
    (text, arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_callers_see_is_read() {
        let text = "// @generated by Tinsmith from a#City in m.json by `x`. Do not edit.\nuse crate::rt;\n\
            #[derive(Clone, Eq)] #[non_exhaustive] pub struct City { pub name: Option<String>, hidden: u8 }\n\
            pub struct CityRequired { #[deprecated(note = \"no\")] pub r#type: i32 }\n\
            impl City { pub fn name(mut self, value: impl Into<String>) -> Self { self } fn hidden() {} }\n\
            impl rt::Zero for City {} impl std::fmt::Debug for City {}\n\
            impl rt::Paginated for City { type Token = String; fn token() {} }\n\
            pub enum Kind { A, B(Box<str>) }";
        let mut items = Items::new();
        read("src/types/city.rs", text, &mut items).unwrap();
        let shown = |(path, item): (&String, &Item)| format!("{path} | {}", item.text);
        let shown: Vec<String> = items.iter().map(shown).collect();
        let expected = [
            "#[deprecated] types::CityRequired::r#type | #[deprecated(note=\"no\")]",
            "impl Clone for types::City | impl Clone for types::City",
            "impl Debug for types::City | impl Debug for types::City",
            "impl Eq for types::City | impl Eq for types::City",
            "impl Paginated for types::City | impl Paginated for types::City { type Token = String; }",
            "types::City | #[non_exhaustive] pub struct City",
            "types::City::name | pub name: Option<String>",
            "types::City::name() | pub fn name(self, value: impl Into<String>) -> Self",
            "types::CityRequired | pub struct CityRequired",
            "types::CityRequired::r#type | pub r#type: i32",
            "types::Kind | pub enum Kind",
            "types::Kind::A | A",
            "types::Kind::B | B(Box<str>)",
        ];
        assert_eq!(shown, expected);
        assert_eq!(items["types::City"].shape, "a#City");
        assert!(items["types::CityRequired::r#type"].closed);
        assert!(!items["types::City::name"].closed);
    }
}
