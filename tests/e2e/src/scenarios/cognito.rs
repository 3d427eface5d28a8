//! Cognito user pools (awsJson1_1).

use cognito_idp::Client;
use cognito_idp::operation::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let mut pools = Vec::new();
    for at in 0..5 {
        let create = CreateUserPoolInput::new().pool_name(format!("pool-{at}"));
        let pool = driver
            .call(client.create_user_pool(create))?
            .user_pool
            .unwrap_or_default();
        pools.push(pool.id.ok_or("the pool has no id")?);
    }
    steps.passed("create");

    let read = DescribeUserPoolInput::new().user_pool_id(&pools[0]);
    let pool = driver
        .call(client.describe_user_pool(read))?
        .user_pool
        .unwrap_or_default();
    ensure(
        pool.name.as_deref() == Some("pool-0"),
        "another pool came back",
    )?;
    steps.passed("read");

    let pages = driver.pages(client.list_user_pools(ListUserPoolsInput::new().max_results(2)))?;
    let listed: Vec<_> = pages
        .iter()
        .flat_map(|page| page.user_pools.iter().flatten())
        .collect();
    let all = pools
        .iter()
        .all(|id| listed.iter().any(|it| it.id.as_ref() == Some(id)));
    ensure(
        all && pages.len() >= 3,
        format!("{} on {} pages", listed.len(), pages.len()),
    )?;
    steps.passed("pages");

    let missing = DescribeUserPoolInput::new().user_pool_id("us-east-1_missing");
    ensure_error(driver.call(client.describe_user_pool(missing)), |error| {
        matches!(error, DescribeUserPoolError::ResourceNotFoundException(_))
    })?;
    steps.passed("error");

    for id in pools {
        driver.call(client.delete_user_pool(DeleteUserPoolInput::new().user_pool_id(id)))?;
    }
    steps.passed("delete");
    Ok(())
}
