//! The shared config files, as all AWS SDKs read them: the cases of `aws-config` in the test data.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use serde_json::Value;
use tinsmith_runtime::environment::{Environment, Settings, SettingsError};

fn cases(file: &str, test: &str) -> Vec<Value> {
    let Some(path) = tinsmith_test_data::find(&format!("aws-config/{file}"), test) else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Value = serde_json::from_str(&text).unwrap();
    cases["tests"].as_array().unwrap().clone()
}

/// The cases set a property `name`, in whose place there is one that clients have.
fn with_region(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("name") => {
            format!("region={value}")
        }
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn load(case: &Value, profile: &str) -> Result<Settings, SettingsError> {
    let mut environment = Environment::from_map([("HOME", "/home"), ("AWS_PROFILE", profile)]);
    for (key, name) in [("configFile", "config"), ("credentialsFile", "credentials")] {
        if let Some(text) = case["input"][key].as_str() {
            environment = environment.with_file(format!("/home/.aws/{name}"), with_region(text));
        }
    }
    Settings::load(&environment, "Test")
}

#[test]
fn files_are_read_as_all_sdks_read_them() {
    for case in cases("profile-parser-tests.json", "shared_config_files") {
        let name = &case["name"];
        let Some(profiles) = case["output"]["config"]["profiles"].as_object() else {
            let error = load(&case, "default").unwrap_err();
            assert!(
                matches!(error, SettingsError::Syntax { .. }),
                "{name}: {error}"
            );
            continue;
        };
        for (profile, properties) in profiles {
            let loaded = load(&case, profile);
            let expected = properties["name"].as_str();
            // What is no region is refused once it has been read.
            match loaded {
                Ok(settings) => {
                    let region = settings.region.as_ref().map(|region| region.as_str());
                    assert_eq!(region, expected, "{name}: {profile}");
                }
                Err(SettingsError::InvalidRegion { .. }) => assert!(expected.is_some(), "{name}"),
                Err(error) => panic!("{name}: {profile}: {error}"),
            }
        }
    }
}

#[test]
fn files_are_looked_for_where_all_sdks_look() {
    for case in cases("file-location-tests.json", "shared_config_files") {
        if case["platform"] != "linux" {
            continue;
        }
        let variables = case["environment"].as_object().unwrap();
        let variables = variables
            .iter()
            .map(|(name, value)| (name, value.as_str().unwrap()));
        let files = [
            ("configLocation", "config-1"),
            ("credentialsLocation", "credentials-1"),
        ];
        for (key, region) in files {
            let path = case[key].as_str().unwrap();
            let environment =
                Environment::from_map(variables.clone().map(|(n, v)| (n.as_str(), v)))
                    .with_file(path, format!("[default]\nregion = {region}\n"));
            let settings = Settings::load(&environment, "Test").unwrap();
            assert_eq!(
                settings.region.unwrap().as_str(),
                region,
                "{}",
                case["name"]
            );
        }
    }
}
