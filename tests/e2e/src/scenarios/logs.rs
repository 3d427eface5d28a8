//! CloudWatch Logs (awsJson1_1): groups, streams and events.

use std::time::{SystemTime, UNIX_EPOCH};

use logs::Client;
use logs::operation::*;
use logs::types::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let groups: Vec<String> = (0..5).map(|at| format!("/e2e/group-{at}")).collect();
    for name in &groups {
        driver.call(client.create_log_group(CreateLogGroupInput::new().log_group_name(name)))?;
    }
    let stream = CreateLogStreamInput::new()
        .log_group_name(&groups[0])
        .log_stream_name("stream");
    driver.call(client.create_log_stream(stream))?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64;
    let events = (0..4).map(|at| InputLogEvent::new(now + at, format!("event {at}")));
    let put = PutLogEventsInput::new()
        .log_group_name(&groups[0])
        .log_stream_name("stream");
    driver.call(client.put_log_events(put.log_events(events)))?;
    steps.passed("create");

    let read = GetLogEventsInput::new()
        .log_group_name(&groups[0])
        .log_stream_name("stream")
        .start_from_head(true);
    let events = driver
        .call(client.get_log_events(read))?
        .events
        .unwrap_or_default();
    ensure(
        events.len() == 4,
        format!("{} events came back", events.len()),
    )?;
    steps.passed("read");

    let pages = driver.pages(client.describe_log_groups(DescribeLogGroupsInput::new().limit(2)))?;
    let listed: Vec<_> = pages
        .iter()
        .flat_map(|page| page.log_groups.iter().flatten())
        .collect();
    let all = groups.iter().all(|name| {
        listed
            .iter()
            .any(|it| it.log_group_name.as_ref() == Some(name))
    });
    ensure(
        all && pages.len() >= 3,
        format!("{} on {} pages", listed.len(), pages.len()),
    )?;
    steps.passed("pages");

    let again = CreateLogGroupInput::new().log_group_name(&groups[0]);
    ensure_error(driver.call(client.create_log_group(again)), |error| {
        matches!(
            error,
            CreateLogGroupError::ResourceAlreadyExistsException(_)
        )
    })?;
    steps.passed("error");

    for name in groups {
        driver.call(client.delete_log_group(DeleteLogGroupInput::new().log_group_name(name)))?;
    }
    steps.passed("delete");
    Ok(())
}
