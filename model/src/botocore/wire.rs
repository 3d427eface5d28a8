//! The protocols of a service, and how they interpret the names of members.

use super::raw::{RawHttp2, RawMetadata};
use super::traits::object;
use crate::TraitValue;
use crate::traits::known;

/// The meaning of `locationName` in a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wire {
    /// JSON, bound to HTTP.
    RestJson,
    /// JSON or CBOR without HTTP bindings.
    Rpc,
    /// XML, bound to HTTP.
    RestXml,
    /// The query protocol: a form, answered in XML.
    Query,
    /// The query protocol of EC2.
    Ec2,
}

impl Wire {
    /// Converts `metadata.protocol`; `None` if the protocol is unknown.
    pub(super) fn from_protocol(protocol: &str) -> Option<Self> {
        Some(match protocol {
            "rest-json" => Self::RestJson,
            "json" | "smithy-rpc-v2-cbor" => Self::Rpc,
            "rest-xml" => Self::RestXml,
            "query" => Self::Query,
            "ec2" => Self::Ec2,
            _ => return None,
        })
    }

    /// Returns true if operations have HTTP bindings.
    pub(super) fn is_rest(self) -> bool {
        matches!(self, Self::RestJson | Self::RestXml)
    }

    /// Returns true if responses are XML.
    pub(super) fn is_xml(self) -> bool {
        matches!(self, Self::RestXml | Self::Query | Self::Ec2)
    }
}

/// The names of the protocols.
pub(super) const PROTOCOLS: [&str; 6] = [
    "ec2",
    "json",
    "query",
    "rest-json",
    "rest-xml",
    "smithy-rpc-v2-cbor",
];

/// The protocol traits of a service with their settings.
pub(super) fn protocols(metadata: &RawMetadata) -> Vec<(&'static str, TraitValue)> {
    let all = std::iter::once(&metadata.protocol).chain(&metadata.protocols);
    let known = all.filter_map(|word| protocol(word, metadata.json_version.as_deref()));
    known.map(|id| (id, settings(id, metadata))).collect()
}

/// Converts the name of a protocol; `json` without a version is 1.0, as in other readers of this
/// form.
fn protocol(word: &str, json_version: Option<&str>) -> Option<&'static str> {
    Some(match word {
        "rest-json" => "aws.protocols#restJson1",
        "json" if json_version == Some("1.1") => "aws.protocols#awsJson1_1",
        "json" => "aws.protocols#awsJson1_0",
        "smithy-rpc-v2-cbor" => "smithy.protocols#rpcv2Cbor",
        "rest-xml" => "aws.protocols#restXml",
        "query" => "aws.protocols#awsQuery",
        "ec2" => "aws.protocols#ec2Query",
        _ => return None,
    })
}

fn settings(protocol: &str, metadata: &RawMetadata) -> TraitValue {
    let h2 = metadata
        .protocol_settings
        .as_ref()
        .and_then(|settings| settings.h2);
    let has_settings = !matches!(
        protocol,
        "aws.protocols#awsQuery" | "aws.protocols#ec2Query"
    );
    let Some(h2) = h2.filter(|_| has_settings) else {
        return known::annotation();
    };
    let events = (h2 == RawHttp2::Eventstream).then(|| vec!["h2"].into());
    let http = Some(vec!["http/1.1", "h2"].into());
    object([("http", http), ("eventStreamHttp", events)]).into()
}
