//! Unions that the botocore form has as structures without a mark.
//!
//! These are all the shapes that are unions in a service's published Smithy model, and neither
//! `union` nor `eventstream` in botocore's. An input with two of the members is refused by the
//! service.

/// The `sdkId` of a service, and its unions in the Smithy model that states it.
const UNMARKED: &[(&str, &[&str])] = &[
    (
        "CloudDirectory",
        &["com.amazonaws.clouddirectory#TypedAttributeValue"],
    ),
    ("DynamoDB", &["com.amazonaws.dynamodb#AttributeValue"]),
    (
        "DynamoDB Streams",
        &["com.amazonaws.dynamodbstreams#AttributeValue"],
    ),
    ("IoT", &["com.amazonaws.iot#AssetPropertyVariant"]),
    (
        "QuickSight",
        &[
            "com.amazonaws.quicksight#DataSourceParameters",
            "com.amazonaws.quicksight#PhysicalTable",
            "com.amazonaws.quicksight#TransformOperation",
        ],
    ),
    (
        "S3",
        &[
            "com.amazonaws.s3#AnalyticsFilter",
            "com.amazonaws.s3#MetricsFilter",
        ],
    ),
    (
        "SageMaker",
        &["com.amazonaws.sagemaker#TrialComponentParameterValue"],
    ),
    ("XRay", &["com.amazonaws.xray#AnnotationValue"]),
];

/// Returns the names of the unions of a service that have no mark. `service` is its `sdkId`.
pub(super) fn unmarked(service: &str) -> Vec<&'static str> {
    let of_service = UNMARKED.iter().filter(|(name, _)| *name == service);
    let ids = of_service.flat_map(|(_, ids)| ids.iter());
    ids.filter_map(|id| Some(id.split_once('#')?.1)).collect()
}
