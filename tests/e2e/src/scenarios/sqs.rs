//! SQS (awsJson1_0, compatible with awsQuery): queues and messages.

use sqs::Client;
use sqs::operation::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let mut queues = Vec::new();
    for at in 0..5 {
        let create = CreateQueueInput::new().queue_name(format!("queue-{at}"));
        queues.push(
            driver
                .call(client.create_queue(create))?
                .queue_url
                .ok_or("no URL")?,
        );
    }
    steps.passed("create");

    let body = "a message with <&> and é";
    let send = SendMessageInput::new()
        .queue_url(&queues[0])
        .message_body(body);
    driver.call(client.send_message(send))?;
    let receive = ReceiveMessageInput::new()
        .queue_url(&queues[0])
        .max_number_of_messages(1);
    let messages = driver
        .call(client.receive_message(receive))?
        .messages
        .unwrap_or_default();
    let received = messages.first().and_then(|message| message.body.as_deref());
    ensure(
        received == Some(body),
        format!("another message: {received:?}"),
    )?;
    steps.passed("read");

    let pages = driver.pages(client.list_queues(ListQueuesInput::new().max_results(2)))?;
    let listed: Vec<_> = pages
        .iter()
        .flat_map(|page| page.queue_urls.iter().flatten())
        .collect();
    ensure(
        queues.iter().all(|url| listed.contains(&url)),
        format!("listed: {listed:?}"),
    )?;
    ensure(pages.len() >= 3, format!("{} pages", pages.len()))?;
    steps.passed("pages");

    let missing = client.get_queue_url(GetQueueUrlInput::new().queue_name("missing"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, GetQueueUrlError::QueueDoesNotExist(_))
    })?;
    steps.passed("error");

    for url in queues {
        driver.call(client.delete_queue(DeleteQueueInput::new().queue_url(url)))?;
    }
    steps.passed("delete");
    Ok(())
}
