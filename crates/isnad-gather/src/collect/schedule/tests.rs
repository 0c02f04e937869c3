use isnad::model::Hub;

use super::*;

/// A Thursday at noon.
const NOON: i64 = 1_900_000_000;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(NOON + seconds).unwrap()
}

fn subscription(seen: &[i64]) -> Subscription {
    Subscription {
        address: "https://lennar.example/feed".to_owned(),
        seen: seen.iter().map(|&seconds| at(seconds)).collect(),
        ..Subscription::default()
    }
}

fn every(gap: i64, count: i64) -> Vec<i64> {
    (1..=count).map(|nth| -nth * gap).collect()
}

fn wait(subscription: &Subscription) -> i64 {
    seconds(at(0), subscription.next.unwrap())
}

#[test]
fn the_interval_follows_what_is_published() {
    const HOUR: i64 = 3600;
    const DAY: i64 = 24 * HOUR;
    let morning: Vec<i64> = (0..20).map(|nth| -2 * HOUR - nth).collect();
    let two_mornings: Vec<i64> = (0..40)
        .map(|nth| -2 * HOUR - nth % 20 - nth / 20 * DAY)
        .collect();
    for (what, seen, expected) in [
        ("an article every minute", every(60, 64), 120),
        ("every quarter of an hour", every(900, 64), 300),
        ("every hour", every(HOUR, 64), 1200),
        ("every day", every(DAY, 20), 28_800),
        ("every week", every(7 * DAY, 20), 86_400),
        ("a single one, long ago", vec![-40 * DAY], 86_400),
        ("twenty at once this morning", morning, 2400),
        ("twenty at once each morning", two_mornings, 15_600),
        ("nothing ever", vec![], 5400),
        ("just now", vec![0], 120),
    ] {
        assert_eq!(interval(&subscription(&seen), at(0)), expected, "{what}");
    }
}

#[test]
fn a_busy_source_that_falls_silent_is_left_alone_little_by_little() {
    let source = subscription(&every(300, 64));
    let intervals: Vec<u32> = [0, 8 * 3600, 3 * 86_400, 60 * 86_400]
        .map(|now| interval(&source, at(now)))
        .to_vec();
    assert_eq!(intervals, [120, 700, 5500, 86_400]);
}

#[test]
fn nothing_ever_seen_is_asked_ever_less_often_up_to_a_day() {
    let mut source = subscription(&[]);
    for _ in 0..20 {
        succeeded(&mut source, Wishes::default(), at(0));
    }
    assert_eq!(source.interval, LONGEST);
    assert!(wait(&source) <= i64::from(LONGEST));
}

#[test]
fn wishes_only_make_the_wait_longer() {
    let span = |seconds| Some(Duration::from_secs(seconds));
    let none = Wishes::default();
    let max_age = |seconds| Wishes {
        max_age: span(seconds),
        ..none
    };
    let retry = |seconds| Wishes {
        retry_after: Some(at(seconds)),
        ..none
    };
    for (what, ttl, wishes, least, most) in [
        ("none", 0, none, 1080, 1320),
        ("ttl", 7200, none, 7200, 7200),
        ("a short ttl", 60, none, 1080, 1320),
        ("max-age", 0, max_age(3000), 3000, 3000),
        ("both", 7200, max_age(9000), 9000, 9000),
        ("the other way round", 9000, max_age(7200), 9000, 9000),
        ("a ttl of a year", 31_536_000, none, 86_400, 86_400),
        ("retry", 0, retry(5000), 5000, 5000),
        ("retry in the past", 0, retry(-9), 1080, 1320),
        ("retry in a year", 0, retry(31_536_000), 86_400, 86_400),
    ] {
        let mut source = subscription(&every(3600, 64));
        source.rests.ttl = ttl;
        succeeded(&mut source, wishes, at(0));
        let wait = wait(&source);
        assert!((least..=most).contains(&wait), "{what}: {wait}");
        assert_eq!(source.interval, 1200, "{what}");
    }
}

#[test]
fn hours_and_days_off_are_kept_and_nobody_sleeps_for_long() {
    let all: Vec<u8> = (0..24).collect();
    let night: Vec<u8> = vec![22, 23, 0, 1, 2, 3, 4, 5];
    // The fifth of March 2031 is a Wednesday.
    for (what, hours, days, time, expected) in [
        ("nothing", vec![], vec![], "05T10:20", "05T10:20"),
        ("by day", night.clone(), vec![], "05T10:20", "05T10:20"),
        ("by night", night.clone(), vec![], "05T22:20", "06T06:00"),
        ("the weekend", vec![], vec![6, 7], "08T09:20", "10T00:00"),
        (
            "a weekend and a night",
            night.clone(),
            vec![6, 7],
            "07T22:20",
            "10T06:00",
        ),
        ("another day", vec![], vec![6, 7], "07T23:59", "07T23:59"),
        (
            "but for an hour",
            all[1..].to_vec(),
            vec![],
            "05T10:20",
            "06T00:00",
        ),
        ("all hours", all.clone(), vec![], "05T10:20", "05T10:20"),
        (
            "but for a day",
            vec![],
            vec![2, 3, 4, 5, 6, 7],
            "05T10:20",
            "05T10:20",
        ),
        (
            "hours that are none",
            vec![77],
            vec![99],
            "05T10:20",
            "05T10:20",
        ),
        (
            "all there is",
            all[..23].to_vec(),
            vec![3, 4],
            "05T00:00",
            "07T23:00",
        ),
    ] {
        let of = |text: &str| -> Timestamp { format!("2031-03-{text}:00Z").parse().unwrap() };
        let rests = Rests {
            ttl: 0,
            hours,
            days,
        };
        assert_eq!(awake(&rests, of(time)), of(expected), "{what}");
        let due = Subscription {
            rests,
            ..subscription(&[])
        };
        let instead = too_early(&due, of(time)).and_then(|one| one.next);
        assert_eq!(instead.unwrap_or(of(time)), of(expected), "{what}");
    }
}

#[test]
fn failures_double_the_wait_and_success_forgets_them() {
    let mut source = subscription(&every(900, 64));
    source.interval = 300;
    let mut waits = Vec::new();
    for _ in 0..14 {
        failed(
            &mut source,
            Trouble::Lasting,
            "gone".to_owned(),
            Wishes::default(),
            at(0),
        );
        waits.push(wait(&source));
    }
    for (nth, wait) in waits.iter().enumerate() {
        let middle = (300_i64 << nth).min(86_400);
        assert!(
            (middle * 3 / 4 - 1..=middle * 5 / 4).contains(wait),
            "{nth}: {wait}"
        );
        assert!(*wait <= 86_400);
    }
    assert!(waits[13] > 60_000, "a day at last: {}", waits[13]);
    assert_eq!(
        (source.failures, source.last_error.as_deref()),
        (14, Some("gone"))
    );
    succeeded(&mut source, Wishes::default(), at(0));
    assert_eq!((source.failures, source.last_error.clone()), (0, None));
    assert!(wait(&source) < 400);
}

#[test]
fn what_may_pass_is_tried_again_within_three_hours() {
    let mut source = subscription(&every(900, 64));
    for _ in 0..30 {
        failed(
            &mut source,
            Trouble::Passing,
            "no answer".to_owned(),
            Wishes::default(),
            at(0),
        );
        assert!(wait(&source) <= 3 * 3600);
    }
    let wishes = Wishes {
        retry_after: Some(at(50_000)),
        ..Wishes::default()
    };
    failed(
        &mut source,
        Trouble::Passing,
        "busy".to_owned(),
        wishes,
        at(0),
    );
    assert_eq!(wait(&source), 50_000);
}

#[test]
fn those_who_failed_together_come_again_apart() {
    let waits: std::collections::HashSet<u32> = (0..100)
        .map(|nth| back_off(&format!("https://s{nth}.example/"), 3, 600, LONGEST))
        .collect();
    assert!(waits.len() > 80, "{}", waits.len());
    let one = back_off("https://lennar.example/", 3, 600, LONGEST);
    assert_eq!(one, back_off("https://lennar.example/", 3, 600, LONGEST));
    assert_ne!(
        one,
        back_off("https://lennar.example/", 4, 600, LONGEST) / 2
    );
}

#[test]
fn only_several_permanent_redirects_in_a_row_move_a_subscription() {
    let (a, b) = (Some("https://a.example/"), Some("https://b.example/"));
    for (looks, expected) in [
        (&[a, a, a][..], true),
        (&[a, a], false),
        (&[a, None, a, a], false),
        (&[a, a, b, a], false),
        (&[a, b, b, b], true),
        (&[Some("https://lennar.example/feed"); 4], false),
    ] {
        let mut source = subscription(&[]);
        let mut last = false;
        for to in looks {
            last = redirected(&mut source, *to);
        }
        assert_eq!(last, expected, "{looks:?}");
    }
}

#[test]
fn an_ended_subscription_says_why() {
    let mut source = subscription(&[]);
    ended(&mut source, "410 Gone", at(0));
    assert_eq!(source.ended.as_deref(), Some("410 Gone"));
}

#[test]
fn remembered_times_are_the_newest_and_none_lies_ahead() {
    let mut source = subscription(&[-50, -100]);
    publish(&mut source, &[at(-70), at(9000)], at(0));
    let seen: Vec<i64> = source
        .seen
        .iter()
        .map(|&time| seconds(at(0), time))
        .collect();
    assert_eq!(seen, [0, -50, -70, -100]);
    let many: Vec<Timestamp> = (0..100).map(|nth| at(5 - nth / 2)).collect();
    publish(&mut source, &many, at(10));
    assert_eq!(source.seen.len(), 53, "each moment once");
    let many: Vec<Timestamp> = (0..100).map(|nth| at(5 - nth)).collect();
    publish(&mut source, &many, at(10));
    assert_eq!(source.seen.len(), REMEMBERED);
    assert_eq!(source.seen[0], at(5));
}

#[test]
fn a_hub_that_announces_saves_looks_and_is_asked_again_in_time() {
    let mut source = subscription(&every(3600, 64));
    let hub = |until: i64| {
        Some(Hub {
            until: Some(at(until)),
            ..Hub::default()
        })
    };
    source.hub = hub(864_000);
    assert_eq!(interval(&source, at(0)), 4800);
    assert!(!lease_ends(&source, at(0)));
    source.hub = hub(5000);
    succeeded(&mut source, Wishes::default(), at(0));
    assert_eq!(wait(&source), 3200);
    assert!(lease_ends(&source, at(3200)));
    source.hub = hub(-1);
    assert_eq!(interval(&source, at(0)), 1200);
    assert!(lease_ends(&source, at(0)));
}
