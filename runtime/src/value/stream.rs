//! Bytes that need not be in memory all at once.

use std::fmt;

use bytes::Bytes;

/// The value of a streaming blob.
#[derive(Clone, Default)]
pub struct ByteStream(Bytes);

impl ByteStream {
    /// The bytes, shared.
    pub(crate) fn bytes(&self) -> Bytes {
        self.0.clone()
    }

    /// The bytes, as far as they are in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        Some(&self.0)
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Vec<u8>> for ByteStream {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<String> for ByteStream {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&'static [u8]> for ByteStream {
    fn from(bytes: &'static [u8]) -> Self {
        Self(Bytes::from_static(bytes))
    }
}

impl From<&'static str> for ByteStream {
    fn from(text: &'static str) -> Self {
        Self(Bytes::from_static(text.as_bytes()))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ByteStream({} bytes)", self.0.len())
    }
}
