//! Durations, years, decades, and vague times.

use crate::text::lexeme::{Class, Lexemes};
use crate::text::number::number;

use super::form::{Found, counted, is_latin, modifier_of, unit};
use super::written::{Length, Meaning};

/// `لمدة أسبوع`, `pendant un mois`, `نصف ساعة`, `يوم كامل`: one of a unit, or half of it.
pub(super) fn one(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let led = at
        .checked_sub(1)
        .is_some_and(|before| x.is(before, Class::For));
    let half = x.key(at, Class::Fraction) == Some("50");
    let mut start = at + usize::from(half || x.is(at, Class::One));
    if half && x.is(start, Class::One) {
        start += 1;
    }
    let unit = unit(x, start)?;
    let whole = x.is(start + 1, Class::Whole);
    let vague = matches!(unit.length, Length::Weekend | Length::Unknown);
    let indefinite = is_latin(x, start) || !x.word(start)?.definite;
    // "نصف عام 2031" is half of that year.
    let named = x.number(start + 1).is_some() || x.is(start + 1, Class::Cardinal);
    let bare = is_latin(x, start) && start == at;
    if vague || !indefinite || x.is(start, Class::Plural) || named || bare {
        return None;
    }
    let count = if half { 0.5 } else { 1.0 };
    let end = start + 1 + usize::from(whole);
    let meaning = Meaning::Duration { count, unit };
    (led || half || whole).then_some(Found::new(at, end, meaning))
}

/// `أكثر من 3 عقود`, `الأسابيع الثلاثة تقريبا`, `about two hours`, `plus de trois ans`.
pub(super) fn duration(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let bound = x.key(at, Class::Bound);
    let (count, unit, mut next) = counted(x, at + usize::from(bound.is_some()))?;
    let of_day = unit.length == Length::Hour
        && at
            .checked_sub(1)
            .is_some_and(|before| x.is(before, Class::At) && !x.is(before, Class::Bound));
    if of_day {
        return None;
    }
    let bound = match x.key(next, Class::BoundAfter) {
        Some(after) if bound.is_none() => {
            next += 1;
            Some(after)
        }
        _ => bound,
    };
    if matches!(unit.length, Length::Weekend | Length::Unknown) {
        return None;
    }
    let mut found = Found::new(at, next, Meaning::Duration { count, unit });
    found.modifier = bound.and_then(modifier_of);
    Some(found)
}

/// `عام 2020`, `in 2020`, `مطلع 2020`, and in `عامي 2020 و2021` each.
pub(super) fn year(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let (modifier, next) = super::form::edge(x, at);
    let named = |at| {
        let year_word =
            unit(x, at).is_some_and(|unit| unit.length == Length::Year && unit.times == 1);
        let dual = x.key(at, Class::Dual) == Some("Y");
        (year_word || dual) && !(is_latin(x, at) && x.is(at, Class::Plural))
    };
    let start = next + usize::from(named(next));
    if let Some(found) = year_in_words(x, start).filter(|_| start > next) {
        return Some(Found { start: at, ..found });
    }
    let (year, 4) = x.number(start)? else {
        return None;
    };
    let licensed = start > next
        || modifier.is_some()
        || at.checked_sub(1).is_some_and(|before| {
            x.is(before, Class::In) || (x.is(before, Class::And) && follows_year(x, before))
        });
    let range = if start > next {
        1000..=2100
    } else {
        1900..=2100
    };
    if !licensed || !range.contains(&year) || counts_something(x, start) {
        return None;
    }
    let era = x.value(start + 1, Class::Era);
    let end = start + 1 + usize::from(era.is_some());
    let mut found = Found::new(at, end, of_year(year as i16, era == Some(1)));
    found.modifier = modifier;
    Some(found)
}

/// `عام ألفين وثلاثين`: after the word "year" only.
fn year_in_words(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let number = number(x, at).filter(|number| !number.in_digits)?;
    let fits = (1900.0..=2100.0).contains(&number.value) && !x.is(number.next, Class::Noun);
    fits.then(|| Found::new(at, number.next, of_year(number.value as i16, false)))
}

fn of_year(year: i16, hijri: bool) -> Meaning {
    Meaning::Calendar {
        date: super::Calendar {
            year: Some(year),
            hijri,
            ..super::Calendar::default()
        },
        shift: None,
        years: None,
    }
}

fn follows_year(x: &Lexemes<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| x.number(before))
        .is_some_and(|(value, digits)| digits == 4 && (1900..=2100).contains(&value))
}

/// Whether the four digits are part of a larger number, a time, or count a noun.
pub(super) fn counts_something(x: &Lexemes<'_>, at: usize) -> bool {
    let longer = number(x, at).is_none_or(|found| found.next > at + 1);
    let classes = [Class::Unit, Class::Noun, Class::Scale];
    let counts = classes.iter().any(|class| x.is(at + 1, *class))
        && !x
            .word(at + 1)
            .is_some_and(|word| word.definite || word.joined);
    longer || counts || matches!(x.mark(at + 1), Some('%' | ':' | '$' | '€'))
}

/// `التسعينيات`, `the 1990s`, `les années 1990`.
pub(super) fn decade(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    if let Some(first) = x.value(at, Class::Decade) {
        let century = unit(x, at + 1).is_some_and(|unit| unit.times == 100);
        let next = if century { at + 3 } else { at + 1 };
        return Some(Found::new(at, next, Meaning::Decade(first as i16)));
    }
    let plural_years = x.key(at, Class::Unit) == Some("Y") && x.is(at, Class::Plural);
    let start = at + usize::from(plural_years);
    let (value, digits) = x.number(start)?;
    let ending = x.folded(start + 1) == Some("s") && !x.spaced(start + 1);
    let first = match digits {
        4 => value,
        2 if plural_years => 1900 + value,
        _ => return None,
    };
    let fits = value % 10 == 0 && (1800..=2090).contains(&first);
    let next = start + 1 + usize::from(ending);
    (fits && (ending || (plural_years && is_latin(x, at)))).then_some(Found::new(
        at,
        next,
        Meaning::Decade(first as i16),
    ))
}

/// `مؤخرا`, `حتى الآن`, `récemment`.
pub(super) fn vague(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let reference = x.key(at, Class::Vague)?;
    Some(Found::new(at, at + 1, Meaning::Vague(reference)))
}
