//! What single services want in their own way, each with its reason. Nothing else in the runtime knows a service by name.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use sha2::{Digest, Sha256};

use crate::auth::sigv4::hex;
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

/// Glacier refuses requests that do not name the version of its interface. API Gateway answers in a format of its own
/// unless it is asked for JSON.
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

/// Machine Learning predicts at an endpoint that belongs to the model, and that the caller passes on.
pub(crate) fn is_endpoint(operation: &OperationSchema, member: &str) -> bool {
    member == "PredictEndpoint"
        && operation.name == "Predict"
        && operation.service.sdk_id == MACHINE_LEARNING
}

/// Bedrock takes the token of its own environment variable before any credentials of the surroundings.
pub(crate) fn prefers_bearer(service: &ServiceSchema) -> bool {
    service.signing_name == "bedrock"
}

/// Glacier wants two sums of what is uploaded, unless the caller gives them.
pub(crate) fn sums(operation: &OperationSchema, headers: &mut HeaderMap, body: &[u8]) {
    const CONTENT: HeaderName = HeaderName::from_static("x-amz-content-sha256");
    const TREE: HeaderName = HeaderName::from_static("x-amz-sha256-tree-hash");
    let uploads = matches!(operation.name, "UploadArchive" | "UploadMultipartPart");
    if operation.service.sdk_id != GLACIER || !uploads || body.is_empty() {
        return;
    }
    let sums = [
        (CONTENT, Sha256::digest(body).into()),
        (TREE, tree_hash(body)),
    ];
    for (name, sum) in sums {
        if let Ok(sum) = HeaderValue::from_bytes(&hex(&sum)) {
            headers.entry(name).or_insert(sum);
        }
    }
}

/// The root of a tree of SHA-256 sums, its leaves being those of each mebibyte (Amazon S3 Glacier Developer Guide,
/// "Computing checksums").
fn tree_hash(body: &[u8]) -> [u8; 32] {
    const LEAF: usize = 1024 * 1024;
    let leaves = body.chunks(LEAF);
    let mut level: Vec<[u8; 32]> = leaves.map(|leaf| Sha256::digest(leaf).into()).collect();
    while level.len() > 1 {
        let pairs = level.chunks(2);
        let joined = pairs.map(|pair| match pair {
            [left, right] => Sha256::new()
                .chain_update(left)
                .chain_update(right)
                .finalize()
                .into(),
            single => single[0],
        });
        level = joined.collect();
    }
    level.first().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(mebibytes: usize, rest: usize) -> String {
        let body = vec![b'a'; mebibytes * 1024 * 1024 + rest];
        String::from_utf8(hex(&tree_hash(&body)).to_vec()).unwrap()
    }

    fn sum(parts: &[&[u8]]) -> [u8; 32] {
        let sum = parts
            .iter()
            .fold(Sha256::new(), |sum, part| sum.chain_update(part));
        sum.finalize().into()
    }

    #[test]
    fn a_tree_of_one_leaf_is_its_sum() {
        let sum = String::from_utf8(hex(&sum(&[b"hello world"])).to_vec()).unwrap();
        let found = String::from_utf8(hex(&tree_hash(b"hello world")).to_vec()).unwrap();
        assert_eq!(found, sum);
    }

    #[test]
    fn leaves_are_joined_in_pairs_and_a_single_one_moves_up() {
        let whole = vec![b'a'; 1024 * 1024];
        let leaf = sum(&[&whole]);
        let pair = sum(&[&leaf, &leaf]);
        let last = sum(&[b"a"]);
        let text = |sum: [u8; 32]| String::from_utf8(hex(&sum).to_vec()).unwrap();
        assert_eq!(tree(1, 0), text(leaf));
        assert_eq!(tree(2, 0), text(pair));
        assert_eq!(tree(2, 1), text(sum(&[&pair, &last])));
        assert_eq!(tree(4, 1), text(sum(&[&sum(&[&pair, &pair]), &last])));
    }
}
