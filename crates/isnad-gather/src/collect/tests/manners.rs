//! What sites ask for is done: rules for robots, pauses, waiting, redirects.

use super::*;

const RULES: &str = "user-agent: *\ndisallow: /private\ncrawl-delay: 7\n";

fn seconds(times: &[jiff::Timestamp]) -> Vec<i64> {
    let pairs = times.windows(2);
    pairs
        .map(|pair| pair[1].as_second() - pair[0].as_second())
        .collect()
}

#[test]
fn rules_for_robots_and_their_pause() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, "text/plain", RULES),
        "/feed" => rss(
            "lennar.example",
            &[("/1", -5), ("/private/2", -6), ("/3", -7)],
        ),
        path => page(path),
    });
    world.run(2);
    assert_eq!(
        world.ledger.accepted(),
        ["http://lennar.example/1", "http://lennar.example/3"]
    );
    assert_eq!(world.site.count("lennar.example/private/2"), 0);
    assert_eq!(
        world.told("refused"),
        ["refused http://lennar.example/private/2"]
    );
    let times: Vec<_> = world.site.asked().iter().map(|asked| asked.at).collect();
    assert!(
        seconds(&times).iter().all(|&gap| gap >= 7),
        "{:?}",
        seconds(&times)
    );
    assert_eq!(world.site.most_at_once(), 1);
}

#[test]
fn a_page_that_may_not_be_fetched_is_what_its_feed_says() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, "text/plain", RULES),
        "/feed" => Reply::new(
            200,
            "application/rss+xml",
            "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
             <channel><title>Lennar</title><item><title>Ferries &amp; fish</title>\
             <link>http://lennar.example/private/2</link><content:encoded>&lt;p>All ferries sail \
             again on Saturday.&lt;/p></content:encoded></item></channel></rss>",
        ),
        path => page(path),
    });
    world.run(1);
    assert_eq!(world.site.count("lennar.example/private/2"), 0);
    let accepted = world.told("accepted");
    assert_eq!(
        accepted,
        ["accepted http://lennar.example/private/2 true Item"]
    );
    let held = world.ledger.held();
    let page = &held.accepted[0].page;
    let text = String::from_utf8_lossy(&page.bytes);
    assert!(
        text.contains("<p>All ferries sail again on Saturday.</p>"),
        "{text}"
    );
    assert!(page.item.is_some());
}

#[test]
fn while_rules_cannot_be_had_nothing_else_is_asked() {
    let time = Arc::new(Time::new());
    let (clock, start) = (Arc::clone(&time), time.now());
    let world = World::at(time, move |asked| match asked.path.as_str() {
        "/robots.txt" if clock.now().as_second() < start.as_second() + 4000 => Reply::status(500),
        "/robots.txt" => no_robots(),
        "/feed" => rss("lennar.example", &[("/1", -5)]),
        path => page(path),
    });
    world.subscribe(Feed, "http://lennar.example/feed");
    world.run(12);
    let asked = world.site.asked();
    let first = asked
        .iter()
        .position(|asked| asked.path != "/robots.txt")
        .unwrap();
    assert!(first > 1);
    assert!(asked[first].at.as_second() >= start.as_second() + 4000);
    assert!(world.told("look failed")[0].contains("status 500"));
    assert_eq!(world.ledger.accepted(), ["http://lennar.example/1"]);
}

#[test]
fn who_asks_for_time_is_left_alone_whole_host() {
    let world = World::passing(|asked, second| {
        let early = second < 3000;
        match asked.path.as_str() {
            "/robots.txt" => no_robots(),
            "/feed" => rss("lennar.example", &[("/1", -5), ("/2", -6)]),
            path if path == "/1" && early => Reply::status(429).with("Retry-After", "3600"),
            path => page(path),
        }
    });
    world.subscribe(Feed, "http://lennar.example/feed");
    world.run(6);
    let asked = world.site.asked();
    let at = asked.iter().position(|asked| asked.path == "/1").unwrap();
    let silence = asked[at + 1].at.as_second() - asked[at].at.as_second();
    assert!(silence >= 3600, "asked again after {silence} s");
    assert_eq!(world.ledger.accepted().len(), 2);
}

#[test]
fn pauses_are_for_each_host_and_all_have_their_turn() {
    let world = World::new(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" => {
            let paths: Vec<String> = (0..20).map(|nth| format!("/{nth}")).collect();
            let items: Vec<(&str, i64)> = paths.iter().map(|path| (&**path, -5)).collect();
            rss(&asked.host, &items)
        }
        path => page(path),
    });
    let hosts: Vec<String> = (0..10).map(|nth| format!("s{nth}.example")).collect();
    for host in &hosts {
        world.subscribe(Feed, &format!("http://{host}/feed"));
    }
    let start = world.time.now();
    world.run(1);
    assert_eq!(world.ledger.accepted().len(), 200);
    assert_eq!(world.site.most_at_once(), 1);
    for host in &hosts {
        let asked = world.site.asked();
        let times: Vec<_> = asked
            .iter()
            .filter(|it| it.host == *host)
            .map(|it| it.at)
            .collect();
        assert!(seconds(&times).iter().all(|&gap| gap >= 1), "{host}");
        let last = world.site.times(&format!("{host}/19"))[0];
        assert!(
            last.as_second() - start.as_second() < 60,
            "{host} waited for others"
        );
    }
}

/// A host that takes a request an hour has more pages than the ledger is asked for at a time; another
/// publishes an hour later.
#[test]
fn a_slow_host_with_thousands_of_pages_holds_up_no_other() {
    let time = Arc::new(Time::new());
    let (clock, start) = (Arc::clone(&time), time.now());
    let world = World::at(time, move |asked| match asked.what().as_str() {
        "slow.example/robots.txt" => {
            Reply::new(200, "text/plain", "user-agent: *\ncrawl-delay: 3600\n")
        }
        "slow.example/feed" => {
            let paths: Vec<String> = (0..4500).map(|nth| format!("/{nth}")).collect();
            let items: Vec<(&str, i64)> = paths.iter().map(|path| (&**path, -5)).collect();
            rss("slow.example", &items)
        }
        "lennar.example/feed" if clock.now().as_second() < start.as_second() + 3600 => {
            rss("lennar.example", &[])
        }
        "lennar.example/feed" => rss("lennar.example", &[("/1", 60)]),
        what if what.ends_with("/robots.txt") => no_robots(),
        _ => page(&asked.path),
    });
    world.subscribe(Feed, "http://slow.example/feed");
    world.subscribe(Feed, "http://lennar.example/feed");
    world.run(3);
    let slow = world
        .site
        .asked()
        .iter()
        .filter(|asked| asked.host == "slow.example")
        .count();
    assert!((3..=5).contains(&slow), "{slow} requests in three hours");
    assert!(world.ledger.held().tasks.len() > 4400);
    assert_eq!(world.ledger.accepted()[0], "http://lennar.example/1");
    let looks = world.site.times("lennar.example/feed");
    let found = looks
        .iter()
        .find(|at| at.as_second() >= start.as_second() + 3600);
    let fetched = world.site.times("lennar.example/1")[0];
    assert!(fetched.as_second() - found.unwrap().as_second() < 60);
}

#[test]
fn permanent_redirects_move_a_subscription_after_three_looks() {
    let world = World::with_feed(|asked| match asked.what().as_str() {
        "lennar.example/feed" => Reply::moved(301, "/hop"),
        "lennar.example/hop" => Reply::moved(308, "http://new.example/feed"),
        "new.example/feed" => rss("new.example", &[("/1", -5)]),
        what if what.ends_with("/robots.txt") => no_robots(),
        _ => page(&asked.path),
    });
    world.run(24);
    assert_eq!(
        world.told("moved"),
        ["moved http://lennar.example/feed http://new.example/feed"]
    );
    assert_eq!(world.site.count("lennar.example/feed"), 3);
    assert!(world.site.count("new.example/feed") > 3);
    assert!(world.ledger.get("http://new.example/feed").moving.is_none());
    assert_eq!(world.ledger.held().subscriptions.len(), 1);
    assert_eq!(world.ledger.accepted(), ["http://new.example/1"]);
}

#[test]
fn temporary_redirects_move_nothing() {
    for (first, second) in [(302, 301), (301, 307), (303, 303)] {
        let world = World::with_feed(move |asked| match asked.what().as_str() {
            "lennar.example/feed" => Reply::moved(first, "/hop"),
            "lennar.example/hop" => Reply::moved(second, "http://new.example/feed"),
            "new.example/feed" => rss("new.example", &[("/1", -5)]),
            what if what.ends_with("/robots.txt") => no_robots(),
            _ => page(&asked.path),
        });
        world.run(24);
        assert_eq!(world.told("moved"), [""; 0], "{first} {second}");
        assert!(world.site.count("lennar.example/feed") > 3);
    }
}

#[test]
fn the_rules_of_a_redirects_host_are_asked_and_followed() {
    let world = World::with_feed(|asked| match asked.what().as_str() {
        "lennar.example/robots.txt" => no_robots(),
        "lennar.example/feed" => rss("lennar.example", &[("/1", -5), ("/2", -6), ("/3", -7)]),
        "lennar.example/1" => Reply::moved(302, "http://other.example/private/1"),
        "lennar.example/2" => Reply::moved(302, "http://other.example/2"),
        "lennar.example/3" => Reply::moved(302, "/4"),
        "other.example/robots.txt" => Reply::new(200, "text/plain", RULES),
        _ => page(&asked.path),
    });
    world.run(2);
    assert_eq!(
        world.ledger.accepted(),
        ["http://lennar.example/4", "http://other.example/2"]
    );
    assert_eq!(world.site.count("other.example/private/1"), 0);
    let asked = world.site.asked();
    let other = asked.iter().find(|asked| asked.host == "other.example");
    assert_eq!(other.map(|asked| asked.path.as_str()), Some("/robots.txt"));
}

/// Also where most answers only say that nothing has changed, and after a restart.
#[test]
fn a_feed_is_not_looked_at_when_it_asks_not_to_be() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" if asked.header("if-none-match").is_some() => Reply::status(304),
        "/feed" => Reply::new(
            200,
            "application/rss+xml",
            "<rss version=\"2.0\"><channel><title>L</title><ttl>90</ttl>\
             <skipHours><hour>12</hour><hour>13</hour><hour>18</hour></skipHours>\
             <skipDays><day>Thursday</day></skipDays>\
             <item><link>http://lennar.example/1</link>\
             <pubDate>Wed, 05 Mar 2031 09:59:00 GMT</pubDate></item></channel></rss>",
        )
        .with("ETag", "\"a\""),
        path => page(path),
    });
    world.run(30);
    // On Thursday afternoon another process takes over, and somebody wants a look at once.
    let everything = |it: &mut isnad::model::Subscription| it.next = None;
    world
        .ledger
        .held()
        .subscriptions
        .values_mut()
        .for_each(everything);
    world.run(42);
    let times = world.site.times("lennar.example/feed");
    assert!(times.len() > 4, "{times:?}");
    assert!(
        seconds(&times).iter().all(|&gap| gap >= 90 * 60),
        "{times:?}"
    );
    for time in times {
        let there = jiff::tz::Offset::UTC.to_datetime(time);
        assert_ne!(there.date().day(), 6, "{time}");
        assert!(![12, 13, 18].contains(&there.hour()), "{time}");
    }
}

/// Within a host and out of it, of a feed, a page and a robots.txt.
#[test]
fn redirects_are_archived_before_what_they_lead_to() {
    let world = World::with_feed(|asked| match asked.what().as_str() {
        "lennar.example/robots.txt" => Reply::moved(301, "/rules"),
        "lennar.example/feed" => Reply::moved(302, "/hop"),
        "lennar.example/hop" => Reply::moved(307, "/news"),
        "lennar.example/news" => rss("lennar.example", &[("/1", -5)]),
        "lennar.example/1" => Reply::moved(301, "http://other.example/1"),
        "other.example/1" => Reply::moved(308, "/one"),
        "other.example/robots.txt" | "lennar.example/rules" => no_robots(),
        _ => page(&asked.path),
    });
    world.run(1);
    let held = world.ledger.held();
    let archived = held.archived.iter();
    let archived: Vec<String> = archived
        .take(9)
        .map(|(status, url)| format!("{status} {}", url.trim_start_matches("http://")))
        .collect();
    assert_eq!(
        archived,
        [
            "301 lennar.example/robots.txt",
            "404 lennar.example/rules",
            "302 lennar.example/feed",
            "307 lennar.example/hop",
            "200 lennar.example/news",
            "301 lennar.example/1",
            "404 other.example/robots.txt",
            "308 other.example/1",
            "200 other.example/one",
        ]
    );
}

#[test]
fn redirects_that_lead_round_in_circles_end() {
    let world = World::with_feed(|asked| match asked.what().as_str() {
        "a.example/feed" => Reply::moved(302, "http://b.example/feed"),
        "lennar.example/feed" | "b.example/feed" => Reply::moved(302, "http://a.example/feed"),
        _ => no_robots(),
    });
    world.run(0);
    world.run(1);
    let told = world.told("look failed");
    assert!(told[0].ends_with("redirects more than 5 times"), "{told:?}");
}
