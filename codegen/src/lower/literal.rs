//! Values that are strings in the JSON of a model (Smithy 2.0, "default trait", "Default value
//! constraints").

use jiff::Timestamp;
use tinsmith_model::TraitValue;

/// Decodes a blob; `None` if the string is not base64.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    base64_simd::STANDARD.decode_to_vec(text).ok()
}

/// Converts a number of seconds, or a date and time (RFC 3339), to seconds since 1970 and
/// nanoseconds.
pub(super) fn timestamp(json: &TraitValue) -> Option<(i64, i32)> {
    let instant = match json {
        TraitValue::Number(seconds) => match seconds.as_i64() {
            Some(seconds) => Timestamp::from_second(seconds),
            None => Timestamp::from_millisecond((seconds.as_f64()? * 1000.0).round() as i64),
        },
        TraitValue::String(text) => text.parse(),
        _ => return None,
    };
    let instant = instant.ok()?;
    Some((instant.as_second(), instant.subsec_nanosecond()))
}

/// Returns true if the string is a JSON integer of any size.
pub(super) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    is_digits(digits) && (digits == "0" || !digits.starts_with('0'))
}

/// Returns true if the string is a JSON number of any size (RFC 8259, section 6).
pub(super) fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (integer, fraction) = match mantissa.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (mantissa, None),
    };
    let exponent = exponent.map(|digits| digits.strip_prefix(['+', '-']).unwrap_or(digits));
    is_integer(integer) && fraction.is_none_or(is_digits) && exponent.is_none_or(is_digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_json() {
        for good in ["0", "-0", "7", "-12", "123456789012345678901234567890"] {
            assert!(is_integer(good) && is_decimal(good), "{good}");
        }
        for decimal in ["1.5", "-0.50", "6.02e23", "1E-9", "1e+1"] {
            assert!(is_decimal(decimal) && !is_integer(decimal), "{decimal}");
        }
        for bad in [
            "", "-", "01", "+1", ".5", "1.", "1e", "0x1", " 1", "1 ", "١", "NaN", "\";",
        ] {
            assert!(!is_decimal(bad) && !is_integer(bad), "{bad}");
        }
    }

    #[test]
    fn timestamps_are_seconds_or_texts() {
        let cases = [
            ("1515531081", Some((1_515_531_081, 0))),
            ("-1.5", Some((-1, -500_000_000))),
            (
                "\"1985-04-12T23:20:50.52Z\"",
                Some((482_196_050, 520_000_000)),
            ),
            ("1e300", None),
            ("\"yesterday\"", None),
            ("true", None),
        ];
        for (json, expected) in cases {
            assert_eq!(timestamp(&json.parse().unwrap()), expected, "{json}");
        }
    }

    #[test]
    fn blobs_are_base64() {
        assert_eq!(base64("AP9h"), Some(vec![0, 255, b'a']));
        assert_eq!(base64("AP9"), None);
        assert_eq!(base64("\"#]"), None);
    }
}
