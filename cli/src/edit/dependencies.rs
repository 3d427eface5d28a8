//! Dependencies by path in a `Cargo.toml`.

use toml_edit::{DocumentMut, Item, TableLike};

use super::{document, set};
use crate::failure::Failure;

/// The tables of dependencies.
const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// The names of the dependencies with such a path.
///
/// # Errors
/// Returns [`Failure`] if the text is not TOML.
pub(crate) fn path_dependencies(
    text: &str,
    name: &str,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    visit(&mut document(text, name)?, &is_wanted, &mut |name, _| {
        names.push(name.to_owned());
    });
    Ok(names)
}

/// Sets the path and the package of the dependencies with such a path, which keep their names in
/// code.
///
/// # Errors
/// Returns [`Failure`] if the text is not TOML.
pub(crate) fn with_path(
    text: &str,
    name: &str,
    is_wanted: impl Fn(&str) -> bool,
    [path, package]: [&str; 2],
) -> Result<String, Failure> {
    let mut document = document(text, name)?;
    visit(&mut document, &is_wanted, &mut |name, fields| {
        set(fields, "path", path);
        if name != package || fields.contains_key("package") {
            let space = take_space(fields);
            set(fields, "package", package);
            if let (Some(space), Some((_, Item::Value(last)))) = (space, fields.iter_mut().last()) {
                last.decor_mut().set_suffix(space);
            }
        }
    });
    Ok(document.to_string())
}

/// Takes the space behind the last value of an inline table, before its brace.
fn take_space(fields: &mut dyn TableLike) -> Option<String> {
    let (_, last) = fields.iter_mut().last()?;
    let decor = last.as_value_mut()?.decor_mut();
    let space = decor
        .suffix()?
        .as_str()
        .filter(|text| text.trim().is_empty())?;
    let space = space.to_owned();
    decor.set_suffix("");
    Some(space)
}

/// Visits the dependencies with such a path: of the package, of targets and of the workspace.
fn visit(
    document: &mut DocumentMut,
    is_wanted: &dyn Fn(&str) -> bool,
    found: &mut dyn FnMut(&str, &mut dyn TableLike),
) {
    let root = document.as_table_mut();
    visit_tables(root, is_wanted, found);
    if let Some(workspace) = root.get_mut("workspace").and_then(Item::as_table_like_mut) {
        visit_tables(workspace, is_wanted, found);
    }
    let targets = root.get_mut("target").and_then(Item::as_table_like_mut);
    for (_, target) in targets.into_iter().flat_map(TableLike::iter_mut) {
        if let Some(target) = target.as_table_like_mut() {
            visit_tables(target, is_wanted, found);
        }
    }
}

fn visit_tables(
    parent: &mut dyn TableLike,
    is_wanted: &dyn Fn(&str) -> bool,
    found: &mut dyn FnMut(&str, &mut dyn TableLike),
) {
    for table in TABLES {
        let table = parent.get_mut(table).and_then(Item::as_table_like_mut);
        for (name, one) in table.into_iter().flat_map(TableLike::iter_mut) {
            let Some(fields) = one.as_table_like_mut() else {
                continue;
            };
            if fields
                .get("path")
                .and_then(Item::as_str)
                .is_some_and(is_wanted)
            {
                found(&name, fields);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_of_all_tables_are_set() {
        let text = "[dependencies]\na = { path = \"../a\", features = [\"x\"] } # why\nb = \"1\"\n\n\
            [dev-dependencies.c]\npackage = \"a\"\npath = \"../a\"\n\n[target.'cfg(unix)'.dependencies]\n\
            a.path = \"../a\"\n\n[workspace.dependencies]\na = { path = \"../b\" }\n";
        let is_wanted = |path: &str| path == "../a";
        let names = path_dependencies(text, "x", is_wanted).unwrap();
        assert_eq!(names, ["a", "c", "a"]);
        let new = with_path(text, "x", is_wanted, ["../z", "z"]).unwrap();
        let expected = "[dependencies]\na = { path = \"../z\", features = [\"x\"], package = \"z\" } \
            # why\nb = \"1\"\n\n[dev-dependencies.c]\npackage = \"z\"\npath = \"../z\"\n\n\
            [target.'cfg(unix)'.dependencies]\na.path = \"../z\"\na.package = \"z\"\n\n\
            [workspace.dependencies]\na = { path = \"../b\" }\n";
        assert_eq!(new, expected);
    }
}
