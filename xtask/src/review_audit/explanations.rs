//! The reviewed list of differences between our verdict and the tool's.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::difference::Difference;
use super::judge::{Judgment, Standing};
use tinsmith::failure::Failure;

/// The list.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Explanations {
    /// Differences that break in our verdict, and that the tool does not detect.
    #[serde(default)]
    tool_silent: Vec<Silent>,
    /// Lints that the tool reports in addition if both verdicts are major.
    #[serde(default)]
    tool_besides: Vec<Beside>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Silent {
    difference: Difference,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    lint: String,
    reason: String,
}

impl Explanations {
    /// Reads the list.
    ///
    /// # Errors
    /// Returns [`Failure`] if the list is invalid, or if an entry has no reason or is duplicated.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path).map_err(|error| Failure::at(path, error))?;
        Self::parse(&text).map_err(|what| Failure::at(path, what))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let list: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut seen = BTreeSet::new();
        for (name, reason) in list.entries() {
            if reason.trim().is_empty() {
                return Err(format!("the entry for {name} gives no reason"));
            }
            if !seen.insert(name.clone()) {
                return Err(format!("there are two entries for {name}"));
            }
        }
        Ok(list)
    }

    /// The names of all entries with their reasons.
    fn entries(&self) -> impl Iterator<Item = (String, &str)> {
        let silent = self.tool_silent.iter();
        let silent = silent.map(|one| (shown(one.difference), one.reason.as_str()));
        let besides = self.tool_besides.iter();
        silent.chain(besides.map(|one| (shown_lint(&one.lint), one.reason.as_str())))
    }

    /// Returns true if everything that only one side found is explained. It is not enough that
    /// both find something.
    pub(super) fn explain(&self, judgment: &Judgment) -> bool {
        let (unseen, unanswered) = (judgment.unseen(), judgment.unanswered());
        let silent = |of: &Difference| self.tool_silent.iter().any(|one| one.difference == *of);
        let beside = |of: &&str| self.tool_besides.iter().any(|one| one.lint == **of);
        // A change that only breaks in the tool's verdict cannot be explained, nor can a break
        // without a difference.
        let reasoned = judgment.ours() != judgment.differences.is_empty();
        let missed = judgment.standing() == Standing::ToolAlone;
        reasoned && !missed && unseen.iter().all(silent) && unanswered.iter().all(beside)
    }

    /// The entries that explain none of the judgments.
    pub(super) fn unused(&self, judged: &[&Judgment]) -> Vec<String> {
        let mut used = BTreeSet::new();
        for judgment in judged {
            used.extend(judgment.unseen().into_iter().map(shown));
            used.extend(judgment.unanswered().into_iter().map(shown_lint));
        }
        let entries = self.entries().map(|(name, _)| name);
        entries.filter(|name| !used.contains(name)).collect()
    }
}

fn shown(of: Difference) -> String {
    format!("the difference {}", of.name())
}

fn shown_lint(lint: &str) -> String {
    format!("the lint {lint}")
}

#[cfg(test)]
mod tests {
    use tinsmith_codegen::review::Api;

    use super::*;
    use tinsmith::config::root;

    const LIST: &str = r#"
        [[tool-silent]]
        difference = "field-type"
        reason = "no lint"

        [[tool-besides]]
        lint = "odd"
        reason = "not read"
    "#;

    /// A judgment that is major if there are differences.
    fn judgment(differences: &[Difference], lints: &[&str]) -> Judgment {
        Judgment {
            back: false,
            api: Some(match differences.is_empty() {
                true => Api::Minor,
                false => Api::Major,
            }),
            items: Vec::new(),
            differences: differences.to_vec(),
            lints: lints.iter().map(|lint| (*lint).to_owned()).collect(),
            warnings: Vec::new(),
        }
    }

    #[test]
    fn only_what_is_listed_is_explained() {
        let list = Explanations::parse(LIST).unwrap();
        let explained = |differences: &[Difference], lints: &[&str]| {
            list.explain(&judgment(differences, lints))
        };
        assert!(explained(&[], &[]));
        assert!(explained(&[Difference::FieldType], &[]));
        assert!(explained(
            &[Difference::FieldGone],
            &["struct_pub_field_missing"]
        ));
        assert!(!explained(&[Difference::FieldGone], &[]));
        assert!(!explained(
            &[Difference::FieldType, Difference::FieldGone],
            &[]
        ));
        // Both find something, but not the same.
        assert!(!explained(&[Difference::FieldGone], &["enum_missing"]));
        assert!(!explained(
            &[Difference::FieldGone],
            &["struct_pub_field_missing", "enum_missing"]
        ));
    }

    #[test]
    fn findings_of_the_tool_alone_are_never_explained() {
        let list = Explanations::parse(LIST).unwrap();
        let both = ["odd", "struct_pub_field_missing"];
        assert!(list.explain(&judgment(&[Difference::FieldGone], &both)));
        assert!(!list.explain(&judgment(&[], &["odd"])));
        // Major without a changed item.
        let mut baseless = judgment(&[], &["odd"]);
        baseless.api = Some(Api::Major);
        assert!(!list.explain(&baseless));
    }

    #[test]
    fn entries_that_explain_nothing_are_found() {
        let list = Explanations::parse(LIST).unwrap();
        let seen = judgment(&[Difference::FieldGone], &["struct_pub_field_missing"]);
        let both = ["the difference field-type", "the lint odd"];
        assert_eq!(list.unused(&[&seen]), both);
        let typed = judgment(&[Difference::FieldType], &["odd"]);
        assert_eq!(list.unused(&[&seen, &typed]), [""; 0]);
    }

    #[test]
    fn a_list_that_is_none_is_an_error() {
        let entry = "[[tool-silent]]\ndifference = \"field-type\"\n";
        for (text, said) in [
            (format!("{entry}reason = \" \""), "gives no reason"),
            (entry.to_owned(), "missing field `reason`"),
            (
                format!("{entry}reason = \"a\"\n{entry}reason = \"b\""),
                "two entries",
            ),
            (
                "[[tool-silent]]\ndifference = \"odd\"\nreason = \"a\"".to_owned(),
                "unknown variant",
            ),
            ("[[other]]".to_owned(), "unknown field"),
        ] {
            let error = Explanations::parse(&text).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn the_committed_list_can_be_read() {
        let list = Explanations::read(&root().join(crate::review_audit::EXPLANATIONS));
        assert!(list.unwrap().entries().count() > 0);
    }
}
