//! The heads of data items (RFC 8949, section 3).

use crate::serde::DecodeError;

/// The major types.
pub(super) mod major {
    pub(crate) const UNSIGNED: u8 = 0;
    pub(crate) const NEGATIVE: u8 = 1;
    pub(crate) const BYTES: u8 = 2;
    pub(crate) const TEXT: u8 = 3;
    pub(crate) const ARRAY: u8 = 4;
    pub(crate) const MAP: u8 = 5;
    pub(crate) const TAG: u8 = 6;
    pub(crate) const SIMPLE: u8 = 7;
}

/// The head of a data item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) major: u8,
    /// The five bits that say how long the argument is.
    pub(super) info: u8,
    /// The argument; `None` for an indefinite length.
    pub(super) argument: Option<u64>,
}

/// Appends a head in its shortest form.
pub(super) fn write(out: &mut Vec<u8>, major: u8, argument: u64) {
    let first = major << 5;
    match argument {
        0..24 => out.push(first | argument as u8),
        24..0x100 => out.extend([first | 24, argument as u8]),
        0x100..0x1_0000 => {
            out.push(first | 25);
            out.extend((argument as u16).to_be_bytes());
        }
        0x1_0000..0x1_0000_0000 => {
            out.push(first | 26);
            out.extend((argument as u32).to_be_bytes());
        }
        _ => {
            out.push(first | 27);
            out.extend(argument.to_be_bytes());
        }
    }
}

/// Reads the head at `at`; returns it with the position behind it.
#[inline]
pub(super) fn read(bytes: &[u8], at: usize) -> Result<(Head, usize), DecodeError> {
    let ends = || DecodeError::new("the input ends within a value").at(at);
    let first = *bytes.get(at).ok_or_else(ends)?;
    let (major, info) = (first >> 5, first & 0x1f);
    let rest = bytes.get(at + 1..).unwrap_or_default();
    let (argument, length) = match info {
        0..24 => (Some(u64::from(info)), 0),
        24 => (rest.first().map(|byte| u64::from(*byte)), 1),
        25 => (
            rest.first_chunk()
                .map(|all| u16::from_be_bytes(*all).into()),
            2,
        ),
        26 => (
            rest.first_chunk()
                .map(|all| u32::from_be_bytes(*all).into()),
            4,
        ),
        27 => (rest.first_chunk().map(|all| u64::from_be_bytes(*all)), 8),
        31 if matches!(major, 2..=5 | 7) => {
            let argument = None;
            let head = Head {
                major,
                info,
                argument,
            };
            return Ok((head, at + 1));
        }
        _ => return Err(DecodeError::new("a malformed head of a value").at(at)),
    };
    let argument = Some(argument.ok_or_else(ends)?);
    let head = Head {
        major,
        info,
        argument,
    };
    Ok((head, at + 1 + length))
}

/// The kind of value that a head begins, in words.
pub(super) fn kind(head: Head) -> &'static str {
    match (head.major, head.info) {
        (0 | 1, _) => "an integer",
        (2, _) => "a byte string",
        (3, _) => "a string",
        (4, _) => "an array",
        (5, _) => "a map",
        (6, _) => "a tagged value",
        (_, 20 | 21) => "a boolean",
        (_, 22 | 23) => "null",
        (_, 25..28) => "a number",
        (_, 31) => "a break",
        _ => "a simple value",
    }
}
