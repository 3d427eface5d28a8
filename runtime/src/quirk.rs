//! What single services want in their own way, each with its reason. Nothing else in the runtime knows a service by name.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use sha2::{Digest, Sha256};

use crate::auth::sigv4::hex;
use crate::call::read_all;
use crate::operation::{OperationSchema, ServiceSchema};
use crate::serde::EncodeError;
use crate::transport::Body;

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

/// Glacier wants two sums of what is uploaded, unless the caller gives them. What can be read once goes without.
pub(crate) fn sums(
    operation: &OperationSchema,
    headers: &mut HeaderMap,
    body: &Body,
) -> Result<(), EncodeError> {
    const CONTENT: HeaderName = HeaderName::from_static("x-amz-content-sha256");
    const TREE: HeaderName = HeaderName::from_static("x-amz-sha256-tree-hash");
    let uploads = matches!(operation.name, "UploadArchive" | "UploadMultipartPart");
    if operation.service.sdk_id != GLACIER || !uploads || body.is_empty() {
        return Ok(());
    }
    let Some(reader) = body.replay() else {
        return Ok(());
    };
    let (mut whole, mut tree) = (Sha256::new(), TreeHash::default());
    read_all(reader, &mut |piece| {
        whole.update(piece);
        tree.update(piece);
    })?;
    for (name, sum) in [(CONTENT, whole.finalize().into()), (TREE, tree.root())] {
        if let Ok(sum) = HeaderValue::from_bytes(&hex(&sum)) {
            headers.entry(name).or_insert(sum);
        }
    }
    Ok(())
}

/// A tree of SHA-256 sums, its leaves being those of each mebibyte (Amazon S3 Glacier Developer Guide, "Computing checksums").
#[derive(Default)]
struct TreeHash {
    leaves: Vec<[u8; 32]>,
    /// The leaf that is not full yet, and its length.
    leaf: Sha256,
    length: usize,
}

impl TreeHash {
    const LEAF: usize = 1024 * 1024;

    fn update(&mut self, mut piece: &[u8]) {
        while !piece.is_empty() {
            let (now, later) = piece.split_at(piece.len().min(Self::LEAF - self.length));
            self.leaf.update(now);
            self.length += now.len();
            if self.length == Self::LEAF {
                self.end_leaf();
            }
            piece = later;
        }
    }

    fn end_leaf(&mut self) {
        let leaf = std::mem::take(&mut self.leaf);
        self.leaves.push(leaf.finalize().into());
        self.length = 0;
    }

    fn root(mut self) -> [u8; 32] {
        if self.length > 0 || self.leaves.is_empty() {
            self.end_leaf();
        }
        let mut level = self.leaves;
        while level.len() > 1 {
            level = level.chunks(2).map(join).collect();
        }
        level.first().copied().unwrap_or_default()
    }
}

/// The sum of two sums; one that has no neighbour moves up as it is.
fn join(pair: &[[u8; 32]]) -> [u8; 32] {
    match pair {
        [single] => *single,
        sums => sums
            .iter()
            .fold(Sha256::new(), |joined, sum| joined.chain_update(sum))
            .finalize()
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(sum: [u8; 32]) -> String {
        String::from_utf8(hex(&sum).to_vec()).unwrap()
    }

    /// The tree of a body that comes in pieces of an odd length.
    fn tree_of(body: &[u8]) -> String {
        let mut tree = TreeHash::default();
        body.chunks(65_537).for_each(|piece| tree.update(piece));
        text(tree.root())
    }

    fn tree(mebibytes: usize, rest: usize) -> String {
        tree_of(&vec![b'a'; mebibytes * 1024 * 1024 + rest])
    }

    fn sum(parts: &[&[u8]]) -> [u8; 32] {
        let sum = parts
            .iter()
            .fold(Sha256::new(), |sum, part| sum.chain_update(part));
        sum.finalize().into()
    }

    #[test]
    fn a_tree_of_one_leaf_is_its_sum() {
        assert_eq!(tree_of(b"hello world"), text(sum(&[b"hello world"])));
        assert_eq!(tree_of(b""), text(sum(&[])));
    }

    #[test]
    fn leaves_are_joined_in_pairs_and_a_single_one_moves_up() {
        let whole = vec![b'a'; 1024 * 1024];
        let leaf = sum(&[&whole]);
        let pair = sum(&[&leaf, &leaf]);
        let last = sum(&[b"a"]);
        assert_eq!(tree(1, 0), text(leaf));
        assert_eq!(tree(2, 0), text(pair));
        assert_eq!(tree(2, 1), text(sum(&[&pair, &last])));
        assert_eq!(tree(4, 1), text(sum(&[&sum(&[&pair, &pair]), &last])));
    }
}
