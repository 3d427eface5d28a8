//! The format CBOR (Smithy 2.0, "Smithy RPC v2 CBOR protocol").

use bytes::Bytes;
use http::Response;

use super::format::{BodyEncoder, Format};
use super::{ErrorInfo, query_code};
use crate::codec::cbor::{CborDecoder, CborEncoder};
use crate::operation::{OperationSchema, ServiceSchema};
use crate::schema::{Member, STRING, Schema, element};
use crate::serde::{Decoded, Decoder, Encoder, Visit};

static TEXT: Member = element(STRING);

/// CBOR.
#[derive(Clone, Copy, Debug)]
pub struct Cbor;

impl Format for Cbor {
    type Body = CborBody;

    fn body(&self, _: &OperationSchema) -> CborBody {
        CborBody(CborEncoder::new())
    }

    fn read_output(&self, operation: &OperationSchema, body: &[u8], visit: Visit<'_>) -> Decoded {
        self.read_error(operation.output, body, visit)
    }

    fn read_payload(
        &self,
        _: &'static Member,
        body: &[u8],
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        visit(&mut CborDecoder::new(body))
    }

    fn error(&self, service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo {
        let mut info = ErrorInfo::default();
        let mut cbor = CborDecoder::new(response.body());
        // An unreadable body leaves what was found before the place where it broke.
        let _ = cbor.map(&TEXT, &mut |name, value| {
            let slot = match name {
                "__type" => &mut info.code,
                "message" | "Message" => &mut info.message,
                _ => return value.skip(),
            };
            if !value.null()? {
                *slot = Some(value.string(&TEXT)?.into_owned());
            }
            Ok(())
        });
        let bare = |code: String| code.rsplit('#').next().unwrap_or_default().to_owned();
        info.code = info.code.map(bare).filter(|code| !code.is_empty());
        info.query_code = query_code(service, response);
        info
    }

    fn read_error(&self, schema: &'static Schema, body: &[u8], visit: Visit<'_>) -> Decoded {
        let mut cbor = CborDecoder::new(body);
        cbor.structure(schema, visit)?;
        cbor.end()
    }
}

/// A body in CBOR.
#[derive(Debug)]
pub struct CborBody(CborEncoder);

impl BodyEncoder for CborBody {
    fn begin(&mut self, _: &'static Schema) {
        self.0.begin();
    }

    fn encoder(&mut self) -> &mut dyn Encoder {
        &mut self.0
    }

    fn end(&mut self) -> Bytes {
        self.0.end().into()
    }

    fn media_type(&self) -> &'static str {
        "application/cbor"
    }

    fn writes_unit(&self) -> bool {
        false
    }
}
