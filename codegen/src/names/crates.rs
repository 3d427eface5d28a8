//! Names of crates.

use super::is_keyword;
use super::words::{NO_FILES, TAKEN_CRATES};

/// Checks that a crate can have this name: ASCII letters, digits, `-` and `_`, a letter first and
/// at most 64 (the strictest of cargo and its registry), no word of Rust, no crate that cargo,
/// rustc or generated code resolves itself, and no folder that Windows takes for a device.
///
/// # Errors
/// Returns what is wrong with the name, without a period at the end, if a crate cannot have it.
pub fn check_crate_name(name: &str) -> Result<(), String> {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let shown = || {
        name.chars()
            .take(64)
            .collect::<String>()
            .escape_debug()
            .to_string()
    };
    if !starts || name.len() > 64 || !name.bytes().all(inner) {
        return Err(format!(
            "`{}` cannot be the name of a crate: a name has at most 64 letters, digits, `-` and \
             `_`, and starts with a letter",
            shown()
        ));
    }
    let reason = match name.replace('-', "_") {
        word if is_keyword(&word) => "is a keyword of Rust",
        word if TAKEN_CRATES.contains(&word.as_str()) => {
            "is a crate that cargo, rustc or the generated code resolves itself"
        }
        word if NO_FILES.contains(&word.to_ascii_lowercase().as_str()) => {
            "is no name of a folder on Windows"
        }
        _ => return Ok(()),
    };
    Err(format!(
        "`{name}` cannot be the name of a crate: it {reason}"
    ))
}

#[cfg(test)]
mod tests {
    use super::check_crate_name;

    #[test]
    fn crates_have_names_of_their_own() {
        for name in [
            "iottwinmaker",
            "a",
            "iot-data",
            "x_1",
            "stdx",
            "tests",
            "Sts",
        ] {
            assert_eq!(check_crate_name(name), Ok(()), "{name}");
        }
        let long = "x".repeat(65);
        for (name, reason) in [
            ("", "a name has"),
            ("1st", "a name has"),
            ("a.b", "a name has"),
            ("\u{fc}ber", "a name has"),
            (&long, "at most 64"),
            ("match", "keyword"),
            ("self", "keyword"),
            ("std", "resolves itself"),
            ("core", "resolves itself"),
            ("alloc", "resolves itself"),
            ("test", "resolves itself"),
            ("proc-macro", "resolves itself"),
            ("proc_macro", "resolves itself"),
            ("tinsmith-runtime", "resolves itself"),
            ("tinsmith_runtime", "resolves itself"),
            ("nul", "Windows"),
            ("COM1", "Windows"),
        ] {
            let error = check_crate_name(name).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
    }
}
