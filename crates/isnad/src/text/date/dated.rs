//! Calendar dates with what stands around them in a sentence.

use crate::text::lexeme::{Class, Lexemes};

use super::calendar::{Calendar, calendar, day, opening, weekday_at};
use super::form::{Found, edge, is_latin, shift_after, unit};
use super::month::numbered_month;
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
    let numbered = || numbered_month(x, start).filter(|_| modifier.is_some());
    let (date, mut next) = calendar(x, start, x.vocabulary.has("month-first")).or_else(numbered)?;
    if counts_weekdays(x, start, date) {
        return None;
    }
    let (date, after_weekday) = weekday_after(x, date, next);
    next = after_weekday;
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

/// "Tuesday the third of September 2014" was no such day when 3 September was none: then the third
/// Tuesday is meant, which is for another form to read.
fn counts_weekdays(x: &Lexemes<'_>, at: usize, date: Calendar) -> bool {
    let in_words = (at..at + 3).any(|near| {
        x.value(near, Class::Ordinal)
            .is_some_and(|ordinal| ordinal <= 5)
    });
    in_words && date.weekday_fits() == Some(false)
}

/// `July 18 (Friday)`, `Jul 18, Fri`: the weekday behind the date.
fn weekday_after(x: &Lexemes<'_>, date: Calendar, at: usize) -> (Calendar, usize) {
    let bracket = x.mark(at) == Some('(') && x.mark(at + 2) == Some(')');
    let comma = x.mark(at) == Some(',') && date.month.is_some() && is_latin(x, at + 1);
    if date.weekday.is_some() || date.day.is_none() || !(bracket || comma) {
        return (date, at);
    }
    match weekday_at(x, at + 1) {
        Some(weekday) => {
            let weekday = Some(weekday);
            (
                Calendar { weekday, ..date },
                at + if bracket { 3 } else { 2 },
            )
        }
        None => (date, at),
    }
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
        // "the 1st of march" is sure enough, "30 march in London" is not.
        let sure = |near| x.is(near, Class::Suffix) || (near > at && x.is(near, Class::Of));
        return (at..at + 3).any(sure) || !(at..at + 4).any(|near| is_common_word(x, near));
    }
    if date.hijri || !x.is(at, Class::Month) {
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

/// `le 17/02`, `on 2/15`, `يوم الجمعة 17/2`: where a word before it says that it is a day, or zeros do.
pub(super) fn slashed(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (weekday, start) = opening(x, at);
    let (first, first_digits) = x.number(start)?;
    let (second, second_digits) = x.number(start + 2)?;
    let close = !x.spaced(start + 1) && !x.spaced(start + 2);
    let year_follows = matches!(x.number(start + 4), Some((_, 4)));
    let goes_on = matches!(x.mark(start + 3), Some('/' | '-' | '%')) && !x.spaced(start + 3)
        || x.mark(start + 3) == Some(',') && year_follows;
    if x.mark(start + 1) != Some('/') || !close || goes_on || first_digits > 2 || second_digits > 2
    {
        return None;
    }
    let padded = first_digits == 2 && second_digits == 2 && (first < 10 || second < 10);
    let led = start > at
        || start
            .checked_sub(1)
            .is_some_and(|before| x.is(before, Class::OnDay));
    let month_first = (x.vocabulary.has("month-first") && first <= 12) || second > 12;
    let (day, month) = if month_first {
        (second, first)
    } else {
        (first, second)
    };
    let fits = (1..=31).contains(&day) && (1..=12).contains(&month);
    let date = Calendar {
        day: Some(day as i8),
        month: Some(month as i8),
        weekday,
        ..Calendar::default()
    };
    let meaning = Meaning::Calendar {
        date,
        shift: None,
        years: None,
    };
    (fits && (padded || led)).then_some(Found::new(at, start + 3, meaning))
}

/// `mercredi 13`, `Thursday 15th`: the weekday is the check on which month. Only where what follows
/// cannot be counted.
pub(super) fn weekday_and_day(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (Some(weekday), start) = opening(x, at) else {
        return None;
    };
    // There are five of a weekday in a month at most, so a smaller ordinal in words may count them.
    let small = x
        .value(start, Class::Ordinal)
        .is_some_and(|ordinal| ordinal <= 5);
    let (day, next) = day(x, start).filter(|(day, _)| *day > 5 || !small)?;
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
    // "les 2 derniers mois" counts months.
    if is_latin(x, next) && !x.is(next, Class::Of) && !x.is(next, Class::The) {
        return None;
    }
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
