//! When an article without a date was written, from its own words.
//!
//! Three kinds of clue: days and years that are named (nothing is told before it was), days that are
//! called past ("last 26 November"), and what the text says of its own day ("today, Friday", "this
//! March"). A page is not fetched before it is written, so the fetch is the other end.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Evidence, Span, Window};
use crate::text::date::{Calendar, Meaning, Written, falls_on};

use super::open;
use super::resolve::{self, named_today, plain, shift_days};

/// How far a day is sought that agrees with the weekday and month the text names for its own.
const FARTHEST: usize = 366;

/// One thing an expression tells of the day of writing.
#[derive(Clone, Copy)]
enum Clue {
    /// It is not before this day.
    From(Date),
    /// So many days after it is that weekday.
    Weekday { days: i8, weekday: i8 },
    /// It is in this month.
    Month(i8),
}

/// The window that the dates of a text leave; `None` when they tell nothing, or contradict each
/// other.
pub(super) fn infer(found: &[Written], fetched: Option<Date>) -> Option<Window> {
    let clues = clues(found, fetched);
    let fits = |day: Date| clues.iter().all(|(clue, _)| clue.allows(day));
    let from = clues.iter().find_map(|(clue, _)| clue.from());
    if from.is_none() && (fetched.is_none() || clues.is_empty()) {
        return None;
    }
    let earliest = match from {
        Some(from) => Some(nearest(from, 1, fits)?),
        None => None,
    };
    let latest = match fetched {
        Some(day) => Some(nearest(day, -1, fits)?),
        None => None,
    };
    let by_fetch = fetched.map(|_| Evidence::rule("fetched", 0.99));
    let mut evidence: Vec<Evidence> = clues.into_iter().map(|(_, evidence)| evidence).collect();
    evidence.sort_by_key(|clue| clue.span.map(|span| span.start));
    evidence.extend(by_fetch);
    Window::new(earliest, latest, evidence)
}

impl Clue {
    fn allows(self, day: Date) -> bool {
        match self {
            Clue::From(first) => first <= day,
            Clue::Weekday { days, weekday } => {
                shift_days(day, i32::from(days)).is_some_and(|day| falls_on(day, weekday))
            }
            Clue::Month(month) => day.month() == month,
        }
    }

    fn from(self) -> Option<Date> {
        match self {
            Clue::From(day) => Some(day),
            _ => None,
        }
    }
}

/// The first day that fits, going forward or back.
fn nearest(start: Date, step: i32, fits: impl Fn(Date) -> bool) -> Option<Date> {
    std::iter::successors(Some(start), |day| shift_days(*day, step))
        .take(FARTHEST)
        .find(|day| fits(*day))
}

/// The clues of a text; of those that say "not before", only the latest, and of each other kind the
/// first.
fn clues(found: &[Written], fetched: Option<Date>) -> Vec<(Clue, Evidence)> {
    let bounds = found
        .iter()
        .filter_map(|written| Some((written, not_before(written, fetched)?)))
        // What lies after the fetch was to come when the text was written.
        .filter(|(_, (_, day, _))| fetched.is_none_or(|fetched| *day <= fetched));
    // The first of equals, so that the evidence is the place where it is said first.
    let latest = bounds.rev().max_by_key(|(_, (_, day, _))| *day);
    let mut clues: Vec<(Clue, Evidence)> = latest
        .map(|(written, (rule, day, sure))| (Clue::From(day), clue(rule, written.span, sure)))
        .into_iter()
        .collect();
    let weekday = named_today(found).map(|(written, days, weekday)| {
        let evidence = clue("today-weekday", written.span, 0.97);
        (Clue::Weekday { days, weekday }, evidence)
    });
    let month = found.iter().find_map(|written| match written.meaning {
        Meaning::Calendar {
            date:
                Calendar {
                    month: Some(month),
                    hijri: false,
                    ..
                },
            shift: Some(0),
            ..
        } => Some((Clue::Month(month), clue("this-month", written.span, 0.9))),
        _ => None,
    });
    clues.extend(weekday);
    clues.extend(month);
    clues
}

fn clue(rule: &'static str, span: Span, confidence: f32) -> Evidence {
    Evidence::at(rule, span, confidence)
}

/// The day before which a text with this expression was not written, by which rule, and how sure.
fn not_before(written: &Written, fetched: Option<Date>) -> Option<(&'static str, Date, f32)> {
    match written.meaning {
        Meaning::Calendar {
            date,
            shift: Some(-1),
            years: None,
        } if date.year.is_none() && !date.hijri => {
            // Which November is the last one, the day of the fetch must tell: this holds for pages
            // fetched within a year of being written.
            let value = resolve::value_on(written, fetched?)?;
            Some(("past-day", after(&value)?, 0.6))
        }
        Meaning::Calendar {
            date,
            shift: None,
            years: None,
        }
        | Meaning::Range { to: date, .. }
            if date.year.is_some() =>
        {
            let rule = if date.is_complete() {
                "day-named"
            } else {
                "year-named"
            };

            // Rough: a day or year may be named because it is to come.
            Some((rule, first_day(&open::value(&plain(date))?)?, 0.7))
        }
        Meaning::YearPart {
            year: Some(year), ..
        } => Some(("year-named", Date::new(year, 1, 1).ok()?, 0.7)),
        _ => None,
    }
}

/// The first day of an EDTF day, month or year.
fn first_day(value: &str) -> Option<Date> {
    let head = value.get(..value.len().min(10))?;
    let missing = "0000-01-01".get(head.len()..)?;
    format!("{head}{missing}").parse().ok()
}

/// The day after an EDTF day or month.
fn after(value: &str) -> Option<Date> {
    let first = first_day(value)?;
    match value.len() {
        7 => first.checked_add(1.month()).ok(),
        _ => first.tomorrow().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::infer;
    use crate::annotate::vocabulary;
    use crate::model::Language;
    use crate::text::{date, lexeme::Lexemes};

    /// Friday 14 March 2031 and the days around it.
    const CASES: [(&str, &str, Option<&str>, Option<&str>); 16] = [
        (
            "ar",
            "اليوم الجمعة، وفي 26 شباط/ فبراير الماضي",
            Some("2031-03-16"),
            Some("2031-02-28/2031-03-14"),
        ),
        (
            "ar",
            "قال أمس الخميس إن",
            Some("2031-03-16"),
            Some("../2031-03-14"),
        ),
        (
            "ar",
            "في نوفمبر الماضي",
            Some("2031-03-16"),
            Some("2030-12-01/2031-03-16"),
        ),
        (
            "ar",
            "منذ 7 مارس الجاري",
            Some("2031-04-02"),
            Some("../2031-03-31"),
        ),
        ("ar", "منذ عام 2029", None, Some("2029-01-01/..")),
        (
            "ar",
            "في 3 أيار/مايو 2030 ومنذ عام 2019",
            None,
            Some("2030-05-03/.."),
        ),
        ("ar", "خطة 2030 قبل عام 2040", Some("2031-03-16"), None),
        ("ar", "قبل ثلاثة أيام", Some("2031-03-16"), None),
        ("ar", "الجمعة", None, None),
        (
            "en",
            "today, Friday, after last February",
            Some("2031-03-16"),
            Some("2031-03-07/2031-03-14"),
        ),
        (
            "en",
            "on 3 May 2030",
            Some("2031-03-16"),
            Some("2030-05-03/2031-03-16"),
        ),
        ("en", "on 3 May 2032", Some("2031-03-16"), None),
        (
            "en",
            "the third quarter of 2030",
            None,
            Some("2030-01-01/.."),
        ),
        (
            "fr",
            "aujourd'hui vendredi, le 26 février dernier",
            Some("2031-03-16"),
            Some("2031-02-28/2031-03-14"),
        ),
        ("fr", "du 3 au 9 mai 2030", None, Some("2030-05-09/..")),
        ("fr", "il a parlé", Some("2031-03-16"), None),
    ];

    #[test]
    fn what_the_words_leave() {
        for (tag, text, fetched, expected) in CASES {
            let lexemes = Lexemes::of(text, vocabulary(Language::from_tag(tag).as_ref()));
            let fetched = fetched.and_then(|day| day.parse().ok());
            let window = infer(&date::find(&lexemes), fetched);
            let value = window.as_ref().map(|window| window.value.as_str());
            assert_eq!(value, expected, "{text}: {window:?}");
        }
    }

    #[test]
    fn every_clue_but_the_fetch_stands_in_the_text() {
        let text = "اليوم الجمعة، وفي 26 فبراير الماضي";
        let lexemes = Lexemes::of(text, vocabulary(Language::from_tag("ar").as_ref()));
        let fetched = Some(jiff::civil::Date::constant(2031, 3, 16));
        let window = infer(&date::find(&lexemes), fetched);
        let clues: Vec<_> = window
            .iter()
            .flat_map(|window| &window.from)
            .map(|clue| (&*clue.rule, clue.span.map(|span| span.of(text))))
            .collect();
        let expected = [
            ("today-weekday", Some("اليوم الجمعة")),
            ("past-day", Some("26 فبراير الماضي")),
            ("fetched", None),
        ];
        assert_eq!(clues, expected);
    }
}
