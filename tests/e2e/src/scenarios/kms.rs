//! KMS (awsJson1_1): keys, and what they encrypt.

use kms::Client;
use kms::operation::*;

use super::{ensure, ensure_error};
use crate::driver::Driver;
use crate::report::{Failure, Steps};
use crate::servers::Servers;

pub fn run(driver: &Driver, servers: &Servers, steps: &mut Steps) -> Result<(), Failure> {
    let client = Client::new(servers.moto())?;
    let mut keys = Vec::new();
    for at in 0..5 {
        let create = CreateKeyInput::new().description(format!("key {at}"));
        let key = driver.call(client.create_key(create))?.key_metadata;
        keys.push(key.ok_or("no key was made")?.key_id);
    }
    steps.passed("create");

    let plain = b"The \x00 secret";
    let encrypt = EncryptInput::new().key_id(&keys[0]).plaintext(&plain[..]);
    let sealed = driver
        .call(client.encrypt(encrypt))?
        .ciphertext_blob
        .ok_or("no ciphertext")?;
    let opened = driver.call(client.decrypt(DecryptInput::new().ciphertext_blob(sealed)))?;
    ensure(
        opened.plaintext.as_deref() == Some(plain),
        "another text came back",
    )?;
    steps.passed("read");

    let pages = driver.pages(client.list_keys(ListKeysInput::new().limit(2)))?;
    let listed: Vec<_> = pages
        .iter()
        .flat_map(|page| page.keys.iter().flatten())
        .collect();
    let all = keys
        .iter()
        .all(|key| listed.iter().any(|it| it.key_id.as_ref() == Some(key)));
    ensure(
        all,
        format!("keys are missing among the {} listed", listed.len()),
    )?;
    steps.passed("pages");

    let missing = DescribeKeyInput::new().key_id("00000000-0000-0000-0000-000000000000");
    ensure_error(driver.call(client.describe_key(missing)), |error| {
        matches!(error, DescribeKeyError::NotFoundException(_))
    })?;
    steps.passed("error");

    for key in keys {
        let delete = ScheduleKeyDeletionInput::new()
            .key_id(key)
            .pending_window_in_days(7);
        let date = driver
            .call(client.schedule_key_deletion(delete))?
            .deletion_date;
        ensure(date.is_some(), "no date of deletion came back")?;
    }
    steps.passed("delete");
    Ok(())
}
