//! The special behavior of individual services, each with its reason. Nothing else in the runtime
//! knows a service by name.

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::operation::{OperationSchema, ServiceSchema};

const GLACIER: &str = "Glacier";
const API_GATEWAY: &str = "API Gateway";
const MACHINE_LEARNING: &str = "Machine Learning";

/// Glacier takes `-` for the account that the credentials belong to; callers may leave it empty.
pub(crate) fn empty_label(service: &ServiceSchema, member: &str) -> &'static str {
    match (service.sdk_id, member) {
        (GLACIER, "accountId") => "-",
        _ => "",
    }
}

/// Glacier refuses requests that do not name the version of its interface. API Gateway answers in
/// a format of its own unless it is asked for JSON.
pub(crate) fn headers(service: &ServiceSchema, headers: &mut HeaderMap) {
    const VERSION: HeaderName = HeaderName::from_static("x-amz-glacier-version");
    match service.sdk_id {
        GLACIER => {
            if let Ok(version) = HeaderValue::from_str(service.version) {
                headers.insert(VERSION, version);
            }
        }
        API_GATEWAY => {
            let json = HeaderValue::from_static("application/json");
            headers.entry(header::ACCEPT).or_insert(json);
        }
        _ => {}
    }
}

/// Machine Learning predicts at an endpoint that belongs to the model, and that the caller passes
/// on.
pub(crate) fn is_endpoint(operation: &OperationSchema, member: &str) -> bool {
    member == "PredictEndpoint"
        && operation.name == "Predict"
        && operation.service.sdk_id == MACHINE_LEARNING
}

/// Glacier requires two checksums of an upload: SHA-256, and the tree hash.
pub(crate) fn wants_tree_hash(operation: &OperationSchema) -> bool {
    operation.service.sdk_id == GLACIER
        && matches!(operation.name, "UploadArchive" | "UploadMultipartPart")
}
