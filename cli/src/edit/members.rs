//! The members of the workspace in `Cargo.toml`.

use toml_edit::{Array, DocumentMut, Item, value};

use super::document;
use super::lines::{Lines, has_breaks};
use crate::failure::Failure;

const NAME: &str = "Cargo.toml";

/// Adds a folder to the members, after its neighbors. An existing member is unchanged.
///
/// # Errors
/// Returns an error if the text is not the manifest of a workspace.
pub(crate) fn with_member(text: &str, folder: &str) -> Result<String, Failure> {
    let mut document = document(text, NAME)?;
    let members = members(&mut document)?;
    if members
        .iter()
        .filter_map(|one| one.as_str())
        .any(|one| covers(one, folder))
    {
        return Ok(text.to_owned());
    }
    let parent = |path: &str| path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
    let is_neighbor = |one: &str| parent(one) == parent(folder);
    let behind = members.iter().enumerate();
    let behind = behind.filter(|(_, one)| one.as_str().is_some_and(is_neighbor));
    let at = behind.last().map_or(members.len(), |(at, _)| at + 1);
    if has_breaks(members) {
        let mut lines = Lines::new(members);
        lines.insert(at, folder);
        lines.write(members);
    } else {
        members.insert(at, folder);
    }
    Ok(document.to_string())
}

/// Removes a member.
///
/// # Errors
/// Returns an error as [`with_member`] does.
pub(crate) fn without_member(text: &str, folder: &str) -> Result<String, Failure> {
    let mut document = document(text, NAME)?;
    let members = members(&mut document)?;
    let found = members.iter().position(|one| one.as_str() == Some(folder));
    let Some(at) = found else {
        return Ok(text.to_owned());
    };
    if has_breaks(members) {
        let mut lines = Lines::new(members);
        lines.remove(at);
        lines.write(members);
    } else {
        let prefix = members.remove(at).decor().prefix().cloned();
        if let Some((first, prefix)) = members.get_mut(0).filter(|_| at == 0).zip(prefix) {
            first.decor_mut().set_prefix(prefix);
        }
    }
    Ok(document.to_string())
}

/// The folders of the members, except for patterns.
///
/// # Errors
/// Returns an error as [`with_member`] does.
pub(crate) fn member_folders(text: &str) -> Result<Vec<String>, Failure> {
    let mut document = document(text, NAME)?;
    let members = members(&mut document)?.iter();
    let folders = members.filter_map(|one| one.as_str().map(str::to_owned));
    Ok(folders.filter(|folder| !folder.contains('*')).collect())
}

/// Returns true if a member matches a folder: by its path, or as `PARENT/*`.
fn covers(member: &str, folder: &str) -> bool {
    let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    member == folder || member.strip_suffix("/*") == Some(parent)
}

fn members(document: &mut DocumentMut) -> Result<&mut Array, Failure> {
    let workspace = document.get_mut("workspace");
    let workspace = workspace.and_then(Item::as_table_like_mut);
    let workspace =
        workspace.ok_or_else(|| Failure(format!("{NAME}: has no table `workspace`")))?;
    let members = workspace
        .entry("members")
        .or_insert_with(|| value(Array::new()));
    members
        .as_array_mut()
        .ok_or_else(|| Failure(format!("{NAME}: `members` of the workspace is no array")))
}

/// Returns true if a manifest is that of a workspace.
///
/// # Errors
/// Returns [`Failure`] if the text is not TOML.
pub(crate) fn is_workspace(text: &str) -> Result<bool, Failure> {
    Ok(document(text, NAME)?.get("workspace").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_comes_and_goes_in_a_line() {
        let text = "# W\n[workspace]\nmembers = [\"a\", \"generated/x\", \"z\"] # all\n";
        let more = with_member(text, "generated/y").unwrap();
        assert_eq!(
            more,
            "# W\n[workspace]\nmembers = [\"a\", \"generated/x\", \"generated/y\", \"z\"] # all\n"
        );
        assert_eq!(with_member(&more, "generated/y").unwrap(), more);
        assert_eq!(without_member(&more, "generated/y").unwrap(), text);
        assert_eq!(without_member(text, "generated/y").unwrap(), text);
    }

    #[test]
    fn a_member_comes_and_goes_on_lines() {
        let text = "[workspace]\nmembers = [\n  # first\n  \"a\",\n  \"b\",\n]\n";
        let more = with_member(text, "generated/y").unwrap();
        assert_eq!(
            more,
            "[workspace]\nmembers = [\n  # first\n  \"a\",\n  \"b\",\n  \"generated/y\",\n]\n"
        );
        assert_eq!(without_member(&more, "generated/y").unwrap(), text);
    }

    #[test]
    fn comments_at_the_ends_of_lines_stay() {
        let text = "[workspace]\nmembers = [ # all\n  \"g/a\", # one\n  # above\n  \"z\" # last\n] # \
            end\n";
        let more = with_member(text, "g/y").unwrap();
        let expected = "[workspace]\nmembers = [ # all\n  \"g/a\", # one\n  \"g/y\",\n  # \
            above\n  \"z\", # last\n] # end\n";
        assert_eq!(more, expected);
        let less = without_member(&more, "g/a").unwrap();
        assert_eq!(less, expected.replace("  \"g/a\", # one\n", ""));
        let last = with_member(&less, "a").unwrap();
        assert_eq!(last, less.replace("# last\n", "# last\n  \"a\",\n"));
    }

    #[test]
    fn the_first_member_leaves_no_space() {
        let text = "[workspace]\nmembers = [\"a\", \"b\"]\n";
        assert_eq!(
            without_member(text, "a").unwrap(),
            "[workspace]\nmembers = [\"b\"]\n"
        );
    }

    #[test]
    fn a_pattern_may_cover_it() {
        let text = "[workspace]\nmembers = [\"generated/*\"]\n";
        assert_eq!(with_member(text, "generated/y").unwrap(), text);
        let failure = with_member("[package]\n", "x").unwrap_err();
        assert!(failure.0.contains("no table `workspace`"), "{}", failure.0);
        let first = with_member("[workspace]\nresolver = \"3\"\n", "x").unwrap();
        assert_eq!(first, "[workspace]\nresolver = \"3\"\nmembers = [\"x\"]\n");
        assert!(is_workspace(&first).unwrap() && !is_workspace("[package]\n").unwrap());
    }
}
