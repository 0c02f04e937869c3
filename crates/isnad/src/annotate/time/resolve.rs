//! From words to days.

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan};

use crate::model::TimeModifier;
use crate::text::date::{Calendar, Length, Meaning, Unit, Written, falls_on};

use super::{islamic, open, parts};

/// The day a text is read against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The day.
    pub day: Date,
    /// The instant, where known; only then can "three hours ago" be told.
    pub instant: Option<Timestamp>,
    /// Whether it is the article's own date, and not the day its page was fetched.
    pub own: bool,
}

impl Reference {
    /// The reference and the day that the text itself calls today. The first "today", "yesterday" or
    /// "tomorrow" that names its weekday settles it, when such a day is near.
    pub(super) fn with_today(self, found: &[Written]) -> (Reference, Date) {
        // A page may print its date in another zone, so the next day is possible; a page is never
        // fetched before it is written.
        let distances: &[i32] = if self.own {
            &[0, -1, 1, -2, -3, -4, -5, -6]
        } else {
            &[0, -1, -2, -3, -4, -5, -6]
        };
        let today = named_today(found).and_then(|(_, days, weekday)| {
            distances
                .iter()
                .filter_map(|distance| shift_days(self.day, *distance))
                .find(|day| {
                    shift_days(*day, i32::from(days)).is_some_and(|day| falls_on(day, weekday))
                })
        });
        (self, today.unwrap_or(self.day))
    }
}

/// The first "today", "yesterday" or "tomorrow" that names its weekday: the days from today, and the weekday.
pub(super) fn named_today(found: &[Written]) -> Option<(&Written, i8, i8)> {
    found.iter().find_map(|written| match written.meaning {
        Meaning::Deictic {
            days,
            weekday: Some(weekday),
            ..
        } => Some((written, days, weekday)),
        _ => None,
    })
}

/// A month ahead: how far a date without year may lie in the future.
pub(super) const AHEAD: i32 = 31;

/// What an expression comes to when today is known.
pub(super) fn value(written: &Written, given: Reference, today: Date) -> Option<String> {
    match written.meaning {
        Meaning::Calendar { date, shift, years } => {
            calendar(date, shift, years, written.modifier, today)
        }
        Meaning::Range { .. }
        | Meaning::Nth { .. }
        | Meaning::YearPart { .. }
        | Meaning::WeekOf(_) => parts::value(written.meaning, today),
        Meaning::Weekday {
            weekday,
            shift,
            week,
            weeks_on,
            clock,
        } => {
            let day = match (week, weeks_on) {
                (Some(week), _) => day_of_week(today, weekday, week)?,
                (None, Some(weeks)) => weeks_on_from(today, weekday, weeks)?,
                (None, None) => nearest_weekday(today, weekday, shift)?,
            };
            Some(open::with_clock(day.to_string(), clock))
        }
        Meaning::Deictic {
            days,
            weekday,
            clock,
        } => {
            let day = deictic(today, days, weekday)?;
            Some(open::with_clock(day.to_string(), clock))
        }
        Meaning::Period { unit, shift } => period(unit, shift, written.modifier, today),
        Meaning::Ago { count, unit } => ago(count, unit, given, today),
        Meaning::Decade(first) => Some(open::decade(first)),
        Meaning::Duration { .. } | Meaning::Vague(_) => None,
    }
}

/// The same for a day of which nothing more is known.
pub(super) fn value_on(written: &Written, day: Date) -> Option<String> {
    let given = Reference {
        day,
        instant: None,
        own: false,
    };
    value(written, given, day)
}

pub(super) fn shift_days(day: Date, by: i32) -> Option<Date> {
    day.checked_add(by.days()).ok()
}

/// A calendar date as EDTF has it.
pub(super) fn calendar(
    date: Calendar,
    shift: Option<i8>,
    years: Option<i8>,
    modifier: Option<TimeModifier>,
    today: Date,
) -> Option<String> {
    let year = date
        .year
        .or_else(|| years.map(|years| today.year() + i16::from(years)));
    let dated = Calendar { year, ..date };
    match (year, date.month, date.day) {
        _ if date.hijri => islamic::value_on(date, shift, today),
        (Some(year), None, None) => Some(open::year_part(year, modifier)),
        (Some(_), ..) => open::value(&plain(dated)),
        (None, Some(month), Some(day)) => {
            let found = day_without_year(month, day, date.weekday, shift, today)?;
            Some(open::with_clock(found.to_string(), date.clock))
        }
        (None, Some(month), None) => Some(month_without_year(month, shift, today)),
        (None, None, Some(day)) if shift.is_none() => {
            let found = day_by_weekday(today, day, date.weekday?)
                .or_else(|| nearest_weekday(today, date.weekday?, None))?;
            Some(open::with_clock(found.to_string(), date.clock))
        }
        (None, None, Some(day)) => {
            let month = today
                .first_of_month()
                .checked_add(i32::from(shift?).months())
                .ok()?;
            let found = Date::new(month.year(), month.month(), day).ok()?;
            Some(open::with_clock(found.to_string(), date.clock))
        }
        (None, None, None) => None,
    }
}

pub(super) fn plain(date: Calendar) -> Written {
    Written {
        span: crate::model::Span::new(0, 0),
        meaning: Meaning::Calendar {
            date,
            shift: None,
            years: None,
        },
        modifier: None,
        rule: "",
    }
}

/// The year that fits a day and month. A weekday named with them is a check on it.
fn day_without_year(
    month: i8,
    day: i8,
    weekday: Option<i8>,
    shift: Option<i8>,
    today: Date,
) -> Option<Date> {
    // Eight years hold every 29 February.
    let candidates: Vec<Date> = (-8..=8)
        .filter_map(|years| Date::new(today.year() + years, month, day).ok())
        .collect();
    let distance = |date: Date| (date - today).get_days();
    if let Some(weekday) = weekday {
        let agreed = candidates
            .iter()
            .copied()
            .filter(|date| falls_on(*date, weekday) && distance(*date).abs() <= 2 * 366)
            .min_by_key(|date| distance(*date).abs());
        if agreed.is_some() {
            return agreed;
        }
    }
    let latest = |before: i32| {
        candidates
            .iter()
            .copied()
            .rfind(|date| distance(*date) <= before)
    };
    match shift {
        Some(-1) => latest(-1),
        Some(nth @ 1..) => {
            let mut later = candidates.iter().filter(|date| distance(**date) > 0);
            later.nth(usize::from(nth.unsigned_abs()) - 1).copied()
        }
        Some(_) => candidates
            .iter()
            .copied()
            .min_by_key(|date| distance(*date).abs()),
        None => latest(AHEAD),
    }
}

fn month_without_year(month: i8, shift: Option<i8>, today: Date) -> String {
    let ahead = i16::from(month) - i16::from(today.month());
    let year = match shift {
        Some(-1) if ahead >= 0 => -1,
        Some(nth @ 1..) => i16::from(nth) - i16::from(ahead > 0),
        Some(0) if ahead > 6 => -1,
        None if ahead > 0 => -1,
        _ => 0,
    };
    format!("{:04}-{month:02}", today.year() + year)
}

/// The day of this, last or next month that falls on a weekday, the nearest first.
fn day_by_weekday(today: Date, day: i8, weekday: i8) -> Option<Date> {
    [0, -1, 1]
        .iter()
        .filter_map(|months| {
            let month = today.first_of_month().checked_add(months.months()).ok()?;
            Date::new(month.year(), month.month(), day).ok()
        })
        .filter(|date| falls_on(*date, weekday))
        .min_by_key(|date| (*date - today).get_days().abs())
}

/// A weekday of this, last or next week, weeks beginning on Monday.
fn day_of_week(today: Date, weekday: i8, week: i8) -> Option<Date> {
    let monday = shift_days(today, 1 - i32::from(today.weekday().to_monday_one_offset()))?;
    shift_days(monday, 7 * i32::from(week) + i32::from(weekday) - 1)
}

/// So many weeks after the first such day from today on.
fn weeks_on_from(today: Date, weekday: i8, weeks: i8) -> Option<Date> {
    let first = nearest_weekday(today.yesterday().ok()?, weekday, Some(1))?;
    shift_days(first, 7 * i32::from(weeks))
}

fn nearest_weekday(today: Date, weekday: i8, shift: Option<i8>) -> Option<Date> {
    let target = Weekday::from_monday_one_offset(weekday).ok()?;
    match shift {
        Some(-1) => today.nth_weekday(-1, target).ok(),
        Some(nth @ 1..) => today.nth_weekday(i32::from(nth), target).ok(),
        Some(_) => shift_days(today, -4)?.nth_weekday(1, target).ok(),
        None => today.tomorrow().ok()?.nth_weekday(-1, target).ok(),
    }
}

/// A weekday that does not agree with "today" wins over it, when such a day is near.
fn deictic(today: Date, days: i8, weekday: Option<i8>) -> Option<Date> {
    let told = shift_days(today, i32::from(days))?;
    let Some(weekday) = weekday else {
        return Some(told);
    };
    [0, -1, 1, -2, -3, -4, -5, -6]
        .iter()
        .filter_map(|distance| shift_days(told, *distance))
        .find(|day| falls_on(*day, weekday))
}

fn period(unit: Unit, shift: i8, modifier: Option<TimeModifier>, today: Date) -> Option<String> {
    let by = i32::from(shift);
    let year = today.year() + i16::from(shift);
    match (unit.length, unit.times) {
        (Length::Day, 1) => Some(shift_days(today, by)?.to_string()),
        (Length::Week | Length::Weekend, 1) => Some(parts::week(shift_days(today, 7 * by)?)),
        (Length::Month, 1) => {
            let month = today.first_of_month().checked_add(by.months()).ok()?;
            Some(format!("{:04}-{:02}", month.year(), month.month()))
        }
        (Length::Month, 3) => {
            // EDTF numbers the quarters of a year 33 to 36.
            let quarter = i32::from((today.month() - 1) / 3) + by;
            let year = i32::from(today.year()) + quarter.div_euclid(4);
            Some(format!("{year:04}-{}", 33 + quarter.rem_euclid(4)))
        }
        (Length::Year, 1) => Some(open::year_part(year, modifier)),
        (Length::Year, 10) => Some(open::decade(today.year() + 10 * i16::from(shift))),
        (Length::Year, 100) => {
            let century = today.year().div_euclid(100) + i16::from(shift);
            Some(format!("{century:02}XX"))
        }
        _ => None,
    }
}

fn ago(count: f64, unit: Unit, given: Reference, today: Date) -> Option<String> {
    if count.abs() > 100_000.0 {
        return None;
    }
    let whole = (count.fract() == 0.0).then_some(count as i32 * unit.times);
    match unit.length {
        Length::Second | Length::Minute | Length::Hour => {
            let seconds = match unit.length {
                Length::Second => 1.0,
                Length::Minute => 60.0,
                _ => 3600.0,
            } * count;
            let instant = given
                .instant?
                .checked_sub((seconds as i64).seconds())
                .ok()?;
            let civil = jiff::tz::Offset::UTC.to_datetime(instant);
            Some(format!("{}Z", civil.strftime("%Y-%m-%dT%H:%M")))
        }
        Length::Day => Some(shift_days(today, -whole?)?.to_string()),
        Length::Week => Some(shift_days(today, -7 * whole?)?.to_string()),
        Length::Month => {
            let month = today.checked_sub(whole?.months()).ok()?;
            Some(format!("{:04}-{:02}", month.year(), month.month()))
        }
        Length::Year if unit.times > 1 => {
            let year = today.year().checked_sub(i16::try_from(whole?).ok()?)?;
            (year > 0).then(|| open::decade(year))
        }
        Length::Year => {
            let year = today.year().checked_sub(i16::try_from(whole?).ok()?)?;
            (year > 0).then(|| format!("{year:04}"))
        }
        Length::Weekend | Length::Unknown => None,
    }
}
