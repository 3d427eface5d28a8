//! A catalog of the services in a folder or archive of models, by any of their names.

mod files;
mod layout;
mod names;

use std::collections::BTreeMap;
use std::path::Path;

use similar::get_close_matches;
use tinsmith_model::Model;

use self::files::Files;
pub(crate) use self::files::is_archive;
use self::layout::Layout;
use crate::failure::Failure;

/// A folder or archive of models.
pub(crate) struct Catalog {
    files: Files,
    /// The name in messages.
    shown: String,
    /// The path of the newest model of each service, by its name in the catalog.
    services: BTreeMap<String, String>,
    /// The version, if this is botocore's data.
    pub(crate) version: Option<String>,
}

impl Catalog {
    /// Opens a folder of services in the botocore form or of Smithy models, or an archive (`.whl`,
    /// `.zip`, `.tar.gz`) of one.
    ///
    /// # Errors
    /// Returns [`Failure`] if it cannot be read, or contains no models.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let files = Files::open(path)?;
        let Layout { services, version } = layout::find(&files.list()?);
        let version = match version {
            Some(file) => names::version(&files.read(&file)?),
            None => None,
        };
        if services.is_empty() {
            let what = "holds no models: neither services of the botocore form \
                (NAME/VERSION/service-2.json) nor files \
                of Smithy JSON AST (*.json)";
            return Err(Failure::at(path, what));
        }
        Ok(Self {
            files,
            shown: path.display().to_string(),
            services,
            version,
        })
    }

    /// Opens the data of a botocore version.
    ///
    /// # Errors
    /// As for [`Self::open`].
    pub(crate) fn of_version(folder: &Path, version: &str) -> Result<Self, Failure> {
        let version = Some(version.to_owned());
        Ok(Self {
            version,
            ..Self::open(folder)?
        })
    }

    /// The names of the services.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.services.keys().map(String::as_str)
    }

    /// Finds the catalog name of a service: by that name, or else by its SDK id, endpoint prefix
    /// or signing name, ignoring case, spaces and hyphens.
    ///
    /// # Errors
    /// Returns [`Failure`] with similar names if no service has the name, or if several have it.
    pub(crate) fn find(&self, wanted: &str) -> Result<String, Failure> {
        if self.services.contains_key(wanted) {
            return Ok(wanted.to_owned());
        }
        let plain = names::plain(wanted);
        let own = |name: &&str| names::plain(name) == plain;
        let found: Vec<&str> = self.names().filter(own).collect();
        let found = match found.is_empty() {
            true => match self.by_other_names(&plain)? {
                found if found.is_empty() => self.by_beginning(&plain),
                found => found,
            },
            false => found.into_iter().map(str::to_owned).collect(),
        };
        match found.as_slice() {
            [only] => Ok(only.clone()),
            [] => Err(self.unknown(wanted)),
            several => Err(Failure(format!(
                "{}: several services are called `{wanted}`; name one of them: {}",
                self.shown,
                several.join(", ")
            ))),
        }
    }

    /// The service whose name begins so, if the names of all others that do begin with it:
    /// `dynamodb` for `dynamo`.
    fn by_beginning(&self, plain: &str) -> Vec<String> {
        const SHORTEST: usize = 4;
        let begin = |name: &&str| plain.len() >= SHORTEST && name.starts_with(plain);
        let found: Vec<&str> = self.names().filter(begin).collect();
        let shortest = found.iter().min_by_key(|name| name.len());
        let stem = shortest.filter(|stem| found.iter().all(|name| name.starts_with(**stem)));
        stem.map(|stem| (*stem).to_owned()).into_iter().collect()
    }

    /// The services that have the name as their `sdkId`; if there are none, as endpoint prefix or
    /// signing name.
    fn by_other_names(&self, plain: &str) -> Result<Vec<String>, Failure> {
        let mut found: [Vec<String>; 3] = Default::default();
        let paths: Vec<&String> = self.services.values().collect();
        let heads = self.files.heads(&paths)?;
        for (name, path) in &self.services {
            let known = heads.get(path.as_str()).map(|head| names::known(head));
            for (found, known) in found.iter_mut().zip(known.into_iter().flatten()) {
                if known.is_some_and(|known| names::plain(&known) == plain) {
                    found.push(name.clone());
                }
            }
        }
        let found = found.into_iter().find(|found| !found.is_empty());
        Ok(found.unwrap_or_default())
    }

    fn unknown(&self, wanted: &str) -> Failure {
        let names: Vec<&str> = self.names().collect();
        let mut near: Vec<&str> = names
            .iter()
            .filter(|name| name.starts_with(&wanted.to_ascii_lowercase()))
            .copied()
            .collect();
        if near.is_empty() {
            near.extend(get_close_matches(wanted, &names, 5, 0.4));
        }
        let mut seen = std::collections::BTreeSet::new();
        near.retain(|name| seen.insert(*name));
        near.truncate(5);
        let hint = match near.as_slice() {
            [] => format!("it has {} others", names.len()),
            near => format!("did you mean {}?", near.join(" or ")),
        };
        let wanted: String = wanted.escape_debug().take(100).collect();
        Failure(format!(
            "{} has no service `{wanted}`; {hint}",
            self.called()
        ))
    }

    fn called(&self) -> String {
        match &self.version {
            Some(version) => format!("botocore {version}"),
            None => self.shown.clone(),
        }
    }

    /// Reads the model of a service, by its catalog name.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is none, or it is not valid.
    pub(crate) fn read(&self, name: &str) -> Result<Model, Failure> {
        let path = self.services.get(name).ok_or_else(|| self.unknown(name))?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = tinsmith_model::BESIDE
            .map(|name| layout::existing(&self.files.list().unwrap_or_default(), folder, name));
        let mut wanted: Vec<&String> = vec![path];
        wanted.extend(beside.iter().flatten());
        let read = self.files.read_all(&wanted)?;
        let source = |path: &String| -> Option<Result<tinsmith_model::Source, Failure>> {
            let text = read.get(path.as_str())?.clone();
            let origin = self.files.shown(path);
            let text = String::from_utf8(text)
                .map_err(|_| Failure(format!("{origin}: is not UTF-8; models are JSON in UTF-8")));
            Some(text.map(|text| tinsmith_model::Source { origin, text }))
        };
        let main = source(path).ok_or_else(|| self.unknown(name))??;
        let mut others = Vec::new();
        for (name, path) in tinsmith_model::BESIDE.into_iter().zip(&beside) {
            if let Some(found) = path.as_ref().and_then(source) {
                others.push((name, found?));
            }
        }
        Ok(Model::parse_service(main, others)?)
    }

    /// Lists all services. A service whose model cannot be read has no operations.
    ///
    /// # Errors
    /// Returns [`Failure`] if the folder or archive cannot be read.
    pub(crate) fn listed(&self) -> Result<Vec<Listed>, Failure> {
        let paths: Vec<&String> = self.services.values().collect();
        let read = self.files.read_all(&paths)?;
        let services = self.services.iter();
        let services = services.filter_map(|(name, path)| Some(listed(name, read.get(path)?)));
        Ok(services.collect())
    }

    /// Lists a service, by its catalog name.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is none, or it cannot be read.
    pub(crate) fn listed_service(&self, name: &str) -> Result<Listed, Failure> {
        let path = self.services.get(name).ok_or_else(|| self.unknown(name))?;
        Ok(listed(name, &self.files.read(path)?))
    }
}

fn listed(name: &str, model: &[u8]) -> Listed {
    Listed {
        name: name.to_owned(),
        sdk_id: names::known(model).into_iter().next().flatten(),
        operations: names::operations(model),
    }
}

/// A service in the output of `list`.
pub(crate) struct Listed {
    /// The name in the catalog.
    pub(crate) name: String,
    /// The SDK id.
    pub(crate) sdk_id: Option<String>,
    /// The names of its operations, sorted.
    pub(crate) operations: Vec<String>,
}

/// Returns true if the path is a folder that contains models, and is not itself a service in the
/// botocore form.
pub(crate) fn is_folder(path: &Path) -> bool {
    let is_service = |folder: &Path| {
        let names = ["service-2.json", "service-2.json.gz"];
        names.iter().any(|name| folder.join(name).is_file())
    };
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    path.is_dir() && !is_service(path) && !inside.into_iter().any(|one| is_service(&one.path()))
}

#[cfg(test)]
mod tests;
