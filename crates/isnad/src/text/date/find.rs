//! All the dates of a text.

use crate::text::lexeme::{Class, Classes, Kind, Lexemes};

use super::form::Found;
use super::written::Written;
use super::{dated, length, relative};

type Form = fn(&Lexemes<'_>, usize) -> Option<Found>;

/// The forms, and the names they go by in evidence. The longest wins, then the first.
const FORMS: [(&str, Form); 11] = [
    ("calendar-date", dated::dated),
    ("day-of-month", dated::day_of_month),
    ("weekday-and-day", dated::weekday_and_day),
    ("today", relative::deictic),
    ("weekday", relative::weekday),
    ("period", relative::period),
    ("ago", relative::ago),
    ("year", length::year),
    ("decade", length::decade),
    ("duration", length::duration),
    ("vague", length::vague),
];

/// What a date may begin with; at any other word no form is tried.
const BEGINNINGS: Classes = Classes::of(&[
    Class::Month,
    Class::Hijri,
    Class::Weekday,
    Class::Unit,
    Class::Dual,
    Class::Deictic,
    Class::PartOfDay,
    Class::ShiftBefore,
    Class::AgoBefore,
    Class::InBefore,
    Class::Edge,
    Class::During,
    Class::Vague,
    Class::The,
    Class::DayOf,
    Class::Cardinal,
    Class::Scale,
    Class::Ordinal,
    Class::Bound,
    Class::Some,
    Class::One,
    Class::Decade,
]);

/// The dates, times and durations of a text, in order, none within another.
///
/// ```
/// use isnad::text::{date, lexeme::{Lexemes, Vocabulary}};
/// let lexemes = Lexemes::of("The harbour closed on 3 May and reopened last Friday.", Vocabulary::any());
/// let rules: Vec<&str> = date::find(&lexemes).iter().map(|found| found.rule).collect();
/// assert_eq!(rules, ["calendar-date", "weekday"]);
/// ```
pub fn find(x: &Lexemes<'_>) -> Vec<Written> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(lexeme) = x.get(at) {
        let quiet = match lexeme.kind {
            Kind::Mark(_) => true,
            Kind::Word(word) => !word.classes.meets(BEGINNINGS),
            Kind::Number { .. } => false,
        };
        let best = if quiet { None } else { longest(x, at) };
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

fn longest(x: &Lexemes<'_>, at: usize) -> Option<(&'static str, Found)> {
    let mut best: Option<(&'static str, Found)> = None;
    for (rule, form) in FORMS {
        if let Some(found) = form(x, at)
            && found.end > at
            && best.is_none_or(|(_, known)| found.end > known.end)
        {
            best = Some((rule, found));
        }
    }
    best
}
