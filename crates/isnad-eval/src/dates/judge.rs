//! Whether an answer agrees with its gold.

use isnad::{
    model::{TimeExpression, TimeModifier},
    text::{
        date::Length,
        lexeme::{Class, Lexemes},
    },
};
use jiff::ToSpan;

use super::row::Gold;
use super::window::Window;

/// How an answer agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// As the gold has it.
    Right,
    /// The text leaves the year or the week open; the gold took the coming one, Isnad the past one.
    RightBackwards,
    Wrong,
    /// Nothing was read.
    None,
}

/// The verdict on the answer to a text.
///
/// `later` answers the text as if today were so much later: where only the direction differs, what is
/// the past one then is the coming one now.
pub(super) fn verdict(
    x: &Lexemes<'_>,
    answer: Option<&TimeExpression>,
    gold: &[Gold],
    later: impl Fn(jiff::Span) -> Option<TimeExpression>,
) -> Verdict {
    if gold.iter().any(|gold| agrees(answer, gold)) {
        return Verdict::Right;
    }
    if let Some(coming) = back(x).and_then(later)
        && gold.iter().any(|gold| agrees(Some(&coming), gold))
    {
        return Verdict::RightBackwards;
    }
    match answer.and_then(|time| time.value.as_ref()) {
        Some(_) => Verdict::Wrong,
        None => Verdict::None,
    }
}

fn agrees(answer: Option<&TimeExpression>, gold: &Gold) -> bool {
    let value = answer.and_then(|time| time.value.as_deref());
    let modifier = answer.and_then(|time| time.modifier);
    let days = value.and_then(Window::of_edtf);
    match (gold, value) {
        (Gold::Nothing, _) => days.is_none(),
        (Gold::Time(expected), Some(value)) => value.starts_with(expected.as_str()),
        (Gold::Length(expected), Some(value)) => {
            seconds(value).is_some_and(|found| (found - expected).abs() < 1.0)
        }
        (Gold::Unit(gold), _) => days.is_some_and(|days| is_part(days, modifier, *gold)),
        (Gold::Range(gold), Some(value)) => range(value, days, modifier, *gold),
        (_, None) => false,
    }
}

/// A range is right with the same ends; a length (`P3W`) where it is as long; the beginning or end of a period
/// (TIMEX3 gives the period and `mod`), when the gold's cut of it and ours lie one in the other.
fn range(value: &str, days: Option<Window>, modifier: Option<TimeModifier>, gold: Window) -> bool {
    let Some(days) = days else {
        return counted(value).is_some_and(|(count, length)| gold.is_long(count as i32, length));
    };
    is_part(days, modifier, gold)
}

fn is_part(days: Window, modifier: Option<TimeModifier>, gold: Window) -> bool {
    let part = matches!(
        modifier,
        Some(TimeModifier::Start | TimeModifier::Mid | TimeModifier::End)
    );
    days == gold || (part && (days.holds(gold) || gold.holds(days)))
}

/// The count and unit of an ISO 8601 duration of a single unit.
fn counted(value: &str) -> Option<(f64, Length)> {
    let rest = value.strip_prefix('P')?;
    let (rest, timed) = match rest.strip_prefix('T') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let length = match (rest.chars().last()?, timed) {
        ('D', _) => Length::Day,
        ('W', _) => Length::Week,
        ('M', false) => Length::Month,
        ('Y', _) => Length::Year,
        ('H', _) => Length::Hour,
        ('M', true) => Length::Minute,
        ('S', _) => Length::Second,
        _ => return None,
    };
    let count = rest.get(..rest.len() - 1)?.parse().ok()?;
    Some((count, length))
}

/// A length in seconds, a month of 30 days and a year of 365.
fn seconds(value: &str) -> Option<f64> {
    let (count, length) = counted(value)?;
    let one = match length {
        Length::Second => 1,
        Length::Minute => 60,
        Length::Hour => 3600,
        Length::Day => 86_400,
        Length::Week => 7 * 86_400,
        Length::Month => 30 * 86_400,
        _ => 365 * 86_400,
    };
    Some(count * f64::from(one))
}

/// How far back the past reading of a text lies, when neither a year nor a direction (`next`, `ago`)
/// is in it: a week for a weekday alone, a month for "the month", else a year. A weekday beside a day settles the year.
fn back(x: &Lexemes<'_>) -> Option<jiff::Span> {
    const SETTLED: [Class; 4] = [
        Class::AgoBefore,
        Class::AgoAfter,
        Class::InBefore,
        Class::InAfter,
    ];
    let shifts = [Class::ShiftBefore, Class::ShiftAfter];
    let mut numbers = 0;
    let (mut weekday, mut month) = (false, false);
    for at in 0..x.len() {
        let shifted = |class| {
            // "Last Monday of March" counts from the end and tells no year.
            x.value(at, class).is_some_and(|shift| shift != 0) && !x.is(at, Class::Last)
        };
        let today = x.is(at, Class::Deictic) && !x.is(at, Class::Unit);
        if today || SETTLED.iter().any(|class| x.is(at, *class)) || shifts.into_iter().any(shifted)
        {
            return None;
        }
        weekday |= x.is(at, Class::Weekday);
        month |= x.is(at, Class::Month) || x.is(at, Class::MonthWord);
        match x.number(at) {
            Some((_, digits)) if digits > 2 => return None,
            Some(_) => numbers += 1,
            None => {}
        }
    }
    let counted =
        weekday && (0..x.len()).any(|at| x.is(at, Class::Ordinal) || x.is(at, Class::Last));
    let this_month = (0..x.len()).any(|at| x.key(at, Class::Unit) == Some("M"));
    match (weekday, month, numbers) {
        (true, false, 0) => Some(7.days()),
        (true, true, 0) if counted => Some(1.year()),
        (false, true, _) | (false, false, 2) => Some(1.year()),
        (false, false, 0) if this_month => Some(1.month()),
        _ => None,
    }
}
