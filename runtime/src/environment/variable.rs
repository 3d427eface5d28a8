//! Environment variables with their origin.

use super::profiles::Found;
use super::{Environment, Origin, SettingsError};

/// Returns the value of a variable that is set and not empty.
pub(super) fn variable(
    environment: &Environment,
    name: &str,
) -> Result<Option<Found>, SettingsError> {
    let value = environment.variable(name)?;
    Ok(value.map(|value| Found {
        value,
        origin: Origin::Variable(name.into()),
    }))
}
