//! The day an article was published on, where that was.
//!
//! Machines are told the instant, most often in UTC; readers are shown a day. Late in the evening the
//! two differ, and the day that counts is the one where the article was published.

use jiff::{SignedDuration, Timestamp, tz::Offset};

use crate::model::Moment;

/// The moment, its day put right by one that is told with its offset, or else by one that is shown.
pub(super) fn on_its_day(moment: Moment, others: impl Iterator<Item = Moment>) -> Moment {
    let Some(instant) = moment.instant else {
        return moment;
    };
    let is_utc = moment.date == day_in_utc(instant);
    let local = others.filter(|_| is_utc).find(|other| {
        other
            .instant
            .is_some_and(|other| is_same_minute(other, instant))
            && other.date != moment.date
    });
    local.map_or(moment, |local| Moment {
        date: local.date,
        ..moment
    })
}

/// The moment, its day the one that the page shows, where that can be the same instant west of
/// Greenwich. East of it the shown day would be later, as it is when the article was changed since:
/// that tells nothing.
pub(in crate::recover) fn as_shown(moment: Moment, shown: &Moment) -> Moment {
    let Some(instant) = moment
        .instant
        .filter(|&instant| moment.date == day_in_utc(instant))
    else {
        return moment;
    };
    let was_yesterday = moment.date.yesterday().is_ok_and(|day| day == shown.date);
    let is_early = Offset::UTC.to_datetime(instant).hour() < FURTHEST_WEST;
    if shown.instant.is_none() && was_yesterday && is_early {
        return Moment {
            date: shown.date,
            ..moment
        };
    }
    moment
}

/// Hours by which clocks in the furthest west are behind those of Greenwich.
const FURTHEST_WEST: i8 = 12;

fn day_in_utc(instant: Timestamp) -> jiff::civil::Date {
    Offset::UTC.to_datetime(instant).date()
}

fn is_same_minute(a: Timestamp, b: Timestamp) -> bool {
    a.duration_since(b).abs() < SignedDuration::from_mins(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::date;

    fn moment(text: &str) -> Moment {
        date::stamp(text, None).expect(text).1
    }

    #[test]
    fn the_day_is_the_one_where_it_was_published() {
        let cases = [
            (
                "2031-05-04T02:05:09Z",
                "2031-05-03T22:05:00-04:00",
                "2031-05-03",
            ),
            (
                "2031-05-03T22:05:09Z",
                "2031-05-04T01:05:00+03:00",
                "2031-05-04",
            ),
            // Another instant is another event.
            (
                "2031-05-04T02:05:09Z",
                "2031-05-03T22:25:00-04:00",
                "2031-05-04",
            ),
            // What is told with its offset needs no help.
            (
                "2031-05-03T22:05:00-04:00",
                "2031-05-04T02:05:00Z",
                "2031-05-03",
            ),
            ("2031-05-03", "2031-05-04T02:05:00Z", "2031-05-03"),
        ];
        for (told, other, day) in cases {
            let on = on_its_day(moment(told), [moment(other)].into_iter());
            assert_eq!(on.date.to_string(), day, "{told} {other}");
            assert_eq!(on.instant, moment(told).instant);
        }
    }

    #[test]
    fn a_day_that_is_shown_counts_where_it_can_be_the_same_instant() {
        let cases = [
            ("2031-05-04T02:05:09Z", "May 3, 2031 10:05 PM", "2031-05-03"),
            ("2031-05-04T14:05:09Z", "May 3, 2031", "2031-05-04"),
            ("2031-05-04T02:05:09Z", "May 5, 2031", "2031-05-04"),
            ("2031-05-04T00:30:00+02:00", "May 3, 2031", "2031-05-04"),
        ];
        for (told, shown, day) in cases {
            assert_eq!(
                as_shown(moment(told), &moment(shown)).date.to_string(),
                day,
                "{told} {shown}"
            );
        }
    }
}
