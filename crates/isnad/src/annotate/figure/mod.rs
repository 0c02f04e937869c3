//! Numbers with their bound, their unit and who gives them.
//!
//! A figure is a number that counts something named: `أكثر من 1000 معتقل سياسي`, "52 people", "12 %".
//! Numbers that name a thing (`Resolution 242`, a year, a score, a telephone number) are none, and where
//! it is not clear that something is counted nothing is said. Ages and dates are left to
//! [`time`](super::time); a length of time is a figure only with a bound (`more than 3 decades`).
//!
//! The unit is one key for all forms of a noun and all languages where the lexicon has it
//! (`prisoner`), else the noun in folded letters as it stands.

mod as_of;
mod count;
mod noun;
#[cfg(test)]
mod tests;

use crate::model::{Bound, Evidence, Figure, Quote, Span, TimeExpression};
use crate::text::lexeme::{Class, Lexemes};
use crate::text::number::{Number, number};

pub(super) use as_of::as_of;
use noun::{Noun, noun};

/// The figures of a text, in order, none within another. `times` are the time expressions of the same text.
pub(super) fn figures(x: &Lexemes<'_>, times: &[TimeExpression]) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut times = times.iter().peekable();
    while let Some(lexeme) = x.get(at) {
        let start = lexeme.span.start;
        while times.next_if(|time| time.span.end <= start).is_some() {}
        let inside = times.peek().filter(|time| time.span.start <= start);
        if let Some(time) = inside {
            let end = time.span.end;
            found.extend(bounded_duration(x, at, time));
            while x.get(at).is_some_and(|inner| inner.span.start < end) {
                at += 1;
            }
            continue;
        }
        let limit = times.peek().map_or(u32::MAX, |time| time.span.start);
        match figure(x, at).filter(|(figure, _)| figure.span.end <= limit) {
            Some((figure, next)) => {
                found.push(figure);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// Sets who gives each figure: the speaker of the innermost quote that holds it. A reported statement has
/// its speaker in the same line; words in marks may run on after it.
pub(super) fn attribute(text: &str, figures: &mut [Figure], quotes: &[Quote]) {
    let near = |speaker: Option<Span>, figure: Span| {
        speaker.is_some_and(|speaker| {
            let (start, end) = (speaker.start.min(figure.start), speaker.end.max(figure.end));
            !Span { start, end }.of(text).contains('\n')
        })
    };
    for figure in figures {
        // Quotes stand in the order of the text, and those around one place are few.
        let started = quotes.partition_point(|quote| quote.span.start <= figure.span.start);
        let around = quotes[..started].iter().rev().take(DEEPEST_NESTING);
        figure.said_by = around
            .filter(|quote| quote.span.contains(figure.span))
            .filter(|quote| quote.direct || near(quote.speaker, figure.span))
            .min_by_key(|quote| quote.span.len())
            .and_then(|quote| quote.speaker);
    }
}

/// How many quotes may stand inside one another.
const DEEPEST_NESTING: usize = 16;

/// A bound before, and where the number begins.
fn bound_before(x: &Lexemes<'_>, at: usize) -> (Option<Bound>, usize) {
    match x.key(at, Class::Bound).and_then(bound_of) {
        // `cinquantaine` is itself the number.
        Some(bound) if !x.is(at, Class::Scale) => (Some(bound), at + 1),
        _ => (None, at),
    }
}

fn bound_of(key: &str) -> Option<Bound> {
    Some(match key {
        "about" => Bound::About,
        "more_than" => Bound::MoreThan,
        "less_than" => Bound::LessThan,
        "at_least" => Bound::AtLeast,
        "at_most" => Bound::AtMost,
        "tens" => Bound::Tens,
        "hundreds" => Bound::Hundreds,
        "thousands" => Bound::Thousands,
        "millions" => Bound::Millions,
        _ => return None,
    })
}

/// The figure that begins at a lexeme, and where it ends.
fn figure(x: &Lexemes<'_>, at: usize) -> Option<(Figure, usize)> {
    if let Some(key) = x.key(at, Class::NounDual) {
        let noun = Noun::of(key, at + 1);
        return Some(build(x, at, 2.0, None, Bound::Exactly, &noun, "dual"));
    }
    if let Some((key, next)) = count::one(x, at) {
        let noun = Noun::of(key, next);
        return Some(build(x, at, 1.0, None, Bound::Exactly, &noun, "noun-one"));
    }
    let (bound, start) = bound_before(x, at);
    if let Some(several) = x.key(start, Class::Several).and_then(bound_of) {
        let counted = noun(x, start + 1, false, true)?;
        let (mut figure, next) = build(x, at, 0.0, None, several, &counted, "several");
        figure.value = None;
        return Some((figure, next));
    }
    if let Some((low, high, money, next)) = range(x, start) {
        let counted = match money {
            Some(unit) => Noun::of(unit, next),
            None => noun(x, next, !dash_between(x, start, next), false)?,
        };
        return Some(build(
            x,
            at,
            low,
            Some(high),
            Bound::Between,
            &counted,
            "range",
        ));
    }
    let (number, money) = amount(x, start)?;
    if !may_count(x, start, bound.is_some(), number) {
        return None;
    }
    let bound = bound.or_else(|| within(x, start, number.next));
    let counted = match money {
        Some(unit) => Noun::of(unit, number.next),
        None => {
            let certain = number.in_digits || bound.is_some() || number.value >= FEWEST_IN_WORDS;
            match noun(x, number.next, certain, false) {
                Some(noun) if noun.known => noun,
                found => count::before(x, at)
                    .map(|key| Noun::of(key, number.next))
                    .or(found)?,
            }
        }
    };
    if bound.is_none() && is_model_year(x, start, &counted) {
        return None;
    }
    let (bound, end) = match x.key(counted.next, Class::BoundAfter).and_then(bound_of) {
        Some(after) if bound.is_none() => (Some(after), counted.next + 1),
        _ => (bound, counted.next),
    };
    let bound = bound.unwrap_or(Bound::Exactly);
    let counted = Noun {
        next: end,
        ..counted
    };
    Some(build(
        x,
        at,
        number.value,
        None,
        bound,
        &counted,
        "number-noun",
    ))
}

/// From this number on a number word counts what stands behind it, known or not: "one" and "two" also
/// stand for a pronoun.
const FEWEST_IN_WORDS: f64 = 3.0;

/// A capitalised word that no lexicon knows: "Harbour Line 2 opens" counts nothing.
fn is_name(x: &Lexemes<'_>, at: usize) -> bool {
    let word = x.get(at).map_or("", |lexeme| lexeme.span.of(x.text));
    word.starts_with(char::is_uppercase) && x.senses(at).is_empty()
}

/// "A 2031 film": a year before a singular noun.
fn is_model_year(x: &Lexemes<'_>, at: usize, noun: &Noun) -> bool {
    let Some((1950..=2049, 4)) = x.number(at) else {
        return false;
    };
    let word = noun.next.checked_sub(1).and_then(|last| x.folded(last));
    word.is_some_and(|word| word.is_ascii() && !word.ends_with(['s', 'x']) && word != "people")
}

/// `une cinquantaine`: a number that says itself that it is not exact.
fn within(x: &Lexemes<'_>, from: usize, to: usize) -> Option<Bound> {
    (from..to).find_map(|at| x.key(at, Class::Bound).and_then(bound_of))
}

const CURRENCIES: [(char, &str); 3] = [('$', "dollar"), ('€', "euro"), ('£', "pound")];

/// Letters written onto an amount of money, and what they multiply it by.
const SUFFIXES: [(&str, f64); 6] = [
    ("k", 1e3),
    ("m", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("b", 1e9),
    ("tn", 1e12),
];

/// A number, and its unit where it is money: `$1.3bn`.
fn amount(x: &Lexemes<'_>, at: usize) -> Option<(Number, Option<&'static str>)> {
    let sign = x.mark(at);
    let money = sign.and_then(currency);
    let number = number(x, at + usize::from(money.is_some()))?;
    let suffix = x
        .folded(number.next)
        .filter(|_| money.is_some() && !x.spaced(number.next));
    let scale = SUFFIXES.iter().find(|(letters, _)| suffix == Some(letters));
    let number = match scale {
        Some((_, scale)) => Number {
            value: number.value * scale,
            next: number.next + 1,
            scaled: true,
            ..number
        },
        None => number,
    };
    Some((number, money))
}

/// The unit that a sign of money stands for.
fn currency(sign: char) -> Option<&'static str> {
    let known = CURRENCIES.iter().find(|(mark, _)| *mark == sign);
    known.map(|(_, unit)| *unit)
}

/// Whether a number may count something: not after `Resolution`, `No.`, not part of a score, a name or an
/// address, and not "one".
fn may_count(x: &Lexemes<'_>, at: usize, bounded: bool, number: Number) -> bool {
    let one = number.value == 1.0 && !number.in_digits;
    let before = at.checked_sub(1);
    let named = before.is_some_and(|before| {
        let word = if x.mark(before) == Some('.') {
            before.checked_sub(1)
        } else {
            Some(before)
        };
        word.is_some_and(|word| x.is(word, Class::NotFigure))
    });
    let glued = !x.spaced(at)
        && before.is_some_and(|before| match x.mark(before) {
            Some(mark) => "-/:.#@_+".contains(mark),
            None => x
                .folded(before)
                .is_some_and(|word| word != "و" && word != "ب" && word != "ل"),
        });
    let of_date = before.is_some_and(|before| {
        matches!(x.mark(before), Some('/' | '-'))
            && before
                .checked_sub(1)
                .is_some_and(|first| x.number(first).is_some())
    });
    let numbered = !bounded && before.is_some_and(|before| is_name(x, before));
    let goes_on = !x.spaced(number.next)
        && matches!(x.mark(number.next), Some('-' | '/' | ':' | '_'))
        && x.number(number.next + 1).is_some();
    !(one || glued || of_date || numbered || goes_on || (named && !bounded))
}

/// `بين 30 و40`, `30 to 40`, `entre 30 et 40`, `30-40`.
fn range(x: &Lexemes<'_>, at: usize) -> Option<(f64, f64, Option<&'static str>, usize)> {
    let between = x.is(at, Class::Between);
    let (first, money) = amount(x, at + usize::from(between))?;
    let next = first.next;
    let and = between && (x.is(next, Class::And) || x.is(next, Class::To));
    let to = x.is(next, Class::To) && !x.is(next, Class::Bound);
    let dash = x.mark(next) == Some('-') && x.spaced(next) == x.spaced(next + 1) && first.in_digits;
    let joined = between && x.word(next).is_some_and(|word| word.joined);
    let start = next + usize::from(and || to || dash);
    if !(and || to || dash || joined) {
        return None;
    }
    let (second, _) = amount(x, start)?;
    // "5 to 6 million" multiplies both.
    let low = match (second.scaled, first.scaled) {
        (true, false) if first.value < 1000.0 => first.value * scale_of(x, start, second),
        _ => first.value,
    };
    (low < second.value && (second.value > 9.0 || !dash)).then_some((
        low,
        second.value,
        money,
        second.next,
    ))
}

/// Whether a range is written with a dash: hours and scores are too, so its noun must be known.
fn dash_between(x: &Lexemes<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| x.mark(at) == Some('-'))
}

fn scale_of(x: &Lexemes<'_>, from: usize, number: Number) -> f64 {
    (from..number.next)
        .filter_map(|at| x.value(at, Class::Scale))
        .max()
        .map_or(1.0, |scale| scale as f64)
}

fn build(
    x: &Lexemes<'_>,
    at: usize,
    value: f64,
    upper: Option<f64>,
    bound: Bound,
    noun: &Noun,
    rule: &'static str,
) -> (Figure, usize) {
    let span = x.span(at, noun.next);
    let confidence = if noun.known { 0.95 } else { 0.7 };
    let figure = Figure {
        span,
        value: Some(value),
        upper,
        bound,
        unit: Some(noun.key.clone()),
        said_by: None,
        as_of: None,
        evidence: Evidence::at(rule, span, confidence),
    };
    (figure, noun.next)
}

/// `أكثر من 3 عقود`: a length of time that is compared is a figure in its unit.
fn bounded_duration(x: &Lexemes<'_>, at: usize, time: &TimeExpression) -> Option<Figure> {
    let (bound, start) = bound_before(x, at);
    let bound = bound?;
    let duration = time.value.as_deref()?;
    let (count, letter) = duration
        .strip_prefix("PT")
        .or_else(|| duration.strip_prefix('P'))
        .and_then(|rest| rest.split_at_checked(rest.len() - 1))?;
    let unit = match (letter, duration.starts_with("PT")) {
        ("Y", _) => "year",
        ("M", false) => "month",
        ("W", _) => "week",
        ("D", _) => "day",
        ("H", _) => "hour",
        ("M", true) => "minute",
        _ => "second",
    };
    x.get(start)?;
    let span = Span { ..time.span };
    Some(Figure {
        span,
        value: count.parse().ok(),
        upper: None,
        bound,
        unit: Some(unit.to_owned()),
        said_by: None,
        as_of: None,
        evidence: Evidence::at("bounded-duration", span, 0.9),
    })
}
