//! Generation by a build script, for those who do not commit generated code.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), tinsmith::build::Error> {
//!     tinsmith::build::Config::new()
//!         .model("models/weather.json")
//!         .operations(["GetForecast"])
//!         .compile()
//! }
//! ```
//!
//! The crate then has the client as a module: `include!(concat!(env!("OUT_DIR"),
//! "/weather.rs"));`. It needs `tinsmith-runtime` as a dependency, with the features for its
//! protocol and its transport, such as `json` and `hyper`.

use std::fmt;
use std::path::{Path, PathBuf};

use tinsmith_codegen::{Kind, Options, generate, output};
use tinsmith_model::Model;

use crate::failure::Failure;
use crate::job::select;
use crate::source;

/// The reason why a module cannot be generated. `Debug` is as `Display`, since a build script that
/// returns the error prints it so.
pub struct Error(String);

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<Failure> for Error {
    fn from(Failure(message): Failure) -> Self {
        Self(message)
    }
}

/// The options of generation in a build script.
#[derive(Clone, Debug, Default)]
pub struct Config {
    model: PathBuf,
    service: Option<String>,
    operations: Vec<String>,
    name: Option<String>,
    protocol: Option<String>,
    out: Option<PathBuf>,
}

impl Config {
    /// Creates a configuration without a model.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the model: a file of Smithy JSON AST, a file or folder of the botocore form, or with
    /// [`service`](Self::service) a folder or archive of models. A relative path is below the
    /// package that is built.
    #[must_use]
    pub fn model(mut self, path: impl Into<PathBuf>) -> Self {
        self.model = path.into();
        self
    }

    /// Sets the service, if the model has several.
    #[must_use]
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.service = Some(name.into());
        self
    }

    /// Adds operations; without any, all of the service are generated.
    #[must_use]
    pub fn operations<I: IntoIterator<Item: Into<String>>>(mut self, names: I) -> Self {
        self.operations.extend(names.into_iter().map(Into::into));
        self
    }

    /// Sets the name of the module; by default that of the model's file.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the protocol by the name of its trait, such as `rpcv2Cbor`.
    ///
    /// By default it is the preferred one of the service's.
    #[must_use]
    pub fn protocol(mut self, name: impl Into<String>) -> Self {
        self.protocol = Some(name.into());
        self
    }

    /// Sets the output folder in place of `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Generates the module as `NAME.rs` and the folder `NAME` in the output folder, and tells
    /// cargo to run the build script again if the model changes.
    ///
    /// # Errors
    /// Returns [`Error`] if no model is set, if it cannot be read or generated, or if the output
    /// folder cannot be written.
    pub fn compile(&self) -> Result<(), Error> {
        if self.model.as_os_str().is_empty() {
            return Err(Error("no model is set; set one by `model`".to_owned()));
        }
        println!("cargo::rerun-if-changed={}", self.model.display());
        let name = self.module_name()?;
        let out = self.out.clone();
        let out = out.or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        let out = out.ok_or_else(|| {
            Error(
                "OUT_DIR is not set; call this in a build script, or set the folder by out_dir"
                    .to_owned(),
            )
        })?;
        let folder = out.join(&name);
        self.write(&name, &folder).map_err(Error::from)?;
        let root = folder.join("mod.rs");
        let root = root.to_str().map(|path| format!("{path:?}"));
        let root = root.ok_or_else(|| Error(format!("{}: is not UTF-8", folder.display())))?;
        let text = format!("#[path = {root}]\npub mod {name};\n");
        let path = out.join(format!("{name}.rs"));
        std::fs::write(&path, text).map_err(|error| Error(format!("{}: {error}", path.display())))
    }

    fn write(&self, name: &str, folder: &Path) -> Result<(), Failure> {
        let service = self.service.as_deref();
        let model = self.read()?;
        let operations = (!self.operations.is_empty()).then_some(self.operations.as_slice());
        let selection = select(&model, service, operations)?;
        let mut options = Options::new(name);
        options.kind = Kind::Module;
        options.protocol.clone_from(&self.protocol);
        options.model = crate::names::file_name(&self.model);
        options.command = "cargo build".to_owned();
        let files = generate(&model, &selection, &options)?;
        output::write(folder, &files)?;
        Ok(())
    }

    /// Reads the model, which must have one service unless one is set.
    fn read(&self) -> Result<Model, Failure> {
        let service = self.service.as_deref();
        if service.is_none() && source::is_many(&self.model) {
            let what = "has many models; name a service by `service`";
            return Err(Failure::at(&self.model, what));
        }
        let model = source::read(&self.model, service)?;
        match model.service() {
            Err(error) if service.is_none() && model.services().nth(1).is_some() => {
                Err(Failure(format!("{error}; name one by `service`")))
            }
            _ => Ok(model),
        }
    }

    /// The name of the module, which must be an identifier.
    fn module_name(&self) -> Result<String, Error> {
        let stem = self.model.file_stem().map(|stem| stem.to_string_lossy());
        let name = self.name.clone().or_else(|| Some(stem?.replace('-', "_")));
        let name = name.unwrap_or_default();
        match tinsmith_codegen::check_crate_name(&name) {
            Ok(()) if !name.contains('-') => Ok(name),
            _ => Err(Error(format!(
                "`{}` cannot be the name of a module; give one by name",
                name.escape_debug()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../codegen/tests/golden/weather/model.json"
    );

    #[test]
    fn a_module_is_written_with_a_file_to_include() {
        let out = std::env::temp_dir().join(format!("tinsmith-build-{}", std::process::id()));
        std::fs::create_dir_all(&out).unwrap();
        let config = Config::new().model(MODEL).out_dir(&out);
        config
            .clone()
            .name("weather")
            .operations(["GetForecast"])
            .compile()
            .unwrap();
        let text = std::fs::read_to_string(out.join("weather.rs")).unwrap();
        assert!(
            text.ends_with("/weather/mod.rs\"]\npub mod weather;\n"),
            "{text}"
        );
        assert!(out.join("weather/operation/get_forecast.rs").is_file());
        assert!(!out.join("weather/operation/list_cities.rs").exists());
        let error = config.clone().protocol("awsQuery").compile().unwrap_err();
        let message = error.to_string();
        assert!(
            message.contains("does not speak the protocol `awsQuery`")
                && message.contains("set `protocol` to one that it speaks"),
            "{message}"
        );
        assert!(!message.contains("tinsmith.toml"), "{message}");
        let error = config.name("a-b").compile().unwrap_err();
        assert!(error.to_string().contains("name of a module"), "{error}");
        let error = Config::new().model("no.json").out_dir(&out).compile();
        assert!(error.unwrap_err().to_string().contains("no.json"));
        std::fs::remove_dir_all(out).unwrap();
    }

    /// Compiles in a folder of its own, and returns the error.
    fn error(config: Config) -> Error {
        let out = std::env::temp_dir().join(format!("tinsmith-none-{}", std::process::id()));
        config.out_dir(out).compile().unwrap_err()
    }

    #[test]
    fn errors_are_for_the_output_of_a_build_script() {
        let error = Error("a \"b\"\nc".to_owned());
        assert_eq!(format!("{error:?}"), error.to_string());
    }

    #[test]
    fn errors_name_the_methods() {
        let message = error(Config::new()).to_string();
        assert_eq!(message, "no model is set; set one by `model`");
        let folder = std::env::temp_dir().join(format!("tinsmith-two-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let two = r#"{"smithy": "2.0", "shapes": {
            "e#One": {"type": "service", "version": "1"},
            "e#Two": {"type": "service", "version": "1"}}}"#;
        std::fs::write(folder.join("two.json"), two).unwrap();
        for model in [folder.join("two.json"), folder.clone()] {
            let message = error(Config::new().model(model).name("two")).to_string();
            assert!(message.ends_with(" by `service`"), "{message}");
            assert!(!message.contains("--"), "{message}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
