//! A program per service that makes requests and reads responses with the crates of many models.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tinsmith::config::root;
use tinsmith::failure::Failure;
use tinsmith_codegen::Files;
use tinsmith_codegen::api::Listing;
use tinsmith_model::{Model, Selection};

use crate::cargo;
use crate::corpus::workspace::{remove_folder, target_folder, write_file};
use crate::modules;
use crate::review_audit::base::Base;
use crate::review_audit::draw::Change;

/// The name of the module of the crate before any change.
pub(super) const BEFORE: &str = "before";

/// The folder of the programs.
pub(super) struct Program {
    folder: PathBuf,
}

impl Program {
    /// Writes a package with a program for each service, and compiles it.
    ///
    /// # Errors
    /// Returns a failure if a file cannot be written or a crate does not compile.
    pub(super) fn write(
        out: Option<&Path>,
        bases: &[Base],
        changes: &[Change<'_>],
    ) -> Result<Self, Failure> {
        let folder = out
            .map_or_else(target_folder, Path::to_path_buf)
            .join("review-audit-wire");
        let folder = std::path::absolute(folder)?;
        remove_folder(&folder.join("src"))?;
        let runtime = root().join("runtime").display().to_string();
        let manifest = format!(
            "[package]\nname = \"sent\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
             [dependencies]\nserde_json = \"1\"\ntinsmith-runtime = {{ path = {}, default-features = false, features = \
             [\"conformance\", \"gzip\", \"json\", \"md5\"] }}\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            json!(runtime)
        );
        write_file(&folder.join("Cargo.toml"), &manifest)?;
        cargo::copy_lock(&folder)?;
        for base in bases {
            let own = changes
                .iter()
                .filter(|change| std::ptr::eq(change.base, base));
            write_program(&folder, base, &own.collect::<Vec<_>>())?;
        }
        let program = Self { folder };
        program.build()?;
        Ok(program)
    }

    fn build(&self) -> Result<(), Failure> {
        let status = cargo::command()
            .current_dir(&self.folder)
            .args(["build", "--quiet", "--bins", "--target-dir", "target"])
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env("RUSTFLAGS", "-Awarnings")
            .status()?;
        match status.success() {
            true => Ok(()),
            false => Err(Failure(format!(
                "the programs do not compile; see `cargo build` in {}",
                self.folder.display()
            ))),
        }
    }

    /// The answers of a service's program to questions: a line each.
    ///
    /// # Errors
    /// Returns a failure if the program does not answer each question.
    pub(super) fn ask(&self, base: &Base, questions: &[Value]) -> Result<Vec<String>, Failure> {
        let path = self.folder.join("target/debug").join(program_name(base));
        let mut child = Command::new(&path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::at(&path, error))?;
        let mut stdin = child.stdin.take();
        let stdout = child.stdout.take();
        let text: String = questions
            .iter()
            .map(|question| format!("{question}\n"))
            .collect();
        let answers = std::thread::scope(|scope| {
            scope.spawn(move || {
                stdin
                    .take()
                    .map(|mut stdin| stdin.write_all(text.as_bytes()))
            });
            let lines = stdout
                .into_iter()
                .flat_map(|stdout| BufReader::new(stdout).lines());
            lines.collect::<Result<Vec<String>, _>>()
        })?;
        child.wait()?;
        let known = answers.iter().all(|answer| answer != "\"no operation\"");
        match answers.len() == questions.len() && known {
            true => Ok(answers),
            false => Err(Failure::at(&path, "does not answer each question")),
        }
    }
}

fn program_name(base: &Base) -> String {
    format!(
        "p-{}",
        base.name
            .replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
    )
}

/// The module of a change.
pub(super) fn module(change: &Change<'_>) -> String {
    format!("c{}", change.name.replace('-', "_"))
}

fn write_program(folder: &Path, base: &Base, changes: &[&Change<'_>]) -> Result<(), Failure> {
    let place = folder.join("src/bin").join(program_name(base));
    let mut main = String::from(MAIN);
    let mut arms = String::new();
    let mut add = |module: &str, files: &Files, model: &Model, selection: &Selection| {
        main.push_str(&format!("mod {module};\n"));
        arms.push_str(&of_model(
            module,
            &Listing::new(model, selection, &base.options)?,
        ));
        modules::write(&place, module, files)
    };
    add(BEFORE, &base.files, &base.model, &base.selection)?;
    for change in changes {
        add(
            &module(change),
            &change.files,
            &change.model,
            &change.selection,
        )?;
    }
    main.push_str(&format!("\nfn answer(question: &Question) -> String {{\n    match (question.module.as_str(), question.operation.as_str()) {{\n{arms}        _ => \"no operation\".to_owned(),\n    }}\n}}\n"));
    write_file(&place.join("main.rs"), &main)
}

/// The arms that answer by the operations of one crate.
fn of_model(module: &str, listing: &Listing) -> String {
    let arms = modules::operations(listing).map(|(name, path)| {
        let (module_name, name) = (json!(module), json!(name));
        format!("        ({module_name}, {name}) => question.ask::<{module}::{path}>(),\n")
    });
    arms.collect()
}

const MAIN: &str = r#"use std::io::{BufRead, Write};

use tinsmith_runtime::codegen as rt;

struct Question {
    module: String,
    operation: String,
    input: Option<String>,
    code: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Question {
    fn read(line: &str) -> Self {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let headers = value["headers"].as_array().into_iter().flatten();
        let pair = |pair: &serde_json::Value| {
            let part = |at: usize| pair[at].as_str().unwrap_or_default().to_owned();
            (part(0), part(1))
        };
        let byte = |byte: &serde_json::Value| byte.as_u64().unwrap_or_default() as u8;
        Self {
            module: text("module"),
            operation: text("operation"),
            input: value["input"].as_str().map(str::to_owned),
            code: value["code"].as_u64().unwrap_or(200) as u16,
            headers: headers.map(pair).collect(),
            body: value["body"].as_array().into_iter().flatten().map(byte).collect(),
        }
    }

    fn ask<O: rt::Operation>(&self) -> String {
        match &self.input {
            Some(input) => rt::conformance::describe_request::<O>(input),
            None => rt::conformance::describe_response::<O>(self.code, &self.headers, &self.body),
        }
    }
}

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let answer = answer(&Question::read(&line.unwrap()));
        writeln!(out, "{}", serde_json::Value::from(answer)).unwrap();
    }
}

"#;
