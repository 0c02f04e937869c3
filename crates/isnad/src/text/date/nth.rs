//! Days and weeks counted within a month or year.

use crate::text::lexeme::{Class, Lexemes};

use super::calendar::{Calendar, calendar};
use super::dated::of_shifted;
use super::form::{Found, is_latin, shift_after, unit};
use super::month::{month, numbered_month, with_year};
use super::written::{Counted, Length, Meaning};

/// `the first Monday of May`, `الثلاثاء الثالث من شهر أيلول`, `آخر يوم من الشهر الماضي`,
/// `la dernière semaine de septembre 2031`, `the third last week of 2031`.
pub(super) fn nth(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let start = at + usize::from(is_latin(x, at) && x.is(at, Class::The));
    let (nth, of, next) = number_then_thing(x, start).or_else(|| thing_then_number(x, start))?;
    // No month has more than five of a weekday: `الثلاثاء التاسع عشر` is a day.
    if matches!(of, Counted::Weekdays(_)) && nth.abs() > 5 {
        return None;
    }
    let (month, shift, end) = within(x, next)?;
    let meaning = Meaning::Nth {
        nth,
        of,
        month,
        shift,
    };
    Some(Found::new(at, end, meaning))
}

fn number_then_thing(x: &Lexemes<'_>, at: usize) -> Option<(i8, Counted, usize)> {
    let (nth, mut next) = which(x, at)?;
    if x.is(next, Class::DayOf) && x.is(next + 1, Class::Weekday) {
        next += 1;
    }
    Some((nth, thing(x, next)?, next + 1))
}

/// In Arabic, and with the article on both.
fn thing_then_number(x: &Lexemes<'_>, at: usize) -> Option<(i8, Counted, usize)> {
    let start = at + usize::from(x.is(at, Class::DayOf) && x.is(at + 1, Class::Weekday));
    let of = thing(x, start)?;
    if is_latin(x, start) || !x.word(start + 1)?.definite {
        return None;
    }
    let (nth, next) = which(x, start + 1)?;
    Some((nth, of, next))
}

/// `third`, `3rd`, `last`, `third last`: negative from the end.
fn which(x: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    if x.is(at, Class::Last) {
        return Some((-1, at + 1));
    }
    let (value, next) = match x.value(at, Class::Ordinal) {
        Some(value) => (value, at + 1),
        None if x.is(at + 1, Class::Suffix) && !x.spaced(at + 1) => {
            (x.number(at)?.0 as i64, at + 2)
        }
        None => return None,
    };
    let value = i8::try_from(value)
        .ok()
        .filter(|value| (1..=31).contains(value))?;
    if is_latin(x, next) && x.is(next, Class::Last) {
        return Some((-value, next + 1));
    }
    Some((value, next))
}

fn thing(x: &Lexemes<'_>, at: usize) -> Option<Counted> {
    if let Some(weekday) = x.value(at, Class::Weekday) {
        return Some(Counted::Weekdays(weekday as i8));
    }
    let unit = unit(x, at).filter(|unit| unit.times == 1 && !x.is(at, Class::Plural))?;
    match unit.length {
        Length::Day => Some(Counted::Days),
        Length::Week => Some(Counted::Weeks),
        _ => None,
    }
}

/// `of next month`, `من شهر أيلول من عام 2031`, `of 2031`.
fn within(x: &Lexemes<'_>, at: usize) -> Option<(Calendar, Option<i8>, usize)> {
    if let Some((shift, end)) = of_shifted(x, past(x, at, 1), Length::Month) {
        return Some((Calendar::default(), Some(shift), end));
    }
    let start = past(x, at, 2);
    if let Some((date, next)) = month(x, start).or_else(|| numbered_month(x, start)) {
        let led = start > at || x.word(start).is_some_and(|word| word.prefixed);
        let (date, end) = with_year(x, date, past(x, next, 2), None);
        let (shift, end) = match (date.year, shift_after(x, next)) {
            (Some(_), _) => (None, end),
            (None, None) => (None, next),
            (None, shift) => (shift, next + 1),
        };
        return (led && !date.hijri).then_some((date, shift, end));
    }
    let (date, end) = with_year(x, Calendar::default(), start, None);
    (date.year.is_some() && start > at && is_latin(x, at)).then_some((date, None, end))
}

/// Past "of", "in", and the word "year".
fn past(x: &Lexemes<'_>, at: usize, most: usize) -> usize {
    let skipped = (at..at + most).take_while(|at| {
        let year = x.key(*at, Class::Unit) == Some("Y") && x.number(*at + 1).is_some();
        x.is(*at, Class::Of) || (x.is(*at, Class::In) && !x.is(*at, Class::Unit)) || year
    });
    at + skipped.count()
}

/// `the week of October 7`, `la semaine du 7 octobre`, `أسبوع 7 أكتوبر`.
pub(super) fn week_of(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    if x.key(at, Class::Unit) != Some("W") || x.is(at, Class::Plural) || !x.is(at + 1, Class::Of) {
        return None;
    }
    let (date, next) = calendar(x, at + 2, x.vocabulary.has("month-first"))?;
    let whole = date.day.is_some() && date.month.is_some() && !date.hijri;
    whole.then_some(Found::new(at, next, Meaning::WeekOf(date)))
}
