//! A scenario per service.

mod cloudformation;
mod cloudfront;
mod cognito;
mod dynamodb;
mod ec2;
mod events;
mod iam;
mod kinesis;
mod kms;
mod lambda;
mod logs;
mod rds;
mod route53;
mod s3;
mod sdb;
mod secretsmanager;
mod sns;
mod sqs;
mod ssm;
mod stepfunctions;
mod sts;

use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

/// Runs a scenario, and notes the steps that passed.
pub type Scenario = fn(&Driver, &Servers, &mut Steps) -> Result<(), Failure>;

/// All scenarios, by the service's name in botocore.
pub const ALL: &[(&str, Scenario)] = &[
    ("dynamodb", dynamodb::run),
    ("kms", kms::run),
    ("secretsmanager", secretsmanager::run),
    ("ssm", ssm::run),
    ("kinesis", kinesis::run),
    ("stepfunctions", stepfunctions::run),
    ("logs", logs::run),
    ("events", events::run),
    ("cognito-idp", cognito::run),
    ("sqs", sqs::run),
    ("lambda", lambda::run),
    ("ec2", ec2::run),
    ("iam", iam::run),
    ("sts", sts::run),
    ("sns", sns::run),
    ("sdb", sdb::run),
    ("cloudformation", cloudformation::run),
    ("rds", rds::run),
    ("s3", s3::on_moto),
    ("s3 on s3s-fs", s3::on_s3s),
    ("route53", route53::run),
    ("cloudfront", cloudfront::run),
];

/// Fails with a text if a condition does not hold.
fn ensure(holds: bool, otherwise: impl Into<String>) -> Result<(), Failure> {
    match holds {
        true => Ok(()),
        false => Err(otherwise.into().into()),
    }
}

/// Fails unless a call failed with the modeled error that `is` recognizes.
fn ensure_error<T, E: std::fmt::Debug>(
    outcome: Result<T, tinsmith_runtime::Error<E>>,
    is: impl Fn(&E) -> bool,
) -> Result<(), Failure> {
    match outcome {
        Ok(_) => Err("the call that must fail succeeded".into()),
        Err(error) if error.service().is_some_and(&is) => Ok(()),
        Err(error) => Err(format!("another error than the modeled one: {error:?}").into()),
    }
}
