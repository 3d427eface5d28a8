//! The two models that are compared, and the crate that they are compared as.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tinsmith_codegen::review::{Review, review};
use tinsmith_codegen::{Files, generate};
use tinsmith_model::compare::are_of_one_service;
use tinsmith_model::{Model, Selection};

use super::diffstat::Shortstat;
use super::git::Revision;
use super::report::{Compared, Outcome, Service};
use crate::config::{Config, CrateConfig, root};
use crate::failure::Failure;
use crate::job::{Job, select};
use crate::names;
use crate::progress::Progress;
use crate::source;

/// Two models with a selection of each.
pub struct ModelPair {
    /// The model before.
    pub old: (Model, Selection),
    /// The model after.
    pub new: (Model, Selection),
}

impl ModelPair {
    /// Compares the two, and keeps them if the form of the report shows more of them than their
    /// changes.
    fn compare(self, options: &tinsmith_codegen::Options, keep: bool) -> Result<Compared, Failure> {
        let (old, new) = ((&self.old.0, &self.old.1), (&self.new.0, &self.new.1));
        refuse_different(old, new)?;
        let review = match is_same(old, new) {
            true => Review::default(),
            false => review(old, new, options)?,
        };
        Ok(Compared {
            allowed: vec![None; review.changes.len()],
            from_model: Shortstat::between(&review.old_files, &review.new_files),
            review,
            pair: keep.then_some(self),
            ..Compared::default()
        })
    }
}

/// Returns true if both models are one text, of which the same is selected.
fn is_same(old: (&Model, &Selection), new: (&Model, &Selection)) -> bool {
    old.0.source().text == new.0.source().text && old.1 == new.1
}

/// Refuses to compare two different services.
fn refuse_different(old: (&Model, &Selection), new: (&Model, &Selection)) -> Result<(), Failure> {
    let shapes = old
        .0
        .shape(old.1.service())
        .zip(new.0.shape(new.1.service()));
    match shapes {
        Some((before, after)) if !are_of_one_service(before, after) => Err(Failure(format!(
            "{} and {} are two different services, {} and {}; give two models of one service",
            old.0.source().origin,
            new.0.source().origin,
            before.id,
            after.id
        ))),
        _ => Ok(()),
    }
}

/// Two models of any form, over the operations of these names, or all. `service` names one of
/// several in both.
///
/// # Errors
/// Returns a failure if one of the models cannot be read or generated, or if they are of different
/// services.
pub(crate) fn of_models(
    [old, new]: [&Path; 2],
    service: Option<&str>,
    operations: &[String],
    keep: bool,
) -> Result<Service, Failure> {
    let read = |path: &Path| source::read(path, service);
    let (old, new) = (read(old)?, read(new)?);
    let operations = (!operations.is_empty()).then_some(operations);
    let name = names::crate_name(source::service_of(&new, service)?)?;
    let options = tinsmith_codegen::Options::new(&name);
    let models = [&old, &new].map(|model| model.source().origin.clone());
    let (of_old, of_new) = (
        select(&old, service, operations)?,
        select(&new, service, operations)?,
    );
    let pair = ModelPair {
        old: (old, of_old),
        new: (new, of_new),
    };
    let compared = pair.compare(&options, keep)?;
    Ok(Service {
        name,
        models,
        base: None,
        outcome: Outcome::Compared(Box::new(compared)),
    })
}

/// A service whose two models are the same file, byte by byte.
pub(crate) fn unchanged(name: &str, paths: [&Path; 2]) -> Service {
    Service {
        name: name.to_owned(),
        models: paths.map(|path| path.display().to_string()),
        base: None,
        outcome: Outcome::Compared(Box::default()),
    }
}

/// A crate of tinsmith.toml with its committed model and with the one that is to take its place.
///
/// # Errors
/// Returns a failure if one of the models cannot be generated, or if they are of different
/// services.
pub fn of_update(
    config: &Config,
    (name, one): (&str, &CrateConfig),
    old: (&Model, &Selection),
    new: (&Model, &Selection),
) -> Result<Service, Failure> {
    refuse_different(old, new)?;
    let review = review(old, new, &Job::of_crate(config, name, one).options)?;
    let path = one.model.display().to_string();
    let compared = Compared {
        allowed: vec![None; review.changes.len()],
        from_model: Shortstat::between(&review.old_files, &review.new_files),
        version: Some(version(config, one)),
        review,
        ..Compared::default()
    };
    Ok(Service {
        name: name.to_owned(),
        models: [path.clone(), path],
        base: Some("before".to_owned()),
        outcome: Outcome::Compared(Box::new(compared)),
    })
}

/// The crate's version.
fn version(config: &Config, one: &CrateConfig) -> String {
    let version = one.version.as_ref().or(config.package.version.as_ref());
    version.cloned().unwrap_or_else(|| "0.1.0".to_owned())
}

/// Every crate of tinsmith.toml, and every one of the revision's.
pub(crate) fn of_config(config: &Config, base: &str, keep: bool) -> Result<Vec<Service>, Failure> {
    let root = root();
    let revision = Revision::find(&root, base)?;
    let file = "tinsmith.toml";
    let text = revision.file(file)?.ok_or_else(|| {
        Failure(format!(
            "{base} has no {file}, so there is nothing to compare with"
        ))
    })?;
    let before = Config::parse_as(&text, &PathBuf::from(format!("{base}:{file}")))?;
    let names: BTreeSet<&String> = config.crates.keys().chain(before.crates.keys()).collect();
    let progress = Progress::new(names.len(), "comparing");
    let services = names.into_iter().map(|name| {
        progress.at(name);
        let service = review_crate(name, [&before, config], &revision, keep);
        progress.done();
        service
    });
    services.collect()
}

fn review_crate(
    name: &str,
    configs: [&Config; 2],
    revision: &Revision<'_>,
    keep: bool,
) -> Result<Service, Failure> {
    let [before, after] = configs.map(|config| config.crates.get(name));
    let shown = |config: Option<&CrateConfig>| {
        let path = config.map(|config| config.model.display().to_string());
        path.unwrap_or_default()
    };
    let outcome = match (before, after) {
        (Some(before), Some(after)) => {
            let compared = compared((name, before, after), configs, revision, keep)?;
            Outcome::Compared(Box::new(compared))
        }
        (None, _) => Outcome::New,
        (_, None) => Outcome::Gone,
    };
    Ok(Service {
        name: name.to_owned(),
        models: [shown(before), shown(after)],
        base: Some(revision.name.to_owned()),
        outcome,
    })
}

fn compared(
    (name, before, after): (&str, &CrateConfig, &CrateConfig),
    [config_before, config]: [&Config; 2],
    revision: &Revision<'_>,
    keep: bool,
) -> Result<Compared, Failure> {
    let old = committed_model(&before.model, revision)?;
    let job = Job::of_crate(config, name, after);
    let new = job.read()?;
    let service = before.service.as_deref();
    let of_old = select(&old, service, before.operations.as_deref())?;
    let of_new = job.select(&new)?;
    let options = job.options;
    let made = generate(&old, &of_old, &options);
    let committed = committed_files(&slashed(&before.out)?, revision)?;
    let pair = ModelPair {
        old: (old, of_old),
        new: (new, of_new),
    };
    let compared = pair.compare(&options, keep)?;
    // What cannot be generated in full has no files to compare.
    let from_generator = made.ok().map(|made| Shortstat::between(&committed, &made));
    Ok(Compared {
        from_generator,
        version: Some(version(config_before, before)),
        ..compared
    })
}

/// The model as the revision has it. One that is not in the repository cannot be had of it.
fn committed_model(path: &Path, revision: &Revision<'_>) -> Result<Model, Failure> {
    let shown = path.display();
    let place = format!("{}:{shown}", revision.name);
    if path.extension().is_none_or(|extension| extension != "json") {
        return Err(Failure(format!(
            "{place}: only models that are committed as a file of JSON can be compared with a \
             revision; give OLD and NEW"
        )));
    }
    let path = slashed(path)?;
    let text = revision.file(&path)?;
    let text = text.ok_or_else(|| Failure(format!("{place}: there is no such file")))?;
    let paginators = match path.strip_suffix("service-2.json") {
        Some(folder) => revision.file(&format!("{folder}paginators-1.json"))?,
        None => None,
    };
    Ok(match paginators {
        Some(paginators) => Model::parse_botocore(&text, &paginators, [&place, &place])?,
        None => Model::parse(&text, &place)?,
    })
}

/// The generated files of a crate as the revision has them.
fn committed_files(out: &str, revision: &Revision<'_>) -> Result<Files, Failure> {
    let paths = revision.list(out)?;
    let texts = revision.files(&paths)?;
    let ours = texts.into_iter().filter_map(|(path, text)| {
        let below = path.strip_prefix(out)?.strip_prefix('/')?.to_owned();
        let ours = below.starts_with("src/")
            || below == "Cargo.toml"
            || below == "README.md"
            || below == "api.txt";
        ours.then_some((below, text))
    });
    Ok(ours.collect())
}

/// A path as git has it.
fn slashed(path: &Path) -> Result<String, Failure> {
    let parts = path.components().filter_map(|part| match part {
        std::path::Component::CurDir => None,
        std::path::Component::Normal(part) => Some(part.to_str()),
        _ => Some(None),
    });
    let parts: Option<Vec<&str>> = parts.collect();
    let parts = parts.ok_or_else(|| Failure::at(path, "is no path within the repository"))?;
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_within_the_repository() {
        let good = slashed(Path::new("./model/services/a.json")).unwrap();
        assert_eq!(good, "model/services/a.json");
        for bad in ["/etc/passwd", "../a.json", "a/../../b"] {
            assert!(slashed(Path::new(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_committed_models_can_be_compared() {
        let config = Config::read().unwrap();
        match of_config(&config, "HEAD", false) {
            Ok(services) => {
                let names: Vec<&str> = services.iter().map(|one| one.name.as_str()).collect();
                assert!(
                    config
                        .crates
                        .keys()
                        .all(|name| names.contains(&name.as_str()))
                );
            }
            Err(failure) if failure.0.starts_with("git") => {
                eprintln!("skipped: {}", failure.0);
            }
            Err(failure) => panic!("{}", failure.0),
        }
    }

    const MODEL: &str = include_str!("../../../model/tests/golden/compare/base.json");

    /// A file with the base model, a text of it replaced.
    fn file(name: &str, from: &str, to: &str) -> PathBuf {
        let name = format!("tinsmith-pairs-{}-{name}.json", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, MODEL.replace(from, to)).unwrap();
        path
    }

    #[test]
    fn two_services_are_not_compared() {
        let one = file("one", "", "");
        let other = MODEL
            .replace("\"a#", "\"b#")
            .replace("#Things\"", "#Others\"");
        let other = other.replace("\"sdkId\": \"Things\"", "\"sdkId\": \"Others\"");
        let path = file("other", MODEL, &other);
        let Err(Failure(message)) = of_models([&one, &path], None, &[], false) else {
            panic!("they are compared");
        };
        assert!(
            message.contains("are two different services, a#Things and b#Others"),
            "{message}"
        );
        // A service that is renamed stays the service that it is.
        let renamed = file("renamed", "a#Things\"", "a#Stuff\"");
        assert!(of_models([&one, &renamed], None, &[], false).is_ok());
        let same = of_models([&one, &one], None, &[], false).unwrap();
        let compared = same.compared().unwrap();
        assert_eq!(compared.review.changes, []);
        assert_eq!(compared.review.api(), None);
        for path in [one, path, renamed] {
            std::fs::remove_file(path).unwrap();
        }
    }

    #[test]
    fn a_comparison_that_cannot_be_made_is_an_error() {
        let root = root();
        let Ok(revision) = Revision::find(&root, "HEAD") else {
            eprintln!("skipped: this is no git repository");
            return;
        };
        for path in [
            "botocore:iottwinmaker",
            "model/services/none.json",
            "Cargo.json",
        ] {
            assert!(
                committed_model(Path::new(path), &revision).is_err(),
                "{path}"
            );
        }
        let missing = Path::new("/nowhere/model.json");
        assert!(of_models([missing; 2], None, &[], false).is_err());
    }
}
