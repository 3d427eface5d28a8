//! The SHA-256 tree hash of Amazon S3 Glacier.

use sha2::{Digest, Sha256};

/// A tree of SHA-256 checksums whose leaves are those of each mebibyte (Amazon S3 Glacier
/// Developer Guide, "Computing checksums").
#[derive(Default)]
pub(super) struct TreeHash {
    leaves: Vec<[u8; 32]>,
    /// The leaf that is not full yet, of `length` bytes.
    leaf: Sha256,
    length: usize,
}

impl TreeHash {
    const LEAF: usize = 1024 * 1024;

    pub(super) fn update(&mut self, mut piece: &[u8]) {
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

    pub(super) fn root(mut self) -> [u8; 32] {
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

/// The checksum of two checksums; a single one moves up as it is.
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
    use crate::auth::sigv4::hex;

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
