//! The parts of the runtime that a crate needs.

use std::collections::BTreeSet;

use crate::ir::{Feature, Operation, OperationSetting, Protocol, Service};

/// The features of the runtime for the protocol, and for what the operations ask of their bodies.
pub(super) fn required(service: &Service, operations: &[Operation]) -> BTreeSet<Feature> {
    let protocol = match service.protocol {
        Protocol::RestJson1 | Protocol::AwsJson1_1 | Protocol::AwsJson1_0 | Protocol::RpcV2Json => {
            Feature::Json
        }
        Protocol::RpcV2Cbor => Feature::Cbor,
        Protocol::RestXml => Feature::Xml,
        Protocol::AwsQuery | Protocol::Ec2Query => Feature::Query,
    };
    let settings = operations.iter().flat_map(|one| &one.settings);
    let asked = settings.filter_map(|setting| match setting {
        OperationSetting::Compression => Some(Feature::Gzip),
        OperationSetting::ChecksumRequired => Some(Feature::Md5),
        OperationSetting::StreamingOutput
        | OperationSetting::UnsignedPayload
        | OperationSetting::TreeHash
        | OperationSetting::EmptyError(..) => None,
    });
    asked.chain([protocol]).collect()
}
