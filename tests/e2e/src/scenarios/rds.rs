//! RDS (awsQuery): database instances.

use rds::Client;
use rds::operation::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let names: Vec<String> = (0..3).map(|at| format!("e2e-{at}")).collect();
    for name in &names {
        let create = CreateDbInstanceInput::new()
            .db_instance_identifier(name)
            .db_instance_class("db.t3.micro")
            .engine("postgres")
            .allocated_storage(20)
            .master_username("admin-e2e")
            .master_user_password("not-a-secret");
        driver.call(client.create_db_instance(create))?;
    }
    steps.passed("create");

    let read = DescribeDbInstancesInput::new().db_instance_identifier(&names[0]);
    let found = driver.call(client.describe_db_instances(read))?.db_instances;
    let engine = found.unwrap_or_default().into_iter().next().and_then(|one| one.engine);
    ensure(
        engine.as_deref() == Some("postgres"),
        format!("another engine: {engine:?}"),
    )?;
    steps.passed("read");

    let list = DescribeDbInstancesInput::new().max_records(20);
    let pages = driver.pages(client.describe_db_instances(list))?;
    let listed = pages.iter().flat_map(|page| page.db_instances.iter().flatten()).count();
    ensure(listed == names.len(), format!("{listed} are listed"))?;
    steps.passed("pages");

    let missing = DescribeDbInstancesInput::new().db_instance_identifier("missing");
    ensure_error(driver.call(client.describe_db_instances(missing)), |error| {
        matches!(error, DescribeDbInstancesError::DbInstanceNotFoundFault(_))
    })?;
    steps.passed("error");

    for name in names {
        let delete = DeleteDbInstanceInput::new().db_instance_identifier(name);
        driver.call(client.delete_db_instance(delete.skip_final_snapshot(true)))?;
    }
    steps.passed("delete");
    Ok(())
}
