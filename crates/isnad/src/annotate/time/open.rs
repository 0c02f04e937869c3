//! What the words alone allow.

use super::{islamic, parts};
use crate::model::TimeModifier;
use crate::text::date::{Calendar, Clock, Meaning, Written};

/// EDTF with `X` for what is not said, a duration, or a TIMEX3 reference; `None` for what is nothing without
/// knowing today.
pub(super) fn value(written: &Written) -> Option<String> {
    match written.meaning {
        Meaning::Calendar {
            date,
            years: None,
            shift: _,
        } => calendar(date, written.modifier),
        Meaning::Duration { count, unit } => unit.duration(count),
        Meaning::Decade(first) => Some(decade(first)),
        Meaning::Range { from, to, .. } => parts::range(from, to, &calendar(to, written.modifier)?),
        Meaning::Nth { month, .. } if month.year.is_some() => parts::nth_of_year(written.meaning),
        Meaning::Nth { month, .. } => calendar(month, None),
        Meaning::YearPart { part, year, .. } => year.map(|year| format!("{year:04}-{part}")),
        Meaning::WeekOf(date) if date.year.is_some() => parts::week_of(&calendar(date, None)?),
        Meaning::Vague(reference) => Some(reference.to_owned()),
        Meaning::Calendar { date, .. } if date.month.is_some() => calendar(date, written.modifier),
        _ => None,
    }
}

pub(super) fn decade(first: i16) -> String {
    format!("{}X", first.div_euclid(10))
}

fn calendar(date: Calendar, modifier: Option<TimeModifier>) -> Option<String> {
    if date.hijri {
        return islamic::value(date);
    }
    let year = date
        .year
        .map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    match (date.month, date.day) {
        (Some(month), Some(day)) => {
            let text = format!("{year}-{month:02}-{day:02}");
            Some(with_clock(text, date.clock))
        }
        (Some(month), None) => Some(format!("{year}-{month:02}")),
        (None, None) => date.year.map(|year| year_part(year, modifier)),
        (None, Some(_)) => None,
    }
}

/// The beginning and end of a year are its first and last month.
pub(super) fn year_part(year: i16, modifier: Option<TimeModifier>) -> String {
    match modifier {
        Some(TimeModifier::Start) => format!("{year:04}-01"),
        Some(TimeModifier::End) => format!("{year:04}-12"),
        _ => format!("{year:04}"),
    }
}

/// A day with its time of day and zone, as ISO 8601 has them.
pub(super) fn with_clock(mut day: String, clock: Option<Clock>) -> String {
    let Some(clock) = clock else {
        return day;
    };
    day.push_str(&format!("T{:02}:{:02}", clock.hour, clock.minute));
    if let Some(second) = clock.second {
        day.push_str(&format!(":{second:02}"));
    }
    match clock.offset {
        Some(0) => day.push('Z'),
        Some(offset) => {
            let sign = if offset < 0 { '-' } else { '+' };
            let minutes = offset.abs();
            day.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
        }
        None => {}
    }
    day
}
