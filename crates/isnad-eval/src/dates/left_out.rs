//! Rows that ask for what news does not mean, by reasons that hold of any text.

use isnad::text::{
    date::Length,
    fold::fold,
    lexeme::{Class, Lexemes},
};

use super::row::{Case, Gold, Grain};

/// Names of feasts, one a line; a few words of a name are enough to know it.
const FEASTS: &str = include_str!("feasts.txt");

type Reason = fn(&Case, &Lexemes<'_>) -> bool;

const REASONS: [(&str, Reason); 14] = [
    ("gold says the text alone does not tell", is_open),
    (
        "names a feast, which needs the feasts of each country",
        is_feast,
    ),
    ("no word of a calendar, or a number alone", is_number_alone),
    (
        "so many units, gold is the last one of them",
        is_last_of_many,
    ),
    (
        "months or years away, gold is finer than the unit",
        is_finer_than_said,
    ),
    (
        "digits that news uses for other things (2-15, 4.22, 17 02, law 3/2015, season 2014/10)",
        is_digits_apart,
    ),
    (
        "a short name alone, which may be another word (sat)",
        is_short_alone,
    ),
    ("a few, counted as three", is_few),
    ("a week cut by days of the source's own", is_cut_week),
    ("a quarter alone, which may be of a match", is_bare_quarter),
    (
        "weekday and small ordinal without a month, a day or a count",
        is_weekday_and_ordinal,
    ),
    (
        "the weekday named is not that of the gold day",
        is_other_weekday,
    ),
    (
        "last and next counted from the neighbouring year or week, not from the day",
        is_from_neighbour,
    ),
    (
        "told from a day named elsewhere (le lendemain, the following week)",
        is_told_from_elsewhere,
    ),
];

/// Why a row is not scored, in the words of the report; the first reason counts.
pub(super) fn reason(case: &Case, x: &Lexemes<'_>) -> Option<&'static str> {
    REASONS
        .iter()
        .find(|(_, holds)| holds(case, x))
        .map(|(reason, _)| *reason)
}

fn is_open(case: &Case, _: &Lexemes<'_>) -> bool {
    case.grain == Grain::Open
}

fn is_feast(case: &Case, _: &Lexemes<'_>) -> bool {
    let text = fold(&case.text);
    let text = format!(" {} ", text.replace(['\'', '’', '-', '.'], " "));
    FEASTS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .any(|name| text.contains(&format!(" {} ", fold(name))))
}

const CALENDAR: [Class; 12] = [
    Class::Month,
    Class::Hijri,
    Class::Weekday,
    Class::Unit,
    Class::Dual,
    Class::Deictic,
    Class::Season,
    Class::Decade,
    Class::Era,
    Class::Vague,
    Class::Edge,
    Class::ShiftAfter,
];

fn names_calendar(x: &Lexemes<'_>) -> bool {
    (0..x.len()).any(|at| CALENDAR.iter().any(|class| x.is(at, *class)))
}

/// Sayings, and a number that may be a day only because nothing else is there.
fn is_number_alone(case: &Case, x: &Lexemes<'_>) -> bool {
    let digits: Vec<u8> = (0..x.len())
        .filter_map(|at| x.number(at))
        .map(|found| found.1)
        .collect();
    let year = (1..x.len()).any(|at| {
        matches!(x.number(at), Some((1800..=2100, 4)))
            && (x.is(at - 1, Class::In) || digits.len() > 1)
    });
    let as_date = digits.len() >= 2 && !digits.contains(&3);
    matches!(case.grain, Grain::Of(_)) && !names_calendar(x) && !as_date && !year
}

fn any(x: &Lexemes<'_>, class: Class) -> bool {
    (0..x.len()).any(|at| x.is(at, class))
}

fn is_few(case: &Case, x: &Lexemes<'_>) -> bool {
    any(x, Class::Some) && matches!(case.gold.first(), Some(Gold::Range(_)))
}

/// "All week", and the gold is from Monday to Saturday.
fn is_cut_week(case: &Case, x: &Lexemes<'_>) -> bool {
    let ranged = matches!(case.gold.first(), Some(Gold::Range(_)));
    let week = (0..x.len()).any(|at| x.key(at, Class::Unit) == Some("W"));
    let counted = (0..x.len()).any(|at| x.number(at).is_some()) || any(x, Class::Cardinal);
    ranged && week && !counted && !any(x, Class::Edge)
}

fn is_bare_quarter(_: &Case, x: &Lexemes<'_>) -> bool {
    let year = (0..x.len()).any(|at| matches!(x.number(at), Some((_, 4))));
    any(x, Class::YearPart) && !year && !any(x, Class::ShiftBefore) && !any(x, Class::ShiftAfter)
}

fn is_weekday_and_ordinal(_: &Case, x: &Lexemes<'_>) -> bool {
    let pair = |at: usize| {
        let small = x
            .value(at + 1, Class::Ordinal)
            .is_some_and(|ordinal| ordinal <= 5);
        x.is(at, Class::Weekday) && small && x.word(at + 1).is_some_and(|word| word.definite)
    };
    (0..x.len()).any(pair) && !any(x, Class::Month) && !any(x, Class::MonthWord)
}

/// Every weekday named must be that of a first or last day.
fn is_other_weekday(case: &Case, x: &Lexemes<'_>) -> bool {
    let named: Vec<i64> = (0..x.len())
        .filter_map(|at| x.value(at, Class::Weekday))
        .collect();
    let day = |day: jiff::civil::Date| i64::from(day.weekday().to_monday_one_offset());
    let fits = |gold: &Gold| match gold {
        Gold::Unit(days) | Gold::Range(days) => named
            .iter()
            .all(|weekday| *weekday == day(days.first) || *weekday == day(days.last)),
        _ => true,
    };
    case.grain == Grain::Of(Length::Day) && !case.gold.iter().any(fits)
}

/// "Last September" in November is two months ago; the gold has the September before.
fn is_from_neighbour(case: &Case, x: &Lexemes<'_>) -> bool {
    let Some(today) = case.reference.map(|given| given.day) else {
        return false;
    };
    let shifted = |wanted: i64| {
        (0..x.len()).any(|at| {
            [Class::ShiftBefore, Class::ShiftAfter]
                .iter()
                .any(|class| x.value(at, *class) == Some(wanted))
        })
    };
    let away = |gold: &Gold| match gold {
        Gold::Unit(days) | Gold::Range(days) => (days.first - today).get_days(),
        _ => 0,
    };
    let all = |test: fn(i32) -> bool| case.gold.iter().all(|gold| test(away(gold)));
    let week_named = (0..x.len()).any(|at| x.key(at, Class::Unit) == Some("W"));
    (any(x, Class::Month) && shifted(-1) && all(|days| days < -366))
        || (any(x, Class::Weekday) && !week_named && shifted(1) && all(|days| days > 7))
}

fn is_digits_apart(_: &Case, x: &Lexemes<'_>) -> bool {
    let words = (0..x.len()).any(|at| x.word(at).is_some());
    let between = |at: usize| match (x.number(at), x.number(at + 1), x.number(at + 2)) {
        (Some((_, 1..=2)), Some(_), _) => true,
        (Some((_, 1..=2)), None, Some((_, 1..=2))) => {
            let mark = x.mark(at + 1);
            (matches!(mark, Some('-' | '.')) || (mark == Some('/') && !words))
                && x.number(at + 4).is_none()
        }
        (Some((_, 1..=2)), None, Some((_, 4))) | (Some((_, 4)), None, Some((_, 1..=2))) => {
            x.mark(at + 1).is_some() && x.number(at + 4).is_none() && at_edge(x, at)
        }
        _ => false,
    };
    !names_calendar(x) && (0..x.len()).any(between)
}

/// Not in the middle of a longer run of digits, as in `08/12, 2015`.
fn at_edge(x: &Lexemes<'_>, at: usize) -> bool {
    at < 2 || x.number(at - 2).is_none()
}

fn is_short_alone(_: &Case, x: &Lexemes<'_>) -> bool {
    let words = (0..x.len()).filter(|at| x.word(*at).is_some()).count();
    words == 1 && x.is(0, Class::Short)
}

/// Days told from another day of the story, not from the day it is told.
fn is_told_from_elsewhere(case: &Case, _: &Lexemes<'_>) -> bool {
    const WORDS: [&str; 9] = [
        "اليوم السابق",
        "lendemain",
        "la veille",
        "d'avant",
        "d'après",
        "jours après",
        "plus tard",
        "qui suit",
        "the following",
    ];
    let text = fold(&case.text);
    WORDS.iter().any(|word| text.contains(&*fold(word)))
}

fn says_away(x: &Lexemes<'_>) -> bool {
    let classes = [
        Class::AgoBefore,
        Class::AgoAfter,
        Class::InBefore,
        Class::InAfter,
    ];
    (0..x.len()).any(|at| classes.iter().any(|class| x.is(at, *class)))
}

/// "Two upcoming weeks", and the gold is the second of them.
fn is_last_of_many(case: &Case, x: &Lexemes<'_>) -> bool {
    let many = (0..x.len()).any(|at| {
        let count = x.number(at).map(|(value, _)| value as i64);
        count
            .or(x.value(at, Class::Cardinal))
            .is_some_and(|count| (2..32).contains(&count))
    });
    let shifted = (0..x.len()).any(|at| x.is(at, Class::ShiftBefore));
    let unit = (0..x.len()).any(|at| x.is(at, Class::Unit));
    let one = matches!(case.gold.first(), Some(Gold::Unit(_)));
    let dated = (0..x.len()).any(|at| x.is(at, Class::Month) || x.is(at, Class::Weekday));
    many && shifted && unit && one && !dated && !says_away(x)
}

/// "Three months ago" is a month; the gold has the day.
fn is_finer_than_said(case: &Case, x: &Lexemes<'_>) -> bool {
    let unit = |key: &str| {
        (0..x.len())
            .any(|at| x.key(at, Class::Unit) == Some(key) || x.key(at, Class::Dual) == Some(key))
    };
    let finer = match case.grain {
        Grain::Of(Length::Day) => unit("M") || unit("Y"),
        Grain::Of(Length::Month) => unit("Y"),
        _ => false,
    };
    finer && says_away(x)
}
