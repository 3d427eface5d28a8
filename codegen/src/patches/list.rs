//! The patches.

use super::{Fact, Patch};
use crate::ir::HeaderValue;

pub(super) const PATCHES: &[Patch] = &[
    Patch {
        name: "glacier-version",
        service: "Glacier",
        fact: Fact::Header("x-amz-glacier-version", HeaderValue::ServiceVersion),
        reason: "requests that do not name the version of the interface are refused",
        source: "https://docs.aws.amazon.com/amazonglacier/latest/dev/api-common-request-headers.html",
    },
    Patch {
        name: "glacier-own-account",
        service: "Glacier",
        fact: Fact::EmptyLabel("accountId", "-"),
        reason: "`-` stands for the account of the credentials, so that callers may leave it empty",
        source: "https://docs.aws.amazon.com/amazonglacier/latest/dev/api-archive-post.html",
    },
    Patch {
        name: "glacier-archive-tree-hash",
        service: "Glacier",
        fact: Fact::TreeHash {
            operation: "UploadArchive",
        },
        reason: "uploads are refused without a SHA-256 tree hash",
        source: "https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html",
    },
    Patch {
        name: "glacier-part-tree-hash",
        service: "Glacier",
        fact: Fact::TreeHash {
            operation: "UploadMultipartPart",
        },
        reason: "uploads are refused without a SHA-256 tree hash",
        source: "https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html",
    },
    Patch {
        name: "api-gateway-json",
        service: "API Gateway",
        fact: Fact::Header("accept", HeaderValue::Text("application/json")),
        reason: "the service answers in a format of its own unless it is asked for JSON",
        source: "https://github.com/boto/botocore/blob/develop/botocore/handlers.py",
    },
    Patch {
        name: "machine-learning-endpoint",
        service: "Machine Learning",
        fact: Fact::Endpoint {
            operation: "Predict",
            member: "PredictEndpoint",
        },
        reason: "predictions are made at an endpoint that belongs to the model, and that the caller passes on",
        source: "https://docs.aws.amazon.com/machine-learning/latest/APIReference/API_Predict.html",
    },
    Patch {
        name: "s3-bucket-in-endpoint",
        service: "S3",
        fact: Fact::LabelInEndpoint("Bucket"),
        reason: "the endpoint rules put the bucket into the host or before the path",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html",
    },
    Patch {
        name: "s3-bucket-location",
        service: "S3",
        fact: Fact::UnwrappedXml {
            operation: "GetBucketLocation",
        },
        reason: "the document is the location itself, which botocore's form does not say",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html",
    },
    Patch {
        name: "s3-get-object-expires",
        service: "S3",
        fact: Fact::LenientHeader {
            operation: "GetObject",
            member: "Expires",
        },
        reason: "the header is returned as the uploader set it, whatever it is",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
    },
    Patch {
        name: "s3-head-object-expires",
        service: "S3",
        fact: Fact::LenientHeader {
            operation: "HeadObject",
            member: "Expires",
        },
        reason: "the header is returned as the uploader set it, whatever it is",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html",
    },
    Patch {
        name: "s3-head-object-not-found",
        service: "S3",
        fact: Fact::EmptyError {
            operation: "HeadObject",
            status: 404,
            codes: &["NotFound", "NoSuchKey"],
        },
        reason: "the answer to a HEAD request has no body that could name the error",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html",
    },
    Patch {
        name: "s3-head-bucket-not-found",
        service: "S3",
        fact: Fact::EmptyError {
            operation: "HeadBucket",
            status: 404,
            codes: &["NotFound", "NoSuchBucket"],
        },
        reason: "the answer to a HEAD request has no body that could name the error",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html",
    },
    Patch {
        name: "s3-control-account-in-endpoint",
        service: "S3 Control",
        fact: Fact::HostPrefixInEndpoint("{AccountId}."),
        reason: "the endpoint rules put the account into the host",
        source: "https://docs.aws.amazon.com/general/latest/gr/s3.html",
    },
    Patch {
        name: "route-53-ids",
        service: "Route 53",
        fact: Fact::LastSegment(&["ResourceId", "ChangeId", "DelegationSetId"]),
        reason: "ids are returned with the path of their kind, such as `/hostedzone/`, and taken without",
        source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html",
    },
    Patch {
        name: "sts-identity-provider",
        service: "STS",
        fact: Fact::Retryable("IDPCommunicationErrorException"),
        reason: "the error is documented as transient",
        source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html",
    },
    Patch {
        name: "get-log-events-end",
        service: "CloudWatch Logs",
        fact: Fact::RepeatedTokenEnds {
            operation: "GetLogEvents",
            token: "nextForwardToken",
        },
        reason: "at the end of the stream the operation returns the token that it was sent",
        source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html",
    },
];
