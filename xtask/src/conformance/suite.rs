//! Suites: models whose cases become tests.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::{Files, Options, RuntimeSource, generate, unsupported_operations};
use tinsmith_model::{Model, Selection, Shape, ShapeId, TraitValue};

use tinsmith::config::root;
use tinsmith::failure::Failure;

/// A suite.
pub(crate) struct Suite {
    /// The file's name without its extension.
    pub(crate) name: String,
    /// The protocol's name, without its namespace.
    pub(crate) protocol: String,
    /// The cases for clients of this protocol.
    pub(crate) cases: Vec<Case>,
    /// The crate, or the reason why there is none.
    pub(crate) outcome: Result<Files, String>,
    /// The operations that cannot be generated.
    pub(crate) refused: Vec<ShapeId>,
}

impl Suite {
    /// Reads the suites of a folder: those with the given names, or all.
    pub(crate) fn all(folder: &Path, named: &[String]) -> Result<Vec<Self>, Failure> {
        let entries = fs::read_dir(folder).map_err(|error| Failure::at(folder, error))?;
        let paths = entries.map(|entry| entry.map(|entry| entry.path()));
        let mut paths = paths
            .collect::<Result<Vec<PathBuf>, _>>()
            .map_err(|error| Failure::at(folder, error))?;
        paths.retain(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        });
        paths.sort();
        let stem = |path: &PathBuf| {
            path.file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        let stems: Vec<String> = paths.iter().map(stem).collect();
        if let Some(unknown) = named.iter().find(|name| !stems.contains(name)) {
            return Err(Failure(format!(
                "no suite `{unknown}`; there are {}",
                stems.join(", ")
            )));
        }
        if paths.is_empty() {
            return Err(Failure::at(
                folder,
                "holds no suite; a suite is a model in a .json file",
            ));
        }
        let chosen = paths.iter().zip(stems);
        let chosen = chosen.filter(|(_, stem)| named.is_empty() || named.contains(stem));
        chosen.map(|(path, stem)| Self::read(path, &stem)).collect()
    }

    fn read(path: &Path, stem: &str) -> Result<Self, Failure> {
        let model = Model::read(path)?;
        let service = model.service()?;
        let all = Selection::all(&model, &service.id)?;
        let refused: Vec<ShapeId> = unsupported_operations(&model, &all)
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let kept = all
            .operation_ids()
            .iter()
            .filter(|id| !refused.contains(id));
        let selection = Selection::operations(&model, &service.id, kept)?;
        let protocol = service.traits.protocols().next().map(|(id, _)| id.as_str());
        let protocol = protocol.unwrap_or_default();
        let mut options = Options::new(crate_name(stem));
        options.model = format!("{stem}.json");
        options.command = "cargo xtask conformance".to_owned();
        options.runtime = RuntimeSource::Path(root().join("runtime").display().to_string());
        options.protocol_tests = true;
        let outcome = generate(&model, &selection, &options);
        Ok(Self {
            name: stem.to_owned(),
            protocol: protocol.rsplit('#').next().unwrap_or_default().to_owned(),
            cases: cases(&model, &all, protocol),
            outcome: outcome.map_err(|errors| errors.to_string()),
            refused,
        })
    }

    /// The name of the suite's crate.
    pub(crate) fn crate_name(&self) -> String {
        crate_name(&self.name)
    }
}

fn crate_name(stem: &str) -> String {
    let word = |character: char| {
        if character.is_ascii_alphanumeric() {
            character
        } else {
            '-'
        }
    };
    let name: String = stem.chars().map(word).collect();
    format!("suite-{}", name.to_ascii_lowercase())
}

/// A case for clients.
pub(crate) struct Case {
    /// The id, which a request and a response may share.
    pub(crate) id: String,
    pub(crate) response: bool,
    /// The operation or error under test.
    pub(crate) shape: ShapeId,
}

/// The cases of operations and of their errors.
fn cases(model: &Model, selection: &Selection, protocol: &str) -> Vec<Case> {
    let operations = selection.operation_ids().iter();
    let shapes = operations
        .chain(selection.shapes())
        .filter_map(|id| model.shape(id));
    let of_shape = |shape: &Shape, id: &str, response: bool| {
        let ids = case_ids(shape, id, protocol).into_iter();
        let shape = shape.id.clone();
        ids.map(move |id| Case {
            id,
            response,
            shape: shape.clone(),
        })
    };
    let cases = shapes.flat_map(|shape| {
        let requests = of_shape(shape, "smithy.test#httpRequestTests", false);
        requests.chain(of_shape(shape, "smithy.test#httpResponseTests", true))
    });
    cases.collect()
}

fn case_ids(shape: &Shape, id: &str, protocol: &str) -> Vec<String> {
    let all = shape.traits.get(id).and_then(TraitValue::as_array);
    let text = |case: &TraitValue, key: &str| case.get(key)?.as_str().map(str::to_owned);
    let ours = all.into_iter().flatten().filter(|case| {
        text(case, "protocol").as_deref() == Some(protocol)
            && text(case, "appliesTo").as_deref() != Some("server")
    });
    ours.filter_map(|case| text(case, "id")).collect()
}
