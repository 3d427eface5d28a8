//! Timestamps as text (Smithy 2.0, "timestampFormat trait").

use std::borrow::Cow;
use std::fmt::{self, Write};

use jiff::Timestamp;
use jiff::fmt::rfc2822;

use super::number::plain_decimal;
use crate::schema::TimestampFormat;

/// The reason why a timestamp cannot be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InvalidTimestamp(&'static str);

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Writes a timestamp without quotes.
pub(crate) fn write(
    out: &mut String,
    value: Timestamp,
    format: TimestampFormat,
) -> Result<(), InvalidTimestamp> {
    let unwritable = |_| InvalidTimestamp("the timestamp's year does not fit its format");
    match format {
        TimestampFormat::EpochSeconds => write_epoch(out, value),
        // Writing to a string does not fail.
        TimestampFormat::DateTime => drop(write!(out, "{value}")),
        TimestampFormat::HttpDate => {
            let text = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&value);
            out.push_str(&text.map_err(unwritable)?);
        }
    }
    Ok(())
}

fn write_epoch(out: &mut String, value: Timestamp) {
    let nanoseconds = value.as_nanosecond();
    if nanoseconds < 0 {
        out.push('-');
    }
    let magnitude = nanoseconds.unsigned_abs();
    let _ = write!(out, "{}", magnitude / 1_000_000_000);
    let fraction = magnitude % 1_000_000_000;
    if fraction != 0 {
        let _ = write!(out, ".{fraction:09}");
        out.truncate(out.trim_end_matches('0').len());
    }
}

/// Reads a timestamp.
pub(crate) fn read(text: &str, format: TimestampFormat) -> Result<Timestamp, InvalidTimestamp> {
    let (parsed, reason) = match format {
        TimestampFormat::EpochSeconds => (
            read_epoch(text),
            "not a timestamp: expected a number of seconds within the years -9999 to 9999",
        ),
        TimestampFormat::DateTime => (
            text.parse().ok(),
            "not a timestamp: expected an RFC 3339 date and time within the years -9999 to 9999",
        ),
        TimestampFormat::HttpDate => (
            read_http_date(text),
            "not a timestamp: expected a date and time as in HTTP headers",
        ),
    };
    parsed.ok_or(InvalidTimestamp(reason))
}

/// Reads a timestamp in the format given, else in any other: services do not keep to what their
/// models say.
pub(crate) fn read_any(text: &str, format: TimestampFormat) -> Result<Timestamp, InvalidTimestamp> {
    const ALL: [TimestampFormat; 3] = [
        TimestampFormat::DateTime,
        TimestampFormat::HttpDate,
        TimestampFormat::EpochSeconds,
    ];
    read(text, format).or_else(|error| {
        let mut others = ALL.into_iter().filter(|other| *other != format);
        others.find_map(|other| read(text, other).ok()).ok_or(error)
    })
}

/// Reads decimal seconds, exactly: a detour over floating point would lose digits. Beyond
/// nanoseconds they are cut off.
fn read_epoch(text: &str) -> Option<Timestamp> {
    let plain = if text.bytes().any(|byte| byte | 0x20 == b'e') {
        plain_decimal(text)?.into()
    } else {
        Cow::Borrowed(text)
    };
    let (negative, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, &*plain),
    };
    let (integer, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if integer.is_empty()
        || !integer
            .bytes()
            .chain(fraction.bytes())
            .all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let seconds: i64 = integer.parse().ok()?;
    let nanoseconds = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanoseconds = nanoseconds.fold(0, |value: i32, digit| value * 10 + i32::from(digit - b'0'));
    if negative {
        Timestamp::new(-seconds, -nanoseconds).ok()
    } else {
        Timestamp::new(seconds, nanoseconds).ok()
    }
}

/// Reads `Tue, 29 Apr 2014 18:30:38 GMT`, with a fraction of a second too, as some services write
/// it.
fn read_http_date(text: &str) -> Option<Timestamp> {
    let parser = rfc2822::DateTimeParser::new();
    let Some((head, tail)) = text.split_once('.') else {
        return parser.parse_timestamp(text).ok();
    };
    let (fraction, zone) = tail.split_once(' ')?;
    let whole = parser.parse_timestamp(format!("{head} {zone}")).ok()?;
    let part = read_epoch(&format!("0.{fraction}"))?;
    whole
        .checked_add(part.duration_since(Timestamp::UNIX_EPOCH))
        .ok()
}
