//! Runs Python to find and download botocore.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::failure::Failure;

/// Prints the folder of the package, or nothing if it is not installed.
const WHERE: &str = "
import importlib.util
found = importlib.util.find_spec('botocore')
print(found.submodule_search_locations[0] if found and found.submodule_search_locations else '')
";

/// A Python interpreter.
pub(super) struct Python(OsString);

impl Python {
    /// Creates an interpreter from a name to look up in the path, or from a path.
    pub(super) fn new(command: impl Into<OsString>) -> Self {
        Self(command.into())
    }

    /// Returns the folder of the installed package botocore.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is no Python, or if it fails.
    pub(super) fn installed(&self) -> Result<Option<PathBuf>, Failure> {
        let output = self.run(&["-c".into(), WHERE.into()])?;
        if !output.status.success() {
            return Err(self.failed("cannot say where botocore is", &output));
        }
        let folder = String::from_utf8_lossy(&output.stdout);
        let folder = folder.trim_end_matches(['\r', '\n']);
        Ok((!folder.is_empty()).then(|| PathBuf::from(folder)))
    }

    /// Downloads the wheel of a version to a folder, and returns its path.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is no pip, no such version or no network.
    pub(super) fn download(&self, version: &str, folder: &Path) -> Result<PathBuf, Failure> {
        let requirement = format!("botocore=={version}");
        let mut arguments: Vec<OsString> = ["-m", "pip", "download", "--quiet", "--no-deps"]
            .map(OsString::from)
            .to_vec();
        arguments.extend(["--only-binary", ":all:", "--dest"].map(OsString::from));
        arguments.extend([folder.into(), requirement.clone().into()]);
        let output = self.run(&arguments)?;
        if !output.status.success() {
            let what = format!(
                "cannot fetch {requirement}; pip must be installed and reach a package index, \
                 or install botocore yourself (`python3 -m pip install botocore`)"
            );
            return Err(self.failed(&what, &output));
        }
        let entries = std::fs::read_dir(folder).map_err(|error| Failure::at(folder, error))?;
        let mut files = entries.flatten().map(|entry| entry.path());
        let wheel = files.find(|path| path.extension().is_some_and(|extension| extension == "whl"));
        wheel.ok_or_else(|| Failure::at(folder, format!("pip left no wheel of {requirement} here")))
    }

    fn run(&self, arguments: &[OsString]) -> Result<Output, Failure> {
        let command = Path::new(&self.0).display();
        Command::new(&self.0).args(arguments).output().map_err(|error| {
            Failure(format!(
                "{command}: {error}; install Python 3 and in it botocore (`python3 -m pip install \
                 botocore`), \
                 or name the model by its path"
            ))
        })
    }

    /// The error, with the last line of Python's output.
    fn failed(&self, what: &str, output: &Output) -> Failure {
        let text = String::from_utf8_lossy(&output.stderr);
        let last = text.lines().rev().find(|line| !line.trim().is_empty());
        let last: String = last
            .unwrap_or("it says nothing")
            .chars()
            .take(300)
            .collect();
        Failure(format!("{} {what}: {last}", Path::new(&self.0).display()))
    }
}
