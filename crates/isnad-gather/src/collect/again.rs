//! Which pages are asked for again: those whose feed or sitemap says that they changed since.
//!
//! What feeds say is not believed blindly. Some give every article the time of the request, or that of their
//! own making; and a page that is said to change and does not is asked for ever less often.

use std::cmp::Reverse;

use isnad::model::{Task, Visit};
use jiff::{SignedDuration, Timestamp};

use super::{
    Ledger, Taken,
    run::Run,
    schedule::{LONGEST, after},
};
use crate::date::When;

/// Seconds between two requests for one page at least; twice as many after each that was in vain.
const REST: u32 = 3600;
/// The longest such rest, in seconds.
const LONGEST_REST: u32 = 7 * 86_400;
/// Pages of one look that are compared with what is known of them, those that changed last.
const COMPARED: usize = 200;
/// When all articles changed within so many seconds, that was when the feed was made.
const TOGETHER: SignedDuration = SignedDuration::from_secs(60);
/// The same for a single article, before the request.
const JUST_NOW: SignedDuration = SignedDuration::from_secs(300);
/// `ETag`s and dates that are longer, in bytes, are not kept.
const LONGEST_TAG: usize = 256;

impl<L: Ledger> Run<'_, L> {
    /// Notes on each task of a look when its page changed, and makes those that lead to a page which is held
    /// and changed since lead there again.
    pub(super) fn see_changes(
        &mut self,
        tasks: &mut [Task],
        now: Timestamp,
    ) -> Result<(), L::Error> {
        note(tasks, now);
        let mut changed: Vec<&mut Task> = tasks.iter_mut().collect();
        changed.retain(|task| task.changed.is_some());
        changed.sort_by_key(|task| Reverse(task.changed));
        for task in changed.into_iter().take(COMPARED) {
            let Some(last) = self.ledger.visit(&task.address)? else {
                continue;
            };
            if let Some(next) = when(task.changed, &last) {
                task.next = Some(next);
                task.last = Some(last);
            }
        }
        Ok(())
    }
}

/// Notes when each page changed, unless all that the look says of it means nothing.
fn note(tasks: &mut [Task], now: Timestamp) {
    let told: Vec<Option<Timestamp>> = tasks.iter().map(|task| told(task, now)).collect();
    if says_nothing(&told, now) {
        return;
    }
    for (task, changed) in tasks.iter_mut().zip(told) {
        task.changed = changed;
    }
}

/// When a page changed, as is said of it; of a day alone its beginning, so that a page fetched on that day
/// counts as fetched since. What lies more than a day ahead is a mistake.
fn told(task: &Task, now: Timestamp) -> Option<Timestamp> {
    let modified = task.item.as_ref()?.modified.as_deref()?;
    let changed = Timestamp::from_second(When::parse(modified, None)?.seconds()).ok()?;
    (changed <= after(now, LONGEST)).then_some(changed)
}

/// Whether these are the times of a request, or of when the feed was made.
fn says_nothing(told: &[Option<Timestamp>], now: Timestamp) -> bool {
    let (Some(Some(first)), Some(Some(last))) = (told.iter().min(), told.iter().max()) else {
        // Some article has not changed since it was published: no clock says that.
        return told.iter().all(Option::is_none);
    };
    let spread = last.duration_since(*first);
    match told.len() {
        1 => now.duration_since(*last).abs() <= JUST_NOW,
        _ => spread <= TOGETHER,
    }
}

/// When a page is asked for again that is said to have changed; `None` when that is known already.
fn when(changed: Option<Timestamp>, last: &Visit) -> Option<Timestamp> {
    let known = last.changed.unwrap_or(last.at);
    (changed? > known).then(|| after(last.at, rest(last.vain)))
}

fn rest(vain: u32) -> u32 {
    let rest = u64::from(REST) << vain.min(20);
    u32::try_from(rest).unwrap_or(u32::MAX).min(LONGEST_REST)
}

/// What is to be known of a page that was accepted, with the header lines of the server's own answer.
pub(super) fn visit(
    task: &Task,
    taken: Taken,
    headers: &[(String, String)],
    now: Timestamp,
) -> Visit {
    let line = |name: &str| {
        let lines = headers.iter();
        let mut lines = lines.filter(|(found, value)| found == name && value.len() <= LONGEST_TAG);
        lines.next().map(|(_, value)| value.clone())
    };
    Visit {
        etag: line("etag"),
        last_modified: line("last-modified"),
        vain: if taken.new { 0 } else { vain(task) },
        ..unchanged(task, now)
    }
}

/// What is to be known of a page that was asked for again and brought nothing.
pub(super) fn unchanged(task: &Task, now: Timestamp) -> Visit {
    let last = task.last.clone().unwrap_or_default();
    Visit {
        at: now,
        changed: task.changed.or(last.changed),
        vain: vain(task),
        ..last
    }
}

fn vain(task: &Task) -> u32 {
    let last = task.last.as_ref();
    last.map_or(0, |last| last.vain.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use isnad::model::FeedItem;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_900_000_000 + seconds).unwrap()
    }

    #[test]
    fn clocks_are_told_from_changes() {
        let now = at(0);
        for (what, told, expected) in [
            ("nothing", vec![], true),
            ("nothing of any", vec![None, None], true),
            ("the request", vec![Some(0), Some(0), Some(-1)], true),
            ("the feed's making, hours ago", vec![Some(-9000); 3], true),
            ("one of several", vec![None, Some(0), None], false),
            (
                "several",
                vec![Some(-7000), Some(-30), Some(-90_000)],
                false,
            ),
            ("a single one, now", vec![Some(-20)], true),
            ("a single one, ahead", vec![Some(20)], true),
            ("a single one, earlier", vec![Some(-2000)], false),
        ] {
            let told: Vec<_> = told.into_iter().map(|it| it.map(at)).collect();
            assert_eq!(says_nothing(&told, now), expected, "{what}");
        }
    }

    #[test]
    fn days_begin_at_midnight_and_the_future_is_a_mistake() {
        // The seventeenth of March 2030, 17:46:40.
        for (modified, expected) in [
            ("2030-03-17T19:00:00+03:00", Some("2030-03-17T16:00:00Z")),
            ("2030-03-17", Some("2030-03-17T00:00:00Z")),
            ("2030-03-18", Some("2030-03-18T00:00:00Z")),
            ("2030-03-19", None),
            ("2099-01-01T00:00:00Z", None),
            ("soon", None),
        ] {
            let item = FeedItem {
                modified: Some(modified.to_owned()),
                ..FeedItem::default()
            };
            let task = Task {
                item: Some(item),
                ..Task::default()
            };
            let found = told(&task, at(0)).map(|time| time.to_string());
            assert_eq!(found.as_deref(), expected, "{modified}");
        }
    }

    #[test]
    fn a_page_rests_an_hour_and_ever_longer_while_it_does_not_change() {
        for (what, changed, known, vain, expected) in [
            ("never said to change", None, None, 0, None),
            ("before it was fetched", Some(-1), None, 0, None),
            ("since", Some(1), None, 0, Some(3600)),
            ("as known", Some(-500), Some(-500), 0, None),
            (
                "after what was known",
                Some(-400),
                Some(-500),
                0,
                Some(3600),
            ),
            ("in vain twice", Some(9), Some(1), 2, Some(4 * 3600)),
            ("in vain for ever", Some(9), Some(1), 99, Some(7 * 86_400)),
        ] {
            let last = Visit {
                at: at(0),
                changed: known.map(at),
                vain,
                ..Visit::default()
            };
            let found = when(changed.map(at), &last);
            assert_eq!(found, expected.map(at), "{what}");
        }
    }
}
