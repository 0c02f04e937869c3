//! Dates as HTTP writes them, and waiting as servers ask for it.

use jiff::{SignedDuration, Timestamp, civil::DateTime, fmt::rfc2822::DateTimeParser, tz::Offset};

/// The longest a server is believed that it wants to be left alone.
const MAX_WAIT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The two obsolete forms that RFC 9110 still wants read, without the weekday in front.
const OBSOLETE: &[&str] = &["%d-%b-%y %H:%M:%S GMT", "%b %d %H:%M:%S %Y"];

/// The instant that a `Retry-After` names: between `now` and [`MAX_WAIT`] later.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Timestamp> {
    let value = value.trim();
    let latest = now.checked_add(MAX_WAIT).unwrap_or(Timestamp::MAX);
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let named = if digits {
        // Too many digits for a number are a long time, too.
        let seconds = SignedDuration::from_secs(value.parse().unwrap_or(i64::MAX));
        now.checked_add(seconds).unwrap_or(latest)
    } else {
        date(value)?
    };
    Some(named.clamp(now, latest))
}

/// A date of HTTP, in any of its three forms.
fn date(text: &str) -> Option<Timestamp> {
    const CURRENT: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    if let Ok(date) = CURRENT.parse_timestamp(text) {
        return Some(date);
    }
    let (_, date) = text.split_once(' ')?;
    let read = |form: &&str| DateTime::strptime(form, date.trim()).ok();
    let date = OBSOLETE.iter().find_map(read)?;
    Offset::UTC.to_timestamp(date).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_in_seconds_and_until_a_date() {
        let now: Timestamp = "2031-03-05T10:00:00Z".parse().unwrap();
        let week = "2031-03-12T10:00:00Z";
        for (value, expected) in [
            ("120", Some("2031-03-05T10:02:00Z")),
            (" 0 ", Some("2031-03-05T10:00:00Z")),
            ("999999999999", Some(week)),
            ("99999999999999999999999999", Some(week)),
            (
                "Wed, 05 Mar 2031 10:30:00 GMT",
                Some("2031-03-05T10:30:00Z"),
            ),
            (
                "Mon, 05 Mar 2031 10:30:00 GMT",
                Some("2031-03-05T10:30:00Z"),
            ),
            (
                "Wed, 5 Mar 2031 12:30:00 +0200",
                Some("2031-03-05T10:30:00Z"),
            ),
            (
                "Wednesday, 05-Mar-31 10:30:00 GMT",
                Some("2031-03-05T10:30:00Z"),
            ),
            ("Wed Mar  5 10:30:00 2031", Some("2031-03-05T10:30:00Z")),
            // What is past is now, what is far away a week.
            (
                "Tue, 04 Mar 2031 10:30:00 GMT",
                Some("2031-03-05T10:00:00Z"),
            ),
            ("Fri, 05 Mar 2049 10:30:00 GMT", Some(week)),
            ("", None),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
            ("Wed, 45 Mar 2031 10:30:00 GMT", None),
        ] {
            let expected = expected.map(|instant| instant.parse().unwrap());
            assert_eq!(retry_after(value, now), expected, "{value}");
        }
    }
}
