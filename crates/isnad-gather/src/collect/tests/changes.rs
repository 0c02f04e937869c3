//! Pages that are said to have changed are asked for again, and no others.

use jiff::{SignedDuration, Timestamp};

use super::*;

/// An Atom feed of these articles: path, and minutes since `start` when each changed.
fn atom(start: Timestamp, entries: &[(&str, i64)]) -> Reply {
    let entry = |(path, minutes): &(&str, i64)| {
        let changed = start + SignedDuration::from_mins(*minutes);
        format!(
            "<entry><id>{path}</id><title>About {path}</title>\
             <link href=\"http://lennar.example{path}\"/>\
             <published>2031-03-05T08:00:00Z</published><updated>{changed}</updated></entry>"
        )
    };
    let entries: String = entries.iter().map(entry).collect();
    let text =
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>L</title>{entries}</feed>");
    Reply::new(200, "application/atom+xml", text)
}

/// A feed of three articles, of which `changes` says when each changed at a minute of the test; pages are
/// sent anew only to those who do not have them.
fn world(changes: impl Fn(i64) -> [i64; 3] + Send + Sync + 'static) -> World {
    let time = Arc::new(Time::new());
    let (clock, start) = (Arc::clone(&time), time.now());
    let world = World::at(time, move |asked| {
        let minute = (clock.now().as_second() - start.as_second()) / 60;
        let [one, two, three] = changes(minute);
        match asked.path.as_str() {
            "/robots.txt" => no_robots(),
            "/feed" => atom(start, &[("/1", one), ("/2", two), ("/3", three)]),
            path => {
                let version = if path == "/1" && minute >= 300 {
                    "b"
                } else {
                    "a"
                };
                let tag = format!("\"{version}\"");
                if asked.header("if-none-match") == Some(&tag) {
                    return Reply::status(304);
                }
                page(&format!("{path}{version}")).with("ETag", &tag)
            }
        }
    });
    world.subscribe(Feed, "http://lennar.example/feed");
    world
}

fn asked(world: &World) -> [usize; 3] {
    ["/1", "/2", "/3"].map(|path| world.site.count(&format!("lennar.example{path}")))
}

/// Corrected five hours after it was published. The run is another one by then.
#[test]
fn a_corrected_page_is_fetched_once_more() {
    let world = world(|minute| {
        if minute < 300 {
            [-60, -50, -40]
        } else {
            [300, -50, -40]
        }
    });
    world.run(4);
    assert_eq!(asked(&world), [1, 1, 1]);
    world.run(24);
    assert_eq!(asked(&world), [2, 1, 1]);
    let held = world.ledger.held();
    let last = held.accepted.last().unwrap();
    assert_eq!(last.page.url.as_deref(), Some("http://lennar.example/1"));
    assert_eq!(last.page.bytes, page("/1b").body);
    assert_eq!(world.told("accepted").len(), 4);
    let all = world.site.asked();
    let again = all.iter().rfind(|asked| asked.path == "/1").unwrap();
    assert_eq!(again.header("if-none-match"), Some("\"a\""));
}

#[test]
fn what_is_said_to_change_and_does_not_is_asked_for_ever_less_often() {
    let world = world(|minute| [-60, minute, -40]);
    world.run(48);
    // After one hour, two, four, eight and sixteen.
    let [one, two, three] = asked(&world);
    assert_eq!((one, three), (1, 1));
    assert!((4..=6).contains(&two), "{two}");
    assert!(world.site.count("lennar.example/feed") > two);
    let unchanged = world.told("accepted http://lennar.example/2 false Page");
    assert_eq!(unchanged.len(), two - 1);
}

#[test]
fn a_feed_that_always_tells_the_time_leads_nowhere_twice() {
    for changes in [
        |minute: i64| [minute; 3],
        |minute: i64| [minute / 60 * 60; 3],
    ] {
        let world = world(changes);
        world.run(24);
        assert_eq!(asked(&world), [1, 1, 1]);
    }
}

/// A page that is gone when it is asked for again stays as it is held, whatever its feed brings.
#[test]
fn a_page_that_is_gone_is_not_replaced_by_what_its_feed_says() {
    let world = World::passing(|asked, second| {
        let late = second >= 18_000;
        match asked.path.as_str() {
            "/robots.txt" => no_robots(),
            "/feed" => Reply::new(
                200,
                "application/atom+xml",
                format!(
                    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id>\
                     <link href=\"http://lennar.example/1\"/><published>2031-03-05T08:00:00Z</published>\
                     <updated>2031-03-05T{}:00:00Z</updated><content>All of it.</content></entry></feed>",
                    if late { "14" } else { "09" }
                ),
            ),
            _ if late => Reply::status(410),
            path => page(path),
        }
    });
    world.subscribe(Feed, "http://lennar.example/feed");
    world.run(48);
    assert_eq!(world.site.count("lennar.example/1"), 2);
    assert_eq!(world.told("accepted").len(), 1);
    assert_eq!(world.told("given up").len(), 1);
}
