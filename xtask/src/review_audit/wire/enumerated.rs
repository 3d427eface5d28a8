//! The changes of `codegen/tests/wire`: every trait and name that reaches the wire, by every
//! protocol.

use std::path::Path;

use tinsmith::config::root;
use tinsmith::failure::Failure;
use tinsmith_codegen::{Options, RuntimeSource, generate};
use tinsmith_model::{Model, Selection};

use crate::review_audit::base::Base;
use crate::review_audit::draft::Draft;
use crate::review_audit::draw::Change;

/// The folder, relative to the root.
const FOLDER: &str = "codegen/tests/wire";

/// The models, each with the file of its changes.
const SUITES: [(&str, &str); 2] = [("base.json", "cases.txt"), ("xml.json", "xml_cases.txt")];

/// The id in the models that stands for each protocol.
const PROTOCOL: &str = "aws.protocols#PROTOCOL";

/// The text of a model with one protocol, and its changes: what is replaced, by what.
pub(super) struct Suite {
    text: String,
    changes: Vec<(String, String)>,
}

/// Reads the models with each of their protocols.
///
/// # Errors
/// Returns a failure if a file cannot be read, or if a model cannot be generated.
pub(super) fn suites() -> Result<(Vec<Base>, Vec<Suite>), Failure> {
    let folder = root().join(FOLDER);
    let (mut bases, mut suites) = (Vec::new(), Vec::new());
    for (model, cases) in SUITES {
        let (model, cases) = (read(&folder.join(model))?, read(&folder.join(cases))?);
        let mut blocks = cases.trim().split("\n\n");
        let protocols = blocks.next().unwrap_or_default();
        let changes: Vec<(String, String)> = blocks.filter_map(change).collect();
        for id in protocols.lines() {
            let text = model.replace(PROTOCOL, id);
            let changes = changes.clone();
            bases.push(base(id, &text)?);
            suites.push(Suite { text, changes });
        }
    }
    Ok((bases, suites))
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::at(path, error))
}

/// The two texts of a case.
fn change(case: &str) -> Option<(String, String)> {
    let after = |sign: &str| case.lines().find_map(|line| line.strip_prefix(sign));
    Some((after("- ")?.to_owned(), after("+ ")?.to_owned()))
}

fn base(protocol: &str, text: &str) -> Result<Base, Failure> {
    let name = protocol
        .rsplit('#')
        .next()
        .unwrap_or(protocol)
        .to_lowercase();
    let name = name.replace('_', "-");
    let model = Model::parse(text, &name)?;
    let selection = Selection::all(&model, &model.service()?.id)?;
    let mut options = Options::new(name.as_str());
    options.model = FOLDER.to_owned();
    options.runtime = RuntimeSource::Path(root().join("runtime").display().to_string());
    let files = generate(&model, &selection, &options)?;
    Ok(Base {
        draft: Draft::from_model(&model)?,
        name,
        model,
        selection,
        options,
        files,
    })
}

/// The changes of all suites, each with its base.
///
/// # Errors
/// Returns a failure if a changed model cannot be generated.
pub(super) fn changes<'b>(bases: &'b [Base], suites: &[Suite]) -> Result<Vec<Change<'b>>, Failure> {
    let mut changes = Vec::new();
    for (base, suite) in bases.iter().zip(suites) {
        for (from, to) in &suite.changes {
            let name = format!("{:03}", changes.len());
            let text = suite.text.replacen(from, to, 1);
            let model = Model::parse(&text, &base.name)?;
            let selection = Selection::all(&model, &model.service()?.id)?;
            let files = generate(&model, &selection, &base.options)?;
            changes.push(Change {
                name,
                base,
                kind: "enumerated",
                what: format!("{from} to {to}"),
                model,
                selection,
                files,
            });
        }
    }
    Ok(changes)
}
