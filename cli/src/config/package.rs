//! The package metadata of generated crates.

use std::collections::BTreeMap;

use serde::Deserialize;

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
