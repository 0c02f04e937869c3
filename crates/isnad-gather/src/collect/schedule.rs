//! When a subscription is looked at next: as often as it really publishes, less often than it or its
//! server asks for, and ever less often while looks fail.
//!
//! Everything here is decided from what is known and from `now`, which is an argument.
//!
//! | what is known | the next look |
//! | --- | --- |
//! | articles seen before | a third of the usual time between two of them |
//! | none ever seen | half as much again as last time |
//! | a hub announces new content | four times that |
//! | `ttl` of a feed, `Cache-Control: max-age` | not sooner |
//! | `skipHours`, `skipDays` of a feed | not within them |
//! | `Retry-After` | not sooner |
//! | failures in a row | twice as much each time, up to three hours, or a day when it is the address |
//!
//! Always within two minutes and a day, and spread by a tenth, so that sources added together do
//! not stay together for ever. What a feed asks to be left alone for is heeded up to a weekend: a list of all
//! hours, or of more than two days, is a mistake.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use isnad::model::{Rests, Subscription, SubscriptionMove};
use jiff::{Timestamp, tz::Offset};

/// Nothing is looked at more often, in seconds.
pub const SHORTEST: u32 = 120;
/// Everything not paused or ended is looked at as often as this, in seconds.
pub const LONGEST: u32 = 86_400;
/// How many times of articles a subscription remembers.
pub const REMEMBERED: usize = 64;

const HOUR: u32 = 3600;
/// How many of the newest publications the rate is counted from.
const COUNTED: usize = 16;
/// Looks for each publication: what is new is found after a sixth of the usual gap on average.
const LOOKS: i64 = 3;
/// How many times less often a source is looked at while its hub announces what is new.
const ANNOUNCED: u32 = 4;
/// The longest wait after failures that may be the network's or the server's, in seconds.
const PASSING: u32 = 3 * 3600;
/// A permanent redirect is believed when this many looks in a row were led to one place.
const MOVES: u32 = 3;
/// The most days of a week on which a feed is left alone at its word.
const DAYS_OFF: usize = 2;
/// How long before the end of a lease the hub is asked again, in seconds.
const LEASE_MARGIN: i64 = 1800;

/// What an answer says of when to come again. All of it only ever makes the wait longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Wishes {
    /// How long the answer is fresh (`Cache-Control: max-age` less `Age`).
    pub max_age: Option<Duration>,
    /// When the server wants to be asked again (`Retry-After`).
    pub retry_after: Option<Timestamp>,
}

/// How a look failed, as far as the wait after it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No answer, or a server that cannot answer now: it may pass within the hour.
    Passing,
    /// An answer, but not what stood there once (404, 403, something else than a feed).
    Lasting,
}

/// A look that succeeded, with new content or without: clears failures, sets interval and next look.
pub fn succeeded(subscription: &mut Subscription, wishes: Wishes, now: Timestamp) {
    subscription.failures = 0;
    subscription.last_error = None;
    subscription.last_success = Some(now);
    plan(subscription, wishes, now);
}

/// Sets the interval and the next look from what is known.
pub(super) fn plan(subscription: &mut Subscription, wishes: Wishes, now: Timestamp) {
    subscription.interval = interval(subscription, now);
    let usual = spread(subscription.interval, 0.1, &subscription.address, 0);
    let mut next = after(now, usual.clamp(SHORTEST, LONGEST));
    if let Some(renewal) = renewal(subscription) {
        next = next.min(renewal.max(after(now, SHORTEST)));
    }
    let next = next.max(earliest(&subscription.rests, wishes, now));
    subscription.next = Some(awake(&subscription.rests, next));
}

/// A look that failed: counts it, says why, and sets the next look.
pub fn failed(
    subscription: &mut Subscription,
    trouble: Trouble,
    error: String,
    wishes: Wishes,
    now: Timestamp,
) {
    subscription.failures = subscription.failures.saturating_add(1);
    subscription.last_error = Some(error);
    let longest = match trouble {
        Trouble::Passing => PASSING.max(subscription.interval.min(LONGEST)),
        Trouble::Lasting => LONGEST,
    };
    let first = subscription.interval.clamp(SHORTEST, longest);
    let wait = back_off(&subscription.address, subscription.failures, first, longest);
    let next = after(now, wait).max(earliest(&Rests::default(), wishes, now));
    subscription.next = Some(awake(&subscription.rests, next));
}

/// A subscription that is due at an hour or on a day on which it asks not to be looked at, as nobody came
/// in time: it with the time at which it is to be looked at instead.
pub(super) fn too_early(subscription: &Subscription, now: Timestamp) -> Option<Subscription> {
    let awake = awake(&subscription.rests, now);
    (awake > now).then(|| Subscription {
        next: Some(awake),
        ..subscription.clone()
    })
}

/// The first time from then on at which a feed does not ask to be left alone.
fn awake(rests: &Rests, mut time: Timestamp) -> Timestamp {
    let hours = Some(&rests.hours).filter(|hours| (0..24).any(|hour| !hours.contains(&hour)));
    let days = Some(&rests.days).filter(|days| days.len() <= DAYS_OFF);
    let skipped = |time: Timestamp| {
        let there = Offset::UTC.to_datetime(time);
        let (hour, day) = (there.hour(), there.weekday().to_monday_one_offset());
        let names = |list: Option<&Vec<u8>>, it: i8| {
            list.is_some_and(|list| u8::try_from(it).is_ok_and(|it| list.contains(&it)))
        };
        names(hours, hour) || names(days, day)
    };
    // Two days and an hour that is named after them: no list that is heeded is longer.
    for _ in 0..24 * (DAYS_OFF + 1) {
        if !skipped(time) {
            return time;
        }
        time = after(
            time,
            HOUR - u32::try_from(time.as_second().rem_euclid(HOUR.into())).unwrap_or(0),
        );
    }
    time
}

/// It is gone for good: nothing is fetched any more.
pub fn ended(subscription: &mut Subscription, why: &str, now: Timestamp) {
    subscription.ended = Some(why.to_owned());
    subscription.last_error = Some(why.to_owned());
    subscription.failures = subscription.failures.saturating_add(1);
    subscription.next = Some(after(now, LONGEST));
}

/// Notes where permanent redirects led. `true` when they have led there often enough in a row, and
/// the subscription should take that address; a single one may be a mistake of the site, or a
/// network's page that asks for a password.
pub fn redirected(subscription: &mut Subscription, to: Option<&str>) -> bool {
    let Some(to) = to.filter(|to| *to != subscription.address) else {
        subscription.moving = None;
        return false;
    };
    let before = subscription
        .moving
        .take_if(|moving| moving.to == to)
        .map_or(0, |moving| moving.times);
    let times = before + 1;
    subscription.moving = Some(SubscriptionMove {
        to: to.to_owned(),
        times,
    });
    times >= MOVES
}

/// Adds the times at which articles were published to what is remembered, each moment once, newest
/// first. Times that lie ahead count as now.
pub fn publish(subscription: &mut Subscription, times: &[Timestamp], now: Timestamp) {
    let seen = &mut subscription.seen;
    seen.extend(times.iter().map(|&time| time.min(now)));
    seen.sort_unstable_by(|a, b| b.cmp(a));
    seen.dedup();
    seen.truncate(REMEMBERED);
}

/// Seconds between two looks, from how often it publishes.
pub fn interval(subscription: &Subscription, now: Timestamp) -> u32 {
    let usual = match usual_gap(&subscription.seen, now) {
        Some(gap) => u32::try_from(gap / LOOKS).unwrap_or(LONGEST),
        None => subscription
            .interval
            .saturating_add(subscription.interval / 2),
    };
    let announced = subscription
        .hub
        .as_ref()
        .is_some_and(|hub| hub.until.is_some_and(|until| until > now));
    let factor = if announced { ANNOUNCED } else { 1 };
    usual
        .clamp(SHORTEST, LONGEST)
        .saturating_mul(factor)
        .min(LONGEST)
}

/// Seconds between two publications, the silence since the last one included. What came within two
/// minutes is one publication: an outlet that uploads its day's articles at six publishes daily.
fn usual_gap(seen: &[Timestamp], now: Timestamp) -> Option<i64> {
    let mut count = 0;
    let mut oldest: Option<Timestamp> = None;
    for &time in seen {
        if oldest.is_some_and(|before| seconds(time, before) < i64::from(SHORTEST)) {
            continue;
        }
        oldest = Some(time);
        count += 1;
        if count == COUNTED {
            break;
        }
    }
    let count = i64::try_from(count).ok()?;
    Some(seconds(oldest?, now).max(0) / count)
}

/// When the hub must be asked again.
fn renewal(subscription: &Subscription) -> Option<Timestamp> {
    let until = subscription.hub.as_ref()?.until?;
    Timestamp::from_second(until.as_second() - LEASE_MARGIN).ok()
}

/// Whether the lease of its hub ends before the look after the next one could renew it.
pub fn lease_ends(subscription: &Subscription, now: Timestamp) -> bool {
    renewal(subscription)
        .is_none_or(|renewal| renewal <= after(now, subscription.interval.max(SHORTEST)))
}

/// Before when nobody wants to be asked, at most a day ahead.
fn earliest(rests: &Rests, wishes: Wishes, now: Timestamp) -> Timestamp {
    let fresh = wishes.max_age.unwrap_or_default().as_secs();
    let fresh = u32::try_from(fresh)
        .unwrap_or(LONGEST)
        .max(rests.ttl)
        .min(LONGEST);
    let retry = wishes.retry_after.unwrap_or(now);
    after(now, fresh).max(retry.min(after(now, LONGEST)))
}

/// Seconds to wait after `failures` failures in a row: `first` after one, twice as much after each
/// further one up to `longest`, spread by a quarter with the key and the count, so that those who
/// failed together do not come again together.
pub fn back_off(key: &str, failures: u32, first: u32, longest: u32) -> u32 {
    let doublings = failures.saturating_sub(1).min(20);
    let wait = u64::from(first) << doublings;
    let wait = u32::try_from(wait).unwrap_or(u32::MAX).min(longest);
    spread(wait, 0.25, key, failures).min(longest)
}

/// `wait` more or less by up to `share` of it, always the same for a key and a count.
fn spread(wait: u32, share: f64, key: &str, count: u32) -> u32 {
    let mut hasher = DefaultHasher::new();
    (key, count).hash(&mut hasher);
    let between = f64::from((hasher.finish() >> 32) as u32) / f64::from(u32::MAX);
    (f64::from(wait) * (1.0 + share * (2.0 * between - 1.0))) as u32
}

fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    to.as_second() - from.as_second()
}

/// So many seconds later.
pub(super) fn after(now: Timestamp, seconds: u32) -> Timestamp {
    Timestamp::from_second(now.as_second().saturating_add(i64::from(seconds)))
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
