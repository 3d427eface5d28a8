//! The servers: installed below the task's folder, started on a free port of loopback, and ended
//! with the task.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tinsmith::failure::Failure;

use crate::cargo;

/// The longest time that a server may take to listen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A virtual environment with packages.
pub(super) struct Python(PathBuf);

impl Python {
    /// Installs packages into a virtual environment below `folder`, if they are not there yet.
    pub(super) fn install(folder: &Path, packages: &[&str]) -> Result<Self, Failure> {
        let environment = folder.join("python");
        let python = environment.join("bin/python");
        if !python.is_file() {
            eprintln!("installing {} …", packages.join(", "));
            let mut create = Command::new("python3");
            succeed(create.args(["-m", "venv"]).arg(&environment))?;
        }
        let mut pip = Command::new(&python);
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]);
        succeed(pip.args(packages))?;
        Ok(Self(environment))
    }

    /// The folder of the models in the installed botocore.
    pub(super) fn botocore(&self) -> Result<PathBuf, Failure> {
        let code = "import botocore; print(botocore.__path__[0])";
        let output = Command::new(self.program("python"))
            .args(["-c", code])
            .output();
        let output = output.map_err(|error| Failure::at(&self.0, error))?;
        if !output.status.success() {
            return Err(Failure::at(
                &self.0,
                "has no botocore; delete it and run the task again",
            ));
        }
        let path = String::from_utf8_lossy(&output.stdout);
        Ok(Path::new(path.trim()).join("data"))
    }

    fn program(&self, name: &str) -> PathBuf {
        self.0.join("bin").join(name)
    }
}

/// A server that runs until it is dropped.
pub(super) struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(name: &str, port: u16, command: &mut Command, shown: bool) -> Result<Self, Failure> {
        let output = || {
            if shown {
                Stdio::inherit()
            } else {
                Stdio::null()
            }
        };
        let child = command
            .stdin(Stdio::null())
            .stdout(output())
            .stderr(output())
            .spawn();
        let child = child.map_err(|error| Failure(format!("{name} cannot be started: {error}")))?;
        let mut server = Self { child, port };
        server.wait(name)?;
        Ok(server)
    }

    fn wait(&mut self, name: &str) -> Result<(), Failure> {
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Failure(format!(
                    "{name} ended with {status}; see --verbose"
                )));
            }
            if begun.elapsed() > PATIENCE {
                return Err(Failure(format!(
                    "{name} does not listen after {PATIENCE:?}"
                )));
            }
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// The URL of the server.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// moto: most services of AWS, in memory.
pub(super) struct Moto;

impl Moto {
    pub(super) fn start(python: &Python, shown: bool) -> Result<Server, Failure> {
        let port = free_port()?;
        let mut command = Command::new(python.program("moto_server"));
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        Server::start("moto", port, &mut command, shown)
    }
}

/// s3s-fs: S3 on a folder, which verifies signatures.
pub(super) struct S3s(PathBuf);

/// The newest version that the toolchain of `rust-version` in CI can build.
const S3S: &str = "0.14.1";

/// The keys of the clients, in tests/e2e/src/servers.rs.
const ACCESS_KEY: &str = "AKIDEXAMPLE";
const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

impl S3s {
    /// Installs the server below `folder`, if it is not there yet.
    pub(super) fn install(folder: &Path) -> Result<Self, Failure> {
        let tools = folder.join("tools");
        let program = tools.join("bin/s3s-fs");
        if !program.is_file() {
            eprintln!("installing s3s-fs {S3S} …");
            let mut install = cargo::command();
            install
                .args(["install", "s3s-fs", "--version", S3S, "--locked", "--quiet"])
                .args(["--features", "binary", "--debug", "--root"])
                .arg(&tools)
                .arg("--target-dir")
                .arg(tools.join("target"))
                .env("CARGO_PROFILE_DEV_DEBUG", "0");
            succeed(&mut install)?;
            std::fs::remove_dir_all(tools.join("target"))?;
        }
        Ok(Self(program))
    }

    /// Starts the server on an empty folder below `folder`.
    pub(super) fn start(&self, folder: &Path, shown: bool) -> Result<Server, Failure> {
        let port = free_port()?;
        let data = folder.join("s3s-data");
        if data.is_dir() {
            std::fs::remove_dir_all(&data)?;
        }
        std::fs::create_dir_all(&data)?;
        let mut command = Command::new(&self.0);
        command
            .args(["--host", "127.0.0.1", "--port", &port.to_string()])
            .args(["--access-key", ACCESS_KEY, "--secret-key", SECRET_KEY])
            .arg(&data);
        Server::start("s3s-fs", port, &mut command, shown)
    }
}

/// A port of loopback that nobody listens to now.
fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// Runs a command that must succeed.
fn succeed(command: &mut Command) -> Result<(), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .map_err(|error| Failure(format!("{name}: {error}")))?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure(format!("{name} ended with {status}; see above"))),
    }
}
