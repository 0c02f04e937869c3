use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Evidence, Span};

/// A date or time in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// Where it stands.
    pub span: Span,
    /// What the text alone allows, or what its article's own date makes of it: EDTF for calendar
    /// values (`2023-10-27`, `XXXX-11-26`, `2023-W43`), ISO 8601 for durations (`P3W`), TIMEX3 for
    /// vague ones (`PAST_REF`). Absent where nothing is known without an anchor ("today" in an
    /// article without a date).
    pub value: Option<String>,
    /// What it becomes when resolved against the fetch of the page, for articles without a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchored: Option<String>,
    /// The day it was resolved against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Date>,
    /// TIMEX3 `mod`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<TimeModifier>,
    /// The rule and how sure it is.
    pub evidence: Evidence,
}

impl TimeExpression {
    /// The most that is known: the anchored value where there is one.
    pub fn best(&self) -> Option<&str> {
        self.anchored.as_deref().or(self.value.as_deref())
    }
}

/// TIMEX3's `mod` attribute, the values in use here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TimeModifier {
    /// The beginning of the period (`مطلع العام`).
    Start,
    /// The middle.
    Mid,
    /// The end.
    End,
    /// About.
    Approx,
    /// More than the duration.
    MoreThan,
    /// Less than the duration.
    LessThan,
}
