//! Which sitemaps of an index a look reads: the newest each time, and of the others so many that all have
//! their turn after some looks.

use std::{cmp::Reverse, time::Duration};

use isnad::model::{PartsRead, Subscription};
use jiff::Timestamp;

use super::{contents::before, schedule::LONGEST};
use crate::Address;

/// The most that one look reads.
pub(super) const PARTS: usize = 50;
/// How many of them are the newest, while there are more than that.
const NEWEST: usize = 10;

/// What a look reads of an index, and how far it is read then.
#[derive(Debug, PartialEq)]
pub(super) struct Chosen {
    pub(super) parts: Vec<Address>,
    /// What is left for later looks.
    pub(super) left: Option<PartsRead>,
}

/// From where on an index is read: from what the last look left; else what changed since the day before the
/// last success, or within the backlog where there was none.
pub(super) fn start(subscription: &Subscription, backlog: Duration, now: Timestamp) -> PartsRead {
    if let Some(left) = &subscription.parts {
        return left.clone();
    }
    let since = match subscription.last_success {
        Some(last) => before(last, Duration::from_secs(u64::from(LONGEST))),
        None => before(now, backlog),
    };
    PartsRead { since, read: 0 }
}

/// Chooses among the sitemaps of an index, each with the time of its last change, those that may hold
/// something new: those changed since then, newest first; then those that do not say, the last listed first.
/// What one look does not reach is left to the next ones, which still begin with the newest.
pub(super) fn choose(listed: &[(Address, Option<Timestamp>)], from: &PartsRead) -> Chosen {
    let since = from.since;
    let mut parts: Vec<_> = listed
        .iter()
        .rev()
        .filter(|(_, changed)| changed.is_none_or(|changed| changed >= since))
        .collect();
    parts.sort_by_key(|(_, changed)| Reverse(*changed));
    let newest = parts.len().min(NEWEST);
    let read = from.read as usize;
    let rest = parts.split_off(newest);
    let others = rest.iter().skip(read).take(PARTS - newest);
    let read = read + others.len();
    let left = (read < rest.len()).then(|| PartsRead {
        since,
        read: u32::try_from(read).unwrap_or(u32::MAX),
    });
    let all = parts.iter().chain(others);
    Chosen {
        parts: all.map(|(address, _)| address.clone()).collect(),
        left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_900_000_000 + day * 86_400).unwrap()
    }

    fn index(days: impl IntoIterator<Item = Option<i64>>) -> Vec<(Address, Option<Timestamp>)> {
        let part = |(nth, day): (usize, Option<i64>)| {
            let address = Address::parse(&format!("https://lennar.example/{nth}.xml")).unwrap();
            (address, day.map(at))
        };
        days.into_iter().enumerate().map(part).collect()
    }

    /// The numbers of the parts that looks read one after the other, until nothing is left.
    fn looks(listed: &[(Address, Option<Timestamp>)], first: bool) -> Vec<Vec<usize>> {
        let mut source = Subscription {
            last_success: (!first).then(|| at(0)),
            ..Subscription::default()
        };
        let mut looks = Vec::new();
        loop {
            let backlog = Duration::from_secs(7 * 86_400);
            let chosen = choose(listed, &start(&source, backlog, at(0)));
            let number = |it: &Address| -> Option<usize> {
                it.path()
                    .strip_prefix('/')?
                    .strip_suffix(".xml")?
                    .parse()
                    .ok()
            };
            looks.push(chosen.parts.iter().filter_map(number).collect());
            source.last_success = Some(at(0));
            source.parts = chosen.left;
            if source.parts.is_none() {
                return looks;
            }
        }
    }

    #[test]
    fn the_newest_are_read_first() {
        let listed = index([Some(-9), None, Some(-3), Some(-1), None, Some(0)]);
        assert_eq!(looks(&listed, true), [[5, 3, 2, 4, 1]]);
        assert_eq!(looks(&listed, false), [[5, 3, 4, 1]]);
    }

    #[test]
    fn those_beyond_the_first_fifty_have_their_turn() {
        // Without a date, the last listed is the newest; with one, the last changed.
        let undated = looks(&index((0..130).map(|_| None)), true);
        let dated = looks(&index((0..130).map(|nth| Some(-(nth % 7)))), true);
        for looks in [undated.clone(), dated] {
            let mut all: Vec<usize> = looks.concat();
            assert!(looks.iter().all(|look| look.len() <= PARTS));
            assert!(
                looks
                    .iter()
                    .all(|look| look[..NEWEST] == looks[0][..NEWEST])
            );
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), 130);
            assert_eq!(looks.len(), 3);
        }
        assert_eq!(undated[0], (80..130).rev().collect::<Vec<usize>>());
    }

    #[test]
    fn what_changes_meanwhile_is_read_at_the_next_look() {
        let mut listed = index((0..130).map(|nth| Some(-nth / 20)));
        let mut source = Subscription::default();
        let backlog = Duration::from_secs(7 * 86_400);
        source.parts = choose(&listed, &start(&source, backlog, at(0))).left;
        source.last_success = Some(at(0));
        listed[129].1 = Some(at(1));
        let next = choose(&listed, &start(&source, backlog, at(1)));
        assert_eq!(next.parts[0], listed[129].0);
        // Nothing was passed over: the parts behind it moved back by one.
        assert!(next.parts.contains(&listed[50].0) && next.parts.contains(&listed[49].0));
    }
}
