//! Where an installed botocore keeps its data.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;

/// The folder with a folder for each service, as the Python named by the variable `PYTHON` finds it; by default `python3`.
///
/// # Errors
/// When there is no such Python, or none that finds botocore. The message says what to install.
pub(crate) fn data_folder() -> Result<PathBuf, Failure> {
    let python = env::var_os("PYTHON").filter(|python| !python.is_empty());
    let python = python.unwrap_or_else(|| "python3".into());
    let shown = python.to_string_lossy();
    let script =
        "import botocore, os; print(os.path.join(os.path.dirname(botocore.__file__), 'data'))";
    let output = Command::new(&python)
        .args(["-c", script])
        .env("PYTHONIOENCODING", "utf-8")
        .output();
    let output = output.map_err(|error| {
        Failure(format!(
            "{shown} cannot be run ({error}); install Python 3, or name one by the variable PYTHON"
        ))
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().last().unwrap_or("it says nothing").to_owned();
        return Err(Failure(format!(
            "{shown} does not find botocore ({last}); install it with `{shown} -m pip install botocore`, or name \
             a Python that has it by the variable PYTHON"
        )));
    }
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim_end());
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err(Failure::at(
            &folder,
            "the botocore that is installed has no data there; install it as a folder, with pip",
        ))
    }
}
