//! What a person subscribed to stays, and no page is found twice.

use std::{fs, slice::from_ref, time::Instant};

use isnad::model::{FeedItem, Hub, Subscription, SubscriptionKind, Task, Visit};
use jiff::{SignedDuration, Timestamp};

use super::{Folder, time};
use crate::{Counts, Error, Store, Subscriptions};

fn open(folder: &Folder) -> Subscriptions {
    Subscriptions::open(folder.path()).unwrap()
}

fn feed(name: &str) -> Subscription {
    Subscription {
        address: format!("https://{name}.example/feed"),
        ..Subscription::default()
    }
}

/// A page at a host, found in the feed of that name on a day of May 2031.
fn task(name: &str, page: &str, day: u32) -> Task {
    Task {
        address: format!("https://{page}"),
        subscription: feed(name).address,
        found: time(day),
        ..Task::default()
    }
}

fn addresses(tasks: &[Task]) -> Vec<&str> {
    tasks
        .iter()
        .map(|task| task.address.trim_start_matches("https://"))
        .collect()
}

fn after_days(days: i64) -> Timestamp {
    time(1) + SignedDuration::from_hours(24 * days)
}

#[test]
fn what_is_saved_comes_back_and_outlives_a_rebuild() {
    let folder = Folder::new();
    let mut held = open(&folder);
    let full = Subscription {
        kind: SubscriptionKind::Sitemap,
        title: Some("منارة لينار".to_owned()),
        folder: Some("Harbours".to_owned()),
        next: Some("2031-05-03T10:00:01.123456789Z".parse().unwrap()),
        etag: Some("W/\"7\"".to_owned()),
        seen: vec![time(2), time(1)],
        ..feed("lennar")
    };
    held.save(&full).unwrap();
    assert_eq!(held.add(&[feed("lennar"), feed("azram")]).unwrap(), 1);
    let waiting = task("azram", "azram.example/1", 1);
    held.found(&feed("azram"), from_ref(&waiting)).unwrap();
    drop(held);
    drop(Store::open(folder.path()).unwrap());
    drop(Store::rebuild(folder.path()).unwrap());
    let mut held = open(&folder);
    assert_eq!(held.all().unwrap(), [feed("azram"), full.clone()]);
    assert_eq!(held.get(&full.address).unwrap(), Some(full.clone()));
    assert_eq!(held.get("https://other.example/").unwrap(), None);
    assert_eq!(held.tasks_due(time(1), 9).unwrap(), [waiting]);
    assert!(held.remove(&full.address).unwrap());
    assert!(!held.remove(&full.address).unwrap());
    assert_eq!(held.all().unwrap(), [feed("azram")]);
}

#[test]
fn a_subscription_is_found_by_the_id_its_hub_calls_by() {
    let folder = Folder::new();
    let mut held = open(&folder);
    let with_hub = |name: &str, id: &str| Subscription {
        hub: Some(Hub {
            id: id.to_owned(),
            ..Hub::default()
        }),
        ..feed(name)
    };
    held.add(&[
        with_hub("a", "7f"),
        with_hub("b", "80"),
        with_hub("c", ""),
        feed("d"),
    ])
    .unwrap();
    let found = |held: &Subscriptions, id: &str| {
        let found = held.of_hub(id).unwrap();
        found.map(|one| one.address[8..9].to_owned())
    };
    for (id, expected) in [
        ("7f", Some("a")),
        ("80", Some("b")),
        ("81", None),
        ("", None),
    ] {
        assert_eq!(found(&held, id).as_deref(), expected, "{id}");
    }
    // Another hub, and then none.
    held.found(&with_hub("a", "81"), &[]).unwrap();
    held.found(&feed("b"), &[]).unwrap();
    for (id, expected) in [("7f", None), ("80", None), ("81", Some("a"))] {
        assert_eq!(found(&held, id).as_deref(), expected, "{id}");
    }
}

#[test]
fn those_that_wait_longest_are_due_first() {
    let folder = Folder::new();
    let mut held = open(&folder);
    let at = |name: &str, day: Option<u32>| Subscription {
        next: day.map(time),
        ..feed(name)
    };
    assert_eq!(held.next().unwrap(), None);
    let paused = Subscription {
        paused: true,
        ..at("paused", None)
    };
    let ended = Subscription {
        ended: Some("410 Gone".to_owned()),
        ..at("ended", None)
    };
    let rows = [
        at("c", Some(3)),
        at("b", Some(2)),
        at("d", Some(4)),
        paused,
        ended,
    ];
    for row in rows {
        held.save(&row).unwrap();
    }
    assert_eq!(held.next().unwrap(), Some(time(2)));
    held.save(&at("a", None)).unwrap();
    assert_eq!(held.next().unwrap(), Some(Timestamp::MIN));
    let due = |now, limit| -> String {
        let due = held.due(now, limit).unwrap();
        due.iter().map(|row| &row.address[8..9]).collect()
    };
    let cases = [
        (time(1), 9, "a"),
        (time(2), 9, "ab"),
        (time(3), 9, "abc"),
        (time(9), 9, "abcd"),
        (time(9), 2, "ab"),
        (time(9), 0, ""),
    ];
    for (now, limit, expected) in cases {
        assert_eq!(due(now, limit), expected, "{now} {limit}");
    }
}

#[test]
fn a_page_is_found_once() {
    let folder = Folder::new();
    let mut held = open(&folder);
    let (a, b) = (feed("a"), feed("b"));
    held.add(&[a.clone(), b.clone()]).unwrap();
    let [one, two] = ["h.example/1", "h.example/2"].map(|page| task("a", page, 1));
    let steps: [(&str, &Subscription, &[&Task], usize); 5] = [
        ("new", &a, &[&one, &two, &one], 2),
        ("waiting", &a, &[&one, &two], 0),
        ("in another feed", &b, &[&task("b", "h.example/1", 1)], 0),
        ("after it was done", &a, &[&one, &two], 0),
        (
            "and in another feed",
            &b,
            &[&task("b", "h.example/2", 2)],
            0,
        ),
    ];
    for (name, feed, tasks, new) in steps {
        let tasks: Vec<Task> = tasks.iter().map(|task| (*task).clone()).collect();
        assert_eq!(held.found(feed, &tasks).unwrap(), new, "{name}");
        if name == "in another feed" {
            held.done(&one.address).unwrap();
            held.done(&two.address).unwrap();
            held.done("https://never.example/").unwrap();
        }
    }
    assert!(held.tasks_due(time(9), 9).unwrap().is_empty());
    // A page that was never fetched is found again when its subscription comes back.
    let three = task("a", "h.example/3", 2);
    assert_eq!(held.found(&a, from_ref(&three)).unwrap(), 1);
    held.remove(&a.address).unwrap();
    assert_eq!(held.found(&a, from_ref(&three)).unwrap(), 0, "removed");
    assert_eq!(held.get(&a.address).unwrap(), None);
    held.add(from_ref(&a)).unwrap();
    assert_eq!(held.found(&a, &[one, three]).unwrap(), 1);
}

/// The fields of a page's last visit, as another process left them.
#[test]
fn a_page_that_changed_is_fetched_again_and_is_no_new_page() {
    let folder = Folder::new();
    let mut held = open(&folder);
    held.add(&[feed("a")]).unwrap();
    let first = task("a", "h.example/1", 1);
    held.found(&feed("a"), from_ref(&first)).unwrap();
    assert_eq!(held.visit(&first.address).unwrap(), None);
    let visit = Visit {
        at: time(1),
        changed: Some("2031-05-01T09:59:59.5Z".parse().unwrap()),
        etag: Some("\"7\"".to_owned()),
        last_modified: Some("Thu, 01 May 2031 09:59:59 GMT".to_owned()),
        vain: 3,
    };
    held.visited(&first.address, &visit).unwrap();
    assert!(held.tasks_due(time(9), 9).unwrap().is_empty());
    drop(held);
    let mut held = open(&folder);
    assert_eq!(held.visit(&first.address).unwrap(), Some(visit.clone()));
    // Named as before, and then as changed: it waits until its time, and counts no second time.
    assert_eq!(held.found(&feed("a"), from_ref(&first)).unwrap(), 0);
    assert!(held.tasks_due(time(9), 9).unwrap().is_empty());
    let again = Task {
        next: Some(time(3)),
        changed: Some(time(2)),
        last: Some(visit),
        ..task("a", "h.example/1", 2)
    };
    assert_eq!(held.found(&feed("a"), from_ref(&again)).unwrap(), 0);
    assert!(held.tasks_due(time(2), 9).unwrap().is_empty());
    assert_eq!(held.tasks_due(time(3), 9).unwrap(), from_ref(&again));
    assert_eq!(held.counts(time(3)).unwrap()[0].pages, 1);
    // Given up: what was known stays known.
    held.done(&first.address).unwrap();
    assert_eq!(held.visit(&first.address).unwrap(), again.last);
}

#[test]
fn what_an_earlier_version_knew_is_known() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path()).unwrap();
    let c = rusqlite::Connection::open(folder.path().join("subscriptions.sqlite")).unwrap();
    c.execute_batch(include_str!("../subscriptions/001.sql"))
        .unwrap();
    let row = serde_json::json!({ "address": feed("a").address, "hub": { "secret": "7" } });
    let waiting = task("a", "h.example/2", 1);
    let old = serde_json::json!({
        "address": waiting.address, "subscription": waiting.subscription, "found": waiting.found,
        "item": null, "attempts": 0, "next": null,
    });
    c.execute(
        "INSERT INTO subscription (address, next, paused, ended, value) VALUES (?1, 0, 0, 0, ?2)",
        [feed("a").address, row.to_string()],
    )
    .unwrap();
    c.execute(
        "INSERT INTO task (address, subscription, host, next, paused, value)
            VALUES (?1, ?2, 'h.example', 0, 0, ?3)",
        [&waiting.address, &waiting.subscription, &old.to_string()],
    )
    .unwrap();
    c.execute_batch("PRAGMA user_version = 1").unwrap();
    drop(c);
    let mut held = open(&folder);
    assert_eq!(held.of_hub("").unwrap(), None);
    assert_eq!(held.tasks_due(time(2), 9).unwrap(), from_ref(&waiting));
    held.done(&waiting.address).unwrap();
    assert_eq!(held.visit(&waiting.address).unwrap(), None);
    assert_eq!(held.found(&feed("a"), from_ref(&waiting)).unwrap(), 0);
}

#[test]
fn a_page_that_failed_waits_until_it_is_tried_again() {
    let folder = Folder::new();
    let mut held = open(&folder);
    held.add(&[feed("a")]).unwrap();
    let first = task("a", "h.example/1", 1);
    held.found(&feed("a"), from_ref(&first)).unwrap();
    assert_eq!(held.next_task().unwrap(), Some(Timestamp::MIN));
    let again = Task {
        attempts: 1,
        next: Some(time(3)),
        ..first
    };
    held.failed(&again).unwrap();
    assert!(held.tasks_due(time(2), 9).unwrap().is_empty());
    assert_eq!(held.next_task().unwrap(), Some(time(3)));
    assert_eq!(held.tasks_due(time(3), 9).unwrap(), from_ref(&again));
    held.done(&again.address).unwrap();
    held.failed(&again).unwrap();
    assert!(
        held.tasks_due(time(3), 9).unwrap().is_empty(),
        "done is done"
    );
    assert_eq!(held.next_task().unwrap(), None);
}

#[test]
fn hosts_take_turns() {
    let folder = Folder::new();
    let mut held = open(&folder);
    held.add(&[feed("a"), feed("b")]).unwrap();
    let mut tasks: Vec<Task> = (0..50)
        .map(|i| task("a", &format!("large.example/{i:02}"), 1))
        .collect();
    tasks.push(Task {
        next: Some(time(2)),
        ..task("a", "small.example/1", 1)
    });
    held.found(&feed("a"), &tasks).unwrap();
    held.found(&feed("b"), &[task("b", "other.example/1", 1)])
        .unwrap();
    let due = |held: &Subscriptions, day, limit| {
        let due = held.tasks_due(time(day), limit).unwrap();
        addresses(&due).join(" ")
    };
    assert_eq!(
        due(&held, 2, 6),
        "large.example/00 large.example/01 other.example/1 small.example/1"
    );
    assert_eq!(due(&held, 1, 2), "large.example/00 other.example/1");
    assert_eq!(due(&held, 1, 1), "large.example/00");
    assert_eq!(held.tasks_due(time(2), 1000).unwrap().len(), 52);
    // None of a subscription while it is paused.
    assert!(
        held.change(&feed("a").address, |held| held.paused = true)
            .unwrap()
    );
    assert_eq!(due(&held, 2, 9), "other.example/1");
    assert!(
        held.change(&feed("a").address, |held| held.paused = false)
            .unwrap()
    );
    assert_eq!(held.tasks_due(time(2), 1000).unwrap().len(), 52);
}

#[test]
fn what_a_person_decides_stays() {
    let folder = Folder::new();
    let mut held = open(&folder);
    held.add(&[feed("a")]).unwrap();
    let seen = held.get(&feed("a").address).unwrap().unwrap();
    held.change(&seen.address, |held| {
        held.paused = true;
        held.folder = Some("Ports".to_owned());
        "elsewhere".clone_into(&mut held.address);
    })
    .unwrap();
    let looked = Subscription {
        title: Some("The Post".to_owned()),
        etag: Some("7".to_owned()),
        ..seen
    };
    held.found(&looked, &[task("a", "h.example/1", 1)]).unwrap();
    let expected = Subscription {
        paused: true,
        folder: Some("Ports".to_owned()),
        ..looked.clone()
    };
    assert_eq!(held.all().unwrap(), from_ref(&expected));
    assert!(held.tasks_due(time(1), 9).unwrap().is_empty(), "paused");
    held.change(&looked.address, |held| held.title = Some("Mine".to_owned()))
        .unwrap();
    held.found(&looked, &[]).unwrap();
    assert_eq!(
        held.get(&looked.address).unwrap().unwrap().title.as_deref(),
        Some("Mine")
    );
    assert!(!held.change("https://other.example/", |_| {}).unwrap());
}

#[test]
fn a_subscription_moves_with_all_it_has() {
    let folder = Folder::new();
    let mut held = open(&folder);
    held.add(&[feed("old"), feed("there")]).unwrap();
    let pages = ["h.example/1", "h.example/2"];
    held.found(&feed("old"), &pages.map(|page| task("old", page, 1)))
        .unwrap();
    held.done("https://h.example/1").unwrap();
    let counts = |held: &Subscriptions| -> Vec<(String, usize, usize)> {
        let counts = held.counts(time(1)).unwrap().into_iter();
        counts
            .map(|row| (row.address[8..].to_owned(), row.waiting, row.pages))
            .collect()
    };
    for (from, to, found) in [
        ("old", "new", true),
        ("new", "new", true),
        ("new", "there", true),
        ("old", "there", false),
    ] {
        let moved = held.moved(&feed(from).address, &feed(to)).unwrap();
        assert_eq!(moved, found, "{from} {to}");
        if found {
            assert!(held.get(&feed("old").address).unwrap().is_none());
            let row = (format!("{to}.example/feed"), 1, 2);
            assert!(counts(&held).contains(&row), "{:?}", counts(&held));
            let due = held.tasks_due(time(1), 9).unwrap();
            assert_eq!(due, [task(to, "h.example/2", 1)]);
        }
    }
    assert_eq!(held.all().unwrap(), [feed("there")]);
    let known = pages.map(|page| task("there", page, 2));
    assert_eq!(held.found(&feed("there"), &known).unwrap(), 0);
}

#[test]
fn pages_are_counted_by_the_day_of_publication() {
    let folder = Folder::new();
    let mut held = open(&folder);
    held.add(&[feed("a"), feed("quiet")]).unwrap();
    let published = |page: &str, day: &str| Task {
        item: Some(FeedItem {
            published: Some(day.to_owned()),
            ..FeedItem::default()
        }),
        ..task("a", page, 10)
    };
    let tasks = [
        published("h.example/1", "2031-05-10T09:00:00+03:00"),
        published("h.example/2", "2031-05-04"),
        published("h.example/3", "2031-05-03"),
        published("h.example/4", "2031-06-03"),
        published("h.example/5", "no day"),
        published("h.example/6", "عشرة من أيار"),
        task("a", "h.example/7", 10),
    ];
    held.found(&feed("a"), &tasks).unwrap();
    held.done("https://h.example/1").unwrap();
    let counts = held.counts(time(10)).unwrap();
    let expected = Counts {
        address: feed("a").address,
        waiting: 6,
        pages: 6,
        days: 7,
    };
    assert_eq!(counts[0], expected);
    assert!((counts[0].per_day() - 6.0 / 7.0).abs() < 1e-9);
    assert_eq!((counts[1].pages, counts[1].waiting), (0, 0));
    assert!(counts[1].per_day() < 1e-9);
    let later = held.counts(time(20)).unwrap();
    assert_eq!(later[0].pages, 0);
    let early = held.counts(time(4)).unwrap();
    assert_eq!((early[0].pages, early[0].days), (2, 2));
}

#[test]
fn addresses_are_forgotten_when_their_feed_has_long_named_others() {
    let folder = Folder::new();
    let mut held = open(&folder);
    let feeds = [feed("busy"), feed("still"), feed("gone")];
    held.add(&feeds).unwrap();
    let at = |name: &str, page: &str, days| Task {
        found: after_days(days),
        ..task(name, page, 1)
    };
    for name in ["busy", "still", "gone"] {
        let page = format!("{name}.example/1");
        held.found(&feed(name), &[at(name, &page, 0)]).unwrap();
        held.done(&format!("https://{page}")).unwrap();
    }
    held.remove(&feed("gone").address).unwrap();
    for days in 1..=91 {
        let page = at("busy", "busy.example/2", days);
        let new = held.found(&feed("busy"), from_ref(&page)).unwrap();
        assert_eq!(new, usize::from(days == 1), "met every day: {days}");
        held.done(&page.address).unwrap();
    }
    held.add(&[feed("gone")]).unwrap();
    for (name, new) in [("busy", 1), ("still", 0), ("gone", 1)] {
        let page = at(name, &format!("{name}.example/1"), 91);
        assert_eq!(held.found(&feed(name), &[page]).unwrap(), new, "{name}");
    }
}

#[test]
fn several_share_one_file() {
    let folder = Folder::new();
    open(&folder).add(&[feed("a")]).unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let mut held = open(&folder);
            std::thread::spawn(move || -> usize {
                let page = |i: u32| task("a", &format!("h.example/{i}"), 1);
                (0..20)
                    .map(|i| held.found(&feed("a"), &[page(i), page(i + 1)]).unwrap())
                    .sum()
            })
        })
        .collect();
    let new: usize = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .sum();
    assert_eq!(new, 21);
    assert_eq!(open(&folder).tasks_due(time(1), 99).unwrap().len(), 21);
}

#[test]
fn a_file_that_cannot_be_read_says_what_to_do() {
    let folder = Folder::new();
    drop(open(&folder));
    let path = folder.path().join("subscriptions.sqlite");
    let c = rusqlite::Connection::open(&path).unwrap();
    c.execute_batch("PRAGMA user_version = 99").unwrap();
    drop(c);
    let error = Subscriptions::open(folder.path()).err().unwrap();
    assert!(matches!(error, Error::Later { found: 99, .. }), "{error}");
    assert!(!error.to_string().contains("rebuild"), "{error}");
    fs::write(&path, "not a database, and long enough to be taken for one").unwrap();
    let error = Subscriptions::open(folder.path())
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("subscriptions.sqlite"), "{error}");
    assert!(error.contains("from a copy"), "{error}");
}

/// How fast with 10,000 subscriptions and 1,000,000 known addresses:
/// `cargo test --release -p isnad-store large -- --ignored --nocapture`
#[test]
#[ignore = "takes minutes and measures"]
fn large() {
    let folder = Folder::new();
    let mut held = open(&folder);
    let told = |what: &str, count: usize, start: Instant| {
        println!("{what}: {:?}", start.elapsed() / count as u32);
    };
    let feeds: Vec<Subscription> = (0..10_000).map(|i| feed(&format!("s{i:05}"))).collect();
    let start = Instant::now();
    held.add(&feeds).unwrap();
    told("a subscription added", feeds.len(), start);
    let pages = |feed: usize, from: usize, day| -> Vec<Task> {
        let name = format!("s{feed:05}");
        let page = |n| task(&name, &format!("{name}.example/2031/05/{n}"), day);
        (from..from + 100).map(page).collect()
    };
    let start = Instant::now();
    for (i, feed) in feeds.iter().enumerate() {
        let tasks = pages(i, 0, 1);
        assert_eq!(held.found(feed, &tasks).unwrap(), 100);
        let addresses = tasks.iter().map(|task| &task.address);
        held.done_all(addresses).unwrap();
    }
    told(
        "a look with 100 new pages, and all of them done",
        feeds.len(),
        start,
    );
    // With all that known: a look that finds nothing new, first of its day and not, and one new page.
    for (what, day, from, new) in [
        ("a look with 100 known pages, the first of a day", 2, 0, 0),
        ("a look with 100 known pages", 2, 0, 0),
        ("a look with 1 new page of 100", 2, 1, 1),
    ] {
        let start = Instant::now();
        for (i, feed) in feeds.iter().enumerate().take(1000) {
            let found = held.found(feed, &pages(i, from, day)).unwrap();
            assert_eq!(found, new);
        }
        told(what, 1000, start);
    }
    let start = Instant::now();
    let due = held.tasks_due(time(2), 100).unwrap();
    told("100 of 1,000 tasks due at as many hosts", 1, start);
    assert_eq!(due.len(), 100);
    let start = Instant::now();
    for task in &due {
        held.done(&task.address).unwrap();
    }
    told("a task done", due.len(), start);
    let start = Instant::now();
    assert_eq!(held.due(time(2), 100).unwrap().len(), 100);
    told("100 due of 10,000 subscriptions", 1, start);
    let start = Instant::now();
    assert_eq!(held.counts(time(2)).unwrap().len(), 10_000);
    told("counts of 10,000 subscriptions", 1, start);
    drop(held);
    let file = fs::metadata(folder.path().join("subscriptions.sqlite")).unwrap();
    println!("{} MiB", file.len() >> 20);
}
