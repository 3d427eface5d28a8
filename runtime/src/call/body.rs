//! A request on its way to be signed: its body is buffered, compressed and summed, as far as the
//! call needs that.
//!
//! Each stage may have to read the body, which is left to the driver; its result holds for all
//! attempts.

use bytes::Bytes;
use http::request;

use super::checksum::{Checksums, Wanted};
use super::compress::{Compressor, add_encoding};
use super::reading::{Reading, Sink};
use super::request::Target;
use super::resolve::Signing;
use crate::auth::AuthScheme;
use crate::config::ClientContext;
use crate::operation::OperationSchema;
use crate::serde::EncodeError;
use crate::transport::Body;
use crate::types::ByteStream;

/// A request that lacks its signature only, once all stages are done.
pub(crate) struct Prepared {
    pub(crate) parts: request::Parts,
    pub(crate) body: Body,
    pub(crate) payload: Payload,
    pub(super) auth: AuthScheme,
    pub(super) signing: Signing,
    /// `None` once the request is directed to its endpoint.
    pub(super) target: Option<Target>,
    stage: Stage,
}

/// The part of a signature that is about the body.
pub(crate) enum Payload {
    /// The checksum of the bytes in memory.
    Bytes,
    /// This SHA-256 checksum, in hex.
    Checksum([u8; 64]),
    /// This form, whose signature becomes a part of it.
    Form(Bytes),
    /// Nothing.
    Unsigned,
}

/// The next stage of a request.
#[derive(Clone, Copy)]
enum Stage {
    Buffer,
    Compress,
    Checksum,
    Sign,
}

impl Prepared {
    /// A request with its body as the input has it.
    pub(super) fn new(parts: request::Parts, body: Body, auth: AuthScheme, target: Target) -> Self {
        Self {
            parts,
            body,
            payload: Payload::Bytes,
            auth,
            signing: Signing::default(),
            target: Some(target),
            stage: Stage::Buffer,
        }
    }

    /// Goes on to the stage that has to read the body, and returns that reading; `None` once the
    /// request can be signed. `streams` tells if the body may be sent as a stream.
    pub(super) fn advance(
        &mut self,
        client: &ClientContext,
        operation: &OperationSchema,
        streams: bool,
    ) -> Result<Option<Reading>, EncodeError> {
        loop {
            let reading = match self.stage {
                Stage::Buffer => self.buffer(streams),
                Stage::Compress => self.compress(client, operation),
                Stage::Checksum => self.checksum(operation)?,
                Stage::Sign => return Ok(None),
            };
            match reading {
                None => self.stage = self.stage.next(),
                Some(mut reading) if reading.is_immediate() => {
                    reading.run_blocking();
                    self.complete(reading)?;
                }
                reading => return Ok(reading),
            }
        }
    }

    /// Takes what a reading has come to, and ends the stage that asked for it.
    pub(super) fn complete(&mut self, reading: Reading) -> Result<(), EncodeError> {
        let unreadable = |error| EncodeError::new(format!("the body cannot be read: {error}"));
        match reading.into_sink().map_err(unreadable)? {
            Sink::Buffer(collected) => self.body = collected.finish().into(),
            Sink::Compress(compressor) => {
                self.body = compressor.finish().map_err(unreadable)?.into();
                add_encoding(&mut self.parts.headers)?;
            }
            Sink::Checksum(checksums) => {
                let sha256 = checksums.finish(&mut self.parts.headers);
                if let (Some(sha256), Payload::Bytes) = (sha256, &self.payload) {
                    self.payload = Payload::Checksum(sha256);
                }
            }
        }
        self.stage = self.stage.next();
        Ok(())
    }

    /// Does all stages at once, which takes no I/O if the body is in memory.
    pub(super) fn finish(
        &mut self,
        client: &ClientContext,
        operation: &OperationSchema,
    ) -> Result<(), EncodeError> {
        while let Some(mut reading) = self.advance(client, operation, true)? {
            reading.run_blocking();
            self.complete(reading)?;
        }
        Ok(())
    }

    fn buffer(&self, streams: bool) -> Option<Reading> {
        (!streams && self.body.is_stream())
            .then(|| Reading::buffer(self.body.clone().into_stream(), usize::MAX))
    }

    /// A body that is not in memory is sent as it is.
    fn compress(&self, client: &ClientContext, operation: &OperationSchema) -> Option<Reading> {
        let length = self.body.as_bytes().len();
        let applies = operation.compression
            && !self.body.is_stream()
            && client.compression.applies_to(length);
        applies.then(|| Reading::new(self.source(), Sink::Compress(Compressor::new())))
    }

    /// A body that can be read only once is left out of the signature.
    fn checksum(&mut self, operation: &OperationSchema) -> Result<Option<Reading>, EncodeError> {
        let stream = self.body.is_stream();
        let replayable = !stream || self.body.is_replayable();
        let signed = self.auth == AuthScheme::SigV4;
        let unsigned = operation.unsigned_payload || stream && !(replayable && signed);
        if unsigned {
            self.payload = Payload::Unsigned;
        } else if self.auth == AuthScheme::SigV2 {
            self.payload = Payload::Form(self.body.clone().into_bytes());
        }
        let wanted = Wanted {
            // A small body in memory is summed as it is signed.
            signature: signed && !unsigned && (stream || Reading::is_large(self.body.as_bytes())),
            md5: operation.checksum_required,
            tree_hash: operation.tree_hash && replayable && !self.body.is_empty(),
        };
        match Checksums::new(wanted, &self.parts.headers)? {
            Some(_) if !replayable => Err(EncodeError::new(
                "the operation requires the MD5 checksum of its body, which can be read only once",
            )),
            checksums => Ok(checksums
                .map(|checksums| Reading::new(self.source(), Sink::Checksum(Box::new(checksums))))),
        }
    }

    /// The body as a source that leaves the body itself unread.
    fn source(&self) -> ByteStream {
        self.body.clone().into_stream()
    }
}

impl Stage {
    fn next(self) -> Self {
        match self {
            Self::Buffer => Self::Compress,
            Self::Compress => Self::Checksum,
            Self::Checksum | Self::Sign => Self::Sign,
        }
    }
}
