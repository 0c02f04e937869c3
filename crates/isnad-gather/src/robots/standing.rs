//! How long a robots.txt holds, and what holds while it cannot be had.

use jiff::{SignedDuration, Timestamp};

use super::Robots;
use crate::{Error, Problem, http::Answer};

/// A robots.txt is asked for again after this time.
const MAX_AGE: SignedDuration = SignedDuration::from_hours(24);

/// One that could not be had is asked for again after this time.
const RETRY: SignedDuration = SignedDuration::from_mins(10);

/// A site whose robots.txt cannot be had for so long is taken to have none.
const PATIENCE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What came of asking for a robots.txt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// There is one.
    File(&'a [u8]),
    /// There is none (a status of 300 to 499, or redirects that lead nowhere): all is allowed.
    Absent,
    /// Nobody can say (a status of 500 and above, 429, no connection): nothing is allowed.
    Unreachable,
}

impl<'a> Outcome<'a> {
    /// What an answer means.
    pub fn of(answer: Result<&'a Answer, &Error>) -> Outcome<'a> {
        match answer {
            Ok(answer) => Outcome::of_status(answer.fetch.status, &answer.fetch.page.bytes),
            Err(Error::Fetch {
                problem: Problem::Redirects(_) | Problem::Redirect { .. },
                ..
            }) => Outcome::Absent,
            Err(_) => Outcome::Unreachable,
        }
    }

    fn of_status(status: u16, bytes: &'a [u8]) -> Outcome<'a> {
        match status {
            200..=299 => Outcome::File(bytes),
            429 => Outcome::Unreachable,
            300..=499 => Outcome::Absent,
            _ => Outcome::Unreachable,
        }
    }
}

/// The rules of a site as far as they are known, and when to ask again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What holds now.
    pub rules: Robots,
    /// When to ask for robots.txt again, before anything else is asked.
    pub until: Timestamp,
    /// Since when nobody can say.
    unreachable: Option<Timestamp>,
    /// Whether the rules are those of the site, if old ones.
    known: bool,
}

impl Standing {
    /// What holds from `now` on, after what held before.
    ///
    /// While a robots.txt cannot be had, the one of before goes on to hold; without one, nothing is
    /// allowed. After thirty days of that, all is.
    pub fn after(before: Option<&Standing>, outcome: Outcome, now: Timestamp) -> Standing {
        let rules = match outcome {
            Outcome::File(bytes) => Robots::parse(bytes),
            Outcome::Absent => Robots::all(),
            Outcome::Unreachable => return Standing::unreachable(before, now),
        };
        Standing {
            rules,
            until: later(now, MAX_AGE),
            unreachable: None,
            known: true,
        }
    }

    fn unreachable(before: Option<&Standing>, now: Timestamp) -> Standing {
        let since = before.and_then(|before| before.unreachable).unwrap_or(now);
        let known = before.filter(|before| before.known);
        let rules = if now >= later(since, PATIENCE) {
            Robots::all()
        } else {
            known.map_or_else(Robots::none, |before| before.rules.clone())
        };
        Standing {
            rules,
            until: later(now, RETRY),
            unreachable: Some(since),
            known: known.is_some(),
        }
    }

    /// Whether the rules still hold; else robots.txt is to be asked for first.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now < self.until
    }

    /// Since when robots.txt cannot be had, if it cannot.
    pub fn unreachable_since(&self) -> Option<Timestamp> {
        self.unreachable
    }
}

fn later(instant: Timestamp, by: SignedDuration) -> Timestamp {
    instant.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;

    const RULES: Outcome = Outcome::File(b"user-agent: *\ndisallow: /a");

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    fn allows(standing: &Standing, path: &str) -> bool {
        let address = Address::parse(&format!("https://lennar.example{path}")).unwrap();
        standing.rules.allows("isnad", &address)
    }

    #[test]
    fn statuses() {
        for (status, expected) in [
            (200, Outcome::File(b"x")),
            (206, Outcome::File(b"x")),
            (301, Outcome::Absent),
            (401, Outcome::Absent),
            (403, Outcome::Absent),
            (404, Outcome::Absent),
            (410, Outcome::Absent),
            (429, Outcome::Unreachable),
            (500, Outcome::Unreachable),
            (503, Outcome::Unreachable),
            (599, Outcome::Unreachable),
            (799, Outcome::Unreachable),
        ] {
            assert_eq!(Outcome::of_status(status, b"x"), expected, "{status}");
        }
    }

    #[test]
    fn errors() {
        let error = |problem| Error::Fetch {
            address: "https://lennar.example/robots.txt".into(),
            problem,
        };
        for (problem, expected) in [
            (Problem::Redirects(5), Outcome::Absent),
            (Problem::NotFound, Outcome::Unreachable),
            (Problem::CutShort, Outcome::Unreachable),
        ] {
            assert_eq!(Outcome::of(Err(&error(problem))), expected);
        }
    }

    #[test]
    fn a_day_passes_until_it_is_asked_for_again() {
        for outcome in [RULES, Outcome::Absent] {
            let standing = Standing::after(None, outcome, at(0));
            assert!(standing.is_fresh(at(23)) && !standing.is_fresh(at(24)));
            assert!(allows(&standing, "/b"));
            assert_eq!(allows(&standing, "/a"), outcome == Outcome::Absent);
        }
    }

    #[test]
    fn without_an_answer_the_old_rules_hold_or_nothing_is_allowed() {
        let first = Standing::after(None, RULES, at(0));
        let second = Standing::after(Some(&first), Outcome::Unreachable, at(24));
        assert!(allows(&second, "/b") && !allows(&second, "/a"));
        assert!(!second.is_fresh(at(25)));
        assert_eq!(second.unreachable_since(), Some(at(24)));

        let blind = Standing::after(None, Outcome::Unreachable, at(0));
        assert!(!allows(&blind, "/b") && allows(&blind, "/robots.txt"));
        let known = Standing::after(Some(&blind), RULES, at(1));
        assert!(allows(&known, "/b") && known.unreachable_since().is_none());
    }

    #[test]
    fn after_thirty_days_without_an_answer_all_is_allowed() {
        let mut standing = Standing::after(None, Outcome::Unreachable, at(0));
        for day in 1..30 {
            standing = Standing::after(Some(&standing), Outcome::Unreachable, at(24 * day));
            assert!(!allows(&standing, "/b"), "{day}");
        }
        standing = Standing::after(Some(&standing), Outcome::Unreachable, at(24 * 30));
        assert!(allows(&standing, "/a"));
    }
}
