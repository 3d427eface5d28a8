//! Tests that stop a transaction at every step, in every way.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::*;

/// A folder of its own for a test.
struct Scene(PathBuf);

impl Scene {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!(
            "tinsmith-transaction-{}-{name}",
            std::process::id()
        ));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("b/c")).unwrap();
        fs::write(root.join("a"), "old a").unwrap();
        fs::write(root.join("b/c/d"), "old d").unwrap();
        Self(root)
    }

    fn session(&self) -> Session {
        Session::begin(&self.0).unwrap()
    }

    /// All files but the guard, with what they hold.
    fn state(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut waiting = vec![self.0.clone()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    waiting.push(path);
                    continue;
                }
                let name = path.strip_prefix(&self.0).unwrap().display().to_string();
                if name != "target/tinsmith.guard" {
                    found.insert(name, fs::read_to_string(path).unwrap());
                }
            }
        }
        found
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn change(path: &str, old: Option<&str>, new: Option<&str>) -> Change {
    Change {
        path: path.to_owned(),
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
    }
}

/// A file changed, one removed with its folders, and one made in new folders.
fn changes() -> Vec<Change> {
    vec![
        change("a", Some("old a"), Some("new a")),
        change("b/c/d", Some("old d"), None),
        change("e/f", None, Some("new f")),
    ]
}

fn state(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    files.iter().map(owned).collect()
}

fn old_state() -> BTreeMap<String, String> {
    state(&[("a", "old a"), ("b/c/d", "old d")])
}

/// The number of steps of the changes.
const STEPS: usize = 9;

#[test]
fn a_commit_writes_all_changes() {
    let scene = Scene::new("all");
    let mut steps = 0;
    let mut watch = || {
        steps += 1;
        Ok(())
    };
    scene.session().commit(&changes(), &mut watch).unwrap();
    assert_eq!(steps, STEPS);
    assert_eq!(scene.state(), state(&[("a", "new a"), ("e/f", "new f")]));
    assert!(!scene.0.join("b").exists() && !scene.0.join(FOLDER).exists());
}

#[test]
fn a_failure_or_an_interrupt_at_any_step_leaves_the_old_state() {
    for at in 0..STEPS {
        for interrupted in [true, false] {
            let scene = Scene::new("stop");
            let mut step = 0;
            let mut watch = || {
                step += 1;
                match step > at {
                    false => Ok(()),
                    true if interrupted => Err(Stop::Interrupted),
                    true => Err(Stop::Failed(Failure("injected".to_owned()))),
                }
            };
            let stop = scene.session().commit(&changes(), &mut watch).unwrap_err();
            match stop {
                Stop::Interrupted => assert!(interrupted),
                Stop::Failed(failure) => assert_eq!(failure.0, "injected"),
            }
            assert_eq!(scene.state(), old_state(), "stopped at step {at}");
            assert!(!scene.0.join("e").exists());
        }
    }
}

/// Breaks a change off at a step, without the chance to put anything back.
fn break_off(scene: &Scene, at: usize) {
    let mut step = 0;
    let mut watch = || {
        step += 1;
        assert!(step <= at, "broken off");
        Ok(())
    };
    let session = scene.session();
    let broken = catch_unwind(AssertUnwindSafe(|| session.commit(&changes(), &mut watch)));
    assert!(broken.is_err());
}

#[test]
fn the_next_session_puts_back_what_was_broken_off() {
    let mut differing = 0;
    for at in 0..STEPS {
        let scene = Scene::new("broken");
        break_off(&scene, at);
        differing += usize::from(refuse_unfinished(&scene.0).is_err());
        let session = scene.session();
        assert_eq!(scene.state(), old_state(), "broken off at step {at}");
        refuse_unfinished(&scene.0).unwrap();
        session.commit(&changes(), &mut || Ok(())).unwrap();
        assert_eq!(scene.state(), state(&[("a", "new a"), ("e/f", "new f")]));
    }
    // From the step after the journal's on.
    assert_eq!(differing, 4);
}

#[test]
fn putting_back_can_be_broken_off_too() {
    let scene = Scene::new("back");
    break_off(&scene, STEPS - 1);
    let folder = scene.0.join(FOLDER);
    // As it is when the last file is back and the others are not.
    files::remove(&scene.0, &scene.0.join("e/f")).unwrap();
    files::move_to(&folder.join("old-1"), &scene.0.join("b/c/d")).unwrap();
    scene.session();
    assert_eq!(scene.state(), old_state());
}

/// The step after the journal's, before any file is moved.
const JOURNALED: usize = STEPS - 4;

#[cfg(unix)]
#[test]
fn files_with_their_old_content_are_not_put_back() {
    use std::os::unix::fs::MetadataExt as _;
    let scene = Scene::new("untouched");
    break_off(&scene, JOURNALED);
    assert!(refuse_unfinished(&scene.0).is_err());
    let before = fs::metadata(scene.0.join("a")).unwrap().ino();
    scene.session();
    assert_eq!(fs::metadata(scene.0.join("a")).unwrap().ino(), before);
    assert_eq!(scene.state(), old_state());
}

#[test]
fn recovery_removes_the_empty_folders_that_were_created() {
    let scene = Scene::new("empty");
    fs::create_dir(scene.0.join("mine")).unwrap();
    let changes = [change("mine/e/g/f", None, Some("new f"))];
    let mut steps = 0;
    let mut watch = || {
        steps += 1;
        assert!(steps < 4, "broken off");
        Ok(())
    };
    let session = scene.session();
    let broken = catch_unwind(AssertUnwindSafe(|| session.commit(&changes, &mut watch)));
    assert!(broken.is_err());
    drop(session);
    refuse_unfinished(&scene.0).unwrap_err();
    fs::create_dir(scene.0.join("mine/e")).unwrap();
    scene.session();
    assert!(scene.0.join("mine").exists() && !scene.0.join("mine/e").exists());
}

#[test]
fn recovery_keeps_later_edits() {
    let scene = Scene::new("since");
    break_off(&scene, STEPS - 1);
    fs::write(scene.0.join("a"), "by hand").unwrap();
    let Err(failure) = Session::begin(&scene.0) else {
        panic!("it goes over what was written by hand");
    };
    assert!(
        failure.0.contains("delete the folder .tinsmith"),
        "{}",
        failure.0
    );
    assert_eq!(fs::read_to_string(scene.0.join("a")).unwrap(), "by hand");
}

#[test]
fn concurrent_edits_stop_a_commit() {
    let scene = Scene::new("meanwhile");
    let changes = [change("a", Some("older a"), Some("new a"))];
    let stop = scene.session().commit(&changes, &mut || Ok(()));
    let Err(Stop::Failed(failure)) = stop else {
        panic!("it goes over what another wrote");
    };
    assert!(failure.0.contains("by another"), "{}", failure.0);
    assert_eq!(scene.state(), old_state());
}

#[test]
fn foreign_files_in_the_folder_are_kept() {
    let scene = Scene::new("others");
    fs::create_dir(scene.0.join(FOLDER)).unwrap();
    let path = scene.0.join(FOLDER).join("mine");
    fs::write(&path, "mine").unwrap();
    assert!(Session::begin(&scene.0).is_err());
    assert!(path.exists());
}

#[test]
fn one_command_at_a_time() {
    let scene = Scene::new("guard");
    let _session = scene.session();
    let Err(failure) = Session::begin(&scene.0) else {
        panic!("there are two sessions");
    };
    assert!(failure.0.contains("another command"), "{}", failure.0);
}

#[test]
fn a_journal_leads_nowhere_else() {
    for path in ["../a", "/a", "b/../../a", "b/./x"] {
        let scene = Scene::new("hostile");
        fs::create_dir(scene.0.join(FOLDER)).unwrap();
        let journal = format!(r#"{{"entries":[{{"path":"{path}","old":null,"new":null}}]}}"#);
        fs::write(scene.0.join(FOLDER).join("journal.json"), journal).unwrap();
        let began = Session::begin(&scene.0).map(drop);
        // A dot in the middle says nothing.
        assert_eq!(began.is_ok(), path == "b/./x", "{path}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    let scene = Scene::new("links");
    let elsewhere = Scene::new("elsewhere");
    std::os::unix::fs::symlink(&elsewhere.0, scene.0.join("e")).unwrap();
    let stop = scene.session().commit(&changes(), &mut || Ok(()));
    assert!(matches!(stop, Err(Stop::Failed(failure)) if failure.0.contains("is a link")));
    assert_eq!(elsewhere.state(), old_state());
}
