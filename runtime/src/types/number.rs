//! Numbers of any size, stored as their text, so that no digit is lost.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// An integer of any size in decimal digits. Two are equal if their digits are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigInteger(Box<str>);

/// A decimal number of any size and precision, written as in JSON (RFC 8259, section 6). Two are
/// equal if their texts are: `1.0` is not `1.00`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigDecimal(Box<str>);

/// A string that is not a number of the requested kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidNumber {
    expected: &'static str,
}

impl fmt::Display for InvalidNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a number; expected {}", self.expected)
    }
}

impl Error for InvalidNumber {}

impl BigInteger {
    /// The digits, with `-` if the number is negative.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a JSON number whose value is an integer: `5`, and `5.0` and `5e0` as well.
    pub(crate) fn read(text: &str) -> Result<Self, InvalidNumber> {
        const NOT_AN_INTEGER: InvalidNumber = InvalidNumber {
            expected: "an integer",
        };
        let digits = match plain_decimal(text) {
            _ if is_integer(text) => return Ok(Self(text.into())),
            Some(plain) => plain,
            None => return Err(NOT_AN_INTEGER),
        };
        let (integer, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        if fraction.bytes().any(|digit| digit != b'0') {
            return Err(NOT_AN_INTEGER);
        }
        let (sign, integer) = match integer.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", integer),
        };
        let integer = integer.trim_start_matches('0');
        match integer {
            "" => Ok(Self::default()),
            _ => (sign.to_owned() + integer)
                .parse()
                .map_err(|_| NOT_AN_INTEGER),
        }
    }
}

impl BigDecimal {
    /// The number's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BigInteger {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        if is_integer(text) {
            return Ok(Self(text.into()));
        }
        Err(InvalidNumber {
            expected: "decimal digits without leading zeros, perhaps behind `-`",
        })
    }
}

impl FromStr for BigDecimal {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        if is_decimal(text) {
            return Ok(Self(text.into()));
        }
        Err(InvalidNumber {
            expected: "a decimal number as in JSON, such as `-12.50` or `6.02e23`",
        })
    }
}

/// Expands `1.5e3` to `1500`. `None` if the exponent is too large, or if the string is not a
/// number.
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

/// Returns true if the string is `0` or digits without a leading zero, possibly after `-`.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    is_digits(digits) && (digits == "0" || !digits.starts_with('0'))
}

fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (integer, fraction) = match mantissa.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (mantissa, None),
    };
    let unsigned =
        |exponent: &str| is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    is_integer(integer) && fraction.is_none_or(is_digits) && exponent.is_none_or(unsigned)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Default for BigInteger {
    fn default() -> Self {
        Self("0".into())
    }
}

impl Default for BigDecimal {
    fn default() -> Self {
        Self("0".into())
    }
}

/// Both kinds have the same conversions and display.
macro_rules! numbers {
    ($($number:ident)*) => {$(
        impl fmt::Display for $number {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $number {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $number {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        numbers!(@from $number i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);
    )*};
    (@from $number:ident $($width:ty)*) => {$(
        impl From<$width> for $number {
            fn from(value: $width) -> Self {
                Self(value.to_string().into())
            }
        }
    )*};
}

numbers!(BigInteger BigDecimal);

impl From<BigInteger> for BigDecimal {
    fn from(integer: BigInteger) -> Self {
        Self(integer.0)
    }
}
