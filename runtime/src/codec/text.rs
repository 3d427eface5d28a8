//! Scalars as text: what XML and forms have in common.

use crate::schema::Member;
use crate::serde::Encoded;

/// An encoder to which every scalar is text.
pub(crate) trait Scalar {
    /// Writes a scalar, which has become text.
    fn scalar(&mut self, member: &'static Member, text: &str) -> Encoded;
}

/// A floating point number as text (Smithy 2.0, "Float and double").
pub(crate) fn floating(value: f64, text: String) -> String {
    match value {
        _ if value.is_finite() => text,
        _ if value.is_nan() => "NaN".to_owned(),
        _ if value > 0.0 => "Infinity".to_owned(),
        _ => "-Infinity".to_owned(),
    }
}

/// The methods of an [`Encoder`](crate::serde::Encoder) that write scalars, by means of [`Scalar`].
/// Timestamps have the format given unless they name their own.
macro_rules! scalars {
    ($format:expr) => {
        fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded {
            self.scalar(member, if value { "true" } else { "false" })
        }

        fn integer(&mut self, member: &'static Member, value: i64) -> Encoded {
            self.scalar(member, itoa::Buffer::new().format(value))
        }

        fn float(&mut self, member: &'static Member, value: f32) -> Encoded {
            let text = $crate::codec::text::floating(value.into(), format!("{value:?}"));
            self.scalar(member, &text)
        }

        fn double(&mut self, member: &'static Member, value: f64) -> Encoded {
            let text = $crate::codec::text::floating(value, format!("{value:?}"));
            self.scalar(member, &text)
        }

        fn string(&mut self, member: &'static Member, value: &str) -> Encoded {
            self.scalar(member, value)
        }

        fn blob(&mut self, member: &'static Member, value: &Bytes) -> Encoded {
            self.scalar(member, &base64_simd::STANDARD.encode_to_string(value))
        }

        fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded {
            let mut text = String::new();
            let format = member.timestamp.unwrap_or($format);
            $crate::types::timestamp::write(&mut text, value, format)
                .map_err(|error| EncodeError::from(error).in_member(member.name))?;
            self.scalar(member, &text)
        }

        fn number(&mut self, member: &'static Member, text: &str) -> Encoded {
            self.scalar(member, text)
        }
    };
}

pub(crate) use scalars;
