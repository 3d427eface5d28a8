//! The format XML (Smithy 2.0, "AWS restXml protocol").

use bytes::Bytes;
use http::Response;

use super::format::{BodyEncoder, Format};
use super::{ErrorInfo, xml_error};
use crate::codec::xml::{XmlDecoder, XmlEncoder};
use crate::operation::{OperationSchema, ServiceSchema};
use crate::schema::{Binding, Kind, Member, Schema};
use crate::serde::{Decoded, Decoder, Encoder, Row, Visit};

/// XML.
#[derive(Clone, Copy, Debug)]
pub struct Xml;

impl Format for Xml {
    type Body = XmlBody;

    fn body(&self, operation: &OperationSchema) -> XmlBody {
        XmlBody(XmlEncoder::new(operation.service.xml_namespace))
    }

    fn read_output(&self, operation: &OperationSchema, body: &[u8], visit: Visit<'_>) -> Decoded {
        let mut xml = XmlDecoder::new(body)?;
        match operation.output.members().next() {
            Some(member) if operation.output.traits.xml_unwrapped => {
                visit(Row::Known(0, member), &mut xml)?;
            }
            _ => xml.structure(operation.output, visit)?,
        }
        xml.end()
    }

    fn read_payload(
        &self,
        _: &'static Member,
        body: &[u8],
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        let mut xml = XmlDecoder::new(body)?;
        visit(&mut xml)?;
        xml.end()
    }

    /// Amazon S3 begins to answer long before it knows how a copy ends, and then can only say so in
    /// the body (Amazon S3 API Reference, "CopyObject").
    fn is_disguised_error(&self, operation: &OperationSchema, body: &[u8]) -> bool {
        if body.is_empty() || operation.streaming_output {
            return false;
        }
        // An output of that name is none, nor is one that is no XML.
        let can_be = root(operation.output).is_some_and(|root| root != "Error");
        can_be && XmlDecoder::new(body).is_ok_and(|xml| xml.name() == "Error")
    }

    fn error(&self, _: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo {
        xml_error::info(response)
    }

    fn read_error(&self, schema: &'static Schema, body: &[u8], visit: Visit<'_>) -> Decoded {
        xml_error::read(schema, body, visit)
    }
}

/// The name of the element that holds an output; `None` if its body is no XML.
fn root(output: &'static Schema) -> Option<&'static str> {
    let mut members = output.members();
    let Some(payload) = members.find(|member| member.binding == Binding::Payload) else {
        return Some(output.xml_name());
    };
    match payload.target.kind {
        Kind::Structure(_) | Kind::Union(_) => Some(payload.document_name()),
        _ => None,
    }
}

/// A body in XML.
#[derive(Debug)]
pub struct XmlBody(XmlEncoder);

impl BodyEncoder for XmlBody {
    fn begin(&mut self, schema: &'static Schema) {
        self.0.begin(schema);
    }

    fn encoder(&mut self) -> &mut dyn Encoder {
        &mut self.0
    }

    fn end(&mut self) -> Bytes {
        self.0.end().into()
    }

    fn media_type(&self) -> &'static str {
        "application/xml"
    }
}
