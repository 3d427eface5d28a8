//! IAM (awsQuery): users.

use iam::Client;
use iam::operation::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

/// Makes a role that a service may assume, and returns its ARN.
pub fn role(driver: &Driver, client: &Client, name: &str) -> Result<String, Failure> {
    let read = driver.call(client.get_role(GetRoleInput::new().role_name(name)));
    if let Ok(found) = read {
        return Ok(found.role.arn);
    }
    let create = CreateRoleInput::new().role_name(name);
    let create = create.assume_role_policy_document(r#"{"Version":"2012-10-17","Statement":[]}"#);
    Ok(driver.call(client.create_role(create))?.role.arn)
}

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let names: Vec<String> = (0..5).map(|at| format!("user-{at}")).collect();
    for name in &names {
        driver.call(client.create_user(CreateUserInput::new().user_name(name).path("/e2e/")))?;
    }
    steps.passed("create");

    let read = client.get_user(GetUserInput::new().user_name(&names[0]));
    let user = driver.call(read)?.user;
    ensure(user.path == "/e2e/", format!("another path: {}", user.path))?;
    steps.passed("read");

    let list = ListUsersInput::new().path_prefix("/e2e/").max_items(2);
    let pages = driver.pages(client.list_users(list))?;
    let listed: Vec<_> = pages.iter().flat_map(|page| &page.users).collect();
    ensure(
        listed.len() == names.len(),
        format!("{} are listed", listed.len()),
    )?;
    steps.passed("pages");

    let missing = client.get_user(GetUserInput::new().user_name("missing"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, GetUserError::NoSuchEntityException(_))
    })?;
    steps.passed("error");

    for name in names {
        driver.call(client.delete_user(DeleteUserInput::new().user_name(name)))?;
    }
    steps.passed("delete");
    Ok(())
}
