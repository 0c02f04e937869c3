use std::fmt;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// When something was published or changed: the calendar day as the page prints it and, where the
/// page gives a time with its zone, the instant.
///
/// The day is kept apart because it is what the text leans on: an article stamped
/// `2031-05-03T23:30-04:00` calls that day "today", though it is the fourth in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The day where it was published.
    pub date: Date,
    /// The instant, when the page says enough to know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instant: Option<Timestamp>,
}

impl Moment {
    /// A day of which the time is not known.
    pub fn day(date: Date) -> Moment {
        Moment {
            date,
            instant: None,
        }
    }

    /// An instant, with its day in UTC.
    pub fn at(instant: Timestamp) -> Moment {
        Moment {
            date: jiff::tz::Offset::UTC.to_datetime(instant).date(),
            instant: Some(instant),
        }
    }

    /// The instant, or noon UTC of the day, for putting moments in order.
    pub fn order_key(&self) -> Timestamp {
        self.instant.unwrap_or_else(|| {
            let noon = self.date.at(12, 0, 0, 0);
            jiff::tz::Offset::UTC
                .to_timestamp(noon)
                .unwrap_or(Timestamp::UNIX_EPOCH)
        })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.instant {
            Some(instant) => write!(f, "{instant}"),
            None => write!(f, "{}", self.date),
        }
    }
}
