//! Secrets Manager (awsJson1_1): secrets.

use secretsmanager::Client;
use secretsmanager::operation::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let names: Vec<String> = (0..5).map(|at| format!("secret-{at}")).collect();
    for name in &names {
        let create = CreateSecretInput::new()
            .name(name)
            .secret_string(format!("of {name}"));
        driver.call(client.create_secret(create))?;
    }
    steps.passed("create");

    let read = GetSecretValueInput::new().secret_id(&names[0]);
    let value = driver.call(client.get_secret_value(read))?.secret_string;
    ensure(
        value.as_deref() == Some("of secret-0"),
        "another secret came back",
    )?;
    steps.passed("read");

    let pages = driver.pages(client.list_secrets(ListSecretsInput::new().max_results(2)))?;
    let listed: Vec<_> = pages
        .iter()
        .flat_map(|page| page.secret_list.iter().flatten())
        .collect();
    let all = names
        .iter()
        .all(|name| listed.iter().any(|it| it.name.as_ref() == Some(name)));
    ensure(
        all && pages.len() >= 3,
        format!("{} on {} pages", listed.len(), pages.len()),
    )?;
    steps.passed("pages");

    let missing = GetSecretValueInput::new().secret_id("missing");
    ensure_error(driver.call(client.get_secret_value(missing)), |error| {
        matches!(error, GetSecretValueError::ResourceNotFoundException(_))
    })?;
    steps.passed("error");

    for name in &names {
        let delete = DeleteSecretInput::new()
            .secret_id(name)
            .force_delete_without_recovery(true);
        driver.call(client.delete_secret(delete))?;
    }
    steps.passed("delete");
    Ok(())
}
