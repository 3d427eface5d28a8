//! The versions in `tinsmith.toml`, which cargo reads in the manifests of generated crates.

use super::Config;

/// Checks the versions of crates.
pub(super) fn check(config: &Config) -> Result<(), String> {
    let of_crates = config.crates.iter();
    let of_crates = of_crates.map(|(name, one)| (format!("crates.{name}"), &one.version));
    let of_all = ("package".to_owned(), &config.package.version);
    for (table, version) in of_crates.chain([of_all]) {
        if let Some(version) = version.as_ref().filter(|version| !is_full(version)) {
            return Err(format!(
                "`version` of the table `{table}` is `{}`, which is not a full version such as \
                 0.1.0",
                version.escape_debug()
            ));
        }
    }
    Ok(())
}

/// Returns whether the text is a full semantic version, such as `1.2.3-rc.1+5`.
fn is_full(text: &str) -> bool {
    let (text, build) = cut(text, '+');
    let (numbers, prerelease) = cut(text, '-');
    let is_build = |part: &str| {
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !part.is_empty() && part.bytes().all(letters)
    };
    let is_prerelease = |part: &str| {
        is_build(part) && (!part.bytes().all(|byte| byte.is_ascii_digit()) || is_number(part))
    };
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && prerelease.is_none_or(|text| text.split('.').all(is_prerelease))
        && build.is_none_or(|text| text.split('.').all(is_build))
}

/// Returns whether the text is a version requirement, such as `0.1` or `>=1.2, <2`.
pub(super) fn is_requirement(text: &str) -> bool {
    const OPERATORS: [&str; 8] = ["", "^", "~", "=", ">=", "<=", ">", "<"];
    let is_partial = |text: &str| {
        let numbers = text.split('.');
        is_full(text) || (numbers.clone().count() < 3 && numbers.clone().all(is_number))
    };
    let is_comparator = |text: &str| {
        let versions = OPERATORS
            .iter()
            .filter_map(|operator| text.strip_prefix(operator));
        versions.map(str::trim).any(is_partial)
    };
    text.split(',').map(str::trim).all(is_comparator)
}

/// The text before a character, and that behind it.
fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, behind)) => (before, Some(behind)),
        None => (text, None),
    }
}

/// Returns whether the text is a number without leading zeros.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits && text.parse::<u64>().is_ok() && (text == "0" || !text.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_full() {
        for text in ["0.1.0", "10.0.3-rc.1", "1.2.3+a.01", "1.2.3-a-b+c"] {
            assert!(is_full(text), "{text}");
        }
        for text in [
            "", "1", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.x",
        ] {
            assert!(!is_full(text), "{text}");
        }
    }

    #[test]
    fn requirements_have_digits() {
        for text in [
            "1",
            "0.1",
            "0.1.0",
            "^1.2",
            "=0.1.0",
            ">=1.2, <2",
            "1.0.0-rc.1",
        ] {
            assert!(is_requirement(text), "{text}");
        }
        for text in ["", "zzz", "1.", "1.2.3.4", "*", "1,", "=>1"] {
            assert!(!is_requirement(text), "{text}");
        }
    }

    #[test]
    fn settings_are_named() {
        for (settings, named) in [
            (
                "[package]\nversion = \"1\"",
                "`version` of the table `package`",
            ),
            (
                "[crates.x]\nmodel = \"m\"\nout = \"o\"\nversion = \"1\"",
                "`version` of the table `crates.x`",
            ),
            (
                "[runtime]\nversion = \"zzz\"",
                "`version` of the table `runtime`",
            ),
            ("[runtime]\ngit = \"u\"", "`rev`"),
            ("[runtime]", "the table `runtime` needs one of"),
        ] {
            let message = Config::parse(settings).unwrap_err().0;
            assert!(message.contains(named), "{message}");
        }
    }

    #[test]
    fn settings_of_a_base_are_not_checked() {
        let text = "[package]\nversion = \"1\"";
        let base = Config::parse_as(text, "HEAD:tinsmith.toml".as_ref()).unwrap();
        assert_eq!(base.package.version.as_deref(), Some("1"));
    }
}
