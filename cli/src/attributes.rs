//! The lines of `.gitattributes` about the files that the tool writes: git keeps their line
//! endings, and GitHub collapses their diffs.

use std::fs;
use std::io;
use std::path::Path;

use crate::config::{Config, Kind};
use crate::edit;
use crate::failure::Failure;
use crate::lock;
use crate::names;
use crate::root::root;

/// The file's path, relative to the root.
pub(crate) const FILE: &str = ".gitattributes";

/// The line before those of the tool, which end at an empty line.
const HEAD: &str =
    "# Written by Tinsmith, up to the next empty line; not written again if this line is deleted.";

/// The file with the lines of the settings, behind those that are there.
///
/// # Errors
/// Returns [`Failure`] if the file cannot be read.
pub(crate) fn with_lines(config: &Config) -> Result<String, Failure> {
    let text = read()?.unwrap_or_default();
    let space = if text.is_empty() { "" } else { "\n" };
    Ok(match has_lines(&text) {
        true => renewed(&text, config),
        false => format!("{}{space}{}", ended(&text), lines(config)),
    })
}

/// The file with the lines of the settings in place of those of the tool; `None` if it has none.
///
/// # Errors
/// Returns [`Failure`] if the file cannot be read.
pub(crate) fn with_renewed_lines(config: &Config) -> Result<Option<String>, Failure> {
    let text = read()?.filter(|text| has_lines(text));
    Ok(text.map(|text| renewed(&text, config)))
}

fn read() -> Result<Option<String>, Failure> {
    match fs::read_to_string(root().join(FILE)) {
        Ok(text) => Ok(Some(edit::with_lf(&text))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::at(Path::new(FILE), error)),
    }
}

/// The text with a line break at its end, if it has lines.
fn ended(text: &str) -> String {
    match text.is_empty() || text.ends_with('\n') {
        true => text.to_owned(),
        false => format!("{text}\n"),
    }
}

fn has_lines(text: &str) -> bool {
    text.lines().any(|line| line == HEAD)
}

fn renewed(text: &str, config: &Config) -> String {
    let text = ended(text);
    let Some((before, rest)) = text.split_once(HEAD) else {
        return text;
    };
    let after = rest.find("\n\n").map_or("", |at| &rest[at + 1..]);
    format!("{before}{}{after}", lines(config))
}

/// The lines of the settings.
fn lines(config: &Config) -> String {
    let folder = |folder: &str| {
        let folder = names::slashed(Path::new(folder.trim_start_matches("./")));
        (!matches!(folder.as_str(), "" | ".")).then_some(folder)
    };
    let mut lines = vec![(format!("/{}", lock::FILE), "-text")];
    let models = folder(&config.folders.models).into_iter();
    lines.extend(models.map(|models| (format!("/{models}/**"), "-text")));
    const GENERATED: &str = "-text linguist-generated";
    let runtime = config.runtime.vendor.as_deref().and_then(folder);
    lines.extend(runtime.map(|folder| (format!("/{folder}/**"), GENERATED)));
    for one in config.crates.values() {
        let out = folder(&names::slashed(&one.out)).filter(|out| !out.starts_with(".."));
        let patterns: &[&str] = match one.kind {
            Kind::Crate | Kind::Types => &["*", "src/**"],
            Kind::Module => &["**"],
        };
        for (out, pattern) in out
            .iter()
            .flat_map(|out| patterns.iter().map(move |p| (out, p)))
        {
            lines.push((format!("/{out}/{pattern}"), GENERATED));
        }
    }
    let lines =
        lines.iter().map(
            |(pattern, attributes)| match pattern.contains(char::is_whitespace) {
                true => format!("\"{pattern}\" {attributes}\n"),
                false => format!("{pattern} {attributes}\n"),
            },
        );
    format!("{HEAD}\n{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_people_stay() {
        let settings = "[folders]\nmodels = \".\"\n[crates.x]\nmodel = \"m\"\nout = \"a b\"\n\
            [crates.y]\nmodel = \"m\"\nout = \"./src/y/\"\nkind = \"module\"\n";
        let config = Config::parse(settings).unwrap();
        let ours = format!(
            "{HEAD}\n/tinsmith.lock -text\n\"/a b/*\" -text linguist-generated\n\
             \"/a b/src/**\" -text linguist-generated\n/src/y/** -text linguist-generated\n"
        );
        assert_eq!(lines(&config), ours);
        let text = format!("*.png binary\n\n{HEAD}\n/old/** x\n\n*.txt text\n");
        assert!(has_lines(&text) && !has_lines("*.png binary\n"));
        let new = format!("*.png binary\n\n{ours}\n*.txt text\n");
        assert_eq!(renewed(&text, &config), new);
        assert_eq!(renewed(&new, &config), new);
        assert_eq!(renewed(HEAD, &config), ours);
    }
}
