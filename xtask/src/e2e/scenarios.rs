//! The services of the scenarios, and the operations that each scenario calls.

/// A service's scenario in `tests/e2e/src/scenarios`.
pub(super) struct Scenario {
    /// The service's name in botocore, and the name of its crate.
    pub(super) service: &'static str,
    /// The names of the operations in the model.
    pub(super) operations: &'static [&'static str],
}

const fn scenario(service: &'static str, operations: &'static [&'static str]) -> Scenario {
    Scenario {
        service,
        operations,
    }
}

/// All scenarios, in the order of the table.
#[rustfmt::skip]
pub(super) const SCENARIOS: &[Scenario] = &[
    scenario("dynamodb", &["CreateTable", "DescribeTable", "PutItem", "Scan", "DeleteTable"]),
    scenario("kms", &[
        "CreateKey", "Encrypt", "Decrypt", "ListKeys", "DescribeKey", "ScheduleKeyDeletion",
    ]),
    scenario("secretsmanager", &["CreateSecret", "GetSecretValue", "ListSecrets", "DeleteSecret"]),
    scenario("ssm", &["PutParameter", "GetParameter", "DescribeParameters", "DeleteParameter"]),
    scenario("kinesis", &[
        "CreateStream", "PutRecord", "DescribeStream", "GetShardIterator", "GetRecords",
        "ListStreams", "DeleteStream",
    ]),
    scenario("stepfunctions", &[
        "CreateStateMachine", "DescribeStateMachine", "ListStateMachines", "DeleteStateMachine",
    ]),
    scenario("logs", &[
        "CreateLogGroup", "CreateLogStream", "PutLogEvents", "GetLogEvents", "DescribeLogGroups",
        "DeleteLogGroup",
    ]),
    scenario("events", &["PutRule", "DescribeRule", "ListRules", "DeleteRule"]),
    scenario("cognito-idp", &[
        "CreateUserPool", "DescribeUserPool", "ListUserPools", "DeleteUserPool",
    ]),
    scenario("sqs", &[
        "CreateQueue", "SendMessage", "ReceiveMessage", "ListQueues", "GetQueueUrl",
        "DeleteQueue",
    ]),
    scenario("lambda", &["CreateFunction", "GetFunction", "ListFunctions", "DeleteFunction"]),
    scenario("ec2", &[
        "RunInstances", "DescribeInstances", "TerminateInstances", "CreateVpc", "DescribeVpcs",
        "DeleteVpc",
    ]),
    scenario("iam", &["CreateUser", "GetUser", "ListUsers", "DeleteUser", "CreateRole", "GetRole"]),
    scenario("sts", &["GetCallerIdentity", "AssumeRole", "GetSessionToken"]),
    scenario("sns", &["CreateTopic", "GetTopicAttributes", "ListTopics", "DeleteTopic"]),
    scenario("sdb", &[
        "CreateDomain", "PutAttributes", "GetAttributes", "ListDomains", "DeleteDomain",
    ]),
    scenario("rds", &["CreateDBInstance", "DescribeDBInstances", "DeleteDBInstance"]),
    scenario("s3", &[
        "CreateBucket", "PutObject", "GetObject", "HeadObject", "ListBuckets", "GetBucketLocation",
        "ListObjectsV2", "DeleteObject", "DeleteObjects", "DeleteBucket",
    ]),
    scenario("route53", &[
        "CreateHostedZone", "ChangeResourceRecordSets", "GetHostedZone", "ListResourceRecordSets",
        "ListHostedZones", "DeleteHostedZone",
    ]),
    scenario("cloudfront", &[
        "CreateDistribution", "GetDistribution", "ListDistributions", "DeleteDistribution",
    ]),
    scenario("cloudformation", &["CreateStack", "DescribeStacks", "ListStacks", "DeleteStack"]),
];
