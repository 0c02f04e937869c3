//! Ranges, and parts of months and years.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::text::date::{Calendar, Counted, Meaning};

use super::open;
use super::resolve::{AHEAD, calendar, plain, shift_days};

/// What one of these comes to when today is known; `None` for other meanings.
pub(super) fn value(meaning: Meaning, today: Date) -> Option<String> {
    match meaning {
        Meaning::Range {
            from,
            to,
            shift,
            years,
        } => range(from, to, &calendar(to, shift, years, None, today)?),
        Meaning::Nth {
            nth: number,
            of,
            month,
            shift,
        } => nth(number, of, month, shift, today),
        Meaning::YearPart {
            part,
            year,
            years,
            shift,
        } => year_part(part, year, years, shift, today),
        Meaning::WeekOf(date) => week_of(&calendar(date, None, None, None, today)?),
        _ => None,
    }
}

/// An EDTF interval from a beginning, as far as it is written, to an end that is known: what the
/// beginning leaves out is the end's, and it is never after the end.
pub(super) fn range(from: Calendar, to: Calendar, end: &str) -> Option<String> {
    let mut from = Calendar {
        clock: None,
        weekday: None,
        year: from.year.or(to.year),
        ..from
    };
    if from.year.is_none()
        && let Some(Ok(year)) = end.get(..4).map(str::parse::<i16>)
    {
        let later = (from.month, from.day) > (to.month, to.day);
        from.year = Some(year - i16::from(later));
    }
    let start = open::value(&plain(from))?;
    (start.as_str() <= end).then(|| format!("{start}/{end}"))
}

/// The week of a day, when the day is known.
pub(super) fn week_of(day: &str) -> Option<String> {
    let day: Date = day.get(..10)?.parse().ok()?;
    Some(week(day))
}

/// The week of a day as ISO 8601 has it.
pub(super) fn week(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The nth of a month that may be told by its distance from now. Without a year the latest one counts, unless
/// the next is less than a month away.
fn nth(nth: i8, of: Counted, month: Calendar, shift: Option<i8>, today: Date) -> Option<String> {
    if let (Some(shift), None) = (shift, month.month) {
        let first = today
            .first_of_month()
            .checked_add(i32::from(shift).months())
            .ok()?;
        return Some(shown(of, counted(nth, of, first, first.last_of_month())?));
    }
    let day = match month.year {
        Some(year) => within(nth, of, year, month.month)?,
        None => without_year(nth, of, month.month, shift, today)?,
    };
    Some(shown(of, day))
}

/// The latest one, with `next` the first to come, with `this` the nearest.
fn without_year(
    nth: i8,
    of: Counted,
    month: Option<i8>,
    shift: Option<i8>,
    today: Date,
) -> Option<Date> {
    let mut days = (-8..=8).filter_map(|years| within(nth, of, today.year() + years, month));
    let away = |day: &Date| (*day - today).get_days();
    match shift {
        Some(1..) => days.find(|day| away(day) > 0),
        Some(0) => days.min_by_key(|day| away(day).abs()),
        Some(_) => days.rfind(|day| away(day) < 0),
        None => days.rfind(|day| away(day) <= AHEAD),
    }
}

/// The same where the year is written.
pub(super) fn nth_of_year(meaning: Meaning) -> Option<String> {
    let Meaning::Nth { nth, of, month, .. } = meaning else {
        return None;
    };
    Some(shown(of, within(nth, of, month.year?, month.month)?))
}

fn shown(of: Counted, day: Date) -> String {
    match of {
        Counted::Weeks => week(day),
        Counted::Days | Counted::Weekdays(_) => day.to_string(),
    }
}

fn within(nth: i8, of: Counted, year: i16, month: Option<i8>) -> Option<Date> {
    let first = Date::new(year, month.unwrap_or(1), 1).ok()?;
    let last = match month {
        Some(_) => first.last_of_month(),
        None => first.last_of_year(),
    };
    counted(nth, of, first, last)
}

/// The nth day, weekday, or Monday of a whole week from one day to another; `None` when there are
/// not so many.
fn counted(nth: i8, of: Counted, first: Date, last: Date) -> Option<Date> {
    let (step, weekday) = match of {
        Counted::Days => (1, None),
        Counted::Weeks => (7, Some(1)),
        Counted::Weekdays(weekday) => (7, Some(weekday)),
    };
    // The last day a whole week can begin on is the sixth before the end.
    let last = match of {
        Counted::Weeks => shift_days(last, -6)?,
        _ => last,
    };
    let to_weekday = |day: Date| {
        weekday.map_or(0, |weekday| {
            i32::from(weekday - day.weekday().to_monday_one_offset())
        })
    };
    let nth = i32::from(nth);
    let day = if nth > 0 {
        shift_days(first, to_weekday(first).rem_euclid(7) + step * (nth - 1))?
    } else {
        shift_days(last, step * (nth + 1) - (-to_weekday(last)).rem_euclid(7))?
    };
    (first <= day && day <= last).then_some(day)
}

/// A season, quarter or half by its EDTF number.
fn year_part(
    part: i8,
    year: Option<i16>,
    years: Option<i8>,
    shift: Option<i8>,
    today: Date,
) -> Option<String> {
    let year = match (year, years, shift) {
        (Some(year), ..) => year,
        (None, Some(years), _) => today.year() + i16::from(years),
        (None, None, shift) => year_of_season(part, shift?, today)?,
    };
    Some(format!("{year:04}-{part}"))
}

/// The year of the last, this or the next season of a name, by the seasons north of the equator.
fn year_of_season(part: i8, shift: i8, today: Date) -> Option<i16> {
    let begins = |year: i16| Date::new(year, 3 * (part - 20), 21).ok();
    let years = (-2..=2).map(|years| today.year() + years);
    let ends = |year: i16| begins(year)?.checked_add(3.months()).ok();
    match shift {
        -1 => years
            .rev()
            .find(|year| ends(*year).is_some_and(|end| end <= today)),
        1 => years
            .into_iter()
            .find(|year| begins(*year).is_some_and(|day| day > today)),
        // This one is the one not yet over: "this winter" in February began last year.
        _ => years
            .into_iter()
            .find(|year| ends(*year).is_some_and(|end| end > today)),
    }
}
