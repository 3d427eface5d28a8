//! Timestamps as text (Smithy 2.0, "timestampFormat trait").

use std::borrow::Cow;
use std::fmt::Write;

use jiff::Timestamp;
use jiff::fmt::rfc2822;

use super::{DecodeError, EncodeError, Encoded};
use crate::schema::TimestampFormat;

/// Writes a timestamp without quotes.
#[cfg_attr(
    not(feature = "json"),
    expect(dead_code, reason = "codecs write, others only read")
)]
pub(crate) fn write(out: &mut String, value: Timestamp, format: TimestampFormat) -> Encoded {
    let unwritable = |_| EncodeError::new("the timestamp's year does not fit its format");
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
pub(crate) fn read(text: &str, format: TimestampFormat) -> Result<Timestamp, DecodeError> {
    let (parsed, expected) = match format {
        TimestampFormat::EpochSeconds => (read_epoch(text), "a number of seconds"),
        TimestampFormat::DateTime => (text.parse().ok(), "an RFC 3339 date and time"),
        TimestampFormat::HttpDate => (read_http_date(text), "a date and time as in HTTP headers"),
    };
    parsed.ok_or_else(|| {
        DecodeError::new(format!(
            "not a timestamp: expected {expected} within the years -9999 to 9999"
        ))
    })
}

/// Reads decimal seconds, exactly: a detour over floating point would lose digits. Beyond nanoseconds they are cut off.
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

/// Writes `1.5e3` as `1500`. `None` where the exponent is beyond any number of use, or the text is no number.
pub(crate) fn plain_decimal(text: &str) -> Option<String> {
    const LARGEST_EXPONENT: i32 = 400;
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i32 = exponent
        .parse()
        .ok()
        .filter(|e: &i32| e.abs() <= LARGEST_EXPONENT)?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{integer}{fraction}");
    let mut point = i32::try_from(integer.len()).ok()? + exponent;
    while point < 1 {
        digits.insert(0, '0');
        point += 1;
    }
    let point = usize::try_from(point).ok()?;
    while digits.len() < point {
        digits.push('0');
    }
    let (integer, fraction) = digits.split_at(point);
    Some(format!("{sign}{integer}.{fraction}"))
}

/// Reads `Tue, 29 Apr 2014 18:30:38 GMT`, with a fraction of a second too, as some services write it.
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
