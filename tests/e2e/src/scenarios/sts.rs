//! STS (awsQuery): who calls, and credentials that end.

use sts::Client;
use sts::operation::*;

use super::ensure;
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let caller = driver.call(client.get_caller_identity(GetCallerIdentityInput::new()))?;
    ensure(
        caller.account.is_some_and(|id| id.len() == 12),
        "no account came back",
    )?;
    steps.passed("read");

    let assume = AssumeRoleInput::new()
        .role_arn("arn:aws:iam::123456789012:role/e2e")
        .role_session_name("session");
    let credentials = driver
        .call(client.assume_role(assume))?
        .credentials
        .ok_or("no keys")?;
    ensure(
        !credentials.session_token.is_empty(),
        "no session token came back",
    )?;
    driver.call(client.get_session_token(GetSessionTokenInput::new()))?;
    steps.passed("create");

    let invalid = AssumeRoleInput::new().role_arn("arn:aws:iam::123456789012:role/e2e");
    let error = driver
        .call(client.assume_role(invalid))
        .err()
        .map(|error| error.to_string());
    let named = error
        .as_ref()
        .is_some_and(|text| text.contains("RoleSessionName"));
    ensure(named, format!("the missing member is not named: {error:?}"))?;
    steps.passed("error");
    Ok(())
}
