//! Judges a change with our review and with the tool, in both directions.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tinsmith_codegen::review::{Api, ItemChange, Review, review};

use super::build::{Refused, Room};
use super::difference::Difference;
use super::draw::Change;
use super::tool::{Tool, ToolVerdict};
use crate::corpus::workspace::remove_folder;
use tinsmith::failure::Failure;

/// The verdicts of both on the step from one crate to another.
pub(super) struct Judgment {
    /// True if the changed crate is the old one.
    pub(super) back: bool,
    /// Our verdict.
    pub(super) api: Option<Api>,
    /// The items that break in our verdict.
    pub(super) items: Vec<ItemChange>,
    /// The kinds of their differences, each once.
    pub(super) differences: Vec<Difference>,
    /// The lints of the tool that require a major version.
    pub(super) lints: Vec<String>,
    /// The lints of the tool that only warn.
    pub(super) warnings: Vec<String>,
}

/// The relation of the two verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Agreed,
    /// Only our verdict is major.
    ToolSilent,
    /// Only the tool's verdict is major.
    ToolAlone,
}

impl Judgment {
    fn new(back: bool, review: &Review, said: ToolVerdict) -> Self {
        let changes = review.changes.iter().flat_map(|judged| &judged.items);
        let mut items: Vec<ItemChange> = Vec::new();
        for item in changes.chain(&review.others) {
            if item.api == Api::Major && !items.contains(item) {
                items.push(item.clone());
            }
        }
        Self {
            back,
            api: review.api(),
            differences: differences(&items),
            items,
            lints: said.lints,
            warnings: said.warnings,
        }
    }

    /// Returns true if our verdict is major.
    pub(super) fn ours(&self) -> bool {
        self.api == Some(Api::Major)
    }

    /// Returns true if the tool's verdict is major.
    pub(super) fn theirs(&self) -> bool {
        !self.lints.is_empty()
    }

    /// The kinds of differences that no lint of the tool reported.
    pub(super) fn unseen(&self) -> Vec<Difference> {
        let seen = |of: &Difference| of.lints().iter().any(|lint| self.said(lint));
        let all = self.differences.iter().copied();
        all.filter(|of| !seen(of)).collect()
    }

    /// The lints without a difference of ours. For a type that is declared differently, the tool
    /// also reports its parts.
    pub(super) fn unanswered(&self) -> Vec<&str> {
        let along = self.items.iter().map(Difference::from_change);
        let found: Vec<Difference> = self.differences.iter().copied().chain(along).collect();
        let answers = |lint: &str| found.iter().any(|of| of.lints().contains(&lint));
        let all = self.lints.iter().map(String::as_str);
        all.filter(|lint| !answers(lint)).collect()
    }

    fn said(&self, lint: &str) -> bool {
        self.lints.iter().any(|said| said == lint)
    }

    pub(super) fn standing(&self) -> Standing {
        match (self.ours(), self.theirs()) {
            (true, false) => Standing::ToolSilent,
            (false, true) => Standing::ToolAlone,
            _ => Standing::Agreed,
        }
    }
}

/// The kinds of differences, each once, without the parts of a type that is declared differently.
fn differences(items: &[ItemChange]) -> Vec<Difference> {
    let kinds = items
        .iter()
        .map(|item| (item, Difference::from_change(item)));
    let kinds: Vec<(&ItemChange, Difference)> = kinds.collect();
    let along = |item: &ItemChange| {
        kinds.iter().any(|(of, kind)| {
            let part = item.path.strip_prefix(&of.path);
            let part = part.is_some_and(|rest| rest.starts_with("::"));
            let implementation = item.path.strip_suffix(&of.path);
            let implementation = implementation.is_some_and(|rest| rest.ends_with(" for "));
            *kind == Difference::TypeChanged && (part || implementation)
        })
    };
    let own = kinds.iter().filter(|(item, _)| !along(item));
    let found: BTreeSet<Difference> = own.map(|(_, kind)| *kind).collect();
    found.into_iter().collect()
}

/// The outcome of a change: the judgments in both directions, or the compiler's output.
pub(super) type Judged = Result<[Judgment; 2], Refused>;

/// Judges a change. `before` is rustdoc's JSON of the service's crate.
pub(super) fn judge(
    change: &Change<'_>,
    before: &Path,
    room: &Room,
    tool: &Tool,
) -> Result<Judged, Failure> {
    let base = change.base;
    let folder = room.folder.join("changes").join(&change.name);
    let after: PathBuf = match room.describe(&base.name, &change.files, &folder)? {
        Ok(after) => after,
        Err(refused) => return Ok(Err(refused)),
    };
    let (old, new) = (
        (&base.model, &base.selection),
        (&change.model, &change.selection),
    );
    let there = review(old, new, &base.options)?;
    let back = review(new, old, &base.options)?;
    let judged = [
        Judgment::new(false, &there, tool.judge(before, &after)?),
        Judgment::new(true, &back, tool.judge(&after, before)?),
    ];
    // Only interesting output is kept: it has a megabyte or more.
    let same = |one: &Judgment| one.unseen().is_empty() && one.unanswered().is_empty();
    if judged.iter().all(same) {
        remove_folder(&folder)?;
    }
    Ok(Ok(judged))
}

#[cfg(test)]
mod tests {
    use tinsmith_codegen::Options;
    use tinsmith_model::{Model, Selection};

    use super::*;

    /// Judges a model with one operation whose output has `before` or `after` as its only members.
    fn judged(before: &str, after: &str, lints: &[&str]) -> Judgment {
        let [old, new] = [before, after].map(|members| {
            let text = format!(
                r#"{{ "smithy": "2.0", "shapes": {{
                    "a#Things": {{ "type": "service", "version": "1",
                        "operations": [{{ "target": "a#Get" }}], "traits": {{
                        "aws.api#service": {{ "sdkId": "Things", "endpointPrefix": "things" }},
                        "aws.auth#sigv4": {{ "name": "things" }},
                        "aws.protocols#awsJson1_1": {{}} }} }},
                    "a#Get": {{ "type": "operation",
                        "output": {{ "target": "a#GetOutput" }} }},
                    "a#GetOutput": {{ "type": "structure", "members": {{
                        "kept": {{ "target": "a#Kept" }} {members} }} }},
                    "a#Kept": {{ "type": "KIND", "members": {{
                        "a": {{ "target": "smithy.api#String" }} }} }} }} }}"#
            );
            let kind = if members.contains("union") {
                "union"
            } else {
                "structure"
            };
            let text = text.replace("KIND", kind).replace(", \"union\"", "");
            Model::parse(&text, "things.json").unwrap_or_else(|errors| panic!("{errors}"))
        });
        let [of_old, of_new] =
            [&old, &new].map(|one| Selection::all(one, &one.service().unwrap().id).unwrap());
        let review = review((&old, &of_old), (&new, &of_new), &Options::new("things")).unwrap();
        let said = ToolVerdict {
            lints: lints.iter().map(|lint| (*lint).to_owned()).collect(),
            warnings: Vec::new(),
        };
        Judgment::new(false, &review, said)
    }

    const TEXT: &str = r#", "more": { "target": "smithy.api#String" }"#;
    const NUMBER: &str = r#", "more": { "target": "smithy.api#Integer" }"#;

    #[test]
    fn verdicts_are_held_against_each_other() {
        let gone = judged(TEXT, "", &["struct_pub_field_missing"]);
        assert_eq!(gone.standing(), Standing::Agreed);
        assert_eq!(gone.differences, [Difference::FieldGone]);
        assert!(gone.unseen().is_empty() && gone.unanswered().is_empty());
        let new = judged("", TEXT, &[]);
        assert_eq!(
            (new.standing(), new.api),
            (Standing::Agreed, Some(Api::Minor))
        );
        assert_eq!(judged("", TEXT, &["odd"]).standing(), Standing::ToolAlone);
    }

    #[test]
    fn findings_of_one_side_are_told_apart() {
        let typed = judged(TEXT, NUMBER, &[]);
        assert_eq!(typed.standing(), Standing::ToolSilent);
        assert_eq!(typed.unseen(), [Difference::FieldType]);
        let other = judged(TEXT, "", &["enum_missing"]);
        assert_eq!(other.standing(), Standing::Agreed);
        assert_eq!(other.unseen(), [Difference::FieldGone]);
        assert_eq!(other.unanswered(), ["enum_missing"]);
    }

    #[test]
    fn the_parts_of_a_type_of_another_kind_go_along() {
        let kind = judged("", ", \"union\"", &["struct_with_pub_fields_changed_type"]);
        assert_eq!(kind.differences, [Difference::TypeChanged]);
        assert!(kind.items.len() > 2);
        assert!(kind.unseen().is_empty() && kind.unanswered().is_empty());
        // The tool may report the parts.
        let field = [
            "struct_with_pub_fields_changed_type",
            "struct_pub_field_missing",
        ];
        assert!(judged("", ", \"union\"", &field).unanswered().is_empty());
        let part = judged("", ", \"union\"", &field[1..]);
        assert_eq!(part.unseen(), [Difference::TypeChanged]);
    }
}
