//! What is looked at, how often, and what it leads to.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

use super::{
    super::{Planned, Settings},
    *,
};

#[test]
fn a_feed_leads_to_its_pages_each_once() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" => rss("lennar.example", &[("/1", -5), ("/2", -10), ("/3", -20)]),
        path => page(path),
    });
    world.run(12);
    let pages = ["/1", "/2", "/3"].map(|path| format!("http://lennar.example{path}"));
    assert_eq!(world.ledger.accepted(), pages);
    for path in ["/1", "/2", "/3"] {
        assert_eq!(
            world.site.count(&format!("lennar.example{path}")),
            1,
            "{path}"
        );
    }
    assert!(world.site.count("lennar.example/feed") > 5);
    assert_eq!(world.site.count("lennar.example/robots.txt"), 1);
    let first = &world.site.asked()[0];
    assert_eq!(first.path, "/robots.txt");
    assert!(
        first
            .header("user-agent")
            .is_some_and(|it| it.starts_with("isnad/"))
    );
    let held = world.ledger.held();
    let item = held.accepted[0].page.item.as_ref().unwrap();
    assert_eq!(item.feed, "http://lennar.example/feed");
    assert!(
        item.title
            .as_deref()
            .unwrap_or_default()
            .starts_with("About /")
    );
    assert!(held.tasks.is_empty());
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" if asked.header("if-none-match") == Some("\"a\"") => Reply::status(304),
        "/feed" => rss("lennar.example", &[("/1", -5)])
            .with("ETag", "\"a\"")
            .with("Last-Modified", "Wed, 05 Mar 2031 09:00:00 GMT"),
        path => page(path),
    });
    world.run(24);
    assert_eq!(world.told("looked"), ["looked 1 1"]);
    assert!(world.told("not modified").len() > 5);
    let asked = world.site.asked();
    let again = asked.iter().rfind(|asked| asked.path == "/feed").unwrap();
    assert_eq!(
        again.header("if-modified-since"),
        Some("Wed, 05 Mar 2031 09:00:00 GMT")
    );
    let subscription = world.ledger.get("http://lennar.example/feed");
    assert_eq!((subscription.failures, subscription.last_error), (0, None));
    assert_eq!(subscription.title.as_deref(), Some("lennar.example"));
}

/// A source that publishes every half hour for two days: each article is had soon after it is there,
/// and the number of looks follows from its rate.
#[test]
fn looks_follow_what_is_published() {
    let time = Arc::new(Time::new());
    let start = time.now();
    let clock = Arc::clone(&time);
    let world = World::at(time, move |asked| {
        let minutes = (clock.now().as_second() - start.as_second()) / 60;
        let paths: Vec<(String, i64)> = (0..10)
            .map(|nth| (minutes / 30 - nth) * 30)
            .map(|minute| (format!("/{minute}"), minute))
            .collect();
        let items: Vec<(&str, i64)> = paths.iter().map(|(path, at)| (&**path, *at)).collect();
        match asked.path.as_str() {
            "/robots.txt" => no_robots(),
            "/feed" => rss("lennar.example", &items),
            path => page(path),
        }
    });
    world.subscribe(Feed, "http://lennar.example/feed");
    world.run(48);
    let looks = world.site.count("lennar.example/feed");
    assert!((200..=400).contains(&looks), "{looks}");
    for minute in (0..2800).step_by(30) {
        let times = world.site.times(&format!("lennar.example/{minute}"));
        assert_eq!(times.len(), 1, "/{minute}");
        let late = (times[0].as_second() - start.as_second()) / 60 - minute;
        assert!(late <= 20, "/{minute} was fetched {late} minutes late");
    }
    assert_eq!(
        world.site.count("lennar.example/robots.txt"),
        2,
        "once a day"
    );
}

#[test]
fn one_look_and_no_more_when_asked_for_once() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" => rss("lennar.example", &[("/1", -5), ("/2", -6), ("/lost", -7)]),
        "/lost" => Reply::status(500),
        path => page(path),
    });
    world.time.give(1000);
    let stop = AtomicBool::new(false);
    let mut ledger = world.ledger.clone();
    let Ok(()) = world
        .collector(Settings::default())
        .once(&mut ledger, &stop);
    assert_eq!(world.site.count("lennar.example/feed"), 1);
    assert_eq!(world.site.count("lennar.example/lost"), 1);
    assert_eq!(world.ledger.accepted().len(), 2);
    assert_eq!(world.ledger.held().tasks.len(), 1, "the lost one waits");
}

#[test]
fn a_plan_asks_nothing() {
    let world = World::with_feed(|_| Reply::status(500));
    world.subscribe(Feed, "http://lennar.example/other");
    world.subscribe(Feed, "http://selwana.example/feed");
    let mut ledger = world.ledger.clone();
    let Ok(planned) = world.collector(Settings::default()).plan(&mut ledger);
    let look = |address: &str, wait| Planned {
        address: address.to_owned(),
        kind: Some(Feed),
        wait: Duration::from_secs(wait),
    };
    assert_eq!(
        planned,
        [
            look("http://lennar.example/feed", 0),
            look("http://selwana.example/feed", 0),
            look("http://lennar.example/other", 1),
        ]
    );
    assert!(world.site.asked().is_empty());
}

#[test]
fn a_subscription_paused_meanwhile_stays_paused() {
    let paused = Arc::new(Mutex::new(None::<Memory>));
    let ledger = Arc::clone(&paused);
    let world = World::with_feed(move |asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" => {
            // A person pauses it while it is being looked at.
            if let Some(ledger) = &*ledger.lock().unwrap() {
                let mut held = ledger.held();
                held.subscriptions
                    .values_mut()
                    .for_each(|it| it.paused = true);
            }
            rss("lennar.example", &[])
        }
        path => page(path),
    });
    *paused.lock().unwrap() = Some(world.ledger.clone());
    world.run(24);
    assert!(world.ledger.get("http://lennar.example/feed").paused);
    assert_eq!(world.site.count("lennar.example/feed"), 1);
}

#[test]
fn stopped_while_a_server_is_silent_nothing_is_lost() {
    let silent = Arc::new(AtomicBool::new(true));
    let stop = Arc::new(AtomicBool::new(false));
    let (quiet, stopped) = (Arc::clone(&silent), Arc::clone(&stop));
    let world = World::with_feed(move |asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" => rss("lennar.example", &[("/1", -5)]),
        path if quiet.load(Ordering::Relaxed) => {
            stopped.store(true, Ordering::Relaxed);
            page(path).by(site::Way::Never)
        }
        path => page(path),
    });
    world.time.give(24);
    let mut ledger = world.ledger.clone();
    let Ok(()) = world.collector(Settings::default()).run(&mut ledger, &stop);
    assert_eq!(world.ledger.accepted(), [""; 0]);
    assert_eq!(world.ledger.held().tasks.len(), 1);
    silent.store(false, Ordering::Relaxed);
    world.run(1);
    assert_eq!(world.ledger.accepted(), ["http://lennar.example/1"]);
}
