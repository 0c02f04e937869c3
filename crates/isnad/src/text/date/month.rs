//! Months, and the years that follow them.

use crate::text::lexeme::{Class, Lexemes};

use super::calendar::{Calendar, days_in};

/// A month's name, with its name in the other system beside it: `أيلول/سبتمبر`, `تموز (يوليو)`.
pub(super) fn month(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, usize)> {
    let (class, value) = month_sense(x, at)?;
    let mut next = at + 1;
    let twin = match x.mark(next) {
        Some('/' | '-' | '(') => month_sense(x, next + 1) == Some((class, value)),
        _ => false,
    };
    if twin {
        next += if x.mark(next) == Some('(') && x.mark(next + 2) == Some(')') {
            3
        } else {
            2
        };
    } else if x.mark(next) == Some('.') && !x.spaced(next) && x.number(next + 1).is_some() {
        next += 1;
    }
    let date = Calendar {
        month: Some(value as i8),
        hijri: class == Class::Hijri,
        ..Calendar::default()
    };
    Some((date, next))
}

fn month_sense(x: &Lexemes<'_>, at: usize) -> Option<(Class, i64)> {
    [Class::Month, Class::Hijri]
        .into_iter()
        .find_map(|class| x.value(at, class).map(|value| (class, value)))
}

/// `شهر 10`, `من شهر عشرة`, `الشهر الثامن`: a month by its number, the word "month" before it. Only
/// beside a day or a year, since `شهر` counts too.
pub(super) fn numbered_month(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, usize)> {
    let before = at
        .checked_sub(1)
        .is_some_and(|before| x.is(before, Class::MonthWord));
    let start = at + usize::from(x.is(at, Class::MonthWord));
    if start == at && !before {
        return None;
    }
    let number = match x.number(start) {
        Some((value, 1..=2)) => i64::try_from(value).ok(),
        Some(_) => None,
        None => x.value(start, Class::Cardinal).or_else(|| {
            let definite = x.word(start)?.definite;
            x.value(start, Class::Ordinal).filter(|_| definite)
        }),
    };
    let month = number.filter(|number| (1..=12).contains(number))?;
    let date = Calendar {
        month: Some(month as i8),
        ..Calendar::default()
    };
    Some((date, start + 1))
}

/// The year after a month, if there is one. Of two digits only behind an apostrophe, or behind the
/// `joint` that also stands between day and month (`31-Oct-74`).
pub(super) fn with_year(
    x: &Lexemes<'_>,
    mut date: Calendar,
    at: usize,
    joint: Option<char>,
) -> (Calendar, usize) {
    let mut next = at;
    while next < at + 3
        && (x.is(next, Class::Of) || matches!(x.mark(next), Some(',' | '/' | '-' | '.' | '\'')))
    {
        next += 1;
    }
    let Some((year, digits)) = x.number(next) else {
        return (date, at);
    };
    let mark = next.checked_sub(1).and_then(|before| x.mark(before));
    let short =
        digits == 2 && next > at && (mark == Some('\'') || (mark.is_some() && mark == joint));
    let years = if date.hijri { 1300..=1500 } else { 1800..=2100 };
    let year = match full_year(year, digits) {
        Some(year) if years.contains(&year) && (digits == 4 || short) => year,
        _ => return (date, at),
    };
    if x.mark(next + 1) == Some(':') {
        return (date, at);
    }
    date.year = Some(year as i16);
    if date.day.is_some_and(|day| day > days_in(date)) {
        return (Calendar { year: None, ..date }, at);
    }
    (date, end_of_era(x, next + 1))
}

pub(super) fn end_of_era(x: &Lexemes<'_>, at: usize) -> usize {
    if x.is(at, Class::Era) { at + 1 } else { at }
}

/// Two digits are a year of this century's first seven decades, or of the last century's rest.
pub(super) fn full_year(year: u64, digits: u8) -> Option<i64> {
    match digits {
        4 => Some(year as i64),
        2 if year < 70 => Some(2000 + year as i64),
        2 => Some(1900 + year as i64),
        _ => None,
    }
}
