//! The dependency graph of a crate's top-level modules, read from the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// The top-level modules of a crate with the modules that each of them uses.
///
/// Tests (`#[cfg(test)]`) are ignored. A name that the crate's root re-exports counts as a use of
/// the module that defines it.
#[derive(Debug, Default)]
pub struct ModuleGraph(BTreeMap<String, BTreeSet<String>>);

impl ModuleGraph {
    /// Reads the modules of the crate whose root file is `root`, `lib.rs` or `main.rs`.
    #[must_use]
    pub fn read(root: &Path) -> Self {
        let source = root.parent().unwrap();
        let root = parse(root);
        let modules: Vec<String> = root.items.iter().filter_map(declared_module).collect();
        let files: BTreeMap<String, Vec<SourceFile>> = modules
            .into_iter()
            .map(|module| (module.clone(), files_of(source, &module)))
            .collect();
        let exported = exports(&root.items, &files);
        let edges = files.iter().map(|(module, files)| {
            let mut used: BTreeSet<String> = files.iter().flat_map(SourceFile::names).collect();
            used = used
                .iter()
                .map(|name| exported.get(name).unwrap_or(name).clone())
                .filter(|name| name != module && files_has(&exported, name))
                .collect();
            (module.clone(), used)
        });
        Self(edges.collect())
    }

    /// The cycles: modules that reach themselves through others, grouped and sorted.
    #[must_use]
    pub fn knots(&self) -> Vec<Vec<String>> {
        let mut knots = BTreeSet::new();
        for module in self.0.keys() {
            let reached = self.reached(module);
            let knot = reached
                .iter()
                .filter(|other| self.reached(other).contains(module));
            let knot: Vec<String> = knot.cloned().collect();
            if knot.len() > 1 {
                knots.insert(knot);
            }
        }
        knots.into_iter().collect()
    }

    /// The modules that `module` uses.
    #[must_use]
    pub fn named_by(&self, module: &str) -> Vec<&str> {
        let named = self.0.get(module).into_iter().flatten();
        named.map(String::as_str).collect()
    }

    fn reached(&self, module: &str) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![module];
        while let Some(next) = waiting.pop() {
            for other in self.0.get(next).into_iter().flatten() {
                if reached.insert(other.clone()) {
                    waiting.push(other);
                }
            }
        }
        reached
    }
}

/// A parsed file with its depth below the crate's root.
struct SourceFile {
    depth: usize,
    items: Vec<Item>,
}

impl SourceFile {
    /// The first segments after the crate's root of all paths in the file.
    fn names(&self) -> BTreeSet<String> {
        let mut names = Names {
            depth: self.depth,
            found: BTreeSet::new(),
        };
        self.items.iter().for_each(|item| names.visit_item(item));
        names.found
    }
}

/// Collects paths that begin at the crate's root.
struct Names {
    depth: usize,
    found: BTreeSet<String>,
}

impl Names {
    /// Records a path; `crate`, or as many `super` as there are modules above, lead to the root.
    fn path<'a>(&mut self, segments: impl Iterator<Item = &'a str>) {
        let mut above = 0;
        for segment in segments {
            match segment {
                "crate" => above = self.depth,
                "super" => above += 1,
                name if above == self.depth => {
                    self.found.insert(name.to_owned());
                    return;
                }
                _ => return,
            }
        }
    }

    fn tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &dyn ToString| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.tree(&path.tree, &with(&path.ident)),
            UseTree::Name(name) => self.path(with(&name.ident).iter().map(String::as_str)),
            UseTree::Rename(name) => self.path(with(&name.ident).iter().map(String::as_str)),
            UseTree::Group(group) => group.items.iter().for_each(|one| self.tree(one, before)),
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item(&mut self, item: &'ast Item) {
        if !attributes(item).iter().any(is_test) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &[]);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.depth += 1;
        visit::visit_item_mod(self, item);
        self.depth -= 1;
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        self.path(segments.iter().map(String::as_str));
        visit::visit_path(self, path);
    }
}

/// Maps each name at the root to its module: the modules themselves, and re-exports.
fn exports(root: &[Item], files: &BTreeMap<String, Vec<SourceFile>>) -> BTreeMap<String, String> {
    let mut exported: BTreeMap<String, String> = files
        .keys()
        .map(|module| (module.clone(), module.clone()))
        .collect();
    for item in root {
        if let Item::Use(item) = item {
            export(&item.tree, None, files, &mut exported);
        }
    }
    exported
}

fn export(
    tree: &UseTree,
    module: Option<&str>,
    files: &BTreeMap<String, Vec<SourceFile>>,
    exported: &mut BTreeMap<String, String>,
) {
    match (tree, module) {
        (UseTree::Path(path), _) => {
            let name = path.ident.to_string();
            let first = module.is_none() && !matches!(&*name, "self" | "crate");
            export(
                &path.tree,
                module.or(first.then_some(&name)),
                files,
                exported,
            );
        }
        (UseTree::Group(group), _) => {
            group
                .items
                .iter()
                .for_each(|one| export(one, module, files, exported));
        }
        (UseTree::Name(name), Some(module)) if files.contains_key(module) => {
            exported
                .entry(name.ident.to_string())
                .or_insert_with(|| module.to_owned());
        }
        (UseTree::Rename(name), Some(module)) if files.contains_key(module) => {
            exported
                .entry(name.rename.to_string())
                .or_insert_with(|| module.to_owned());
        }
        (UseTree::Glob(_), Some(module)) => {
            for name in files
                .get(module)
                .into_iter()
                .flatten()
                .flat_map(|file| &file.items)
            {
                if let Some(name) = item_name(name) {
                    exported.entry(name).or_insert_with(|| module.to_owned());
                }
            }
        }
        _ => {}
    }
}

fn files_has(exported: &BTreeMap<String, String>, module: &str) -> bool {
    exported.values().any(|it| it == module)
}

fn item_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(it) => &it.ident,
        Item::Enum(it) => &it.ident,
        Item::Fn(it) => &it.sig.ident,
        Item::Static(it) => &it.ident,
        Item::Struct(it) => &it.ident,
        Item::Trait(it) => &it.ident,
        Item::Type(it) => &it.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The name of a module in a file of its own.
fn declared_module(item: &Item) -> Option<String> {
    match item {
        Item::Mod(module) if module.content.is_none() && !module.attrs.iter().any(is_test) => {
            Some(module.ident.to_string())
        }
        _ => None,
    }
}

/// Parses the files of a top-level module: `name.rs`, and the files that it declares.
fn files_of(source: &Path, module: &str) -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut waiting = vec![(1, source.join(module))];
    while let Some((depth, path)) = waiting.pop() {
        let candidates = [path.with_extension("rs"), path.join("mod.rs")];
        let Some(file) = candidates.iter().find(|file| file.is_file()) else {
            panic!("no file for the module {}", path.display());
        };
        let items = parse(file).items;
        let inner = items.iter().filter_map(declared_module);
        waiting.extend(inner.map(|name| (depth + 1, path.join(name))));
        files.push(SourceFile { depth, items });
    }
    files
}

fn parse(path: &Path) -> syn::File {
    let text = fs::read_to_string(path).unwrap();
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn is_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .parse_args::<syn::Path>()
            .is_ok_and(|path| path.is_ident("test"))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

/// The root files of the workspace's crates.
#[must_use]
pub fn crate_roots() -> Vec<PathBuf> {
    let crates = ["model", "codegen", "runtime", "credentials", "cli", "xtask"];
    let roots = crates.iter().flat_map(|name| {
        ["src/lib.rs", "src/main.rs"].map(|file| crate::root().join(name).join(file))
    });
    roots.filter(|path| path.is_file()).collect()
}
