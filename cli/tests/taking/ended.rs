//! Commands that are interrupted or killed at many moments, and what they leave.

use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::scene::{Scene, State, toy};

/// The number of interruptions.
const TIMES: u32 = 10;

/// A service with a slow update, in its old and new version.
struct Long {
    scene: Scene,
    old: State,
    new: State,
    /// Measures the update.
    duration: Duration,
}

const UPDATE: [&str; 3] = ["update", "--to", "2.0.0"];

impl Long {
    fn new(name: &str) -> Self {
        let scene = Scene::new(name);
        scene.put_service("1.0.0", "toy", &toy(12, 1));
        scene.put_service("2.0.0", "toy", &toy(12, 2));
        let operations: Vec<String> = (0..12).map(|number| format!("Get{number}")).collect();
        scene.done(&format!("add toy {}", operations.join(" ")));
        let old = scene.state();
        let start = Instant::now();
        scene.done(&UPDATE.join(" "));
        let duration = start.elapsed();
        let new = scene.state();
        assert_ne!(old, new);
        scene.restore(&old);
        Self {
            scene,
            old,
            new,
            duration,
        }
    }

    fn start(&self) -> Child {
        let mut command = self.scene.command(&UPDATE);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    }

    /// Starts the command, waits until it is between files, and then for the given time.
    fn start_and_wait(&self, delay: Duration) -> Child {
        let journal = self.scene.root.join(".tinsmith/journal.json");
        let mut child = self.start();
        while !journal.exists() && child.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
        let start = Instant::now();
        while start.elapsed() < delay {
            std::hint::spin_loop();
        }
        child
    }

    /// Interrupts a command; returns true if it was too late. The files are consistent without
    /// another command.
    fn interrupt(&self, child: &mut Child, what: &str) -> bool {
        // The process id of an ended command may be reused.
        if child.try_wait().unwrap().is_none() {
            let number = child.id().to_string();
            let sent = Command::new("kill").args(["-INT", &number]).status();
            assert!(sent.unwrap().success());
        }
        let code = child.wait().unwrap().code();
        let what = format!("{what}, with the code {code:?}");
        assert!(!self.scene.root.join(".tinsmith").exists(), "{what}");
        let is_new = self.is_new_and_back(&what);
        assert_eq!(is_new, code == Some(0), "{what}");
        // Without an exit code, it was ended before it handled the signal.
        assert!(matches!(code, Some(0 | 130) | None), "{what}");
        is_new
    }

    /// Returns true if the state is the new one. Otherwise it is the old one, and is restored.
    fn is_new_and_back(&self, what: &str) -> bool {
        let state = self.scene.state();
        let is_new = state == self.new;
        assert!(is_new || state == self.old, "{what}: the state is neither");
        self.scene.restore(&self.old);
        is_new
    }

    /// Inspects the files after a kill, lets the next command recover, and returns true if
    /// recovery was needed.
    fn recover(&self, what: &str) -> bool {
        assert!(
            self.scene.loads(),
            "{what}: cargo cannot load the workspace"
        );
        let unfinished = self.scene.root.join(".tinsmith/journal.json").exists();
        if unfinished {
            let message = self.scene.refused_in_a_line("generate --check");
            assert!(message.contains("cargo tinsmith generate"), "{message}");
        }
        let said = self.scene.run("generate");
        assert_eq!(said.code, Some(0), "{what}: {said:?}");
        assert_eq!(
            said.err.contains("the old ones are back"),
            unfinished,
            "{said:?}"
        );
        assert!(
            said.out.contains(" 0 written, 0 changed, 0 removed,"),
            "{said:?}"
        );
        let is_new = self.is_new_and_back(what);
        assert!(
            !(unfinished && is_new),
            "{what}: what was not done is there"
        );
        unfinished
    }
}

#[test]
fn killed_at_any_moment() {
    let long = Long::new("killed");
    let mut unfinished = 0;
    for time in 0..TIMES {
        let delay = long.duration * time / (TIMES - 2);
        let mut child = long.start();
        sleep(delay);
        child.kill().unwrap();
        child.wait().unwrap();
        unfinished += u32::from(long.recover(&format!("after {delay:?}")));
    }
    println!(
        "killed {TIMES} times over {:?}, {unfinished} times between files",
        long.duration
    );
}

#[test]
fn killed_between_files() {
    let long = Long::new("between");
    let mut unfinished = 0;
    for time in 0..TIMES {
        let delay = Duration::from_micros(100) * time;
        let mut child = long.start_and_wait(delay);
        child.kill().unwrap();
        child.wait().unwrap();
        unfinished += u32::from(long.recover(&format!("{delay:?} after the journal")));
    }
    println!("killed {TIMES} times, {unfinished} times between files");
    assert!(unfinished > 0, "no kill came between the files");
}

#[test]
fn interrupted_at_any_moment() {
    let long = Long::new("interrupted");
    let mut late = 0;
    for time in 0..TIMES {
        let delay = long.duration * time / (TIMES - 2);
        let mut child = long.start();
        sleep(delay);
        late += u32::from(long.interrupt(&mut child, &format!("after {delay:?}")));
    }
    println!(
        "interrupted {TIMES} times over {:?}, {late} times too late",
        long.duration
    );
}

#[test]
fn interrupted_between_files() {
    let long = Long::new("stopped");
    let mut late = 0;
    for time in 0..TIMES {
        let delay = Duration::from_micros(100) * time;
        let mut child = long.start_and_wait(delay);
        late += u32::from(long.interrupt(&mut child, &format!("{delay:?} after the journal")));
    }
    println!("interrupted {TIMES} times, {late} times too late");
}

/// No file may grow beyond a limit, as on a disk that is full: the command says what cannot be
/// written, and all files are the old ones.
#[test]
fn no_space_is_left() {
    let long = Long::new("no-space");
    let mut failed = 0;
    // In blocks of 512 bytes; which file is too long first differs.
    for limit in [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 1 << 20] {
        let update = long.scene.command(&UPDATE);
        let mut command = Command::new("sh");
        command
            .args([
                "-c",
                "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"",
                "sh",
            ])
            .arg(limit.to_string())
            .arg(update.get_program())
            .args(update.get_args())
            .envs(
                update
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .current_dir(&long.scene.root)
            .stdin(Stdio::null());
        // Pipes are no files.
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let what = format!("limit {limit}: {said}");
        let is_new = long.is_new_and_back(&what);
        assert_eq!(is_new, output.status.success(), "{what}");
        if !is_new {
            failed += 1;
            assert_eq!(output.status.code(), Some(2), "{what}");
            assert!(
                said.contains("error:") && said.contains("too large"),
                "{what}"
            );
            assert!(!long.scene.root.join(".tinsmith").exists(), "{what}");
        }
    }
    assert!(failed > 3, "only {failed} limits were too small");
}

#[test]
fn a_reader_that_has_seen_enough_ends_no_command() {
    let scene = Scene::new("closed-pipe");
    for arguments in [
        &["add", "toy", "Get0", "-v"][..],
        &["list", "toy"],
        &["syntax", "toy"],
    ] {
        let mut command = scene.command(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
    }
    scene.done("generate --check");
    assert!(scene.read("generated/toy/src/lib.rs").contains("get0"));
}

#[test]
fn the_program_runs_without_cargo() {
    let scene = Scene::new("by-itself");
    let program = env!("CARGO_BIN_EXE_cargo-tinsmith");
    let output = Command::new(program)
        .args(["list", "toy"])
        .envs(
            scene
                .command(&[])
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .current_dir(&scene.root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(
        String::from_utf8_lossy(&output.stdout).starts_with("Get0\n"),
        "{output:?}"
    );
}
