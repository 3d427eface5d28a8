//! Processes a service.

use std::path::Path;

use tinsmith_codegen::{
    Files, Options, generate, output, unsupported_operations, unsupported_protocol,
};
use tinsmith_model::{Diagnostic, Model, Selection, ShapeId, syntax};

use super::clock::{Clock, Times};
use crate::cargo;
use tinsmith::failure::Failure;
use tinsmith::names;
use tinsmith::services::Service;

/// The outcome of a service.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) name: String,
    /// The number of generated operations.
    pub(super) operations: usize,
    /// The number of shapes in their closure.
    pub(super) shapes: usize,
    pub(super) files: usize,
    /// The lines of Rust; 0 if nothing was generated.
    pub(super) lines: usize,
    /// The number of syntax files written.
    pub(super) syntax: usize,
    pub(super) times: Times,
    pub(super) refused: Vec<Refusal>,
}

/// A refusal to generate.
pub(super) enum Refusal {
    /// An unsupported service, with its protocols.
    Protocol(String),
    /// An unsupported operation, with the feature it requires.
    Operation { name: String, reason: String },
    /// Any other error, with its message.
    Failure(String),
}

impl Outcome {
    /// Returns true if anything was refused for other reasons than missing support.
    pub(super) fn is_failure(&self) -> bool {
        let failed = |refusal: &Refusal| matches!(refusal, Refusal::Failure(_));
        self.refused.iter().any(failed)
    }
}

/// Reads a service, and writes the requested output.
pub(super) fn work(service: &Service, out: Option<&Path>, syntax: Option<&Path>) -> Outcome {
    let mut outcome = Outcome {
        name: service.name.clone(),
        ..Outcome::default()
    };
    if let Err(Failure(message)) = outcome.fill(service, out, syntax) {
        outcome.refused.push(Refusal::Failure(message));
    }
    outcome
}

impl Outcome {
    fn fill(
        &mut self,
        service: &Service,
        out: Option<&Path>,
        syntax: Option<&Path>,
    ) -> Result<(), Failure> {
        let mut clock = Clock::start();
        let model = Model::read(&service.path);
        self.times.read = clock.lap();
        let model = model?;
        let all = Selection::all(&model, &model.service()?.id)?;
        if let Some(folder) = syntax {
            self.syntax = write_syntax(&model, &all, &folder.join(&service.name))?;
            self.times.syntax = clock.lap();
        }
        let Some(selection) = self.supported(&model, &all)? else {
            return Ok(());
        };
        let files = generate(&model, &selection, &options(service)?)?;
        self.count(&selection, &files);
        self.times.generate = clock.lap();
        if let Some(folder) = out {
            output::write(&folder.join(&service.name), &files)?;
        }
        drop((model, files));
        self.times.write = clock.lap();
        Ok(())
    }

    /// The supported part of the service; the rest is recorded as refused.
    fn supported(&mut self, model: &Model, all: &Selection) -> Result<Option<Selection>, Failure> {
        if unsupported_protocol(model, all).is_some() {
            self.refused.push(Refusal::Protocol(protocols(model, all)));
            return Ok(None);
        }
        let refused = unsupported_operations(model, all);
        let kept = all.operation_ids().iter();
        let kept: Vec<&ShapeId> = kept
            .filter(|id| !refused.iter().any(|(refused, _)| refused == *id))
            .collect();
        let reasons = refused
            .iter()
            .map(|(id, diagnostic)| operation(id, diagnostic));
        self.refused.extend(reasons);
        if kept.is_empty() {
            return Ok(None);
        }
        Ok(Some(Selection::operations(model, all.service(), kept)?))
    }

    fn count(&mut self, selection: &Selection, files: &Files) {
        self.operations = selection.operation_ids().len();
        self.shapes = selection.shapes().len();
        self.files = files.len();
        let rust = files.iter().filter(|(path, _)| path.ends_with(".rs"));
        self.lines = rust.map(|(_, text)| text.lines().count()).sum();
    }
}

/// Generates the supported part of a service.
pub(super) fn files(service: &Service) -> Result<Files, Failure> {
    let model = Model::read(&service.path)?;
    let all = Selection::all(&model, &model.service()?.id)?;
    match Outcome::default().supported(&model, &all)? {
        Some(selection) => Ok(generate(&model, &selection, &options(service)?)?),
        None => Ok(Files::new()),
    }
}

/// The options of a crate. It is named after the model's file, since several models of a corpus
/// can define one service.
fn options(service: &Service) -> Result<Options, Failure> {
    let mut options = Options::new(names::checked_crate_name(&service.name)?);
    options.model = names::file_name(&service.path);
    options.command = names::command(&service.path, &[], Some(&service.name));
    options.runtime = cargo::runtime()?;
    Ok(options)
}

fn protocols(model: &Model, selection: &Selection) -> String {
    let service = model.shape(selection.service());
    let protocols = service
        .into_iter()
        .flat_map(|service| service.traits.protocols());
    let names: Vec<&str> = protocols.map(|(id, _)| id.name()).collect();
    match names.as_slice() {
        [] => "none".to_owned(),
        names => names.join(" and "),
    }
}

/// Operations are grouped by the unsupported feature, which the help states without shape names.
fn operation(id: &ShapeId, diagnostic: &Diagnostic) -> Refusal {
    Refusal::Operation {
        name: id.name().to_owned(),
        reason: diagnostic.help.clone(),
    }
}

/// Writes a file METHOD.txt per operation.
fn write_syntax(model: &Model, all: &Selection, folder: &Path) -> Result<usize, Failure> {
    let mut count = 0;
    for id in all.operation_ids() {
        let Some(text) = syntax::published(model, all.service(), id) else {
            continue;
        };
        let path = folder.join(format!("{}.txt", syntax::method_name(id.name())));
        output::replace(&path, &text).map_err(|error| Failure::at(&path, error))?;
        count += 1;
    }
    Ok(count)
}
