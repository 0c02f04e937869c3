//! Dates that name a day, a month or a year.

use jiff::civil::Date;

use crate::text::lexeme::{Class, Lexemes};

use super::clock::{Clock, clock};
use super::form::is_latin;
use super::month::{end_of_era, full_year, month, numbered_month, with_year};

/// A calendar date as far as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The year.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31.
    pub day: Option<i8>,
    /// The weekday named with it, 1 (Monday) to 7.
    pub weekday: Option<i8>,
    /// Month and year are those of the Islamic calendar.
    pub hijri: bool,
    /// The time of day, where one is written in the date.
    pub clock: Option<Clock>,
}

impl Calendar {
    /// Whether the weekday named with a complete date is that day's; `None` where one of them is missing.
    pub fn weekday_fits(&self) -> Option<bool> {
        let weekday = self.weekday?;
        let (year, month, day) = (self.year?, self.month?, self.day?);
        let date = if self.hijri {
            super::to_gregorian(year, month, day)?
        } else {
            Date::new(year, month, day).ok()?
        };
        Some(falls_on(date, weekday))
    }

    /// Whether day, month and year are all written.
    pub fn is_complete(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }
}

/// Whether a day is that weekday, 1 (Monday) to 7.
pub(crate) fn falls_on(day: Date, weekday: i8) -> bool {
    day.weekday().to_monday_one_offset() == weekday
}

/// The calendar date at a place, and where it ends. `month_first` says how `3/5/2031` is meant.
pub(super) fn calendar(x: &Lexemes<'_>, at: usize, month_first: bool) -> Option<(Calendar, usize)> {
    let (weekday, mut start) = opening(x, at);
    if weekday.is_some() && x.is(start, Class::In) && x.number(start + 1).is_some() {
        start += 1;
    }
    let forms = [
        compact(x, start),
        year_first(x, start),
        numeric(x, start, month_first),
        day_then_month(x, start),
        month_then_day(x, start),
    ];
    let (mut date, next) = forms.into_iter().flatten().max_by_key(|(_, next)| *next)?;
    date.weekday = weekday;
    Some((date, next))
}

/// A weekday and words like `يوم`, `الموافق` before the date.
pub(super) fn opening(x: &Lexemes<'_>, at: usize) -> (Option<i8>, usize) {
    let mut next = at;
    let mut weekday = None;
    while next < at + 6 {
        if let Some(value) = weekday_at(x, next)
            && weekday.is_none()
        {
            weekday = Some(value);
            next += 1;
            while matches!(x.mark(next), Some(',' | '.' | '-')) {
                next += 1;
            }
        } else if x.is(next, Class::DayOf) || (next > at && x.is(next, Class::The)) {
            next += 1;
        } else {
            break;
        }
    }
    (weekday, next)
}

/// The weekday at a place. In Arabic the weekday has its article; without it the word is a number or
/// a common noun.
pub(super) fn weekday_at(x: &Lexemes<'_>, at: usize) -> Option<i8> {
    let value = x.value(at, Class::Weekday)?;
    let latin = x.folded(at)?.is_ascii();
    (latin || x.word(at)?.definite).then_some(value as i8)
}

/// `20311028`, also with a time after it.
fn compact(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, usize)> {
    let (value, 8) = x.number(at)? else {
        return None;
    };
    ymd(
        (value / 10_000) as i64,
        (value / 100 % 100) as i64,
        (value % 100) as i64,
    )
    .map(|date| (date, at + 1))
}

/// `2031-10-28`, `2031/10/28`, `2031年10月28日`.
fn year_first(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, usize)> {
    let (year, 4) = x.number(at)? else {
        return None;
    };
    let (month, _) = x.number(at + 2)?;
    let (day, digits) = x.number(at + 4)?;
    let separators = (separator(x, at + 1)?, separator(x, at + 3)?);
    if separators.0 != separators.1 && separators != ('Y', 'M') || digits > 2 {
        return None;
    }
    let next = if x.key(at + 5, Class::Sep) == Some("D") {
        at + 6
    } else {
        at + 5
    };
    ymd(year as i64, month as i64, day as i64).map(|date| (date, next))
}

fn separator(x: &Lexemes<'_>, at: usize) -> Option<char> {
    match x.mark(at) {
        Some(mark @ ('-' | '/' | '.')) => Some(mark),
        _ => x.key(at, Class::Sep)?.chars().next(),
    }
}

/// `28/10/2031`, `28.10.31`. The order is the language's unless it is impossible.
fn numeric(x: &Lexemes<'_>, at: usize, month_first: bool) -> Option<(Calendar, usize)> {
    let (first, first_digits) = x.number(at)?;
    let (second, second_digits) = x.number(at + 2)?;
    let (year, year_digits) = x.number(at + 4)?;
    let mark = separator(x, at + 1)?;
    let same = separator(x, at + 3) == Some(mark);
    if !same || first_digits > 2 || second_digits > 2 || !matches!(year_digits, 2 | 4) {
        return None;
    }
    // More of the same is an address or a version, not a date.
    let goes_on = !x.spaced(at + 5) && x.mark(at + 5) == Some(mark) && x.number(at + 6).is_some();
    if goes_on && !x.spaced(at + 6) {
        return None;
    }
    if (1343..=1500).contains(&year) && year_digits == 4 {
        return hijri(year, second, first).map(|date| (date, end_of_era(x, at + 5)));
    }
    let year = full_year(year, year_digits)?;
    let month_first = (month_first && first <= 12 && mark != '.') || second > 12;
    let (month, day) = if month_first {
        (first, second)
    } else {
        (second, first)
    };
    ymd(year, month as i64, day as i64).map(|date| (date, at + 5))
}

/// `10/9/1446`: a year of the Islamic calendar; the day stands first.
fn hijri(year: u64, month: u64, day: u64) -> Option<Calendar> {
    let fits = (1..=12).contains(&month) && (1..=30).contains(&day);
    fits.then_some(Calendar {
        year: Some(year as i16),
        month: Some(month as i8),
        day: Some(day as i8),
        hijri: true,
        ..Calendar::default()
    })
}

fn ymd(year: i64, month: i64, day: i64) -> Option<Calendar> {
    let fits = (1800..=2100).contains(&year) && (1..=12).contains(&month);
    let date = Calendar {
        year: Some(year as i16),
        month: Some(month as i8),
        day: Some(day as i8),
        ..Calendar::default()
    };
    (fits && (1..=i64::from(days_in(date))).contains(&day)).then_some(date)
}

pub(super) fn days_in(date: Calendar) -> i8 {
    // A day without its year may be the 29th of February.
    let year = date.year.unwrap_or(2024);
    let month = date.month.unwrap_or(1);
    if date.hijri {
        return 30;
    }
    jiff::civil::Date::new(year, month, 1).map_or(31, jiff::civil::Date::days_in_month)
}

/// `28 October 2031`, `28th, October 2031`, `السابع من تشرين الأول/أكتوبر`, `1er mai`.
fn day_then_month(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, usize)> {
    let (day, mut next) = day(x, at).or_else(|| day_as_count(x, at))?;
    let mut between = 0;
    while between < 2
        && (x.is(next, Class::Of) || matches!(x.mark(next), Some(',' | '.' | '-' | '/')))
    {
        next += 1;
        between += 1;
    }
    let joint = next.checked_sub(1).and_then(|before| x.mark(before));
    let (mut date, next) = month(x, next).or_else(|| numbered_month(x, next))?;
    date.day = Some(day);
    if day > days_in(date) {
        return None;
    }
    Some(with_year(x, date, next, joint))
}

/// `October 28, 2031`, `October 2031`, `Oct 28 14:35:00 2031`, `تشرين الأول`.
fn month_then_day(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, usize)> {
    let (mut date, next) = month(x, at)?;
    if let Some((day, after)) = day_after_month(x, next)
        && day <= days_in(date)
        && x.mark(after) != Some(':')
    {
        date.day = Some(day);
        let (dated, end) = with_year(x, date, after, None);
        if dated.year.is_none()
            && let Some((time, past_clock)) = clock(x, after)
        {
            let (late, late_end) = with_year(x, date, past_clock, None);
            if late.year.is_some() {
                let clock = Some(time);
                return Some((Calendar { clock, ..late }, late_end));
            }
        }
        return Some((dated, end));
    }
    Some(with_year(x, date, next, None))
}

/// `October 28`, `October the 28th`, `October twenty-eighth`.
fn day_after_month(x: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    let start = at + usize::from(is_latin(x, at) && x.is(at, Class::The));
    let dash = x.mark(at) == Some('-') && !x.spaced(at) && !x.spaced(at + 1);
    day_in_digits(x, start + usize::from(dash))
        .or_else(|| day(x, start).filter(|_| x.is(start, Class::Ordinal)))
}

/// `le dix juillet`: languages that count the days of a month with plain numbers.
fn day_as_count(x: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    let count = x.value(at, Class::Cardinal)?;
    let fits = (1..=31).contains(&count) && x.is(at + 1, Class::Month);
    (fits && x.vocabulary.has("cardinal-days")).then_some((count as i8, at + 1))
}

/// A day of the month in digits, with its ordinal ending, or an ordinal in words.
pub(super) fn day(x: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    if let Some(found) = day_in_digits(x, at) {
        return Some(found);
    }
    let ordinal = x.value(at, Class::Ordinal)?;
    // "الحادي والعشرين": the tens follow, joined by "and".
    if ordinal < 10
        && let Some(tens @ (20 | 30)) = x.value(at + 1, Class::Cardinal)
        && x.word(at + 1)?.joined
    {
        return Some(((ordinal + tens) as i8, at + 2));
    }
    (1..=31)
        .contains(&ordinal)
        .then_some((ordinal as i8, at + 1))
}

pub(super) fn day_in_digits(x: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    let (value, digits) = x.number(at)?;
    let next = if x.is(at + 1, Class::Suffix) && !x.spaced(at + 1) {
        at + 2
    } else {
        at + 1
    };
    (digits <= 2 && (1..=31).contains(&value)).then_some((value as i8, next))
}
