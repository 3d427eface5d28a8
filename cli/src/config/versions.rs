//! The versions in `tinsmith.toml`, which cargo reads in the manifests of generated crates.

use semver::{Version, VersionReq};

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

/// Returns true for a full semantic version, such as `1.2.3-rc.1+5`.
fn is_full(text: &str) -> bool {
    Version::parse(text).is_ok()
}

/// Returns true for a version requirement, such as `0.1` or `>=1.2, <2`.
pub(super) fn is_requirement(text: &str) -> bool {
    VersionReq::parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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
