//! The time of signing as text.

use jiff::Timestamp;

use super::SignError;

const SECONDS_PER_DAY: i64 = 86_400;

/// A UTC time as `yyyyMMddTHHmmssZ`, the form of `X-Amz-Date`.
pub(in crate::auth) struct DateTime([u8; 16]);

impl DateTime {
    pub(in crate::auth) fn new(time: Timestamp) -> Result<Self, SignError> {
        let seconds = time.as_second();
        let (year, month, day) = civil(seconds.div_euclid(SECONDS_PER_DAY));
        let year = u16::try_from(year).map_err(|_| SignError::InvalidTime)?;
        let of_day = seconds.rem_euclid(SECONDS_PER_DAY) as u32;
        let mut text = *b"00000000T000000Z";
        two_digits(&mut text, 0, u32::from(year / 100));
        two_digits(&mut text, 2, u32::from(year % 100));
        two_digits(&mut text, 4, month);
        two_digits(&mut text, 6, day);
        two_digits(&mut text, 9, of_day / 3600);
        two_digits(&mut text, 11, of_day / 60 % 60);
        two_digits(&mut text, 13, of_day % 60);
        Ok(Self(text))
    }

    pub(super) fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The time as `yyyy-MM-ddTHH:mm:ssZ`.
    pub(in crate::auth) fn extended(&self) -> String {
        let mut text = String::with_capacity(20);
        for (at, &byte) in self.0.iter().enumerate() {
            match at {
                4 | 6 => text.push('-'),
                11 | 13 => text.push(':'),
                _ => {}
            }
            text.push(char::from(byte));
        }
        text
    }

    /// The date alone, `yyyyMMdd`.
    pub(super) fn date(&self) -> [u8; 8] {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        [a, b, c, d, e, f, g, h]
    }
}

fn two_digits(text: &mut [u8; 16], at: usize, value: u32) {
    text[at] = b'0' + (value / 10 % 10) as u8;
    text[at + 1] = b'0' + (value % 10) as u8;
}

/// Year, month and day in the proleptic Gregorian calendar of a day counted from 1970-01-01.
///
/// Counts in eras of 400 years that begin on 1 March, so that the leap day is an era's last.
fn civil(days: i64) -> (i64, u32, u32) {
    const DAYS_TO_1970: i64 = 719_468; // from 0000-03-01
    const DAYS_PER_ERA: i64 = 146_097;
    let days = days + DAYS_TO_1970;
    let era = days.div_euclid(DAYS_PER_ERA);
    let day_of_era = days.rem_euclid(DAYS_PER_ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_calendar_over_all_years() {
        let first: Timestamp = "0000-01-01T00:00:00Z".parse().unwrap();
        let last: Timestamp = "9999-12-30T22:00:00Z".parse().unwrap();
        let step = 86_400 * 29 + 3661;
        for second in (first.as_second()..=last.as_second()).step_by(step) {
            let time = Timestamp::from_second(second).unwrap();
            let text = time.to_string().replace(['-', ':'], "");
            assert_eq!(DateTime::new(time).unwrap().as_bytes(), text.as_bytes());
        }
    }

    #[test]
    fn years_before_zero_are_refused() {
        let time: Timestamp = "-000001-12-31T23:59:59Z".parse().unwrap();
        assert_eq!(DateTime::new(time).err(), Some(SignError::InvalidTime));
    }
}
