//! The settings that endpoint rules take, as the environment and the profile name them.

use super::profiles::{Found, Profile};
use super::settings::first;
use super::{Environment, SettingsError};
use crate::endpoint::rules::BuiltIn;

/// Settings that are `true` or `false`: built-in, variable and property.
const FLAGS: [(BuiltIn, &str, &str); 3] = [
    (
        BuiltIn::S3UseArnRegion,
        "AWS_S3_USE_ARN_REGION",
        "s3_use_arn_region",
    ),
    (
        BuiltIn::S3ControlUseArnRegion,
        "AWS_S3_USE_ARN_REGION",
        "s3_use_arn_region",
    ),
    (
        BuiltIn::S3DisableMultiRegionAccessPoints,
        "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS",
        "s3_disable_multiregion_access_points",
    ),
];

/// Settings that are `legacy` or `regional`: built-in, variable and property.
const LEGACY: [(BuiltIn, &str, &str); 2] = [
    (
        BuiltIn::S3UseGlobalEndpoint,
        "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT",
        "s3_us_east_1_regional_endpoint",
    ),
    (
        BuiltIn::StsUseGlobalEndpoint,
        "AWS_STS_REGIONAL_ENDPOINTS",
        "sts_regional_endpoints",
    ),
];

/// Reads the settings of S3, S3 Control and STS that endpoint rules take.
pub(super) fn built_ins(
    environment: &Environment,
    profile: &Profile,
) -> Result<Vec<(BuiltIn, bool)>, SettingsError> {
    let mut found = Vec::new();
    for (built_in, variable, property) in FLAGS {
        if let Some(value) = first(environment, &[variable], profile, property)? {
            let value = one_of(value, ["true", "false"], "`true` or `false`")?;
            found.push((built_in, value));
        }
    }
    for (built_in, variable, property) in LEGACY {
        if let Some(value) = first(environment, &[variable], profile, property)? {
            let value = one_of(value, ["legacy", "regional"], "`legacy` or `regional`")?;
            found.push((built_in, value));
        }
    }
    if let Some(value) = profile.nested("s3", "use_accelerate_endpoint") {
        let value = one_of(value, ["true", "false"], "`true` or `false`")?;
        found.push((BuiltIn::S3Accelerate, value));
    }
    if let Some(style) = profile.nested("s3", "addressing_style") {
        let by_path = style.value.eq_ignore_ascii_case("path");
        if !by_path && !["auto", "virtual"].contains(&&*style.value) {
            let expected = "`auto`, `path` or `virtual`";
            let origin = style.origin;
            return Err(SettingsError::InvalidValue { origin, expected });
        }
        found.push((BuiltIn::S3ForcePathStyle, by_path));
    }
    Ok(found)
}

/// Reads whether hosts contain the account.
pub(super) fn account_mode(
    environment: &Environment,
    profile: &Profile,
) -> Result<Option<String>, SettingsError> {
    const VARIABLES: [&str; 1] = ["AWS_ACCOUNT_ID_ENDPOINT_MODE"];
    let found = first(environment, &VARIABLES, profile, "account_id_endpoint_mode")?;
    let Some(found) = found else {
        return Ok(None);
    };
    let mode = found.value.to_ascii_lowercase();
    if !["preferred", "disabled", "required"].contains(&&*mode) {
        return Err(SettingsError::InvalidValue {
            origin: found.origin,
            expected: "`preferred`, `disabled` or `required`",
        });
    }
    Ok(Some(mode))
}

/// True for the first of two values, and false for the second.
fn one_of(found: Found, values: [&str; 2], expected: &'static str) -> Result<bool, SettingsError> {
    let is = |value: &str| found.value.eq_ignore_ascii_case(value);
    match values.map(is) {
        [true, _] => Ok(true),
        [_, true] => Ok(false),
        _ => Err(SettingsError::InvalidValue {
            origin: found.origin,
            expected,
        }),
    }
}
