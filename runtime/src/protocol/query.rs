//! The format of the AWS query protocols: forms there, XML back (Smithy 2.0, "AWS query protocol",
//! "Amazon EC2 query protocol").

use bytes::Bytes;
use http::Response;

use super::format::{BodyEncoder, Format};
use super::{ErrorInfo, xml_error};
use crate::codec::form::{FormEncoder, FormNames};
use crate::codec::xml::XmlDecoder;
use crate::operation::{OperationSchema, ServiceSchema};
use crate::schema::{Member, Schema};
use crate::serde::{Decoded, Decoder, Encoder, Visit};

/// Forms and XML.
#[derive(Clone, Copy, Debug)]
pub struct Query {
    pub(super) names: FormNames,
}

impl Format for Query {
    type Body = QueryBody;

    fn body(&self, operation: &OperationSchema) -> QueryBody {
        let mut form = FormEncoder::new(self.names);
        form.parameter("Action", operation.name);
        form.parameter("Version", operation.service.version);
        QueryBody(form)
    }

    /// Reads the output, which the AWS query protocol wraps in an element of its own.
    fn read_output(&self, operation: &OperationSchema, body: &[u8], visit: Visit<'_>) -> Decoded {
        let mut xml = XmlDecoder::new(body)?;
        match self.names {
            FormNames::Ec2 => xml.structure(operation.output, visit)?,
            FormNames::Query => xml.children(&mut |name, xml| {
                if name.strip_suffix("Result") == Some(operation.name) {
                    xml.structure(operation.output, visit)
                } else {
                    xml.skip()
                }
            })?,
        }
        xml.end()
    }

    fn read_payload(
        &self,
        _: &'static Member,
        body: &[u8],
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        visit(&mut XmlDecoder::new(body)?)
    }

    fn error(&self, _: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo {
        xml_error::info(response)
    }

    fn is_code_of(&self, code: &str, schema: &Schema) -> bool {
        // The trait is of no concern to the protocol of EC2 (Smithy 2.0, "awsQueryError trait").
        let own = schema.traits.query_code;
        let own = own.filter(|_| matches!(self.names, FormNames::Query));
        own.unwrap_or(schema.name()) == code
    }

    fn read_error(&self, schema: &'static Schema, body: &[u8], visit: Visit<'_>) -> Decoded {
        xml_error::read(schema, body, visit)
    }
}

/// A form.
#[derive(Debug)]
pub struct QueryBody(FormEncoder);

impl BodyEncoder for QueryBody {
    fn begin(&mut self, _: &'static Schema) {}

    fn encoder(&mut self) -> &mut dyn Encoder {
        &mut self.0
    }

    fn end(&mut self) -> Bytes {
        self.0.take_text().into()
    }

    fn media_type(&self) -> &'static str {
        "application/x-www-form-urlencoded"
    }
}
