//! The fast path for timestamps in JSON.

use jiff::Timestamp;

/// The number of digits of seconds read here: as many as always fit.
const MAX_DIGITS: usize = 18;

/// The number of digits of nanoseconds.
const PLACES: usize = 9;

/// The factors that convert fractions of few digits to nanoseconds.
const SCALES: [u64; PLACES + 1] = [
    1_000_000_000,
    100_000_000,
    10_000_000,
    1_000_000,
    100_000,
    10_000,
    1_000,
    100,
    10,
    1,
];

/// Reads non-negative seconds since 1970, with at most nanoseconds, from `at` on; returns the time
/// and the position after it. `None` if they have another form.
#[inline]
pub(super) fn seconds(text: &[u8], at: usize) -> Option<(Timestamp, usize)> {
    let (seconds, point) = digits(text, at);
    if point == at || point - at > MAX_DIGITS || text[at] == b'0' {
        return None;
    }
    let (nanoseconds, end) = match text.get(point) {
        Some(b'.') => fraction(text, point + 1)?,
        _ => (0, point),
    };
    if matches!(text.get(end), Some(b'e' | b'E')) {
        return None;
    }
    let seconds = i64::try_from(seconds).ok()?;
    let nanoseconds = i32::try_from(nanoseconds).ok()?;
    Some((Timestamp::new(seconds, nanoseconds).ok()?, end))
}

/// Reads the digits after a decimal point, as nanoseconds.
#[inline]
fn fraction(text: &[u8], start: usize) -> Option<(u64, usize)> {
    let (value, end) = digits(text, start);
    let scale = SCALES.get(end - start)?;
    (end > start).then_some((value * scale, end))
}

/// Reads the digits from `at` on as a number, which wraps if there are too many, and returns the
/// position after them.
#[inline]
fn digits(text: &[u8], mut at: usize) -> (u64, usize) {
    let mut value: u64 = 0;
    let eight = text.get(at..).and_then(|rest| rest.first_chunk());
    if let Some(eight) = eight.and_then(eight_digits) {
        value = eight;
        at += 8;
    }
    while let Some(digit @ b'0'..=b'9') = text.get(at) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        at += 1;
    }
    (value, at)
}

/// Reads eight digits as a number, combining pairs, fours and the whole; `None` if not all of them
/// are digits.
#[inline]
fn eight_digits(text: &[u8; 8]) -> Option<u64> {
    const ONES: u64 = u64::MAX / 255;
    let word = u64::from_le_bytes(*text) ^ (ONES * b'0' as u64);
    // A digit is now at most 9; adding 0x76 takes what is larger to 0x80, where it is not there
    // already.
    let beyond = word.wrapping_add(ONES * 0x76) | word;
    if beyond & (ONES * 0x80) != 0 {
        return None;
    }
    let pairs = (word * 10 + (word >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    Some((fours * 10_000 + (fours >> 32)) & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::seconds;
    use crate::codec::json::number;
    use crate::schema::TimestampFormat::EpochSeconds;
    use crate::types::timestamp;

    /// The fast path agrees with the grammar and the general parser.
    #[test]
    fn one_pass_agrees_with_two() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut read = 0;
        for _ in 0..100_000 {
            let text = token(&mut random);
            let Some((time, end)) = seconds(text.as_bytes(), 0) else {
                continue;
            };
            read += 1;
            assert_eq!(number::end(text.as_bytes(), 0), Ok(end), "{text}");
            assert_eq!(
                timestamp::read(&text[..end], EpochSeconds),
                Ok(time),
                "{text}"
            );
        }
        assert!(read > 10_000, "only {read} were read");
    }

    /// Mostly a number, sometimes with other characters.
    fn token(random: &mut fastrand::Rng) -> String {
        let mut text = String::new();
        for _ in 0..random.usize(..24) {
            text.push(match random.u8(..40) {
                0..3 => '.',
                3 => *random
                    .choice(['e', '-', '+', ',', ' ', '/', ':', 'ü'].iter())
                    .unwrap_or(&'E'),
                _ => random.digit(10),
            });
        }
        text
    }
}
