//! From one day, month or year to another.

use crate::text::lexeme::{Class, Lexemes};

use super::calendar::{Calendar, calendar, day, day_in_digits, opening};
use super::dated::of_shifted;
use super::form::{Found, is_latin, shift_after};
use super::length::counts_something;
use super::month::{month, with_year};
use super::written::{Length, Meaning};

/// `13-15 July`, `من 13 إلى 15 يوليو الماضي`, `entre le 10 juin et le 1er juillet`, `from May to
/// July 2031`, `2010-2015`. The word before it (`from`, `بين`) is not part of it.
pub(super) fn range(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    if let Some(found) = years(x, at) {
        return Some(found);
    }
    let (from, to, next) = dates(x, at)
        .or_else(|| days_then_month(x, at))
        .or_else(|| month_then_days(x, at))?;
    let (mut shift, mut years, mut end) = (None, None, next);
    if to.year.is_none() {
        if let Some(after) = shift_after(x, next) {
            shift = Some(after);
            end += 1;
        } else if let Some((of_year, after)) = of_shifted(x, next, Length::Year) {
            years = Some(of_year);
            end = after;
        }
    }
    let meaning = Meaning::Range {
        from,
        to,
        shift,
        years,
    };
    Some(Found::new(at, end, meaning))
}

/// "To" at a place, and where the end of the range begins. "And" is one after "between".
fn to(x: &Lexemes<'_>, start: usize, at: usize) -> Option<usize> {
    let dash = x.mark(at) == Some('-');
    let word = x.is(at, Class::To) || x.is(at, Class::Until);
    let and = x.is(at, Class::And) && after_between(x, start);
    let next = at + 1;
    let article = is_latin(x, next) && x.is(next, Class::The);
    // `وحتى` and `إلى` may have "the day" after them; the opening of the date takes that.
    (dash || word || and).then_some(next + usize::from(article))
}

fn after_between(x: &Lexemes<'_>, at: usize) -> bool {
    (1..=2).any(|back| {
        at.checked_sub(back)
            .is_some_and(|before| x.is(before, Class::Between))
    })
}

/// Two dates of the same fineness: both with day and month, or two months after "from" or "between".
fn dates(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, Calendar, usize)> {
    let month_first = x.vocabulary.has("month-first");
    let (from, next) = calendar(x, at, month_first)?;
    from.month?;
    let start = to(x, at, next)?;
    let (end, next) = calendar(x, start, month_first)?;
    let alike = from.day.is_some() == end.day.is_some() && from.hijri == end.hijri;
    let led = from.day.is_some() || after_between(x, at) || follows_of(x, at) || end.year.is_some();
    (end.month.is_some() && alike && led && fits(from, end)).then_some((from, end, next))
}

fn follows_of(x: &Lexemes<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| x.is(before, Class::Of))
}

/// `13 to 15 July`: the first day has the month of the second.
fn days_then_month(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, Calendar, usize)> {
    let (weekday, start) = opening(x, at);
    let (first, next) = day(x, start).or_else(|| day_in_words(x, start))?;
    let start = to(x, at, next)?;
    let (end, next) = calendar(x, start, false)?;
    let from = Calendar {
        day: Some(first),
        weekday,
        clock: None,
        ..end
    };
    let numeric = x.number(start).is_some() && x.mark(start + 1).is_some_and(|mark| mark != '.');
    (end.day? > first && end.month.is_some() && !numeric).then_some((from, end, next))
}

/// `du treize au 15 juillet`: a number in words, which only a range makes a day.
fn day_in_words(x: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    let value = x.value(at, Class::Cardinal)?;
    let fits = (1..=31).contains(&value) && x.vocabulary.has("cardinal-days");
    fits.then_some((value as i8, at + 1))
}

/// `July 13-15, 2031`, `تموز 13 إلى 15`: the second day has the month of the first.
fn month_then_days(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, Calendar, usize)> {
    let (dated, next) = month(x, at)?;
    let (first, next) = day_in_digits(x, next)?;
    let start = to(x, at, next)?;
    let (last, next) = day_in_digits(x, start)?;
    let from = Calendar {
        day: Some(first),
        ..dated
    };
    let end = Calendar {
        day: Some(last),
        ..dated
    };
    let other = x.is(next, Class::Month) || x.mark(next) == Some(':');
    let (end, next) = with_year(x, end, next, None);
    (last > first && !other).then_some((from, end, next))
}

/// Where both years are written, the first is not after the second.
fn fits(from: Calendar, to: Calendar) -> bool {
    let key = |date: Calendar| (date.month, date.day);
    match (from.year, to.year) {
        (Some(first), Some(last)) => (first, key(from)) < (last, key(to)),
        (Some(_), None) => false,
        _ => key(from) != key(to),
    }
}

/// `from 2010 to 2015`, `(1914-1918)`.
fn years(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let year = |at| match x.number(at)? {
        (value @ 1000..=2100, 4) => Some(value as i16),
        _ => None,
    };
    let first = year(at)?;
    let mut start = to(x, at, at + 1)?;
    if x.key(start, Class::Unit) == Some("Y") {
        start += 1;
    }
    let last = year(start)?;
    let dash = x.mark(at + 1) == Some('-');
    let led = dash || after_between(x, at) || follows_of(x, at) || follows_year_word(x, at);
    let alone =
        !dash || x.spaced(at) || at.checked_sub(1).is_some_and(|at| x.mark(at) == Some('('));
    let goes_on = matches!(x.mark(start + 1), Some('-' | '/')) && !x.spaced(start + 1);
    if !led
        || !alone
        || goes_on
        || counts_something(x, start)
        || !(first + 1..first + 200).contains(&last)
    {
        return None;
    }
    let of = |year| Calendar {
        year: Some(year),
        ..Calendar::default()
    };
    let meaning = Meaning::Range {
        from: of(first),
        to: of(last),
        shift: None,
        years: None,
    };
    Some(Found::new(at, start + 1, meaning))
}

fn follows_year_word(x: &Lexemes<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| x.key(before, Class::Unit) == Some("Y"))
}
