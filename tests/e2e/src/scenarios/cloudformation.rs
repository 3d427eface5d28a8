//! CloudFormation (awsQuery): stacks.

use cloudformation::Client;
use cloudformation::operation::*;
use cloudformation::types::*;

use super::ensure;
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

const TEMPLATE: &str = r#"{"Parameters":{"Name":{"Type":"String"}},"Resources":{"Topic":
{"Type":"AWS::SNS::Topic","Properties":{"TopicName":{"Ref":"Name"}}}}}"#;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let names: Vec<String> = (0..3)
        .map(|at| format!("stack-{}-{at}", driver.name()))
        .collect();
    for name in &names {
        let topic = Parameter::new()
            .parameter_key("Name")
            .parameter_value(format!("of-{name}"));
        let create = CreateStackInput::new()
            .stack_name(name)
            .template_body(TEMPLATE);
        driver.call(client.create_stack(create.parameters([topic])))?;
    }
    steps.passed("create");

    let read = client.describe_stacks(DescribeStacksInput::new().stack_name(&names[0]));
    let stacks = driver.call(read)?.stacks.unwrap_or_default();
    let status = stacks.first().map(|stack| stack.stack_status.clone());
    ensure(
        status == Some(StackStatus::CreateComplete),
        format!("it is {status:?}"),
    )?;
    steps.passed("read");

    let pages = driver.pages(client.list_stacks(ListStacksInput::new()))?;
    let listed: Vec<_> = pages
        .iter()
        .flat_map(|page| page.stack_summaries.iter().flatten())
        .collect();
    let named = |name: &String| listed.iter().any(|it| it.stack_name == *name);
    ensure(
        names.iter().all(named),
        format!("{} are listed", listed.len()),
    )?;
    steps.passed("pages");

    let missing = client.describe_stacks(DescribeStacksInput::new().stack_name("missing"));
    let error = driver.call(missing).err();
    let code = error.as_ref().and_then(|error| error.code());
    ensure(
        code == Some("ValidationError"),
        format!("another error: {error:?}"),
    )?;
    steps.passed("error");

    for name in names {
        driver.call(client.delete_stack(DeleteStackInput::new().stack_name(name)))?;
    }
    steps.passed("delete");
    Ok(())
}
