//! All the dates of a text.

use std::sync::LazyLock;

use crate::text::lexeme::{Class, Classes, Kind, Lexemes};

use super::form::Found;
use super::written::Written;
use super::{dated, length, nth, range, relative, year_part};

type Read = fn(&Lexemes<'_>, usize) -> Option<Found>;

/// A form of dates: the name it goes by in evidence, what it may begin with, and whether digits may
/// stand at its beginning.
struct Form {
    rule: &'static str,
    begins: Classes,
    digits: bool,
    read: Read,
}

const fn form(rule: &'static str, read: Read, digits: bool, begins: &[Class]) -> Form {
    Form {
        rule,
        begins: Classes::of(begins),
        digits,
        read,
    }
}

/// The longest form wins, then the first.
static FORMS: [Form; 18] = [
    form(
        "calendar-date",
        dated::dated,
        true,
        &[
            Class::Edge,
            Class::The,
            Class::ShiftBefore,
            Class::Weekday,
            Class::DayOf,
            Class::Ordinal,
            Class::Cardinal,
            Class::Month,
            Class::Hijri,
            Class::MonthWord,
        ],
    ),
    form(
        "range",
        range::range,
        true,
        &[
            Class::Weekday,
            Class::DayOf,
            Class::Ordinal,
            Class::Cardinal,
            Class::Month,
            Class::Hijri,
        ],
    ),
    form(
        "nth",
        nth::nth,
        true,
        &[
            Class::Ordinal,
            Class::Last,
            Class::The,
            Class::Weekday,
            Class::Unit,
            Class::DayOf,
        ],
    ),
    form("week-of", nth::week_of, false, &[Class::Unit]),
    form(
        "year-part",
        year_part::year_part,
        true,
        &[
            Class::Season,
            Class::ShiftBefore,
            Class::YearPart,
            Class::Ordinal,
        ],
    ),
    form(
        "day-and-month",
        dated::slashed,
        true,
        &[Class::Weekday, Class::DayOf],
    ),
    form(
        "day-of-month",
        dated::day_of_month,
        true,
        &[Class::Weekday, Class::DayOf, Class::Ordinal],
    ),
    form(
        "weekday-and-day",
        dated::weekday_and_day,
        false,
        &[Class::Weekday, Class::DayOf],
    ),
    form(
        "today",
        relative::deictic,
        false,
        &[Class::PartOfDay, Class::DayOf, Class::Deictic],
    ),
    form(
        "weekday",
        relative::weekday,
        false,
        &[
            Class::PartOfDay,
            Class::ShiftBefore,
            Class::DayOf,
            Class::Weekday,
        ],
    ),
    form(
        "weekday",
        relative::week_then_weekday,
        false,
        &[Class::Unit, Class::ShiftBefore],
    ),
    form(
        "period",
        relative::period,
        true,
        &[
            Class::During,
            Class::Edge,
            Class::The,
            Class::ShiftBefore,
            Class::Unit,
            Class::Dual,
            Class::Cardinal,
            Class::Scale,
        ],
    ),
    form(
        "ago",
        relative::ago,
        true,
        &[
            Class::AgoBefore,
            Class::InBefore,
            Class::Bound,
            Class::Some,
            Class::One,
            Class::Unit,
            Class::Dual,
            Class::Cardinal,
            Class::Scale,
        ],
    ),
    form(
        "year",
        length::year,
        true,
        &[Class::Edge, Class::Unit, Class::Dual],
    ),
    form(
        "decade",
        length::decade,
        true,
        &[Class::Decade, Class::Unit],
    ),
    form(
        "duration",
        length::duration,
        true,
        &[
            Class::Bound,
            Class::Dual,
            Class::Unit,
            Class::Cardinal,
            Class::Scale,
        ],
    ),
    form(
        "duration",
        length::one,
        false,
        &[Class::Fraction, Class::One, Class::Unit],
    ),
    form("vague", length::vague, false, &[Class::Vague]),
];

/// What any form may begin with: at other words none is tried.
static BEGINNINGS: LazyLock<Classes> = LazyLock::new(|| {
    FORMS
        .iter()
        .fold(Classes::default(), |all, form| all.or(form.begins))
});

/// The dates, times and durations of a text, in order, none within another.
///
/// ```
/// use isnad::text::{date, lexeme::{Lexemes, Vocabulary}};
/// let lexemes = Lexemes::of("The harbour closed on 3 May and reopened last Friday.", Vocabulary::any());
/// let rules: Vec<&str> = date::find(&lexemes).iter().map(|found| found.rule).collect();
/// assert_eq!(rules, ["calendar-date", "weekday"]);
/// ```
pub fn find(x: &Lexemes<'_>) -> Vec<Written> {
    let beginnings = *BEGINNINGS;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(lexeme) = x.get(at) {
        let best = match lexeme.kind {
            Kind::Mark(_) => None,
            Kind::Word(word) if !word.classes.meets(beginnings) => None,
            Kind::Word(word) => longest(x, at, |form| word.classes.meets(form.begins)),
            Kind::Number { .. } => longest(x, at, |form| form.digits),
        };
        let Some((rule, form)) = best else {
            at += 1;
            continue;
        };
        found.push(Written {
            span: x.span(form.start, form.end),
            meaning: form.meaning,
            modifier: form.modifier,
            rule,
        });
        at = form.end;
    }
    found
}

fn longest(
    x: &Lexemes<'_>,
    at: usize,
    may: impl Fn(&Form) -> bool,
) -> Option<(&'static str, Found)> {
    let mut best: Option<(&'static str, Found)> = None;
    for form in FORMS.iter().filter(|form| may(form)) {
        if let Some(found) = (form.read)(x, at)
            && found.end > at
            && best.is_none_or(|(_, known)| found.end > known.end)
        {
            best = Some((form.rule, found));
        }
    }
    best
}
