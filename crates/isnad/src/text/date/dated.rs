//! Calendar dates with what stands around them in a sentence.

use crate::text::lexeme::{Class, Lexemes};

use super::calendar::{Calendar, calendar, day, opening};
use super::form::{Found, edge, is_latin, shift_after, unit};
use super::relative::clock_near;
use super::written::{Length, Meaning};

/// `26 نوفمبر/ تشرين الثاني الماضي`, `late October`, `October last year`, `3 May 2031, 14:35 GMT`.
pub(super) fn dated(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (modifier, mut next) = edge(x, at);
    if modifier.is_some() && x.is(next, Class::The) {
        next += 1;
    }
    let mut shift = None;
    if x.is(next, Class::ShiftBefore) && x.is(next + 1, Class::Month) && is_latin(x, next) {
        shift = x.value(next, Class::ShiftBefore).map(|value| value as i8);
        next += 1;
    }
    let start = next;
    let (date, mut next) = calendar(x, start, x.vocabulary.has("month-first"))?;
    let mut years = None;
    if date.year.is_none() {
        if let Some(after) = shift_after(x, next) {
            shift = Some(after);
            next += 1;
        } else if let Some((of_year, end)) = of_shifted(x, next, Length::Year) {
            years = Some(of_year);
            next = end;
        }
    }
    let firm = modifier.is_some() || shift.is_some() || years.is_some();
    if !firm && !stands_alone(x, start, date) {
        return None;
    }
    let (date, next) = with_clock(x, date, next);
    let meaning = Meaning::Calendar { date, shift, years };
    let mut found = Found::new(at, next, meaning);
    found.modifier = modifier;
    Some(found)
}

fn with_clock(x: &Lexemes<'_>, date: Calendar, next: usize) -> (Calendar, usize) {
    if date.day.is_none() || date.clock.is_some() {
        return (date, next);
    }
    let (clock, end) = clock_near(x, next);
    (Calendar { clock, ..date }, end)
}

/// A month without day and year is a date only after a preposition; many months are names too.
fn stands_alone(x: &Lexemes<'_>, at: usize, date: Calendar) -> bool {
    if date.year.is_some() {
        return true;
    }
    if date.day.is_some() {
        return !(at..at + 4).any(|near| is_common_word(x, near));
    }
    if date.hijri {
        return false;
    }
    let short = x.is(at, Class::Short);
    let capital = x
        .get(at)
        .and_then(|lexeme| lexeme.span.of(x.text).chars().next())
        .is_some_and(char::is_uppercase);
    let led = at
        .checked_sub(1)
        .is_some_and(|before| x.is(before, Class::In));
    led && (!short || capital)
}

/// `may` and `march` in small letters are verbs more often than months.
fn is_common_word(x: &Lexemes<'_>, at: usize) -> bool {
    let word = x.get(at).map_or("", |lexeme| lexeme.span.of(x.text));
    x.value(at, Class::Short) == Some(1) && word.starts_with(char::is_lowercase)
}

/// `mercredi 13`, `Thursday 15th`: the weekday is the check on which month. Only where what follows
/// cannot be counted.
pub(super) fn weekday_and_day(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (Some(weekday), start) = opening(x, at) else {
        return None;
    };
    x.number(start)?;
    let (day, next) = day(x, start)?;
    let date = Calendar {
        day: Some(day),
        weekday: Some(weekday),
        ..Calendar::default()
    };
    let (date, end) = with_clock(x, date, next);
    let closed = [Class::Stop, Class::In, Class::At]
        .iter()
        .any(|class| x.is(end, *class))
        || x.get(end).is_none()
        || matches!(x.mark(end), Some(',' | '.' | ')' | ';' | ':' | '"' | '»'));
    let ends =
        closed && !(x.mark(end).is_some() && !x.spaced(end + 1) && x.number(end + 1).is_some());
    let meaning = Meaning::Calendar {
        date,
        shift: None,
        years: None,
    };
    ends.then_some(Found::new(at, end, meaning))
}

/// `الثالث من الشهر الجاري`, `le 3 du mois courant`, `the third of this month`.
pub(super) fn day_of_month(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (weekday, start) = opening(x, at);
    let (day, next) = day(x, start)?;
    let (shift, end) = of_shifted(x, next, Length::Month)?;
    let date = Calendar {
        day: Some(day),
        weekday,
        ..Calendar::default()
    };
    let meaning = Meaning::Calendar {
        date,
        shift: Some(shift),
        years: None,
    };
    Some(Found::new(at, end, meaning))
}

/// `من العام الماضي`, `last year`, `de l'année dernière`.
pub(super) fn of_shifted(x: &Lexemes<'_>, at: usize, length: Length) -> Option<(i8, usize)> {
    let mut next = at;
    while next < at + 3
        && (x.is(next, Class::Of) || x.is(next, Class::The))
        && !is_unit(x, next, length)
    {
        next += 1;
    }
    if let Some(shift) = x.value(next, Class::ShiftBefore)
        && is_unit(x, next + 1, length)
    {
        return Some((shift as i8, next + 2));
    }
    let shift = shift_after(x, next + 1)?;
    is_unit(x, next, length).then_some((shift, next + 2))
}

fn is_unit(x: &Lexemes<'_>, at: usize, length: Length) -> bool {
    unit(x, at).is_some_and(|unit| unit.length == length && unit.times == 1)
        && !x.is(at, Class::Plural)
}
