//! Seasons, quarters and halves of a year.

use crate::text::lexeme::{Class, Lexemes};

use super::dated::of_shifted;
use super::form::{Found, is_latin, shift_after};
use super::length::counts_something;
use super::written::{Length, Meaning};

/// `summer 2031`, `الصيف الماضي`, `the third quarter of 2031`, `النصف الأول من العام الجاري`, `Q3 2031`.
///
/// A bare season or quarter is left alone: "in the summer" is no certain time, and matches have
/// quarters and halves too.
pub(super) fn year_part(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (part, shift, next) = season(x, at).or_else(|| quarter(x, at))?;
    let found = |year, years, shift, end| {
        let meaning = Meaning::YearPart {
            part,
            year,
            years,
            shift,
        };
        Some(Found::new(at, end, meaning))
    };
    if let Some((year, end)) = year(x, next) {
        return found(Some(year), None, None, end);
    }
    if shift.is_some() {
        return found(None, None, shift, next);
    }
    let (years, end) = of_shifted(x, next, Length::Year)?;
    found(None, Some(years), None, end)
}

/// A season, with the word beside it that says which one.
fn season(x: &Lexemes<'_>, at: usize) -> Option<(i8, Option<i8>, usize)> {
    let before = x.value(at, Class::ShiftBefore);
    let start = at + usize::from(before.is_some());
    let part = x.value(start, Class::Season)? as i8;
    let after = shift_after(x, start + 1);
    let shift = before.map(|shift| shift as i8).or(after);
    // `été` and `fall` are other words too, unless an article or "in" stands before; `à` folds to
    // the verb of "il a été".
    let led = at.checked_sub(1).is_some_and(|before| {
        x.is(before, Class::The) || (x.is(before, Class::In) && !x.is(before, Class::At))
    });
    let certain = before.is_some() || led || !x.is(start, Class::Short);
    let end = start + 1 + usize::from(before.is_none() && after.is_some());
    certain.then_some((part, shift, end))
}

/// `third quarter`, `الربع الثالث`, `Q3`.
fn quarter(x: &Lexemes<'_>, at: usize) -> Option<(i8, Option<i8>, usize)> {
    let ordinal = |at| {
        x.value(at, Class::Ordinal)
            .map(|value| (value, at + 1))
            .or_else(|| {
                let (value, 1) = x.number(at)? else {
                    return None;
                };
                let suffixed = x.is(at + 1, Class::Suffix) && !x.spaced(at + 1);
                suffixed.then_some((value as i64, at + 2))
            })
    };
    let (key, value, next) = if let Some(key) = x.key(at, Class::YearPart) {
        let (value, next) = match x.number(at + 1) {
            Some((value, 1)) if !x.spaced(at + 1) => (value as i64, at + 2),
            _ if is_latin(x, at) => return None,
            _ => ordinal(at + 1).filter(|_| x.word(at + 1).is_some_and(|word| word.definite))?,
        };
        (key, value, next)
    } else {
        let (value, next) = ordinal(at)?;
        let next = next + usize::from(x.mark(next) == Some('-'));
        (x.key(next, Class::YearPart)?, value, next + 1)
    };
    match (key, value) {
        ("Q", 1..=4) => Some((32 + value as i8, None, next)),
        ("H", 1..=2) => Some((39 + value as i8, None, next)),
        _ => None,
    }
}

/// A year of four digits, with "of" and the word "year" before it.
fn year(x: &Lexemes<'_>, at: usize) -> Option<(i16, usize)> {
    let between = |at| {
        x.is(at, Class::Of)
            || x.is(at, Class::In)
            || x.key(at, Class::Unit) == Some("Y")
            || x.mark(at) == Some(',')
    };
    let start = at + (at..at + 2).take_while(|at| between(*at)).count();
    match x.number(start)? {
        (year @ 1900..=2100, 4) if !counts_something(x, start) => Some((year as i16, start + 1)),
        _ => None,
    }
}
