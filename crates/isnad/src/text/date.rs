//! Dates as they are written.

use jiff::civil::Date;

use crate::model::{Language, Moment, Span};

/// The first complete date in a short text such as a page's publication line, and where it stands.
pub fn stamp(text: &str, language: Option<&Language>) -> Option<(Span, Moment)> {
    let _ = language;
    let date: Date = text.get(..10)?.parse().ok()?;
    Some((Span::new(0, 10), Moment::day(date)))
}
