//! The body of a request.

use std::fmt;

use bytes::Bytes;

use super::ByteStream;

/// The body of a request for a transport: bytes in memory, or a stream. `Debug` only shows its
/// length.
///
/// Clones of a stream that can be read once share it.
#[derive(Default)]
pub struct Body(Content);

enum Content {
    Bytes(Bytes),
    Stream(ByteStream),
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Body {
    /// The body's bytes. A stream has none in memory; a transport gets one only if it says that it
    /// [takes streams](crate::transport::Transport::takes_streams).
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Content::Bytes(bytes) => bytes,
            Content::Stream(_) => &[],
        }
    }

    /// The body's bytes, shared; see [`as_bytes`](Self::as_bytes).
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        match self.0 {
            Content::Bytes(bytes) => bytes,
            Content::Stream(_) => Bytes::new(),
        }
    }

    /// Returns true if the body is a stream.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(self.0, Content::Stream(_))
    }

    /// The body as a stream, whatever it is.
    #[must_use]
    pub fn into_stream(self) -> ByteStream {
        match self.0 {
            Content::Bytes(bytes) => bytes.into(),
            Content::Stream(stream) => stream,
        }
    }

    /// The number of bytes, if known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Stream(stream) => stream.length(),
        }
    }

    /// Returns true if it is known to be empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length() == Some(0)
    }

    /// Returns true if it has been read and cannot be read again.
    pub(crate) fn is_spent(&self) -> bool {
        matches!(&self.0, Content::Stream(stream) if stream.is_spent())
    }

    /// Returns true if it is a stream that can be opened repeatedly.
    pub(crate) fn is_replayable(&self) -> bool {
        matches!(&self.0, Content::Stream(stream) if stream.is_replayable())
    }

    #[cfg(feature = "hyper")]
    pub(crate) fn stream_mut(&mut self) -> Result<&mut ByteStream, &mut Bytes> {
        match &mut self.0 {
            Content::Stream(stream) => Ok(stream),
            Content::Bytes(bytes) => Err(bytes),
        }
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Content::Bytes(bytes) => Content::Bytes(bytes.clone()),
            Content::Stream(stream) => Content::Stream(stream.share()),
        })
    }
}

/// Bodies in memory are equal if their bytes are; streams equal nothing.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            _ => false,
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<ByteStream> for Body {
    fn from(stream: ByteStream) -> Self {
        match stream.as_bytes() {
            Some(bytes) => bytes.clone().into(),
            None => Self(Content::Stream(stream)),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(of unknown length)"),
        }
    }
}
