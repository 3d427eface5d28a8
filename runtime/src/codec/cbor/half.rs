//! Half precision floating point numbers (RFC 8949, section 3.3 and appendix D).

/// The value of a half precision number.
pub(super) fn from_half(bits: u16) -> f64 {
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f64::from(bits & 0x3ff);
    let magnitude = match exponent {
        0 => fraction * f64::exp2(-24.0),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (fraction + 1024.0) * f64::exp2(f64::from(exponent - 25)),
    };
    if bits & 0x8000 == 0 {
        magnitude
    } else {
        -magnitude
    }
}

/// The half precision number of the same value; `None` if there is none.
pub(super) fn to_half(value: f64) -> Option<u16> {
    if value.is_nan() {
        return Some(0x7e00);
    }
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    let magnitude = value.abs();
    if magnitude.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let exponent = (magnitude.to_bits() >> 52) as i32 - 1023;
    let bits = match exponent {
        // Too small for a leading one: a multiple of the smallest number.
        ..-14 => (magnitude * f64::exp2(24.0)) as u16,
        -14..16 => {
            let fraction = (magnitude * f64::exp2(f64::from(10 - exponent))) as u16 & 0x3ff;
            ((exponent + 15) as u16) << 10 | fraction
        }
        _ => return None,
    };
    (from_half(bits) == magnitude).then_some(sign | bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_is_written_as_it_was_read() {
        for bits in 0..=u16::MAX {
            let value = from_half(bits);
            if value.is_nan() {
                assert_eq!(to_half(value), Some(0x7e00));
            } else {
                assert_eq!(to_half(value), Some(bits), "{value}");
            }
        }
    }

    #[test]
    fn other_numbers_have_no_half() {
        for value in [
            0.1,
            65_505.0,
            65_536.0,
            1e-9,
            2049.0,
            f64::MIN_POSITIVE,
            f64::MAX,
        ] {
            assert_eq!(to_half(value), None, "{value}");
            assert_eq!(to_half(-value), None, "{value}");
        }
    }
}
