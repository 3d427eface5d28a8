//! The bodies of requests that are compressed.

/// The bodies that are sent compressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Compression {
    pub(crate) disabled: bool,
    /// The length in bytes from which on bodies are compressed.
    pub(crate) min_size: usize,
}

impl Compression {
    /// Returns true if a body of this length is compressed. Without the feature `gzip` none is:
    /// compression is an offer of the service.
    pub(crate) fn applies_to(self, length: usize) -> bool {
        cfg!(feature = "gzip") && !self.disabled && length >= self.min_size
    }
}
