//! The rows of a file of dates.

use std::fmt;

use isnad::{
    annotate::{self, time::Reference},
    model::Language,
    text::{date::Length, lexeme::Vocabulary},
};
use jiff::{
    civil::{Date, DateTime},
    tz::Offset,
};
use serde::Deserialize;
use serde_json::Value;

use super::window::Window;

/// A row as the file has it.
#[derive(Deserialize)]
pub(super) struct Row {
    pub(super) text: String,
    #[serde(default)]
    lang: Option<String>,
    reference_date: Option<String>,
    expected: Option<Value>,
    expected_start: Option<String>,
    expected_end_exclusive: Option<String>,
    #[serde(default)]
    grain: String,
    #[serde(default)]
    pub(super) tier: Option<String>,
}

/// What a text should come to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Gold {
    /// Days that are one unit: a day, a week, a year.
    Unit(Window),
    /// Days from one to another.
    Range(Window),
    /// A day with its time, compared letter by letter.
    Time(String),
    /// A length of time in seconds.
    Length(f64),
    /// The text names no day that exists.
    Nothing,
}

/// A row that can be scored.
pub(super) struct Case {
    pub(super) text: String,
    pub(super) vocabulary: &'static Vocabulary,
    pub(super) reference: Option<Reference>,
    pub(super) grain: Grain,
    /// Any of these is right.
    pub(super) gold: Vec<Gold>,
}

/// How fine the gold is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    /// Hours, minutes, seconds.
    Finer,
    /// One of a unit.
    Of(Length),
    /// Three months.
    Quarter,
    /// Days, weeks, months or years from one to another.
    Range,
    /// A length of time.
    Duration,
    /// The gold itself says that the text alone does not tell.
    Open,
}

impl Row {
    /// The row with its gold understood; `None` where it has none or none in a form known here.
    pub(super) fn case(self) -> Option<Case> {
        let grain = grain(&self.grain);
        let gold = self.gold(grain);
        if gold.is_empty() {
            return None;
        }
        let reference = match &self.reference_date {
            Some(date) => Some(reference(date)?),
            None => None,
        };
        let arabic = self
            .text
            .chars()
            .any(|c| ('\u{600}'..'\u{700}').contains(&c));
        let tag = self.lang.as_deref().unwrap_or("ar");
        let language = Language::from_tag(tag).filter(|tag| arabic == tag.is_rtl());
        Some(Case {
            text: self.text,
            vocabulary: annotate::vocabulary(language.as_ref()),
            reference,
            grain,
            gold,
        })
    }

    fn gold(&self, grain: Grain) -> Vec<Gold> {
        let ends = self
            .expected_start
            .as_ref()
            .zip(self.expected_end_exclusive.as_ref());
        if let Some((start, end)) = ends {
            return gold(&format!("{start}/{end}"), grain).into_iter().collect();
        }
        let values: Vec<&str> = match &self.expected {
            Some(Value::String(value)) => vec![value],
            Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let mut found: Vec<Gold> = values
            .iter()
            .filter_map(|value| gold(value, grain))
            .collect();
        // A range that is written out ends on the day named in one source, and before the next in others.
        if grain == Grain::Range {
            let named = values.iter().filter_map(|value| Window::of_edtf(value));
            found.extend(named.map(Gold::Range));
        }
        found
    }
}

fn grain(name: &str) -> Grain {
    match name {
        "" | "day" | "date" => Grain::Of(Length::Day),
        "week" => Grain::Of(Length::Week),
        "month" => Grain::Of(Length::Month),
        "quarter" => Grain::Quarter,
        "year" => Grain::Of(Length::Year),
        "daterange" => Grain::Range,
        "duration" => Grain::Duration,
        name if name.ends_with("unresolved") => Grain::Open,
        _ => Grain::Finer,
    }
}

fn gold(value: &str, grain: Grain) -> Option<Gold> {
    if value.starts_with("0001-") {
        return Some(Gold::Nothing);
    }
    if grain == Grain::Duration {
        return value.parse().ok().map(Gold::Length);
    }
    if grain == Grain::Finer {
        return Some(Gold::Time(value.chars().take(16).collect()));
    }
    if let Some((start, end)) = value.split_once('/') {
        return Window::until(day(start)?, day(end)?).map(Gold::Range);
    }
    match grain {
        Grain::Quarter => Window::of(day(value)?, Length::Month, 3).map(Gold::Unit),
        Grain::Of(length) if value.len() >= 10 => {
            Window::of(day(value)?, length, 1).map(Gold::Unit)
        }
        _ => Window::of_edtf(value).map(Gold::Unit),
    }
}

/// The day of a value; some write a month as `2013-03-00`.
fn day(value: &str) -> Option<Date> {
    value.get(..10)?.replace("-00", "-01").parse().ok()
}

fn reference(date: &str) -> Option<Reference> {
    let now: DateTime = date.get(..19).unwrap_or(date).parse().ok()?;
    Some(Reference {
        day: now.date(),
        instant: Offset::UTC.to_timestamp(now).ok(),
        own: true,
    })
}

impl fmt::Display for Gold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Gold::Unit(days) | Gold::Range(days) if days.first != days.last => {
                write!(f, "{}/{}", days.first, days.last)
            }
            Gold::Unit(days) | Gold::Range(days) => write!(f, "{}", days.first),
            Gold::Time(time) => f.write_str(time),
            Gold::Length(seconds) => write!(f, "{seconds} s"),
            Gold::Nothing => f.write_str("nothing"),
        }
    }
}
