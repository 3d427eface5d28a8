//! Code that was generated for another runtime.

use std::path::Path;
use std::process::Command;

/// The repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

#[test]
fn another_number_is_an_error_that_says_what_to_do() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compatibility");
    std::fs::create_dir_all(folder.join("src")).unwrap();
    let runtime = Path::new(ROOT).canonicalize().unwrap().join("runtime");
    let manifest = format!(
        "[package]\nname = \"other\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n\
         [dependencies]\n\
         tinsmith-runtime = {{ path = {:?} }}\n",
        runtime.display()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(
        Path::new(ROOT).join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .unwrap();
    let check = |number: &str| {
        let text = format!("use tinsmith_runtime::codegen as rt;\nrt::compatible!({number});\n");
        std::fs::write(folder.join("src/lib.rs"), text).unwrap();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(["check", "--quiet"]).current_dir(&folder);
        command.env("CARGO_TARGET_DIR", crate::target());
        let output = command.output().unwrap();
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    assert!(check("1").0);
    let (compiles, errors) = check("99");
    assert!(!compiles);
    for said in [
        "compatibility 99",
        "update tinsmith-runtime",
        "cargo tinsmith generate",
    ] {
        assert!(errors.contains(said), "{errors}");
    }
}
