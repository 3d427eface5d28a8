//! Traits about the serialization of values.

use super::typed::{TimestampFormat, XmlNamespace};
use super::{Traits, known};

impl Traits {
    /// The member's name in JSON (`smithy.api#jsonName`).
    #[must_use]
    pub fn json_name(&self) -> Option<&str> {
        self.read(known::JSON_NAME)
    }

    /// The name of the XML element or attribute (`smithy.api#xmlName`).
    #[must_use]
    pub fn xml_name(&self) -> Option<&str> {
        self.read(known::XML_NAME)
    }

    /// Returns true if the member is an XML attribute (`smithy.api#xmlAttribute`).
    #[must_use]
    pub fn xml_attribute(&self) -> bool {
        self.has(known::XML_ATTRIBUTE)
    }

    /// Returns true if the list or map is flattened, without an XML element of its own
    /// (`smithy.api#xmlFlattened`).
    #[must_use]
    pub fn xml_flattened(&self) -> bool {
        self.has(known::XML_FLATTENED)
    }

    /// The member's name in the EC2 query protocol (`aws.protocols#ec2QueryName`).
    #[must_use]
    pub fn ec2_query_name(&self) -> Option<&str> {
        self.read(known::EC2_QUERY_NAME)
    }

    /// Returns true if the member is a header of an event (`smithy.api#eventHeader`).
    #[must_use]
    pub fn event_header(&self) -> bool {
        self.has(known::EVENT_HEADER)
    }

    /// Returns true if the member is the payload of an event (`smithy.api#eventPayload`).
    #[must_use]
    pub fn event_payload(&self) -> bool {
        self.has(known::EVENT_PAYLOAD)
    }

    /// The XML namespace (`smithy.api#xmlNamespace`).
    #[must_use]
    pub fn xml_namespace(&self) -> Option<XmlNamespace<'_>> {
        self.read(known::XML_NAMESPACE)
    }

    /// The timestamp format, if it differs from that of the protocol
    /// (`smithy.api#timestampFormat`).
    #[must_use]
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        self.read(known::TIMESTAMP_FORMAT)
    }

    /// The media type of a string or blob (`smithy.api#mediaType`).
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.read(known::MEDIA_TYPE)
    }

    /// Returns true if the blob is a stream of bytes, or the union a stream of events
    /// (`smithy.api#streaming`).
    #[must_use]
    pub fn streaming(&self) -> bool {
        self.has(known::STREAMING)
    }

    /// Returns true if the length of the stream must be known before it is sent
    /// (`smithy.api#requiresLength`).
    #[must_use]
    pub fn requires_length(&self) -> bool {
        self.has(known::REQUIRES_LENGTH)
    }
}
