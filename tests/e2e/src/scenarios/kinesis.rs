//! Kinesis (awsJson1_1): streams and their records.

use kinesis::Client;
use kinesis::operation::*;
use kinesis::types::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

const STREAM: &str = "clicks-0";

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let names: Vec<String> = (0..4).map(|at| format!("clicks-{at}")).collect();
    for name in &names {
        let create = CreateStreamInput::new().stream_name(name).shard_count(1);
        driver.call(client.create_stream(create))?;
    }
    let put = PutRecordInput::new()
        .stream_name(STREAM)
        .partition_key("key");
    driver.call(client.put_record(put.data(&b"\x00\xffa record"[..])))?;
    steps.passed("create");

    ensure(
        first_record(driver, &client)? == b"\x00\xffa record",
        "another record came back",
    )?;
    steps.passed("read");

    // moto knows these pages by their last name only, and sends no token.
    let first = driver.call(client.list_streams(ListStreamsInput::new().limit(2)))?;
    let last = first.stream_names.last().ok_or("no stream is listed")?;
    let rest = ListStreamsInput::new().exclusive_start_stream_name(last);
    let rest = driver.call(client.list_streams(rest))?.stream_names;
    let more = first.has_more_streams;
    let listed = [first.stream_names, rest].concat();
    ensure(more && listed == names, format!("listed: {listed:?}"))?;
    steps.passed("pages");

    let missing = client.describe_stream(DescribeStreamInput::new().stream_name("missing"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, DescribeStreamError::ResourceNotFoundException(_))
    })?;
    steps.passed("error");

    for name in names {
        driver.call(client.delete_stream(DeleteStreamInput::new().stream_name(name)))?;
    }
    steps.passed("delete");
    Ok(())
}

fn first_record(driver: &Driver, client: &Client) -> Result<Vec<u8>, Failure> {
    let describe = client.describe_stream(DescribeStreamInput::new().stream_name(STREAM));
    let stream = driver.call(describe)?.stream_description;
    let shard = &stream
        .shards
        .first()
        .ok_or("the stream has no shard")?
        .shard_id;
    let iterator = GetShardIteratorInput::new()
        .stream_name(STREAM)
        .shard_id(shard)
        .shard_iterator_type(ShardIteratorType::TrimHorizon);
    let iterator = driver
        .call(client.get_shard_iterator(iterator))?
        .shard_iterator;
    let get = GetRecordsInput::new().shard_iterator(iterator.ok_or("no iterator")?);
    let records = driver.call(client.get_records(get))?.records;
    Ok(records
        .first()
        .ok_or("the stream has no record")?
        .data
        .to_vec())
}
