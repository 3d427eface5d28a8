//! CBOR as text in which two documents that mean the same are equal.

use super::half;
use super::head::{self, major};
use crate::serde::DecodeError;

/// The document as text: numbers by their value, maps by their sorted keys.
pub(crate) fn canonical(bytes: &[u8]) -> Result<String, DecodeError> {
    let (text, at) = value(bytes, 0)?;
    match at == bytes.len() {
        true => Ok(text),
        false => Err(DecodeError::new("something follows the end of the document").at(at)),
    }
}

fn value(bytes: &[u8], at: usize) -> Result<(String, usize), DecodeError> {
    let (head, next) = head::read(bytes, at)?;
    let argument = head.argument.unwrap_or_default();
    Ok(match head.major {
        major::UNSIGNED => (argument.to_string(), next),
        major::NEGATIVE => ((-1 - i128::from(argument)).to_string(), next),
        major::BYTES | major::TEXT if head.argument.is_some() => {
            let end = next + argument as usize;
            let piece = bytes.get(next..end);
            let piece = piece.ok_or_else(|| DecodeError::new("the input ends").at(at))?;
            (
                format!("{}{:?}", head.major, piece.escape_ascii().to_string()),
                end,
            )
        }
        major::TAG => {
            let (text, end) = value(bytes, next)?;
            (format!("{argument}({text})"), end)
        }
        major::SIMPLE => (simple(head), next),
        major => {
            let per_part = 1 + usize::from(major == major::MAP);
            let count = head.argument.map(|count| count as usize * per_part);
            let (mut parts, end) = values(bytes, next, count)?;
            let parts = match major {
                major::MAP => {
                    let mut pairs: Vec<_> = parts.chunks(2).map(|pair| pair.join(":")).collect();
                    pairs.sort();
                    pairs
                }
                _ => std::mem::take(&mut parts),
            };
            (format!("{major}[{}]", parts.join(",")), end)
        }
    })
}

/// So many values, or those up to a break.
fn values(
    bytes: &[u8],
    mut at: usize,
    count: Option<usize>,
) -> Result<(Vec<String>, usize), DecodeError> {
    let mut all = Vec::new();
    while count.is_none_or(|count| all.len() < count) {
        if count.is_none() && bytes.get(at) == Some(&0xff) {
            return Ok((all, at + 1));
        }
        let (text, end) = value(bytes, at)?;
        all.push(text);
        at = end;
    }
    Ok((all, at))
}

fn simple(head: head::Head) -> String {
    let bits = head.argument.unwrap_or_default();
    match head.info {
        25 => half::from_half(bits as u16).to_string(),
        26 => f64::from(f32::from_bits(bits as u32)).to_string(),
        27 => f64::from_bits(bits).to_string(),
        other => format!("simple {other}"),
    }
}
