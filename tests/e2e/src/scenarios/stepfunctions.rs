//! Step Functions (awsJson1_0): state machines.

use stepfunctions::Client;
use stepfunctions::operation::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

const DEFINITION: &str = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let mut machines = Vec::new();
    for at in 0..5 {
        let create = CreateStateMachineInput::new()
            .name(format!("machine-{at}"))
            .definition(DEFINITION)
            .role_arn("arn:aws:iam::123456789012:role/machine");
        machines.push(
            driver
                .call(client.create_state_machine(create))?
                .state_machine_arn,
        );
    }
    steps.passed("create");

    let read = DescribeStateMachineInput::new().state_machine_arn(&machines[0]);
    let machine = driver.call(client.describe_state_machine(read))?;
    ensure(
        machine.definition == DEFINITION,
        "another definition came back",
    )?;
    steps.passed("read");

    let list = ListStateMachinesInput::new().max_results(2);
    let pages = driver.pages(client.list_state_machines(list))?;
    let listed: Vec<_> = pages.iter().flat_map(|page| &page.state_machines).collect();
    let all = machines
        .iter()
        .all(|arn| listed.iter().any(|it| &it.state_machine_arn == arn));
    ensure(
        all && pages.len() >= 3,
        format!("{} on {} pages", listed.len(), pages.len()),
    )?;
    steps.passed("pages");

    let missing = "arn:aws:states:us-east-1:123456789012:stateMachine:missing";
    let missing = DescribeStateMachineInput::new().state_machine_arn(missing);
    ensure_error(
        driver.call(client.describe_state_machine(missing)),
        |error| {
            matches!(
                error,
                DescribeStateMachineError::StateMachineDoesNotExist(_)
            )
        },
    )?;
    steps.passed("error");

    for arn in machines {
        let delete = DeleteStateMachineInput::new().state_machine_arn(arn);
        driver.call(client.delete_state_machine(delete))?;
    }
    steps.passed("delete");
    Ok(())
}
