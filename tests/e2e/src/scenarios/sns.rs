//! SNS (awsQuery): topics.

use sns::Client;
use sns::operation::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

/// More than a page has.
const TOPICS: usize = 105;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let mut topics = Vec::new();
    for at in 0..TOPICS {
        let create = CreateTopicInput::new().name(format!("topic-{at}"));
        topics.push(
            driver
                .call(client.create_topic(create))?
                .topic_arn
                .ok_or("no ARN")?,
        );
    }
    steps.passed("create");

    let read = GetTopicAttributesInput::new().topic_arn(&topics[0]);
    let attributes = driver.call(client.get_topic_attributes(read))?.attributes;
    let arn = attributes.and_then(|attributes| attributes.get("TopicArn").cloned());
    ensure(
        arn.as_ref() == Some(&topics[0]),
        format!("another ARN: {arn:?}"),
    )?;
    steps.passed("read");

    let pages = driver.pages(client.list_topics(ListTopicsInput::new()))?;
    let listed = pages
        .iter()
        .flat_map(|page| page.topics.iter().flatten())
        .count();
    ensure(
        listed == TOPICS && pages.len() == 2,
        format!("{listed} on {} pages", pages.len()),
    )?;
    steps.passed("pages");

    let missing = "arn:aws:sns:us-east-1:123456789012:missing";
    let missing = client.get_topic_attributes(GetTopicAttributesInput::new().topic_arn(missing));
    ensure_error(driver.call(missing), |error| {
        matches!(error, GetTopicAttributesError::NotFoundException(_))
    })?;
    steps.passed("error");

    for arn in topics {
        driver.call(client.delete_topic(DeleteTopicInput::new().topic_arn(arn)))?;
    }
    steps.passed("delete");
    Ok(())
}
