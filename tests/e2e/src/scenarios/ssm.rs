//! Systems Manager (awsJson1_1): parameters.

use ssm::Client;
use ssm::operation::*;
use ssm::types::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let names: Vec<String> = (0..12).map(|at| format!("/e2e/parameter-{at}")).collect();
    for name in &names {
        let put = PutParameterInput::new().name(name).value("a value");
        driver.call(client.put_parameter(put.r#type(ParameterType::SecureString)))?;
    }
    steps.passed("create");

    let read = GetParameterInput::new()
        .name(&names[0])
        .with_decryption(true);
    let parameter = driver
        .call(client.get_parameter(read))?
        .parameter
        .unwrap_or_default();
    ensure(
        parameter.value.as_deref() == Some("a value"),
        "another value came back",
    )?;
    ensure(parameter.last_modified_date.is_some(), "no date came back")?;
    steps.passed("read");

    // moto's pages hold ten.
    let pages = driver.pages(client.describe_parameters(DescribeParametersInput::new()))?;
    let listed: Vec<_> = pages
        .iter()
        .flat_map(|page| page.parameters.iter().flatten())
        .collect();
    let all = names
        .iter()
        .all(|name| listed.iter().any(|it| it.name.as_ref() == Some(name)));
    ensure(
        all && pages.len() >= 2,
        format!("{} on {} pages", listed.len(), pages.len()),
    )?;
    steps.passed("pages");

    let missing = GetParameterInput::new().name("/missing");
    ensure_error(driver.call(client.get_parameter(missing)), |error| {
        matches!(error, GetParameterError::ParameterNotFound(_))
    })?;
    steps.passed("error");

    for name in names {
        driver.call(client.delete_parameter(DeleteParameterInput::new().name(name)))?;
    }
    steps.passed("delete");
    Ok(())
}
