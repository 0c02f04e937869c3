//! What the sites want of robots, asked once a day and remembered.

use std::{collections::HashMap, sync::Arc};

use jiff::Timestamp;

use super::schedule::{LONGEST, after};
use crate::{
    Error,
    http::Answer,
    robots::{Outcome, Standing},
};

/// The rules of every origin asked lately.
#[derive(Debug, Default)]
pub(super) struct Rules {
    known: HashMap<String, Known>,
}

#[derive(Debug)]
struct Known {
    standing: Arc<Standing>,
    /// Why its robots.txt could not be had, if it could not.
    error: Option<String>,
}

impl Rules {
    /// What holds for an origin, and why nobody can say, if nobody can; `None` when its robots.txt is
    /// to be asked for first.
    pub(super) fn of(&self, origin: &str, now: Timestamp) -> Option<(Arc<Standing>, Option<&str>)> {
        let known = self.known.get(origin)?;
        let fresh = known.standing.is_fresh(now);
        fresh.then(|| (Arc::clone(&known.standing), known.error.as_deref()))
    }

    /// Takes in what came for an origin.
    pub(super) fn learn(
        &mut self,
        origin: &str,
        answer: &Result<Answer, Error>,
        now: Timestamp,
    ) -> Arc<Standing> {
        let outcome = Outcome::of(answer.as_ref());
        let before = self.known.get(origin).map(|known| &*known.standing);
        let standing = Arc::new(Standing::after(before, outcome, now));
        let error = (outcome == Outcome::Unreachable).then(|| match answer {
            Ok(answer) => format!("the server answered with status {}", answer.fetch.status),
            Err(error) => error.to_string(),
        });
        let known = Known {
            standing: Arc::clone(&standing),
            error,
        };
        self.known.insert(origin.to_owned(), known);
        standing
    }

    /// Why an origin's robots.txt could not be had at last.
    pub(super) fn error(&self, origin: &str) -> Option<&str> {
        self.known.get(origin)?.error.as_deref()
    }

    /// Forgets rules that were out of date for a day. Those of a site that could not be had stay, as
    /// it counts since when.
    pub(super) fn forget(&mut self, now: Timestamp) {
        self.known.retain(|_, known| {
            known.standing.unreachable_since().is_some()
                || after(known.standing.until, LONGEST) > now
        });
    }
}
