//! The stories of some days, held between one settling and the next.
//!
//! Two periods of seven days: that of an article and the one after it, or the last two for whatever is as
//! new. What is held depends on the articles alone, not on when the window was opened.

use std::collections::BTreeSet;

use isnad::{
    model::{ArticleId, Reading},
    trace::{Stories, Weights},
};
use rusqlite::Connection;

use crate::{
    Error,
    database::{article, overlap},
};

/// Microseconds of a period.
const PERIOD: i64 = 7 * 24 * 3600 * 1_000_000;

/// Articles that are held on either side of the one a window is opened for: what can be read again
/// in some seconds when a folder is opened.
const SIDE: usize = 3000;

/// As many articles more may come before the window is opened anew.
const MORE: usize = 1000;

/// Stories, and which stretch of time they are of.
pub(crate) struct Window {
    from: i64,
    to: i64,
    /// Whether articles without a moment belong to it.
    is_last: bool,
    pub(crate) stories: Stories,
    held: BTreeSet<ArticleId>,
    opened_with: usize,
}

impl Window {
    /// The window for an article of a moment.
    pub(crate) fn open(c: &Connection, moment: Option<i64>) -> Result<Window, Error> {
        let latest = article::latest(c)?.unwrap_or(0);
        let last = latest.div_euclid(PERIOD) - 1;
        let moment = moment.unwrap_or(latest);
        let period = moment.div_euclid(PERIOD).min(last);
        let from = article::moment_beside(c, moment, SIDE, true)?;
        let to = article::moment_beside(c, moment, SIDE, false)?;
        let mut window = Window {
            from: from.unwrap_or(i64::MIN).max(period * PERIOD),
            to: to.unwrap_or(i64::MAX).min((period + 2) * PERIOD),
            is_last: period == last,
            stories: Stories::default(),
            held: BTreeSet::new(),
            opened_with: 0,
        };
        window.fill(c)?;
        Ok(window)
    }

    fn fill(&mut self, c: &Connection) -> Result<(), Error> {
        let mut ids = article::between(c, self.from, self.to)?;
        if self.is_last {
            ids.extend(article::undated(c, SIDE)?);
        }
        let overlaps = overlap::among(c, &ids)?;
        let mut failed = None;
        let readings = ids.iter().map_while(|id| {
            let reading = article::reading(c, *id);
            reading.map_err(|error| failed = Some(error)).ok()
        });
        self.stories = Stories::of(Weights::default(), readings.flatten(), &overlaps);
        if let Some(error) = failed {
            return Err(error.into());
        }
        self.held = ids.into_iter().collect();
        self.opened_with = self.held.len();
        Ok(())
    }

    /// Whether articles of a moment belong to it.
    pub(crate) fn covers(&self, moment: Option<i64>) -> bool {
        moment.map_or(self.is_last, |moment| {
            (self.from..self.to).contains(&moment)
        })
    }

    /// Whether an article may belong to both.
    pub(crate) fn touches(&self, other: &Window) -> bool {
        self.from < other.to && other.from < self.to || self.is_last && other.is_last
    }

    /// Whether it should be opened anew.
    pub(crate) fn is_full(&self) -> bool {
        self.held.len() > self.opened_with + MORE
    }

    /// Whether it holds an article.
    pub(crate) fn holds(&self, id: ArticleId) -> bool {
        self.held.contains(&id)
    }

    /// Holds the present state of an article, or holds it no longer when there is none.
    pub(crate) fn hold(&mut self, c: &Connection, id: ArticleId) -> Result<(), Error> {
        match article::reading(c, id)? {
            Some(reading) => self.insert(c, &reading),
            None => {
                self.held.remove(&id);
                self.stories.remove(id);
                Ok(())
            }
        }
    }

    fn insert(&mut self, c: &Connection, reading: &Reading) -> Result<(), Error> {
        let id = reading.article.id;
        self.held.insert(id);
        self.stories.insert(reading, &overlap::of(c, id)?);
        Ok(())
    }
}
