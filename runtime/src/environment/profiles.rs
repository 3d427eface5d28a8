//! The selected profile, out of both shared files.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::shared_file::{Property, Section, Sections, parse};
use super::{Environment, Origin, SettingsError};
use crate::escape::EscapedPath;

/// The profile that counts when none is named.
const DEFAULT: &str = "default";

/// A setting with its origin.
pub(super) struct Found {
    pub(super) value: String,
    pub(super) origin: Origin,
}

/// The selected profile in the shared files.
pub(super) struct Profile {
    pub(super) name: Box<str>,
    /// The profile in the credentials file, which takes precedence.
    pub(super) credentials: Option<FileProfile>,
    /// The profile in the config file.
    pub(super) config: Option<FileProfile>,
    /// Sections `[services …]` of the config file by name.
    services: Sections,
    config_path: Arc<Path>,
}

/// A profile as one file has it.
pub(super) struct FileProfile {
    path: Arc<Path>,
    section: Section,
}

impl FileProfile {
    pub(super) fn get(&self, name: &str) -> Option<Found> {
        found(&self.path, name, self.section.get(name)?)
    }
}

/// A property's value; one that is empty counts as not set.
fn found(path: &Arc<Path>, name: &str, property: &Property) -> Option<Found> {
    (!property.value.is_empty()).then(|| Found {
        value: property.value.clone(),
        origin: Origin::Property {
            path: path.clone(),
            line: property.line,
            name: name.into(),
        },
    })
}

impl Profile {
    /// Reads both files and picks the profile that a variable names, or `default`, which need
    /// not exist.
    pub(super) fn load(environment: &Environment) -> Result<Self, SettingsError> {
        let named = named_profile(environment)?;
        let name = named.as_ref().map_or(DEFAULT, |(_, name)| name);
        let mut credentials = SharedFile::credentials(environment)?;
        let mut config = SharedFile::config(environment)?;
        let exists = [&credentials, &config]
            .iter()
            .any(|file| file.profiles.contains_key(name));
        match &named {
            Some((variable, name)) if !exists && name != DEFAULT => {
                return Err(no_such_profile(variable, name, &credentials, &config));
            }
            _ => {}
        }
        Ok(Self {
            name: name.into(),
            credentials: credentials.take_profile(name),
            config: config.take_profile(name),
            services: config.services,
            config_path: config.path,
        })
    }

    /// A property of the profile, of whichever file has it.
    pub(super) fn get(&self, name: &str) -> Option<Found> {
        let files = [&self.credentials, &self.config];
        files.into_iter().flatten().find_map(|file| file.get(name))
    }

    /// A property below another one of the profile, such as `addressing_style` below `s3`.
    pub(super) fn nested(&self, parent: &str, name: &str) -> Option<Found> {
        let files = [&self.credentials, &self.config].into_iter().flatten();
        let mut found_in = files.filter_map(|file| {
            let property = file.section.get(parent)?.nested.get(name)?;
            found(&file.path, name, property)
        });
        found_in.next()
    }

    /// The `endpoint_url` below `service` in the section that the profile's `services` names.
    pub(super) fn service_endpoint(&self, service: &str) -> Result<Option<Found>, SettingsError> {
        let Some(named) = self.get("services") else {
            return Ok(None);
        };
        let section = self.services.get(named.value.as_str());
        let section = section.ok_or_else(|| SettingsError::NoSuchServices {
            origin: named.origin,
            services: named.value.into(),
        })?;
        const NAME: &str = "endpoint_url";
        let property = section.get(service).and_then(|s| s.nested.get(NAME));
        Ok(property.and_then(|property| found(&self.config_path, NAME, property)))
    }
}

/// The profile that `AWS_PROFILE`, or else `AWS_DEFAULT_PROFILE`, names, with the variable.
fn named_profile(
    environment: &Environment,
) -> Result<Option<(&'static str, String)>, SettingsError> {
    for variable in ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"] {
        if let Some(name) = environment.variable(variable)? {
            return Ok(Some((variable, name)));
        }
    }
    Ok(None)
}

fn no_such_profile(
    variable: &'static str,
    name: &str,
    credentials: &SharedFile,
    config: &SharedFile,
) -> SettingsError {
    let existing: BTreeSet<&Box<str>> = (credentials.profiles.keys())
        .chain(config.profiles.keys())
        .collect();
    let (config, credentials) = (EscapedPath(&config.path), EscapedPath(&credentials.path));
    SettingsError::NoSuchProfile {
        variable,
        profile: name.into(),
        existing: existing.into_iter().cloned().collect(),
        files: format!("{config} and {credentials}").into(),
    }
}

/// One of the shared files, its sections told apart.
struct SharedFile {
    path: Arc<Path>,
    profiles: Sections,
    services: Sections,
}

impl SharedFile {
    /// `~/.aws/credentials`: every section is a profile.
    fn credentials(environment: &Environment) -> Result<Self, SettingsError> {
        let (path, profiles) = read(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials")?;
        Ok(Self {
            path,
            profiles,
            services: Sections::new(),
        })
    }

    /// `~/.aws/config`: profiles are marked as such, but for the default one. Sections of other
    /// kinds are for other tools.
    fn config(environment: &Environment) -> Result<Self, SettingsError> {
        let (path, sections) = read(environment, "AWS_CONFIG_FILE", "config")?;
        let mut profiles = Sections::new();
        let mut services = Sections::new();
        // In the order of their names, so that [profile default] takes the place of [default].
        for (name, section) in sections {
            match name.split_once(' ') {
                None if &*name == DEFAULT => profiles.insert(name, section),
                Some(("profile", name)) => profiles.insert(unquoted(name), section),
                Some(("services", name)) => services.insert(unquoted(name), section),
                _ => None,
            };
        }
        Ok(Self {
            path,
            profiles,
            services,
        })
    }

    fn take_profile(&mut self, name: &str) -> Option<FileProfile> {
        Some(FileProfile {
            path: self.path.clone(),
            section: self.profiles.remove(name)?,
        })
    }
}

/// The file's path and sections; none where the file does not exist or there is no home to look
/// for it in.
fn read(
    environment: &Environment,
    variable: &str,
    name: &str,
) -> Result<(Arc<Path>, Sections), SettingsError> {
    let Some(path) = environment.shared_file(variable, name)? else {
        let path = Path::new("~/.aws").join(name);
        return Ok((path.into(), Sections::new()));
    };
    let path: Arc<Path> = path.into();
    let sections = match environment.file(&path)? {
        Some(contents) => parse(&path, &contents)?,
        None => Sections::new(),
    };
    Ok((path, sections))
}

/// A name that holds spaces may stand in quotes.
fn unquoted(name: &str) -> Box<str> {
    for quote in ['"', '\''] {
        let inner = name.strip_prefix(quote).and_then(|n| n.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner.into();
        }
    }
    name.into()
}
