//! Dates and times of an article, resolved.
//!
//! An article leans on its own date. "Today" is the day of publication unless the text names a
//! weekday with it (`اليوم الجمعة` in an article published on a Saturday is the day before): then the
//! weekday decides, for all of the article. An article without a date is read against the day its page was
//! fetched, and what its words alone allow is kept beside. News looks to the past: `26 نوفمبر` is
//! the latest one, unless the next is less than a month away.
//!
//! A time is never invented: "three hours ago" in an article of which only the day is known has no
//! value.

mod islamic;
mod open;
mod parts;
mod resolve;
#[cfg(test)]
mod tests;
mod window;

use jiff::civil::Date;

use crate::model::{Article, Evidence, Span, TimeExpression, Window};
use crate::text::date::{self, Meaning, Written};
use crate::text::lexeme::Lexemes;

pub use resolve::Reference;

/// The time expressions of an article, whose text `x` was read from, and when it was written as far as
/// they tell. `fetched` is used when the article has no date; only then is a window inferred.
pub(super) fn times(
    article: &Article,
    x: &Lexemes<'_>,
    fetched: Option<Date>,
) -> (Vec<TimeExpression>, Option<Window>) {
    let published = article.published.map(|moment| Reference {
        day: moment.date,
        instant: moment.instant,
        own: true,
    });
    let by_fetch = fetched.map(|day| Reference {
        day,
        instant: None,
        own: false,
    });
    let found = date::find(x);
    let window = match published {
        Some(_) => None,
        None => window::infer(&found, fetched),
    };
    (resolved(x.text, &found, published.or(by_fetch)), window)
}

/// The time expressions of a text, resolved against a reference where there is one.
pub fn read(x: &Lexemes<'_>, reference: Option<Reference>) -> Vec<TimeExpression> {
    resolved(x.text, &date::find(x), reference)
}

fn resolved(text: &str, found: &[Written], reference: Option<Reference>) -> Vec<TimeExpression> {
    let reference = reference.map(|given| given.with_today(found));
    let twins = twins(text, found);
    (0..found.len())
        .map(|at| expression(text, found, at, reference, &twins))
        .collect()
}

fn expression(
    text: &str,
    found: &[Written],
    at: usize,
    reference: Option<(Reference, Date)>,
    twins: &[Option<usize>],
) -> TimeExpression {
    let written = &found[at];
    // A Hijri date with its Gregorian twin beside it is that day.
    let told = twins[at].map_or(written, |twin| &found[twin]);
    let alone = open::value(told);
    let placed = is_placed(text, found, at);
    let resolved = reference
        .filter(|_| placed)
        .and_then(|(given, today)| resolve::value(told, given, today));
    let leans = resolved.is_some() && resolved != alone;
    let own = reference.is_some_and(|(given, _)| given.own);
    let (value, anchored) = match resolved {
        Some(resolved) if own => (Some(resolved), None),
        resolved => (alone, resolved),
    };
    let best = anchored.as_deref().or(value.as_deref());
    let confidence = match (
        placed,
        best.and_then(|value| weekday_agrees(written, value)),
    ) {
        (false, _) => 0.5,
        (true, Some(false)) => DISAGREES,
        (true, _) => confidence(written),
    };
    TimeExpression {
        span: written.span,
        value,
        anchored,
        anchor: reference.filter(|_| leans).map(|(given, _)| given.day),
        modifier: written.modifier,
        evidence: Evidence::at(written.rule, written.span, confidence),
    }
}

/// How sure a date is whose weekday is not that of its day: one of the two is wrong, in 3 or 4 of a
/// hundred news dates that name both.
const DISAGREES: f32 = 0.6;

/// Whether the weekday named with a date is that of the day it came to; `None` where there is no check.
fn weekday_agrees(written: &Written, value: &str) -> Option<bool> {
    let Meaning::Calendar { date, .. } = written.meaning else {
        return None;
    };
    let day: Date = value.get(..10)?.parse().ok()?;
    Some(date::falls_on(day, date.weekday?))
}

/// How sure a form is. Rough: set by how often the form misled on news texts.
fn confidence(written: &Written) -> f32 {
    match written.meaning {
        Meaning::Calendar { date, .. } if date.is_complete() => 0.99,
        Meaning::Calendar { date, shift, .. } if date.weekday.is_some() || shift.is_some() => 0.97,
        Meaning::Range { to, .. } if to.is_complete() => 0.97,
        Meaning::YearPart { year: Some(_), .. } => 0.97,
        Meaning::Calendar { .. } | Meaning::Period { .. } => 0.9,
        Meaning::Range { .. } | Meaning::Nth { .. } | Meaning::YearPart { .. } => 0.9,
        Meaning::WeekOf(_) => 0.9,
        Meaning::Deictic {
            weekday: Some(_), ..
        } => 0.97,
        Meaning::Deictic { .. } | Meaning::Weekday { shift: Some(_), .. } => 0.9,
        Meaning::Duration { .. } | Meaning::Decade(_) => 0.95,
        Meaning::Weekday { .. } | Meaning::Ago { .. } => 0.8,
        Meaning::Vague(_) => 0.7,
    }
}

/// A bare weekday after a past month in the same sentence ("in November … said on Sunday") is some
/// such day of that month: which, the text does not say.
fn is_placed(text: &str, found: &[Written], at: usize) -> bool {
    let written = &found[at];
    if !matches!(
        written.meaning,
        Meaning::Weekday {
            shift: None,
            week: None,
            weeks_on: None,
            ..
        }
    ) {
        return true;
    }
    // A sentence with more dates than this is a list.
    const BACK: usize = 8;
    !found[at.saturating_sub(BACK)..at]
        .iter()
        .rev()
        .take_while(|earlier| same_sentence(text, earlier.span, written.span))
        .any(names_a_past_month)
}

fn names_a_past_month(written: &Written) -> bool {
    match written.meaning {
        Meaning::Calendar {
            date, shift, years, ..
        } => date.day.is_none() && (shift == Some(-1) || years.is_some() || date.year.is_some()),
        Meaning::Period { shift, .. } => shift == -1,
        _ => false,
    }
}

fn same_sentence(text: &str, first: Span, second: Span) -> bool {
    text.get(first.end as usize..second.start as usize)
        .is_some_and(|between| !between.contains(['.', '!', '?', '؟', '\n']))
}

/// For each Hijri date, the complete Gregorian date that stands right beside it.
fn twins(text: &str, found: &[Written]) -> Vec<Option<usize>> {
    const NEAR: u32 = 40;
    let calendar = |at: usize| match found.get(at)?.meaning {
        Meaning::Calendar { date, .. } => Some(date),
        _ => None,
    };
    let is_twin = |at: usize, other: usize| {
        let (first, second) = (found[at.min(other)].span, found[at.max(other)].span);
        calendar(other).is_some_and(|date| !date.hijri && date.is_complete())
            && second.start.saturating_sub(first.end) <= NEAR
            && same_sentence(text, first, second)
    };
    (0..found.len())
        .map(|at| {
            calendar(at).filter(|date| date.hijri)?;
            let before = at.checked_sub(1);
            [Some(at + 1), before]
                .into_iter()
                .flatten()
                .find(|other| *other < found.len() && is_twin(at, *other))
        })
        .collect()
}
