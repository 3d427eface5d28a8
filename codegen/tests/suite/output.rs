//! Comparing and writing folders.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::output::{OutputError, Report, compare, write};
use tinsmith_codegen::{Files, MARK};

/// An empty folder that no other test uses, within another that is empty but for it.
fn folder(name: &str) -> PathBuf {
    let outer = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("output")
        .join(name);
    if outer.exists() {
        fs::remove_dir_all(&outer).unwrap();
    }
    fs::create_dir_all(outer.join("crate")).unwrap();
    outer.join("crate")
}

fn ours(text: &str) -> String {
    format!("// {MARK} a test\n{text}\n")
}

fn files(texts: &[(&str, &str)]) -> Files {
    texts
        .iter()
        .map(|(path, text)| ((*path).to_owned(), ours(text)))
        .collect()
}

/// The paths of all changes, each with what becomes of it.
fn changes(report: &Report) -> Vec<(&str, &'static str)> {
    let changes = report.changes.iter().map(|change| {
        let word = match (&change.old, &change.new) {
            (None, Some(_)) => "written",
            (Some(_), Some(_)) => "changed",
            (Some(_), None) => "removed",
            (None, None) => "nothing",
        };
        (change.path.as_str(), word)
    });
    changes.collect()
}

/// The paths of all files below a folder, sorted.
fn listed(folder: &Path) -> Vec<String> {
    let (mut found, mut waiting) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                waiting.push(path);
            } else {
                found.push(
                    path.strip_prefix(folder)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned(),
                );
            }
        }
    }
    found.sort();
    found
}

const BASE: [(&str, &str); 3] = [
    ("Cargo.toml", "a"),
    ("src/lib.rs", "b"),
    ("src/types/c.rs", "c"),
];

#[test]
fn a_folder_holds_what_is_generated_and_nothing_more() {
    let folder = folder("orphans");
    let report = write(&folder, &files(&BASE)).unwrap();
    assert_eq!((report.written(), report.unchanged), (3, 0));
    fs::create_dir_all(folder.join("examples")).unwrap();
    fs::write(folder.join("examples/hand.rs"), "by hand").unwrap();

    let next = files(&[
        ("Cargo.toml", "a"),
        ("src/lib.rs", "new"),
        ("src/operation/d.rs", "d"),
    ]);
    let planned = compare(&folder, &next).unwrap();
    let expected = [
        ("src/lib.rs", "changed"),
        ("src/operation/d.rs", "written"),
        ("src/types/c.rs", "removed"),
    ];
    assert_eq!(changes(&planned), expected);
    assert_eq!(listed(&folder).len(), 4, "comparing writes nothing");

    assert_eq!(write(&folder, &next).unwrap(), planned);
    let all = [
        "Cargo.toml",
        "examples/hand.rs",
        "src/lib.rs",
        "src/operation/d.rs",
    ];
    assert_eq!(listed(&folder), all);
    assert!(!folder.join("src/types").exists(), "empty folders go");
    assert_eq!(
        fs::read_to_string(folder.join("src/lib.rs")).unwrap(),
        ours("new")
    );
    let again = write(&folder, &next).unwrap();
    assert_eq!((changes(&again), again.unchanged), (Vec::new(), 3));
}

#[test]
fn files_that_are_not_ours_stop_everything() {
    for (name, path) in [
        ("in-the-way", "Cargo.toml"),
        ("beside", "src/hand.rs"),
        ("deep", "src/types/hand.rs"),
    ] {
        let folder = folder(name);
        fs::create_dir_all(folder.join("src/types")).unwrap();
        fs::write(folder.join(path), "by hand").unwrap();
        let error = write(&folder, &files(&BASE)).unwrap_err();
        assert!(
            matches!(&error, OutputError::NotOurs(at) if at.ends_with(path)),
            "{error}"
        );
        assert!(error.to_string().contains("move it away"), "{error}");
        assert_eq!(listed(&folder), [path], "nothing is written");
        assert_eq!(fs::read_to_string(folder.join(path)).unwrap(), "by hand");
    }
}

#[test]
fn a_mark_far_into_a_file_does_not_make_it_ours() {
    let folder = folder("mark");
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(
        folder.join("src/lib.rs"),
        format!("{}{MARK}", " ".repeat(300)),
    )
    .unwrap();
    assert!(matches!(
        compare(&folder, &files(&BASE)),
        Err(OutputError::NotOurs(_))
    ));
}

#[test]
fn leftovers_of_a_killed_process_are_removed() {
    let folder = folder("killed");
    let mut old = files(&BASE);
    old.insert("src/lib.rs".to_owned(), ours("old"));
    write(&folder, &old).unwrap();
    for leftover in [
        "Cargo.toml.tinsmith-new",
        "src/lib.rs.tinsmith-new",
        "src/types/gone.rs.tinsmith-new",
    ] {
        fs::write(folder.join(leftover), "half").unwrap();
    }
    let report = write(&folder, &files(&BASE)).unwrap();
    let expected = [
        ("Cargo.toml.tinsmith-new", "removed"),
        ("src/lib.rs", "changed"),
        ("src/lib.rs.tinsmith-new", "removed"),
        ("src/types/gone.rs.tinsmith-new", "removed"),
    ];
    assert_eq!(changes(&report), expected);
    assert_eq!(
        listed(&folder),
        ["Cargo.toml", "src/lib.rs", "src/types/c.rs"]
    );
    assert_eq!(changes(&compare(&folder, &files(&BASE)).unwrap()), []);
}

#[test]
fn paths_that_lead_out_are_refused() {
    let folder = folder("escape");
    for path in [
        "../x",
        "src/../../x",
        "/tmp/x",
        "",
        "src//x",
        "./x",
        "src\\..\\..\\x",
        "C:x",
        "a\0b",
        "..",
    ] {
        let mut files = files(&BASE);
        files.insert(path.to_owned(), ours("x"));
        let error = write(&folder, &files).unwrap_err();
        assert!(
            matches!(error, OutputError::Outside(_)),
            "{path:?}: {error}"
        );
        assert!(!error.to_string().contains('\0'));
    }
    assert_eq!(listed(folder.parent().unwrap()), Vec::<String>::new());
}

#[test]
fn a_folder_in_the_place_of_a_file_and_the_other_way_round_are_named() {
    let folder = folder("kinds");
    fs::create_dir_all(folder.join("Cargo.toml")).unwrap();
    let error = write(&folder, &files(&BASE)).unwrap_err();
    assert!(
        matches!(&error, OutputError::Io(at, _) if at.ends_with("Cargo.toml")),
        "{error}"
    );
    fs::remove_dir(folder.join("Cargo.toml")).unwrap();
    fs::write(folder.join("src"), ours("file")).unwrap();
    let error = write(&folder, &files(&BASE)).unwrap_err();
    assert!(
        matches!(&error, OutputError::Io(at, _) if at.starts_with(folder.join("src"))),
        "{error}"
    );
    assert_eq!(listed(&folder), ["src"]);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn nothing_is_written_through_a_link() {
        for (name, link) in [
            ("link-file", "src/lib.rs"),
            ("link-folder", "src/types"),
            ("link-src", "src"),
            ("link-orphan", "src/orphan.rs"),
            ("link-leftover", "Cargo.toml.tinsmith-new"),
        ] {
            let folder = folder(name);
            let outside = folder.parent().unwrap().join("outside");
            fs::create_dir_all(&outside).unwrap();
            fs::write(outside.join("c.rs"), ours("precious")).unwrap();
            fs::create_dir_all(folder.join(link).parent().unwrap()).unwrap();
            let target = if link.contains('.') {
                outside.join("c.rs")
            } else {
                outside.clone()
            };
            symlink(target, folder.join(link)).unwrap();
            let error = write(&folder, &files(&BASE)).unwrap_err();
            assert!(
                matches!(&error, OutputError::Link(at) if at.ends_with(link)),
                "{error}"
            );
            assert_eq!(listed(&outside), ["c.rs"]);
            assert_eq!(
                fs::read_to_string(outside.join("c.rs")).unwrap(),
                ours("precious")
            );
        }
    }

    #[test]
    fn the_crates_folder_may_be_a_link() {
        let folder = folder("linked");
        let link = folder.parent().unwrap().join("link");
        symlink(&folder, &link).unwrap();
        write(&link, &files(&BASE)).unwrap();
        assert_eq!(listed(&folder).len(), 3);
    }

    #[test]
    fn names_that_are_no_text_are_not_ours() {
        let folder = folder("bytes");
        fs::create_dir_all(folder.join("src")).unwrap();
        let path = folder.join("src").join(OsStr::from_bytes(b"\xff.rs"));
        if fs::write(&path, ours("x")).is_err() {
            eprintln!("skipped: this file system takes only text as names");
            return;
        }
        assert!(
            matches!(write(&folder, &files(&BASE)), Err(OutputError::NotOurs(at)) if at == path)
        );
    }

    #[test]
    fn folders_that_cannot_be_read_are_named() {
        let folder = folder("closed");
        write(&folder, &files(&BASE)).unwrap();
        let closed = folder.join("src/types");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        let open_all_the_same = fs::read_dir(&closed).is_ok();
        let result = write(&folder, &files(&BASE));
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        if open_all_the_same {
            eprintln!("skipped: this user may read everything");
            return;
        }
        let error = result.unwrap_err();
        assert!(
            matches!(&error, OutputError::Io(at, _) if at.starts_with(&closed)),
            "{error}"
        );
    }
}
