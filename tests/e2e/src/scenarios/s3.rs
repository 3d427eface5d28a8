//! S3 (restXml): a bucket and its objects, on two servers. s3s-fs verifies signatures.

use s3::operation::*;
use s3::types::{Delete, ObjectIdentifier};
use s3::{Client, Config};
use tinsmith_runtime::ByteStream;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

const BUCKET: &str = "e2e-bucket";

/// A key with characters that need escapes in the path and in the XML of listings.
const KEY: &str = "a b/ü+&<\"%25.txt";

pub fn on_moto(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    run(driver, servers.moto(), steps)
}

pub fn on_s3s(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    run(driver, servers.s3s(), steps)
}

fn run(driver: &Driver, config: Config, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(config)?;
    driver.call(client.create_bucket(CreateBucketInput::new(BUCKET)))?;
    let keys: Vec<String> = (0..5).map(|at| format!("part/{at}")).collect();
    for key in keys.iter().map(String::as_str).chain([KEY]) {
        let put = PutObjectInput::new(BUCKET, key).body(ByteStream::from(key.to_owned()));
        driver.call(client.put_object(put))?;
    }
    steps.passed("create");

    let object = driver.call(client.get_object(GetObjectInput::new(BUCKET, KEY)))?;
    let body = driver.collect(object.body)?;
    ensure(body == KEY.as_bytes(), format!("another body: {body:?}"))?;
    let head = driver.call(client.head_object(HeadObjectInput::new(BUCKET, KEY)))?;
    ensure(
        head.content_length == Some(KEY.len() as i64),
        format!("another length: {head:?}"),
    )?;
    let buckets = driver.call(client.list_buckets(ListBucketsInput::new()))?;
    let buckets = buckets.buckets.unwrap_or_default();
    let listed = buckets.iter().any(|bucket| bucket.name.as_deref() == Some(BUCKET));
    ensure(listed, "the bucket is not listed")?;
    let location = client.get_bucket_location(GetBucketLocationInput::new(BUCKET));
    driver.call(location)?;
    steps.passed("read");

    let list = ListObjectsV2Input::new(BUCKET).max_keys(2);
    let pages = driver.pages(client.list_objects_v2(list))?;
    let objects = pages.iter().flat_map(|page| page.contents.iter().flatten());
    let mut found: Vec<&str> = objects.filter_map(|one| one.key.as_deref()).collect();
    found.sort_unstable();
    let mut all: Vec<&str> = keys.iter().map(String::as_str).chain([KEY]).collect();
    all.sort_unstable();
    ensure(found == all && pages.len() >= 3, format!("{found:?}"))?;
    steps.passed("pages");

    let missing = client.get_object(GetObjectInput::new(BUCKET, "missing"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, GetObjectError::NoSuchKey(_))
    })?;
    let missing = client.head_object(HeadObjectInput::new(BUCKET, "missing"));
    ensure_error(driver.call(missing), |error| {
        matches!(error, HeadObjectError::NoSuchKey(_))
    })?;
    steps.passed("error");

    let objects = keys.iter().map(ObjectIdentifier::new).collect();
    let delete = DeleteObjectsInput::new(BUCKET).delete(Delete::new(objects));
    driver.call(client.delete_objects(delete))?;
    driver.call(client.delete_object(DeleteObjectInput::new(BUCKET, KEY)))?;
    driver.call(client.delete_bucket(DeleteBucketInput::new(BUCKET)))?;
    steps.passed("delete");
    Ok(())
}
