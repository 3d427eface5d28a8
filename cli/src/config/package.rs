//! The package metadata of generated crates.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Config, Kind};

/// Checks that no key is one that nothing reads.
pub(super) fn check(config: &Config) -> Result<(), String> {
    for (name, one) in &config.crates {
        let of_crate = [
            ("version", &one.package.version),
            ("license", &one.package.license),
        ];
        if let Some((key, _)) = of_crate.iter().find(|(_, value)| value.is_some()) {
            return Err(format!(
                "`{key}` of the table `crates.{name}.package` is not read; set `{key}` of the \
                 table `crates.{name}`"
            ));
        }
        let of_manifest = [
            ("license", one.license.is_some()),
            ("package", !one.package.fields().is_empty()),
            ("dev-dependencies", !one.dev_dependencies.is_empty()),
        ];
        let unread = of_manifest.iter().find(|(_, is_set)| *is_set);
        if let (Kind::Module, Some((key, _))) = (one.kind, unread) {
            return Err(format!(
                "`{key}` of the table `crates.{name}` is for a manifest, and a module has none; \
                 remove it"
            ));
        }
    }
    Ok(())
}

/// A table `package`: for all crates, or for one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Package {
    /// The version of crates that have none of their own.
    pub version: Option<String>,
    /// The license, an SPDX expression.
    pub license: Option<String>,
    authors: Option<Vec<String>>,
    categories: Option<Vec<String>>,
    documentation: Option<String>,
    homepage: Option<String>,
    keywords: Option<Vec<String>>,
    publish: Option<toml::Value>,
    readme: Option<String>,
    repository: Option<String>,
}

impl Package {
    /// Formats these settings for a manifest, with those of `default` as a fallback; without
    /// version and license.
    #[must_use]
    pub fn lines(&self, default: &Self) -> String {
        let mut fields = default.fields();
        fields.extend(self.fields());
        let lines = fields.iter();
        lines
            .map(|(name, value)| format!("{name} = {value}\n"))
            .collect()
    }

    fn fields(&self) -> BTreeMap<&'static str, toml::Value> {
        let list = |list: &Option<Vec<String>>| list.clone().map(toml::Value::from);
        let text = |text: &Option<String>| text.clone().map(toml::Value::from);
        let fields = [
            ("authors", list(&self.authors)),
            ("categories", list(&self.categories)),
            ("documentation", text(&self.documentation)),
            ("homepage", text(&self.homepage)),
            ("keywords", list(&self.keywords)),
            ("publish", self.publish.clone()),
            ("readme", text(&self.readme)),
            ("repository", text(&self.repository)),
        ];
        let fields = fields.into_iter();
        fields
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_nothing_reads_are_refused() {
        for (settings, named) in [
            (
                "package.version = \"1.0.0\"",
                "`version` of the table `crates.x.package` is not read; set `version` of the table \
                 `crates.x`",
            ),
            (
                "package.license = \"MIT\"",
                "`license` of the table `crates.x.package` is not read",
            ),
            (
                "kind = \"module\"\nlicense = \"MIT\"",
                "`license` of the table `crates.x` is for a manifest",
            ),
            (
                "kind = \"module\"\npackage.publish = false",
                "`package` of the table `crates.x` is for a manifest",
            ),
            (
                "kind = \"module\"\ndev-dependencies.y = \"1\"",
                "`dev-dependencies` of the table `crates.x` is for a manifest",
            ),
        ] {
            let text = format!("[crates.x]\nmodel = \"m\"\nout = \"o\"\n{settings}\n");
            let message = Config::parse(&text).unwrap_err().0;
            assert!(message.contains(named), "{message}");
        }
        let text = "[package]\nversion = \"1.0.0\"\nlicense = \"MIT\"\n[crates.x]\nmodel = \
            \"m\"\nout = \"o\"\npackage.publish = false\n";
        assert!(Config::parse(text).is_ok());
    }
}
