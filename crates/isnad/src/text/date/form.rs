//! What the forms of dates share.

use crate::model::TimeModifier;
use crate::text::lexeme::{Class, Lexemes};
use crate::text::number::number;

use super::written::{Meaning, Unit};

/// A form found: from one lexeme up to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) meaning: Meaning,
    pub(super) modifier: Option<TimeModifier>,
}

impl Found {
    pub(super) fn new(start: usize, end: usize, meaning: Meaning) -> Found {
        Found {
            start,
            end,
            meaning,
            modifier: None,
        }
    }
}

/// `مطلع`, `late`, `mi-`: the modifier and where it ends.
pub(super) fn edge(x: &Lexemes<'_>, at: usize) -> (Option<TimeModifier>, usize) {
    let modifier = match x.key(at, Class::Edge) {
        Some("START") => TimeModifier::Start,
        Some("MID") => TimeModifier::Mid,
        Some("END") => TimeModifier::End,
        _ => return (None, at),
    };
    let mut next = at + 1;
    while x.mark(next) == Some('-') || (x.is(next, Class::Of) && !x.is(next, Class::Unit)) {
        next += 1;
    }
    (Some(modifier), next)
}

/// A bound before or after a duration, as TIMEX3 has it.
pub(super) fn modifier_of(bound: &str) -> Option<TimeModifier> {
    match bound {
        "more_than" => Some(TimeModifier::MoreThan),
        "less_than" => Some(TimeModifier::LessThan),
        "about" => Some(TimeModifier::Approx),
        _ => None,
    }
}

/// The unit at a place.
pub(super) fn unit(x: &Lexemes<'_>, at: usize) -> Option<Unit> {
    x.key(at, Class::Unit).and_then(Unit::from_key)
}

/// The shift after a period or weekday; in Arabic it has the article.
pub(super) fn shift_after(x: &Lexemes<'_>, at: usize) -> Option<i8> {
    let shift = x.value(at, Class::ShiftAfter)?;
    let latin = x.folded(at)?.is_ascii();
    let demonstrative = x.is(at, Class::ShiftBefore);
    (latin || demonstrative || x.word(at)?.definite).then_some(shift as i8)
}

/// A count with its unit: `ثلاثة أيام`, `ساعتين`, `3-day`, `الأسابيع الثلاثة`.
pub(super) fn counted(x: &Lexemes<'_>, at: usize) -> Option<(f64, Unit, usize)> {
    let definite = |at| x.word(at).is_some_and(|word| word.definite);
    if let Some(dual) = x.key(at, Class::Dual).and_then(Unit::from_key)
        && !definite(at)
    {
        return Some((2.0, dual, at + 1));
    }
    if let Some(number) = number(x, at) {
        let hyphen = x.mark(number.next) == Some('-') && !x.spaced(number.next + 1);
        let at_unit = number.next + usize::from(hyphen);
        return Some((number.value, unit(x, at_unit)?, at_unit + 1));
    }
    let unit = unit(x, at)?;
    if !definite(at) || !definite(at + 1) {
        return None;
    }
    let count = x.value(at + 1, Class::Cardinal)? as f64;
    (count > 1.0).then_some((count, unit, at + 2))
}

/// Whether words of the Latin script stand at a place; there the article is a word of its own.
pub(super) fn is_latin(x: &Lexemes<'_>, at: usize) -> bool {
    x.folded(at).is_some_and(str::is_ascii)
}
