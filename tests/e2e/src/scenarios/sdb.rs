//! SimpleDB (awsQuery, signed by version 2): domains and the attributes of their items.

use sdb::Client;
use sdb::operation::*;
use sdb::types::ReplaceableAttribute;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let domains = ["birds", "trees"];
    for domain in domains {
        driver.call(client.create_domain(CreateDomainInput::new().domain_name(domain)))?;
    }
    // What is reserved in a query, and what is not ASCII, is in the signature, too.
    let value = "goldfinch & böhm/2~*";
    let attributes = [
        ReplaceableAttribute::new("name", value),
        ReplaceableAttribute::new("size", "12"),
    ];
    let put = PutAttributesInput::new()
        .domain_name("birds")
        .item_name("one two")
        .attributes(attributes);
    driver.call(client.put_attributes(put))?;
    steps.passed("create");

    let read = GetAttributesInput::new()
        .domain_name("birds")
        .item_name("one two")
        .attribute_names(["name"]);
    let found = driver.call(client.get_attributes(read))?.attributes;
    let found = found.unwrap_or_default();
    ensure(
        found.len() == 1 && found[0].value == value,
        format!("other attributes: {found:?}"),
    )?;
    steps.passed("read");

    let pages = driver.pages(client.list_domains(ListDomainsInput::new()))?;
    let listed = pages
        .iter()
        .flat_map(|page| page.domain_names.iter().flatten());
    let listed: Vec<&String> = listed.collect();
    ensure(listed == domains, format!("other domains: {listed:?}"))?;
    steps.passed("pages");

    let missing = GetAttributesInput::new()
        .domain_name("missing")
        .item_name("one");
    ensure_error(driver.call(client.get_attributes(missing)), |error| {
        matches!(error, GetAttributesError::NoSuchDomain(_))
    })?;
    steps.passed("error");

    for domain in domains {
        driver.call(client.delete_domain(DeleteDomainInput::new().domain_name(domain)))?;
    }
    steps.passed("delete");
    Ok(())
}
