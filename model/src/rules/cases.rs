//! Test cases of endpoint rules (`smithy.rules#endpointTests`).

use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

use super::TESTS;
use crate::Traits;

/// A test case.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// The description.
    pub documentation: Option<String>,
    /// The values of parameters.
    #[serde(default)]
    pub params: Map<String, Value>,
    /// Calls that must have the same result.
    #[serde(default)]
    pub operation_inputs: Vec<OperationInput>,
    /// The expected result.
    pub expect: Expectation,
}

/// A call in a test case.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OperationInput {
    /// The operation.
    pub operation_name: String,
    /// The input.
    #[serde(default)]
    pub operation_params: Map<String, Value>,
    /// Built-in values by name, such as `AWS::Region`.
    #[serde(default)]
    pub built_in_params: Map<String, Value>,
    /// Settings of the client by name.
    #[serde(default)]
    pub client_params: Map<String, Value>,
}

/// The expected result of a test case.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expectation {
    /// An endpoint.
    Endpoint {
        /// The URL.
        url: String,
        /// The headers, each with its values.
        #[serde(default)]
        headers: BTreeMap<String, Vec<String>>,
        /// The properties.
        #[serde(default)]
        properties: Map<String, Value>,
    },
    /// An error with this message.
    Error(String),
}

/// The test cases of a service's endpoint rules.
///
/// # Errors
/// Returns the reason if they cannot be read.
pub fn cases(service: &Traits) -> Result<Vec<Case>, String> {
    let Some(cases) = service.get(TESTS).and_then(|value| value.get("testCases")) else {
        return Ok(Vec::new());
    };
    Vec::deserialize(cases).map_err(|error| error.to_string())
}
