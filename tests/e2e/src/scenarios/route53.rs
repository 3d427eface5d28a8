//! Route 53 (restXml): hosted zones and their records.

use route53::Client;
use route53::operation::*;
use route53::types::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let mut zones = Vec::new();
    for at in 0..3 {
        let create = CreateHostedZoneInput::new()
            .name(format!("e2e-{at}.example."))
            .caller_reference(format!("{}-{at}", driver.name()));
        zones.push(driver.call(client.create_hosted_zone(create))?.hosted_zone);
    }
    let id = zones[0].id.clone();
    let record = ResourceRecordSet::new("www.e2e-0.example.", RrType::A)
        .ttl(60)
        .resource_records([ResourceRecord::new("192.0.2.1")]);
    let batch = ChangeBatch::new(vec![Change::new(ChangeAction::Create, record.clone())]);
    let change = ChangeResourceRecordSetsInput::new(&id).change_batch(batch);
    driver.call(client.change_resource_record_sets(change))?;
    steps.passed("create");

    // The id has its path, as the service returns it.
    ensure(id.starts_with("/hostedzone/"), format!("another id: {id}"))?;
    let read = driver.call(client.get_hosted_zone(GetHostedZoneInput::new(&id)))?;
    ensure(read.hosted_zone.id == id, format!("another zone: {read:?}"))?;
    let records = client.list_resource_record_sets(ListResourceRecordSetsInput::new(&id));
    let records = driver.call(records)?.resource_record_sets;
    let found = records.iter().find(|one| one.r#type == RrType::A);
    ensure(
        found.is_some_and(|found| found.resource_records == record.resource_records),
        format!("another record: {records:?}"),
    )?;
    steps.passed("read");

    let pages = driver.pages(client.list_hosted_zones(ListHostedZonesInput::new().max_items("2")))?;
    let listed: Vec<&HostedZone> = pages.iter().flat_map(|page| &page.hosted_zones).collect();
    let all = zones.iter().all(|zone| listed.iter().any(|one| one.id == zone.id));
    ensure(all && pages.len() >= 2, format!("{} are listed", listed.len()))?;
    steps.passed("pages");

    let missing = client.get_hosted_zone(GetHostedZoneInput::new("ZMISSING"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, GetHostedZoneError::NoSuchHostedZone(_))
    })?;
    steps.passed("error");

    let batch = ChangeBatch::new(vec![Change::new(ChangeAction::Delete, record)]);
    let change = ChangeResourceRecordSetsInput::new(&id).change_batch(batch);
    driver.call(client.change_resource_record_sets(change))?;
    for zone in zones {
        driver.call(client.delete_hosted_zone(DeleteHostedZoneInput::new(zone.id)))?;
    }
    steps.passed("delete");
    Ok(())
}
