//! DynamoDB (awsJson1_0): a table and its items.

use std::collections::BTreeMap;

use dynamodb::Client;
use dynamodb::operation::*;
use dynamodb::types::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

const TABLE: &str = "music";

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let create = CreateTableInput::new()
        .table_name(TABLE)
        .attribute_definitions([AttributeDefinition::new("artist", ScalarAttributeType::S)])
        .key_schema([KeySchemaElement::new("artist", KeyType::Hash)])
        .billing_mode(BillingMode::PayPerRequest);
    driver.call(client.create_table(create))?;
    steps.passed("create");

    let read = client.describe_table(DescribeTableInput::new().table_name(TABLE));
    let table = driver.call(read)?.table.unwrap_or_default();
    ensure(
        table.table_name.as_deref() == Some(TABLE),
        format!("another table: {table:?}"),
    )?;
    steps.passed("read");

    for at in 0..7 {
        let artist = AttributeValue::S(format!("artist {at}"));
        let item = BTreeMap::from([
            ("artist".to_owned(), artist),
            ("songs".to_owned(), AttributeValue::N(at.to_string())),
        ]);
        driver.call(client.put_item(PutItemInput::new().table_name(TABLE).item(item)))?;
    }
    let scan = client.scan(ScanInput::new().table_name(TABLE).limit(3));
    let pages = driver.pages(scan)?;
    let items = pages
        .iter()
        .flat_map(|page| page.items.iter().flatten())
        .count();
    ensure(
        items == 7 && pages.len() >= 3,
        format!("{items} items on {} pages", pages.len()),
    )?;
    steps.passed("pages");

    let missing = client.describe_table(DescribeTableInput::new().table_name("missing"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, DescribeTableError::ResourceNotFoundException(_))
    })?;
    steps.passed("error");

    driver.call(client.delete_table(DeleteTableInput::new().table_name(TABLE)))?;
    steps.passed("delete");
    Ok(())
}
