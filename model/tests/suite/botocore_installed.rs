//! All services of an installed botocore, and the syntax of all their operations.
//!
//! Environment variables name the data: `TINSMITH_BOTOCORE` is botocore's folder `data`,
//! `TINSMITH_SYNTAX` a folder with a file SERVICE/METHOD.txt for each operation, as in the
//! published reference.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tinsmith_model::{Model, ReadErrors, Selection, syntax, validate};

#[test]
fn every_version_of_every_service_is_read_and_valid() {
    let Some(services) = services() else {
        return;
    };
    let start = Instant::now();
    let (mut versions, mut operations, mut failures) = (0, 0, Vec::new());
    for service in services {
        let folders = std::fs::read_dir(&service).unwrap();
        let folders = folders.map(|entry| entry.unwrap().path());
        for version in folders.filter(|path| holds_service(path)) {
            match Model::read(&version) {
                Ok(model) => {
                    let all = all(&model);
                    operations += all.operation_ids().len();
                    let diagnostics = validate(&model, &all);
                    let source = model.source().clone();
                    let wrong = ReadErrors {
                        source,
                        diagnostics,
                    };
                    failures.extend((!wrong.diagnostics.is_empty()).then(|| wrong.to_string()));
                }
                Err(errors) => failures.push(format!("{}: {errors}", version.display())),
            }
            versions += 1;
        }
    }
    println!(
        "{versions} versions, {operations} operations in {:.1?}",
        start.elapsed()
    );
    assert!(versions > 0);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_operation_renders_as_the_published_reference() {
    let (Some(services), Some(reference)) = (services(), folder("TINSMITH_SYNTAX")) else {
        return;
    };
    let (mut compared, mut failures) = (0, Vec::new());
    for service in services {
        let model = Model::read(&service).unwrap_or_else(|errors| panic!("{errors}"));
        let texts = reference.join(service.file_name().unwrap());
        for id in all(&model).operation_ids() {
            let path = texts.join(format!("{}.txt", syntax::method_name(id.name())));
            let expected = std::fs::read_to_string(&path).unwrap_or_default();
            let published = syntax::published(&model, &model.service().unwrap().id, id);
            if published.unwrap() != expected {
                failures.push(format!("{}: {id}", path.display()));
            }
            compared += 1;
        }
    }
    println!("{compared} operations compared");
    assert!(compared > 0);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn all(model: &Model) -> Selection {
    Selection::all(model, &model.service().unwrap().id).unwrap()
}

/// The folders of the services; none, with a notice, if no data is named.
fn services() -> Option<Vec<PathBuf>> {
    let data = folder("TINSMITH_BOTOCORE")?;
    let folders = std::fs::read_dir(data).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    let mut services: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    services.sort();
    services.retain(|service| {
        let versions = std::fs::read_dir(service).unwrap();
        versions
            .map(|entry| entry.unwrap().path())
            .any(|path| holds_service(&path))
    });
    Some(services)
}

fn folder(variable: &str) -> Option<PathBuf> {
    let value: Option<OsString> = std::env::var_os(variable);
    if value.is_none() {
        eprintln!("skipped: {variable} is not set");
    }
    value.map(PathBuf::from)
}

fn holds_service(folder: &Path) -> bool {
    ["service-2.json", "service-2.json.gz"]
        .iter()
        .any(|name| folder.join(name).is_file())
}
