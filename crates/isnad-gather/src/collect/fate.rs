//! What an answer means for what was asked: pure tables.

use jiff::Timestamp;

use super::schedule::{Trouble, after, back_off};
use crate::{Error, Problem, http::Answer};

/// Failures after which a page that may still come is given up: about a day after it was found.
const ATTEMPTS: u32 = 12;
/// The same for a page that the server says is not there, or not for us: some are announced a little
/// before they can be read.
const FEW_ATTEMPTS: u32 = 3;
/// Seconds before the second attempt at a page.
const FIRST_WAIT: u32 = 60;
/// The longest wait between two attempts, in seconds.
const LONGEST_WAIT: u32 = 12 * 3600;

/// What the status of an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// 200 to 299.
    Content,
    /// 304.
    Unchanged,
    /// 410: never again.
    Gone,
    /// Later: 408, 425, 429, 500 and above.
    Busy,
    /// What was asked is not to be had: everything else.
    Missing,
}

/// What a status means.
pub(super) fn meaning(status: u16) -> Meaning {
    match status {
        200..=299 => Meaning::Content,
        304 => Meaning::Unchanged,
        410 => Meaning::Gone,
        408 | 425 | 429 | 500.. => Meaning::Busy,
        _ => Meaning::Missing,
    }
}

/// What a failed request means. Not by which attempt: see [`again`].
pub(super) fn of_error(error: &Error) -> Meaning {
    match error {
        Error::Fetch { problem, .. } => match problem {
            Problem::NotText(_) | Problem::Forbidden { .. } => Meaning::Gone,
            Problem::Redirects(_) | Problem::Redirect { .. } | Problem::Encoding(_) => {
                Meaning::Missing
            }
            _ => Meaning::Busy,
        },
        Error::TooLarge { .. } | Error::Bomb { .. } => Meaning::Gone,
        Error::Address { .. } => Meaning::Gone,
        _ => Meaning::Busy,
    }
}

/// How a look failed. A forbidden or oversized feed may be mended, so that no error of ours ends a
/// subscription: only the server's own 410 does.
pub(super) fn trouble(meaning: Meaning) -> Trouble {
    match meaning {
        Meaning::Busy => Trouble::Passing,
        _ => Trouble::Lasting,
    }
}

/// When a page that failed `attempts` times is tried again; `None` for never.
pub(super) fn again(
    address: &str,
    meaning: Meaning,
    attempts: u32,
    retry_after: Option<Timestamp>,
    now: Timestamp,
) -> Option<Timestamp> {
    let most = match meaning {
        Meaning::Gone => return None,
        Meaning::Busy => ATTEMPTS,
        _ => FEW_ATTEMPTS,
    };
    if attempts >= most {
        return None;
    }
    let wait = after(now, back_off(address, attempts, FIRST_WAIT, LONGEST_WAIT));
    Some(retry_after.map_or(wait, |retry| retry.max(wait)))
}

/// Why something could not be had.
pub(super) struct Failure {
    pub(super) meaning: Meaning,
    pub(super) error: String,
    pub(super) retry_after: Option<Timestamp>,
}

impl Failure {
    pub(super) fn new(meaning: Meaning, error: String) -> Failure {
        Failure {
            meaning,
            error,
            retry_after: None,
        }
    }

    /// A request without an answer.
    pub(super) fn of(error: &Error) -> Failure {
        Failure::new(of_error(error), error.to_string())
    }

    /// An answer that brings nothing.
    pub(super) fn status(answer: &Answer, now: Timestamp) -> Failure {
        let status = answer.fetch.status;
        Failure {
            meaning: meaning(status),
            error: format!("the server answered with status {status}"),
            retry_after: answer.retry_after(now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses() {
        for (statuses, expected) in [
            (&[200, 203, 206, 226][..], Meaning::Content),
            (&[304], Meaning::Unchanged),
            (&[410], Meaning::Gone),
            (
                &[408, 425, 429, 500, 502, 503, 504, 599, 799],
                Meaning::Busy,
            ),
            (&[301, 302, 305, 400, 401, 403, 404, 451], Meaning::Missing),
        ] {
            for &status in statuses {
                assert_eq!(meaning(status), expected, "{status}");
            }
        }
    }

    #[test]
    fn a_page_is_tried_for_a_day_where_it_may_come_and_three_times_where_not() {
        let start = Timestamp::from_second(1_900_000_000).unwrap();
        for (meaning, tries, least, most) in [
            (Meaning::Busy, 12, 20, 40),
            (Meaning::Missing, 3, 0, 1),
            (Meaning::Gone, 1, 0, 0),
        ] {
            let (mut now, mut attempts) = (start, 1);
            while let Some(next) = again("https://a.example/1", meaning, attempts, None, now) {
                assert!(next > now);
                (now, attempts) = (next, attempts + 1);
            }
            let hours = (now.as_second() - start.as_second()) / 3600;
            assert_eq!(attempts, tries, "{meaning:?}");
            assert!((least..=most).contains(&hours), "{meaning:?}: {hours} h");
        }
    }

    #[test]
    fn retry_after_makes_the_wait_longer_and_never_shorter() {
        let now = Timestamp::from_second(1_900_000_000).unwrap();
        let wait = |retry: Option<u32>| {
            let retry = retry.map(|seconds| after(now, seconds));
            let next = again("https://a.example/1", Meaning::Busy, 1, retry, now).unwrap();
            next.as_second() - now.as_second()
        };
        assert_eq!(wait(Some(4000)), 4000);
        assert_eq!(wait(Some(1)), wait(None));
    }
}
