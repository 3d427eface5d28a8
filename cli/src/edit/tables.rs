//! The tables of crates in `tinsmith.toml`.

use toml_edit::{Array, DocumentMut, Item, TableLike, Value, value};

use super::lines::Lines;
use super::{document, set};
use crate::failure::Failure;

const NAME: &str = "tinsmith.toml";

/// The table of a new crate.
pub(crate) struct Table<'a> {
    /// The path of its model.
    pub(crate) model: &'a str,
    /// The service, if its name differs from the crate's.
    pub(crate) service: Option<&'a str>,
    /// The operations, sorted.
    pub(crate) operations: &'a [String],
    /// The crate's folder.
    pub(crate) out: &'a str,
}

/// Adds the table of a crate after all others.
///
/// # Errors
/// Returns [`Failure`] if the text is not TOML, or `crates` is no table.
pub(crate) fn with_crate(text: &str, name: &str, new: &Table<'_>) -> Result<String, Failure> {
    let mut document = document(text, NAME)?;
    if document.get("crates").is_none() {
        // After all other content, even if that is only comments.
        let table = with_crate("[crates]\n", name, new)?;
        let table = table.trim_start_matches("[crates]\n").trim_start();
        return Ok(format!("{}\n\n{table}", text.trim_end())
            .trim_start()
            .to_owned());
    }
    let mut table = toml_edit::Table::new();
    table.insert("model", value(new.model));
    if let Some(service) = new.service {
        table.insert("service", value(service));
    }
    table.insert("operations", value(on_lines(new.operations)));
    table.insert("out", value(new.out));
    crates(&mut document)?.insert(name, Item::Table(table));
    Ok(document.to_string())
}

/// Creates an array with one line per string, so that branches merge well.
fn on_lines(texts: &[String]) -> Array {
    let mut array = Array::new();
    for text in texts {
        let mut value = Value::from(text);
        value.decor_mut().set_prefix("\n    ");
        array.push_formatted(value);
    }
    if !texts.is_empty() {
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    array
}

/// Sets the operations of a crate, one per line, in the given order. Comments of remaining
/// operations are kept.
///
/// # Errors
/// Returns an error if there is no table for the crate.
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
        table.insert("operations", value(on_lines(operations)));
        return Ok(document.to_string());
    };
    let mut lines = Lines::new(array);
    lines.set(operations);
    lines.write(array);
    Ok(document.to_string())
}

/// Removes a crate's table and its subtables. A separate comment is kept.
///
/// # Errors
/// Returns an error if there is no table for the crate.
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

/// Extracts the comment before a table that is followed by a blank line.
fn comment_apart(table: &toml_edit::Table) -> String {
    let before = table.decor().prefix().and_then(|before| before.as_str());
    let before = before.unwrap_or_default();
    match before.rfind("\n\n") {
        Some(at) if before[..at].contains('#') => before[..at + 2].to_owned(),
        _ => String::new(),
    }
}

/// The position of an old comment in the new text: after their common part.
fn place_of(old: &str, comment: &str, new: &str) -> usize {
    let before = old.find(comment).unwrap_or_default();
    let same = old[..before].bytes().zip(new.bytes());
    let same = same.take_while(|(old, new)| old == new).count();
    if new.is_char_boundary(same) { same } else { 0 }
}

fn crates(document: &mut DocumentMut) -> Result<&mut dyn TableLike, Failure> {
    let crates = document.get_mut("crates").and_then(Item::as_table_like_mut);
    crates.ok_or_else(|| no_table("crates"))
}

/// Renames a crate, with the paths of its model and folder; the table keeps its position.
///
/// # Errors
/// Returns [`Failure`] if there is no table for the crate.
pub(crate) fn with_name(
    text: &str,
    [old, new]: [&str; 2],
    [model, out]: [&str; 2],
    service: Option<&str>,
) -> Result<String, Failure> {
    let mut document = document(text, NAME)?;
    let all = crates(&mut document)?;
    let mut table = all
        .remove(old)
        .ok_or_else(|| no_table(&format!("crates.{old}")))?;
    let fields = table
        .as_table_like_mut()
        .ok_or_else(|| no_table(&format!("crates.{old}")))?;
    set(fields, "model", model);
    set(fields, "out", out);
    if let Some(service) = service {
        set(fields, "service", service);
    }
    all.insert(new, table);
    Ok(document.to_string())
}

/// The text with another version of botocore.
///
/// # Errors
/// Returns [`Failure`] if the text is not TOML.
pub(crate) fn with_botocore(text: &str, version: &str) -> Result<String, Failure> {
    let mut document = document(text, NAME)?;
    if document.contains_key("botocore") {
        set(document.as_table_mut(), "botocore", version);
    }
    Ok(document.to_string())
}

/// The text with a version for a crate.
///
/// # Errors
/// Returns [`Failure`] if there is no table for the crate.
pub(crate) fn with_version(text: &str, name: &str, version: &str) -> Result<String, Failure> {
    let mut document = document(text, NAME)?;
    let table = crates(&mut document)?.get_mut(name);
    let table = table.and_then(Item::as_table_like_mut);
    let table = table.ok_or_else(|| no_table(&format!("crates.{name}")))?;
    set(table, "version", version);
    Ok(document.to_string())
}

fn no_table(name: &str) -> Failure {
    Failure(format!("{NAME}: has no table `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# What this file is.\n# More of it.\n\n[crates.a]\nmodel = \"m/a.json\" # \
        why\noperations = [\"X\"]\n\
        out = \"g/a\"\n\n# Needed.\n[crates.a.dev-dependencies]\nx = \"1\"\n";

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn b<'a>(operations: &'a [String]) -> Table<'a> {
        Table {
            model: "m/b.json",
            service: None,
            operations,
            out: "g/b",
        }
    }

    #[test]
    fn a_crate_comes_and_goes() {
        let operations = names(&["P", "Q"]);
        let more = with_crate(TEXT, "b", &b(&operations)).unwrap();
        let table = "\n[crates.b]\nmodel = \"m/b.json\"\noperations = [\n    \"P\",\n    \"Q\",\n\
            ]\nout = \"g/b\"\n";
        assert_eq!(more, format!("{TEXT}{table}"));
        assert_eq!(without_crate(&more, "b").unwrap(), TEXT);
        assert_eq!(
            without_crate(&more, "a").unwrap(),
            format!("# What this file is.\n# More of it.\n\n{}", &table[1..])
        );
        let none = without_crate(TEXT, "a").unwrap();
        assert_eq!(none, "# What this file is.\n# More of it.\n");
        let again = with_crate(&none, "b", &b(&operations)).unwrap();
        assert_eq!(again, format!("{none}{table}"));
        assert!(without_crate(TEXT, "c").is_err());
        let service = Some("c");
        let new = Table {
            service,
            ..b(&operations)
        };
        let named = with_crate(TEXT, "b", &new).unwrap();
        assert!(
            named.contains("model = \"m/b.json\"\nservice = \"c\"\n"),
            "{named}"
        );
    }

    #[test]
    fn operations_come_and_go_a_line_each() {
        let lines = |names: &str| TEXT.replace("[\"X\"]", &format!("[\n{names}]"));
        let more = with_operations(TEXT, "a", &names(&["W", "X"])).unwrap();
        assert_eq!(more, lines("    \"W\",\n    \"X\",\n"));
        let other = with_operations(&more, "a", &names(&["W"])).unwrap();
        assert_eq!(other, lines("    \"W\",\n"));
        let commented = lines("    # one\n    \"X\",\n");
        let more = with_operations(&commented, "a", &names(&["W", "X"])).unwrap();
        assert_eq!(more, lines("    \"W\",\n    # one\n    \"X\",\n"));
        let all = TEXT.replace("operations = [\"X\"]\n", "");
        let some = with_operations(&all, "a", &names(&["Z"])).unwrap();
        assert!(
            some.contains("out = \"g/a\"\noperations = [\n    \"Z\",\n]\n"),
            "{some}"
        );
    }

    #[test]
    fn comments_at_the_ends_of_lines_stay() {
        let text = "[crates.a]\nmodel = \"m/a.json\" # m\noperations = [ # all\n  \"W\", # w\n  \
            \"Y\" # y\n] # o\nout = \"g/a\" # out\nversion = \"1.0.0\" # v\n";
        let more = with_operations(text, "a", &names(&["V", "W", "X", "Y", "Z"])).unwrap();
        let array = "[ # all\n  \"V\",\n  \"W\", # w\n  \"X\",\n  \"Y\", # y\n  \"Z\",\n] # o\n";
        assert!(more.contains(array), "{more}");
        let less = with_operations(&more, "a", &names(&["Y", "Z"])).unwrap();
        let array = "[ # all\n  \"Y\", # y\n  \"Z\",\n] # o\n";
        assert!(less.contains(array), "{less}");
        let renamed = with_name(text, ["a", "b"], ["m/b.json", "g/b"], None).unwrap();
        let lines = ["model = \"m/b.json\" # m\n", "out = \"g/b\" # out\n"];
        assert!(lines.iter().all(|line| renamed.contains(line)), "{renamed}");
        let raised = with_version(text, "a", "1.1.0").unwrap();
        assert_eq!(raised, text.replace("1.0.0", "1.1.0"));
    }
}
