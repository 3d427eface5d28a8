//! JSON bodies of requests.

use bytes::Bytes;

use super::request::BodyEncoder;
use crate::codec::json::{JsonEncoder, Names};
use crate::serde::Encoder;

/// A body in JSON under a media type of the protocol's own.
pub(super) struct JsonBody {
    json: JsonEncoder,
    media_type: &'static str,
}

impl JsonBody {
    pub(super) fn new(names: Names, media_type: &'static str) -> Self {
        Self {
            json: JsonEncoder::new(names),
            media_type,
        }
    }
}

impl BodyEncoder for JsonBody {
    fn begin(&mut self) {
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
}
