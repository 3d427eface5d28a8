//! Reads files of a git revision, without the work tree.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// A commit of the repository that a folder is in.
pub(crate) struct Revision<'a> {
    root: &'a Path,
    /// The requested name.
    pub name: &'a str,
    /// The full id.
    commit: String,
    /// The path from the top of the repository to the folder, with a trailing `/` unless it is
    /// empty.
    prefix: String,
}

impl<'a> Revision<'a> {
    /// Finds the commit of a name such as `HEAD` or `origin/main`.
    ///
    /// # Errors
    /// Returns a failure if there is no repository, or no commit of that name.
    pub(crate) fn find(root: &'a Path, name: &'a str) -> Result<Self, Failure> {
        let wanted = format!("{name}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--end-of-options", &wanted];
        let prefix = text(root, &["rev-parse", "--show-prefix"]);
        let prefix = prefix.map_err(|Failure(said)| {
            let root = root.display();
            Failure(format!(
                "{root} is not in a git repository, so there is no revision to compare with; \
                 give OLD and NEW ({said})"
            ))
        })?;
        let commit = text(root, &arguments).map_err(|_| unknown(name))?;
        Ok(Self {
            root,
            name,
            commit,
            prefix,
        })
    }

    /// Reads a file by its path in the folder; `None` if the revision does not have it.
    pub(crate) fn file(&self, path: &str) -> Result<Option<String>, Failure> {
        Ok(self.files(&[path.to_owned()])?.remove(path))
    }

    /// The paths of all files in a folder, below the root.
    pub(crate) fn list(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let arguments = [
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            &self.commit,
            "--",
            folder,
        ];
        let listed = output(self.root, &arguments, &[])?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let names = listed.split('\0').filter(|name| !name.is_empty());
        Ok(names.map(str::to_owned).collect())
    }

    /// Reads files by path, without those that the revision does not have.
    pub(crate) fn files(&self, paths: &[String]) -> Result<BTreeMap<String, String>, Failure> {
        let mut wanted = String::new();
        for path in paths {
            if path.contains('\n') {
                return Err(Failure(format!("git: a path with a newline: {path:?}")));
            }
            wanted.push_str(&format!("{}:{}{path}\n", self.commit, self.prefix));
        }
        let found = output(self.root, &["cat-file", "--batch"], wanted.as_bytes())?;
        let mut rest = found.as_slice();
        let mut files = BTreeMap::new();
        for path in paths {
            if let Some(text) = next(&mut rest)? {
                files.insert(path.clone(), text);
            }
        }
        Ok(files)
    }
}

fn unknown(name: &str) -> Failure {
    Failure(format!(
        "`{}` is no revision of this repository; name a branch, tag or commit that `git log` \
         shows, \
         or fetch it first (`git fetch origin`)",
        name.escape_debug()
    ))
}

/// Parses the next object in the output of `cat-file --batch`: a line with the size at its end,
/// that many bytes and a newline; or a single line if there is no such object.
fn next(rest: &mut &[u8]) -> Result<Option<String>, Failure> {
    let odd = || Failure("git cat-file says what cannot be read".to_owned());
    let end = rest
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or_else(odd)?;
    let head = String::from_utf8_lossy(&rest[..end]).into_owned();
    *rest = &rest[end + 1..];
    if head.ends_with(" missing") {
        return Ok(None);
    }
    let size = head.rsplit(' ').next().and_then(|size| size.parse().ok());
    let size: usize = size.ok_or_else(odd)?;
    let (object, after) = rest.split_at_checked(size).ok_or_else(odd)?;
    *rest = after.strip_prefix(b"\n").ok_or_else(odd)?;
    let text = String::from_utf8_lossy(object).into_owned();
    Ok(head.contains(" blob ").then_some(text))
}

fn text(root: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let bytes = output(root, arguments, &[])?;
    Ok(String::from_utf8_lossy(&bytes)
        .trim_end_matches('\n')
        .to_owned())
}

/// Runs git with `input`, and returns its output.
fn output(root: &Path, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Failure> {
    let refused = |error: io::Error| Failure(format!("git cannot be run: {error}"));
    let mut child = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(refused)?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // git responds before it has read all input.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output()
    });
    let output = output.map_err(refused)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure(format!(
        "git {}: {}",
        arguments.join(" "),
        said.trim()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    /// Creates a repository with a folder `inner`, whose files were committed and then changed.
    struct Repository(PathBuf);

    impl Repository {
        fn new(name: &str) -> Self {
            let id = std::process::id();
            let top = std::env::temp_dir().join(format!("tinsmith-review-{name}-{id}"));
            let inner = top.join("inner");
            fs::create_dir_all(inner.join("sub")).unwrap();
            fs::write(inner.join("one.txt"), "committed\n").unwrap();
            fs::write(inner.join("sub/ä b.txt"), "").unwrap();
            let identity = ["-c", "user.name=t", "-c", "user.email=t@localhost"];
            let commit = ["commit", "-q", "--no-gpg-sign", "-m", "m"];
            output(&top, &["init", "-q"], &[]).unwrap();
            output(&top, &["add", "."], &[]).unwrap();
            output(&top, &[&identity[..], &commit[..]].concat(), &[]).unwrap();
            fs::write(inner.join("one.txt"), "changed\n").unwrap();
            Self(top)
        }

        fn inner(&self) -> PathBuf {
            self.0.join("inner")
        }
    }

    impl Drop for Repository {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn files_are_those_of_the_revision() {
        let repository = Repository::new("files");
        let inner = repository.inner();
        let revision = Revision::find(&inner, "HEAD").unwrap();
        assert_eq!(
            revision.file("one.txt").unwrap().as_deref(),
            Some("committed\n")
        );
        assert_eq!(revision.file("two.txt").unwrap(), None);
        assert_eq!(revision.file("sub").unwrap(), None, "a folder is no file");
        assert_eq!(revision.list("sub").unwrap(), ["sub/ä b.txt"]);
        let paths = ["two.txt", "sub/ä b.txt", "one.txt"].map(str::to_owned);
        let files = revision.files(&paths).unwrap();
        assert_eq!(files.len(), 2);
        assert_eq!(files["sub/ä b.txt"], "");
        assert_eq!(
            fs::read_to_string(inner.join("one.txt")).unwrap(),
            "changed\n"
        );
    }

    #[test]
    fn unknown_revisions_are_errors() {
        let repository = Repository::new("errors");
        for name in ["nonsense", "--help", "HEAD:inner/one.txt", ""] {
            let found = Revision::find(&repository.0, name);
            assert!(found.is_err(), "{name}");
        }
        let unknown = Revision::find(&repository.0, "origin/none").err().unwrap();
        let expected = "`origin/none` is no revision of this repository; name a branch";
        assert!(unknown.0.starts_with(expected), "{}", unknown.0);
        let nowhere = repository.0.join("nowhere");
        assert!(Revision::find(&nowhere, "HEAD").is_err());
    }
}
