//! Dates of the Islamic calendar as Gregorian days.

use jiff::civil::Date;

use crate::text::date::{Calendar, to_gregorian};

use super::open::with_clock;
use super::resolve::{AHEAD, shift_days};

/// A day, or for a month or a year the EDTF interval of its days; `None` without a year, and outside the years
/// of the table.
pub(super) fn value(date: Calendar) -> Option<String> {
    let (first, last) = days(date, date.year?)?;
    Some(shown(date, first, last))
}

/// The same with the year that fits, where none is written: the latest one, unless the next begins
/// less than a month from now; with `الماضي` and the like the one before or after.
pub(super) fn value_on(date: Calendar, shift: Option<i8>, today: Date) -> Option<String> {
    if date.year.is_some() {
        return value(date);
    }
    // The year 1446 began in the July of 2024, and 33 Islamic years make 32 others.
    let about = 1446 + (i32::from(today.year()) - 2024) * 33 / 32;
    let mut around =
        (about - 3..=about + 3).filter_map(|year| days(date, i16::try_from(year).ok()?));
    let away = |(first, _): &(Date, Date)| (*first - today).get_days();
    let (first, last) = match shift {
        Some(1..) => around.find(|days| away(days) > 0)?,
        Some(0) => around.min_by_key(|days| away(days).abs())?,
        Some(_) => around.rfind(|(_, last)| *last < today)?,
        None => around.rfind(|days| away(days) <= AHEAD)?,
    };
    Some(shown(date, first, last))
}

fn shown(date: Calendar, first: Date, last: Date) -> String {
    match date.day {
        Some(_) => with_clock(first.to_string(), date.clock),
        None => format!("{first}/{last}"),
    }
}

/// The first and last day of what is written, in a year.
fn days(date: Calendar, year: i16) -> Option<(Date, Date)> {
    match (date.month, date.day) {
        (Some(month), Some(day)) => {
            let day = to_gregorian(year, month, day)?;
            Some((day, day))
        }
        (Some(month), None) => {
            let last = to_gregorian(year, month, 30).or_else(|| to_gregorian(year, month, 29))?;
            Some((to_gregorian(year, month, 1)?, last))
        }
        _ => {
            let next = to_gregorian(year + 1, 1, 1)?;
            Some((to_gregorian(year, 1, 1)?, shift_days(next, -1)?))
        }
    }
}
