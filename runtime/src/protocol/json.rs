//! The format JSON.

use bytes::Bytes;
use http::Response;

use super::format::{BodyEncoder, Format};
use super::{ErrorInfo, json_error};
use crate::codec::json::{JsonDecoder, JsonEncoder, Names};
use crate::operation::{OperationSchema, ServiceSchema};
use crate::schema::{Member, Schema};
use crate::serde::{DecodeError, Decoded, Decoder, Encoder, Visit};

/// JSON under the media type of a protocol.
#[derive(Clone, Copy, Debug)]
pub struct Json {
    pub(super) names: Names,
    pub(super) media_type: &'static str,
    /// True if the rules of `smithy.protocols#rpcv2Json` hold.
    pub(super) rpc_v2: bool,
}

impl Json {
    fn decoder<'a>(&self, body: &'a [u8]) -> Result<JsonDecoder<'a>, DecodeError> {
        let json = JsonDecoder::new(body, self.names)?;
        Ok(if self.rpc_v2 { json.rpc_v2() } else { json })
    }
}

impl Format for Json {
    type Body = JsonBody;

    fn body(&self, _: &OperationSchema) -> JsonBody {
        let json = JsonEncoder::new(self.names);
        JsonBody {
            json: if self.rpc_v2 { json.rpc_v2() } else { json },
            media_type: self.media_type,
            writes_unit: !self.rpc_v2,
        }
    }

    fn read_output(&self, operation: &OperationSchema, body: &[u8], visit: Visit<'_>) -> Decoded {
        let mut json = self.decoder(body)?;
        json.structure(operation.output, visit)?;
        json.end()
    }

    fn read_payload(
        &self,
        _: &'static Member,
        body: &[u8],
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        let mut json = self.decoder(body)?;
        if !json.null()? {
            visit(&mut json)?;
        }
        json.end()
    }

    fn error(&self, service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo {
        json_error::info(service, response, self.rpc_v2)
    }

    fn read_error(&self, schema: &'static Schema, body: &[u8], visit: Visit<'_>) -> Decoded {
        let mut json = self.decoder(body)?.message_in_any_case();
        json.structure(schema, visit)?;
        json.end()
    }
}

/// A body in JSON.
#[derive(Debug)]
pub struct JsonBody {
    json: JsonEncoder,
    media_type: &'static str,
    writes_unit: bool,
}

impl BodyEncoder for JsonBody {
    fn begin(&mut self, _: &'static Schema) {
        self.json.begin();
    }

    fn encoder(&mut self) -> &mut dyn Encoder {
        &mut self.json
    }

    fn end(&mut self) -> Bytes {
        self.json.end().into()
    }

    fn media_type(&self) -> &'static str {
        self.media_type
    }

    fn writes_absent_payload(&self) -> bool {
        true
    }

    fn writes_unit(&self) -> bool {
        self.writes_unit
    }
}
