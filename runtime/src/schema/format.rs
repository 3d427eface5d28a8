//! Traits that matter in a single format. They stand beside members and shapes behind one
//! reference, so that a format adds nothing to those that do not use it.

/// The traits of a member or shape that single formats honor.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FormatTraits {
    /// The name in JSON if it differs from the member's (`smithy.api#jsonName`).
    pub json_name: Option<&'static str>,
    /// The name of the XML element or attribute if it differs from the member's
    /// (`smithy.api#xmlName`).
    pub xml_name: Option<&'static str>,
    /// True if the value is an attribute of the element that encloses it
    /// (`smithy.api#xmlAttribute`).
    pub xml_attribute: bool,
    /// True if elements or entries stand beside other members, without an element around them
    /// (`smithy.api#xmlFlattened`).
    pub xml_flattened: bool,
    /// The namespace that the XML element declares (`smithy.api#xmlNamespace`).
    pub xml_namespace: Option<XmlNamespace>,
    /// True if the document's element is the value of the structure's first member
    /// (`aws.customizations#s3UnwrappedXmlOutput`).
    pub xml_unwrapped: bool,
    /// The name in requests of EC2 (`aws.protocols#ec2QueryName`).
    pub ec2_name: Option<&'static str>,
    /// The code of an error in the AWS query protocol (`aws.protocols#awsQueryError`).
    pub query_code: Option<&'static str>,
    /// True if the message of an error must not be shown (`smithy.api#sensitive`).
    pub sensitive_message: bool,
}

/// An XML namespace (`smithy.api#xmlNamespace`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The prefix; `None` for the default namespace.
    pub prefix: Option<&'static str>,
    /// The URI.
    pub uri: &'static str,
}

/// No format traits, to which others are added.
#[must_use]
pub const fn traits() -> FormatTraits {
    *FormatTraits::NONE
}

impl FormatTraits {
    /// No format traits.
    pub const NONE: &'static Self = &Self {
        json_name: None,
        xml_name: None,
        xml_attribute: false,
        xml_flattened: false,
        xml_namespace: None,
        xml_unwrapped: false,
        ec2_name: None,
        query_code: None,
        sensitive_message: false,
    };

    /// Sets the name in JSON, for the protocols that honor it.
    #[must_use]
    pub const fn json_name(mut self, name: &'static str) -> Self {
        self.json_name = Some(name);
        self
    }

    /// Sets the name of the XML element or attribute.
    #[must_use]
    pub const fn xml_name(mut self, name: &'static str) -> Self {
        self.xml_name = Some(name);
        self
    }

    /// Makes the value an XML attribute.
    #[must_use]
    pub const fn xml_attribute(mut self) -> Self {
        self.xml_attribute = true;
        self
    }

    /// Leaves out the XML element around a list or map.
    #[must_use]
    pub const fn xml_flattened(mut self) -> Self {
        self.xml_flattened = true;
        self
    }

    /// Declares a default XML namespace.
    #[must_use]
    pub const fn xml_namespace(mut self, uri: &'static str) -> Self {
        self.xml_namespace = Some(XmlNamespace { prefix: None, uri });
        self
    }

    /// Declares an XML namespace under a prefix.
    #[must_use]
    pub const fn xml_prefix(mut self, prefix: &'static str, uri: &'static str) -> Self {
        self.xml_namespace = Some(XmlNamespace {
            prefix: Some(prefix),
            uri,
        });
        self
    }

    /// Makes the document's element the value of the structure's first member.
    #[must_use]
    pub const fn xml_unwrapped(mut self) -> Self {
        self.xml_unwrapped = true;
        self
    }

    /// Sets the name in requests of EC2.
    #[must_use]
    pub const fn ec2_name(mut self, name: &'static str) -> Self {
        self.ec2_name = Some(name);
        self
    }

    /// Sets the code of an error in the AWS query protocol.
    #[must_use]
    pub const fn query_code(mut self, code: &'static str) -> Self {
        self.query_code = Some(code);
        self
    }

    /// Keeps the message of an error out of what is shown.
    #[must_use]
    pub const fn sensitive_message(mut self) -> Self {
        self.sensitive_message = true;
        self
    }
}
