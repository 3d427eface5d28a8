//! Traits about the form of values on the wire.

use super::typed::{TimestampFormat, XmlNamespace};
use super::{Traits, known};

impl Traits {
    /// The member's name in JSON.
    #[must_use]
    pub fn json_name(&self) -> Option<&str> {
        self.read(known::JSON_NAME)
    }

    /// The name of the XML element or attribute.
    #[must_use]
    pub fn xml_name(&self) -> Option<&str> {
        self.read(known::XML_NAME)
    }

    /// Whether the member is an XML attribute.
    #[must_use]
    pub fn xml_attribute(&self) -> bool {
        self.has(known::XML_ATTRIBUTE)
    }

    /// Whether the list or map has no XML element of its own.
    #[must_use]
    pub fn xml_flattened(&self) -> bool {
        self.has(known::XML_FLATTENED)
    }

    /// The member's name in the query protocol of EC2.
    #[must_use]
    pub fn ec2_query_name(&self) -> Option<&str> {
        self.read(known::EC2_QUERY_NAME)
    }

    /// Whether the member is a header of an event.
    #[must_use]
    pub fn event_header(&self) -> bool {
        self.has(known::EVENT_HEADER)
    }

    /// Whether the member is the whole payload of an event.
    #[must_use]
    pub fn event_payload(&self) -> bool {
        self.has(known::EVENT_PAYLOAD)
    }

    /// The XML namespace.
    #[must_use]
    pub fn xml_namespace(&self) -> Option<XmlNamespace<'_>> {
        self.read(known::XML_NAMESPACE)
    }

    /// How a timestamp is written, where it is not the protocol's own way.
    #[must_use]
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        self.read(known::TIMESTAMP_FORMAT)
    }

    /// The media type of a text or blob.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.read(known::MEDIA_TYPE)
    }

    /// Whether the blob is a stream of bytes, or the union a stream of events.
    #[must_use]
    pub fn streaming(&self) -> bool {
        self.has(known::STREAMING)
    }

    /// Whether the length of the stream must be known before it is sent.
    #[must_use]
    pub fn requires_length(&self) -> bool {
        self.has(known::REQUIRES_LENGTH)
    }
}
