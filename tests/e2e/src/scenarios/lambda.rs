//! Lambda (restJson1): functions.

use lambda::Client;
use lambda::operation::*;
use lambda::types::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let iam = iam::Client::new(servers.moto())?;
    let role = super::iam::role(driver, &iam, "e2e-lambda")?;
    let client = Client::new(servers.moto())?;
    let names: Vec<String> = (0..3).map(|at| format!("function-{at}")).collect();
    for name in &names {
        let create = CreateFunctionInput::new()
            .function_name(name)
            .runtime(Runtime::Python312)
            .role(&role)
            .handler("main.handler")
            .code(FunctionCode::new().zip_file(&b"PK\x05\x06no archive"[..]));
        driver.call(client.create_function(create))?;
    }
    steps.passed("create");

    let read = driver.call(client.get_function(GetFunctionInput::new(&names[0])))?;
    let configuration = read.configuration.unwrap_or_default();
    ensure(
        configuration.handler.as_deref() == Some("main.handler"),
        "another handler",
    )?;
    steps.passed("read");

    let pages = driver.pages(client.list_functions(ListFunctionsInput::new().max_items(1)))?;
    let listed: Vec<_> = pages
        .iter()
        .flat_map(|page| page.functions.iter().flatten())
        .collect();
    let all = names.iter().all(|name| {
        listed
            .iter()
            .any(|it| it.function_name.as_ref() == Some(name))
    });
    ensure(
        all,
        format!("functions are missing among the {} listed", listed.len()),
    )?;
    steps.passed("pages");

    let missing = client.get_function(GetFunctionInput::new("missing"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, GetFunctionError::ResourceNotFoundException(_))
    })?;
    steps.passed("error");

    for name in names {
        driver.call(client.delete_function(DeleteFunctionInput::new(name)))?;
    }
    steps.passed("delete");
    Ok(())
}
