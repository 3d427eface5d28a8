//! Integers of any size between decimal digits and bytes (RFC 8949, section 3.4.3).

/// The most bytes of an integer that are read: what it takes to write so many digits grows with
/// their square.
pub(super) const MAX_BYTES: usize = 1024;

/// The big-endian bytes of a number in decimal digits.
pub(super) fn to_bytes(digits: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = Vec::new();
    for digit in digits.bytes() {
        let mut carry = u32::from(digit - b'0');
        for byte in &mut bytes {
            let value = u32::from(*byte) * 10 + carry;
            *byte = (value & 0xff) as u8;
            carry = value >> 8;
        }
        if carry > 0 {
            bytes.push(carry as u8);
        }
    }
    bytes.reverse();
    bytes
}

/// The decimal digits of a number in big-endian bytes, one more than it if `plus_one`.
pub(super) fn to_digits(bytes: &[u8], plus_one: bool) -> String {
    let mut digits: Vec<u8> = Vec::new();
    let mut add = |factor: u32, carry: u32| {
        let mut carry = carry;
        for digit in &mut digits {
            let value = u32::from(*digit) * factor + carry;
            *digit = (value % 10) as u8;
            carry = value / 10;
        }
        while carry > 0 {
            digits.push((carry % 10) as u8);
            carry /= 10;
        }
    };
    for byte in bytes {
        add(256, u32::from(*byte));
    }
    if plus_one {
        add(1, 1);
    }
    if digits.is_empty() {
        return "0".to_owned();
    }
    digits
        .iter()
        .rev()
        .map(|digit| char::from(b'0' + digit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_bytes_are_the_same_numbers() {
        for (digits, bytes) in [
            ("0", &[][..]),
            ("255", &[0xff]),
            ("256", &[1, 0]),
            ("18446744073709551616", &[1, 0, 0, 0, 0, 0, 0, 0, 0]),
        ] {
            assert_eq!(to_bytes(digits), bytes, "{digits}");
            assert_eq!(to_digits(bytes, false), digits);
        }
        assert_eq!(to_digits(&[0xff], true), "256");
    }
}
