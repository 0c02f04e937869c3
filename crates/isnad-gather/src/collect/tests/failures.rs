//! What happens when servers fail, each in its way.

use std::collections::HashMap;

use super::{site::Way, *};

fn look_after(status: u16) -> World {
    World::with_feed(move |asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        _ => Reply::status(status),
    })
}

#[test]
fn gone_ends_a_subscription() {
    let world = look_after(410);
    world.run(100);
    assert_eq!(world.site.count("lennar.example/feed"), 1);
    assert_eq!(world.told("ended"), ["ended http://lennar.example/feed"]);
    assert!(
        world
            .ledger
            .get("http://lennar.example/feed")
            .ended
            .is_some()
    );
}

#[test]
fn gone_behind_a_redirect_ends_nothing() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" => Reply::moved(302, "/gone"),
        _ => Reply::status(410),
    });
    world.run(24);
    assert!(
        world
            .ledger
            .get("http://lennar.example/feed")
            .ended
            .is_none()
    );
    assert!(world.site.count("lennar.example/feed") > 1);
}

#[test]
fn what_is_not_there_is_asked_ever_less_often() {
    let world = look_after(404);
    world.run(24 * 14);
    let times = world.site.times("lennar.example/feed");
    let gaps: Vec<i64> = times
        .windows(2)
        .map(|pair| (pair[1].as_second() - pair[0].as_second()) / 3600)
        .collect();
    assert!(gaps[0] <= 2 && gaps[gaps.len() - 1] >= 18, "{gaps:?}");
    assert!(times.len() < 24, "{gaps:?}");
    let subscription = world.ledger.get("http://lennar.example/feed");
    assert_eq!(subscription.failures as usize, times.len());
    assert!(subscription.last_error.is_some_and(|it| it.contains("404")));
}

#[test]
fn a_server_that_is_down_is_asked_every_few_hours() {
    let world = look_after(500);
    world.run(24 * 7);
    let looks = world.site.count("lennar.example/feed");
    assert!((40..=90).contains(&looks), "{looks}");
}

#[test]
fn what_is_no_feed_is_said_to_be_none() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        path => page(path),
    });
    world.run(1);
    let subscription = world.ledger.get("http://lennar.example/feed");
    assert!(subscription.last_error.is_some());
    assert_eq!(subscription.last_success, None);
}

/// Each page fails in its own way at first, and is had in the end; each is accepted once.
#[test]
fn pages_that_fail_at_first_are_had_in_the_end() {
    let tries = Mutex::new(HashMap::<String, u32>::new());
    let world = World::with_feed(move |asked| {
        let mut tries = tries.lock().unwrap();
        let nth = tries.entry(asked.path.clone()).or_default();
        *nth += 1;
        let first = *nth == 1;
        match asked.path.as_str() {
            "/robots.txt" => no_robots(),
            "/feed" => {
                let paths = [
                    "/cut", "/long", "/never", "/500", "/429", "/404", "/304", "/fine",
                ];
                rss("lennar.example", &paths.map(|path| (path, -5)))
            }
            path if !first => page(path),
            "/cut" => page("/cut").by(Way::Cut),
            "/long" => page("/long").by(Way::TooLong),
            "/never" => page("/never").by(Way::Never),
            "/500" => Reply::status(500),
            "/429" => Reply::status(429),
            "/404" => Reply::status(404),
            "/304" => Reply::status(304),
            path => page(path),
        }
    });
    world.run(2);
    let accepted = world.ledger.accepted();
    let expected = ["304", "404", "429", "500", "cut", "fine", "long", "never"];
    assert_eq!(
        accepted,
        expected.map(|path| format!("http://lennar.example/{path}"))
    );
    assert_eq!(world.told("page failed").len(), 7);
    for fetch in &world.ledger.held().accepted {
        assert!(fetch.page.bytes.ends_with(b"</article>"));
    }
}

#[test]
fn pages_that_never_come_are_given_up() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" => {
            let paths = ["/500", "/404", "/410", "/picture"];
            rss("lennar.example", &paths.map(|path| (path, -5)))
        }
        "/picture" => Reply::new(200, "image/png", "\u{89}PNG"),
        path => Reply::status(path[1..].parse().unwrap_or(404)),
    });
    world.run(72);
    for (path, tries) in [("/500", 12), ("/404", 3), ("/410", 1), ("/picture", 1)] {
        assert_eq!(
            world.site.count(&format!("lennar.example{path}")),
            tries,
            "{path}"
        );
    }
    assert_eq!(world.told("given up").len(), 4);
    assert!(world.ledger.held().tasks.is_empty());
    assert_eq!(world.ledger.accepted(), [""; 0]);
}
