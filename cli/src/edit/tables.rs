//! The tables of crates in `tinsmith.toml`.

use toml_edit::{Array, DocumentMut, Item, Table, value};

use super::{document, insert};
use crate::failure::Failure;

const NAME: &str = "tinsmith.toml";

/// The text with a table for a crate behind all others.
///
/// # Errors
/// When the text is not TOML, or `crates` is no table.
pub(crate) fn with_crate(
    text: &str,
    name: &str,
    operations: &[String],
    [model, out]: [&str; 2],
) -> Result<String, Failure> {
    let mut document = document(text, NAME)?;
    if document.get("crates").is_none() {
        // Behind what else there is, be it comments alone.
        let table = with_crate("[crates]\n", name, operations, [model, out])?;
        let table = table.trim_start_matches("[crates]\n").trim_start();
        return Ok(format!("{}\n\n{table}", text.trim_end())
            .trim_start()
            .to_owned());
    }
    let mut table = Table::new();
    table.insert("model", value(model));
    table.insert("operations", value(operations.iter().collect::<Array>()));
    table.insert("out", value(out));
    crates(&mut document)?.insert(name, Item::Table(table));
    Ok(document.to_string())
}

/// The text with other operations for a crate: those that stay keep their places, and new ones follow.
///
/// # Errors
/// When there is no table for the crate.
pub(crate) fn with_operations(
    text: &str,
    name: &str,
    operations: &[String],
) -> Result<String, Failure> {
    let mut document = document(text, NAME)?;
    let table = crates(&mut document)?.get_mut(name);
    let table = table.and_then(Item::as_table_like_mut);
    let table = table.ok_or_else(|| no_table(&format!("crates.{name}")))?;
    let Some(array) = table.get_mut("operations").and_then(Item::as_array_mut) else {
        table.insert("operations", value(operations.iter().collect::<Array>()));
        return Ok(document.to_string());
    };
    let wanted = |text: Option<&str>| operations.iter().any(|one| Some(one.as_str()) == text);
    let first = array.iter().next().map(|one| one.decor().clone());
    array.retain(|one| wanted(one.as_str()));
    for name in operations {
        if !array.iter().any(|one| one.as_str() == Some(name)) {
            insert(array, array.len(), name);
        }
    }
    // Where the first has gone, another one is next to the bracket.
    if let (Some(value), Some(decor)) = (array.get_mut(0), first) {
        *value.decor_mut() = decor;
    }
    Ok(document.to_string())
}

/// The text without a crate's table and those below it. A comment that stands apart from it stays.
///
/// # Errors
/// When there is no table for the crate.
pub(crate) fn without_crate(text: &str, name: &str) -> Result<String, Failure> {
    let mut document = document(text, NAME)?;
    let removed = crates(&mut document)?.remove(name);
    let removed = removed.ok_or_else(|| no_table(&format!("crates.{name}")))?;
    let apart = removed.as_table().map(comment_apart).unwrap_or_default();
    let left = document.to_string();
    let at = place_of(text, &apart, &left);
    let after = match apart.is_empty() {
        true => &left[at..],
        false => left[at..].trim_start_matches('\n'),
    };
    let mut kept = format!("{}{apart}{after}", &left[..at]);
    if kept.ends_with("\n\n") {
        kept.truncate(kept.trim_end().len() + 1);
    }
    Ok(kept)
}

/// The comment before a table with a blank line behind it.
fn comment_apart(table: &Table) -> String {
    let before = table.decor().prefix().and_then(|before| before.as_str());
    let before = before.unwrap_or_default();
    match before.rfind("\n\n") {
        Some(at) if before[..at].contains('#') => before[..at + 2].to_owned(),
        _ => String::new(),
    }
}

/// Where a comment of the old text belongs in the new one: behind as much as they have in common.
fn place_of(old: &str, comment: &str, new: &str) -> usize {
    let before = old.find(comment).unwrap_or_default();
    let same = old[..before].bytes().zip(new.bytes());
    let same = same.take_while(|(old, new)| old == new).count();
    if new.is_char_boundary(same) { same } else { 0 }
}

fn crates(document: &mut DocumentMut) -> Result<&mut dyn toml_edit::TableLike, Failure> {
    let crates = document.get_mut("crates").and_then(Item::as_table_like_mut);
    crates.ok_or_else(|| no_table("crates"))
}

fn no_table(name: &str) -> Failure {
    Failure(format!("{NAME}: has no table `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# What this file is.\n# More of it.\n\n[crates.a]\nmodel = \"m/a.json\" # why\noperations = [\"X\"]\n\
        out = \"g/a\"\n\n# Needed.\n[crates.a.dev-dependencies]\nx = \"1\"\n";

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_crate_comes_and_goes() {
        let more = with_crate(TEXT, "b", &names(&["P", "Q"]), ["m/b.json", "g/b"]).unwrap();
        let table =
            "\n[crates.b]\nmodel = \"m/b.json\"\noperations = [\"P\", \"Q\"]\nout = \"g/b\"\n";
        assert_eq!(more, format!("{TEXT}{table}"));
        assert_eq!(without_crate(&more, "b").unwrap(), TEXT);
        assert_eq!(
            without_crate(&more, "a").unwrap(),
            format!("# What this file is.\n# More of it.\n\n{}", &table[1..])
        );
        let none = without_crate(TEXT, "a").unwrap();
        assert_eq!(none, "# What this file is.\n# More of it.\n");
        let again = with_crate(&none, "b", &names(&["P", "Q"]), ["m/b.json", "g/b"]).unwrap();
        assert_eq!(again, format!("{none}{table}"));
        assert!(without_crate(TEXT, "c").is_err());
    }

    #[test]
    fn operations_come_and_go() {
        let more = with_operations(TEXT, "a", &names(&["X", "Y"])).unwrap();
        assert_eq!(more, TEXT.replace("[\"X\"]", "[\"X\", \"Y\"]"));
        let other = with_operations(&more, "a", &names(&["Y"])).unwrap();
        assert_eq!(other, TEXT.replace("[\"X\"]", "[\"Y\"]"));
        let lines = TEXT.replace("[\"X\"]", "[\n    # one\n    \"X\",\n]");
        let more = with_operations(&lines, "a", &names(&["X", "Y"])).unwrap();
        assert_eq!(more, lines.replace("\"X\",\n", "\"X\",\n    \"Y\",\n"));
        let all = TEXT.replace("operations = [\"X\"]\n", "");
        let some = with_operations(&all, "a", &names(&["Z"])).unwrap();
        assert!(
            some.contains("out = \"g/a\"\noperations = [\"Z\"]\n"),
            "{some}"
        );
    }
}
