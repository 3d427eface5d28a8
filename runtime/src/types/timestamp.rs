//! Timestamps as text (Smithy 2.0, "timestampFormat trait").

use std::fmt::{self, Write};

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::rfc2822;
use jiff::tz::Offset;

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
            read_utc(text).or_else(|| text.parse().ok()),
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
    const LARGEST_EXPONENT: u32 = 400;
    let (unsigned, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (mantissa, exponent) = match unsigned.bytes().position(|byte| byte | 0x20 == b'e') {
        Some(at) => (&unsigned[..at], unsigned[at + 1..].parse::<i32>().ok()?),
        None => (unsigned, 0),
    };
    if exponent.unsigned_abs() > LARGEST_EXPONENT {
        return None;
    }
    let point = mantissa.bytes().position(|byte| byte == b'.');
    let (integer, fraction) = match point {
        Some(at) => (&mantissa[..at], &mantissa[at + 1..]),
        None => (mantissa, ""),
    };
    if integer.is_empty() {
        return None;
    }
    let (mut seconds, mut nanoseconds) = (0_i64, 0_i32);
    // The power of ten that the next digit stands for.
    let mut power = i32::try_from(integer.len()).ok()? - 1 + exponent;
    for byte in integer.bytes().chain(fraction.bytes()) {
        let digit = digit(byte)?;
        match power {
            0.. => seconds = seconds.checked_mul(10)?.checked_add(digit.into())?,
            -9..=-1 => nanoseconds += i32::from(digit) * 10_i32.pow(9 - power.unsigned_abs()),
            _ => {}
        }
        power -= 1;
    }
    for _ in 0..=power {
        seconds = seconds.checked_mul(10)?;
    }
    match negative {
        true => Timestamp::new(-seconds, -nanoseconds).ok(),
        false => Timestamp::new(seconds, nanoseconds).ok(),
    }
}

/// Reads the form in which services write dates and times: `2014-04-29T18:30:38.5Z`. `None` for
/// others, which take longer.
fn read_utc(text: &str) -> Option<Timestamp> {
    let (date_time, rest) = text.as_bytes().split_first_chunk()?;
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', time @ ..]: &[u8; 19] = date_time
    else {
        return None;
    };
    let [h0, h1, b':', n0, n1, b':', s0, s1] = time else {
        return None;
    };
    let nanoseconds = match rest {
        b"Z" => 0,
        [b'.', fraction @ .., b'Z'] if (1..=9).contains(&fraction.len()) => {
            let places = 9 - u32::try_from(fraction.len()).ok()?;
            digits(fraction)? * 10_i32.pow(places)
        }
        _ => return None,
    };
    let two = |tens, ones| digits(&[tens, ones])?.try_into().ok();
    let year = digits(&[y0, y1, y2, y3])?.try_into().ok()?;
    let date = Date::new(year, two(m0, m1)?, two(d0, d1)?).ok()?;
    let time = Time::new(two(h0, h1)?, two(n0, n1)?, two(s0, s1)?, nanoseconds).ok()?;
    Offset::UTC.to_timestamp(date.to_datetime(time)).ok()
}

/// Reads at most nine digits.
fn digits(text: &[u8]) -> Option<i32> {
    text.iter()
        .try_fold(0, |value, byte| Some(value * 10 + i32::from(digit(*byte)?)))
}

fn digit(byte: u8) -> Option<u8> {
    byte.checked_sub(b'0').filter(|digit| *digit <= 9)
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

#[cfg(test)]
mod tests {
    use super::{Timestamp, read_utc};

    /// The fast path agrees with the general parser.
    #[test]
    fn one_form_is_read_as_any_other() {
        let mut random = fastrand::Rng::with_seed(11);
        let mut read = 0;
        for _ in 0..100_000 {
            let text = date_time(&mut random);
            let Some(time) = read_utc(&text) else {
                continue;
            };
            read += 1;
            assert_eq!(text.parse::<Timestamp>().ok(), Some(time), "{text}");
        }
        assert!(read > 10_000, "only {read} were read");
        for other in [
            "2016-12-31T23:59:60Z",
            "2016-12-31t23:59:59Z",
            "2016-12-31T23:59:59+00:00",
        ] {
            assert_eq!(read_utc(other), None, "{other}");
        }
    }

    /// Often a date and time, sometimes with another character.
    fn date_time(random: &mut fastrand::Rng) -> String {
        let (year, month, day) = (random.u16(..10_000), random.u8(..14), random.u8(..33));
        let (hour, minute, second) = (random.u8(..25), random.u8(..61), random.u8(..61));
        let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        if random.bool() {
            text.push('.');
            text.extend((0..random.usize(..11)).map(|_| random.digit(10)));
        }
        text.push('Z');
        if random.u8(..4) == 0 {
            let at = random.usize(..text.len());
            let other = *random.choice(b"0:-.TZt +".iter()).unwrap_or(&b'/');
            text.replace_range(at..=at, char::from(other).encode_utf8(&mut [0; 4]));
        }
        text
    }
}
