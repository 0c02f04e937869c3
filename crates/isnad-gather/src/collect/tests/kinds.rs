//! Everything that can be subscribed to: formats of feeds, sitemaps, section pages; and pages that
//! show nothing without their scripts.

use std::io::Write;

use isnad::model::SubscriptionKind::{Section, Sitemap};

use super::*;
use crate::Address;

/// What a source says of two pages.
fn both() -> [String; 2] {
    ["/2031/ferry", "/2031/harbour"].map(|path| format!("http://lennar.example{path}"))
}

#[test]
fn every_kind_of_feed_leads_to_the_same_pages() {
    let rss = "<rss version=\"2.0\"><channel><title>L</title>\
        <item><title>Ferry</title><link>/2031/ferry</link></item>\
        <item><title>Harbour</title><link>/2031/harbour</link></item></channel></rss>";
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>L</title>\
        <entry><id>1</id><title>Ferry</title><link href=\"/2031/ferry\"/></entry>\
        <entry><id>2</id><title>Harbour</title><link href=\"/2031/harbour\"/></entry></feed>";
    let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"L\",\"items\":[\
        {\"id\":\"1\",\"url\":\"http://lennar.example/2031/ferry\",\"title\":\"Ferry\"},\
        {\"id\":\"2\",\"url\":\"http://lennar.example/2031/harbour\",\"title\":\"Harbour\"}]}";
    for (kind, text) in [
        ("application/rss+xml", rss),
        ("application/atom+xml", atom),
        ("application/feed+json", json),
        ("text/html", rss),
    ] {
        let world = World::with_feed(move |asked| match asked.path.as_str() {
            "/robots.txt" => no_robots(),
            "/feed" => Reply::new(200, kind, text),
            path => page(path),
        });
        world.run(3);
        assert_eq!(world.ledger.accepted(), both(), "{kind}");
        let title = world.ledger.get("http://lennar.example/feed").title;
        assert_eq!(title.as_deref(), Some("L"), "{kind}");
    }
}

/// Items with text and no page, one of them corrected after some hours; what has neither is passed over.
#[test]
fn items_without_a_page_are_what_their_feed_says() {
    let world = World::passing(|asked, second| {
        let late = second >= 18_000;
        let (hour, text) = if late {
            ("15", "Nine ferries")
        } else {
            ("09", "Ten ferries")
        };
        match asked.path.as_str() {
            "/robots.txt" => no_robots(),
            "/feed" => Reply::new(
                200,
                "application/atom+xml",
                format!(
                    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>L</title>\
                     <entry><id>tag:1</id><title>Ferries</title><published>2031-03-05T08:00:00Z</published>\
                     <updated>2031-03-05T{hour}:00:00Z</updated><content>{text} sail.</content></entry>\
                     <entry><id>tag:2</id><title>Fish</title><summary>None today.</summary></entry>\
                     <entry><id>tag:3</id><title>Nothing else</title></entry></feed>"
                ),
            ),
            path => page(path),
        }
    });
    world.subscribe(Feed, "http://lennar.example/feed");
    world.run(48);
    let feed = "http://lennar.example/feed";
    assert_eq!(
        world.told("accepted"),
        [
            format!("accepted {feed}#tag:1 true Item"),
            format!("accepted {feed}#tag:2 true Item"),
            format!("accepted {feed}#tag:1 true Item"),
        ]
    );
    let held = world.ledger.held();
    let texts = held
        .accepted
        .iter()
        .map(|it| String::from_utf8_lossy(&it.page.bytes));
    let texts: Vec<_> = texts.collect();
    for (text, expected) in
        texts
            .iter()
            .zip(["Ten ferries sail.", "None today.", "Nine ferries sail."])
    {
        assert!(text.contains(expected), "{text}");
    }
    let others = world.site.asked();
    assert!(
        others
            .iter()
            .all(|asked| ["/feed", "/robots.txt"].contains(&&*asked.path))
    );
    assert_eq!(held.tasks.len(), 0);
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn sitemap(pages: &[(&str, &str)]) -> String {
    let url = |(path, day): &(&str, &str)| {
        format!("<url><loc>http://lennar.example{path}</loc><lastmod>{day}</lastmod></url>")
    };
    let urls: String = pages.iter().map(url).collect();
    format!("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{urls}</urlset>")
}

const INDEX: &str = "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\
    <sitemap><loc>http://lennar.example/new.xml.gz</loc><lastmod>2031-03-05</lastmod></sitemap>\
    <sitemap><loc>http://lennar.example/old.xml</loc><lastmod>2029-01-01</lastmod></sitemap>\
    </sitemapindex>";

/// Only the part that may hold something new is read, and of it what is not from long ago.
#[test]
fn an_index_of_sitemaps_is_read_where_it_may_be_new() {
    let pages = [
        ("/2031/ferry", "2031-03-05"),
        ("/2031/harbour", "2031-03-04"),
        ("/2019/storm", "2019-11-02"),
    ];
    let world = World::new(move |asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/sitemap.xml" => Reply::new(200, "application/xml", INDEX),
        "/new.xml.gz" => Reply::new(200, "application/gzip", gzipped(&sitemap(&pages))),
        path => page(path),
    });
    world.subscribe(Sitemap, "http://lennar.example/sitemap.xml");
    world.run(6);
    assert_eq!(world.ledger.accepted(), both());
    assert_eq!(world.site.count("lennar.example/old.xml"), 0);
    assert!(
        world.site.count("lennar.example/new.xml.gz") > 1,
        "while it is from the last day"
    );
    let asked = world.site.asked();
    let twice = asked
        .iter()
        .filter(|asked| asked.path.starts_with("/2031"))
        .count();
    assert_eq!(twice, 2);
}

/// Of more parts than one look reads, the others have their turn at the next ones, although the index has not
/// changed.
#[test]
fn all_parts_of_a_large_index_are_read_in_time() {
    let world = World::new(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/sitemap.xml" if asked.header("if-none-match").is_some() => Reply::status(304),
        "/sitemap.xml" => {
            let parts = (0..70).map(|nth| {
                format!("<sitemap><loc>http://lennar.example/part/{nth}</loc></sitemap>")
            });
            let parts: String = parts.collect();
            Reply::new(
                200,
                "text/xml",
                format!("<sitemapindex>{parts}</sitemapindex>"),
            )
            .with("ETag", "\"a\"")
        }
        path if path.starts_with("/part/") => {
            let nth = path.trim_start_matches("/part/");
            Reply::new(
                200,
                "text/xml",
                sitemap(&[(&format!("/2031/{nth}"), "2031-03-05")]),
            )
        }
        path => page(path),
    });
    world.subscribe(Sitemap, "http://lennar.example/sitemap.xml");
    world.run(0);
    world.run(48);
    assert_eq!(world.ledger.accepted().len(), 70);
    let asked = world.site.asked();
    let parts = asked
        .iter()
        .filter(|asked| asked.path.starts_with("/part/"));
    let parts: Vec<&str> = parts
        .map(|asked| asked.path.trim_start_matches("/part/"))
        .collect();
    let first: Vec<String> = (20..70).rev().map(|nth| nth.to_string()).collect();
    assert_eq!(parts[..50], first);
    // Ten of the newest and the twenty that were left; then nothing, as it has not changed.
    assert_eq!(parts.len(), 80);
    assert!(world.told("not modified").len() > 2);
}

/// An index that names another, which names itself and a list of pages.
#[test]
fn an_index_in_an_index_is_read_and_never_without_end() {
    let index = |paths: &[&str]| {
        let part =
            |path: &&str| format!("<sitemap><loc>http://lennar.example{path}</loc></sitemap>");
        let parts: String = paths.iter().map(part).collect();
        Reply::new(
            200,
            "text/xml",
            format!("<sitemapindex>{parts}</sitemapindex>"),
        )
    };
    let world = World::new(move |asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/sitemap.xml" => index(&["/inner.xml"]),
        "/inner.xml" => index(&["/inner.xml", "/pages.xml"]),
        "/pages.xml" => Reply::new(200, "text/xml", sitemap(&[("/2031/ferry", "2031-03-05")])),
        path => page(path),
    });
    world.subscribe(Sitemap, "http://lennar.example/sitemap.xml");
    world.run(1);
    assert_eq!(world.ledger.accepted(), both()[..1]);
    let looks = world.site.count("lennar.example/sitemap.xml");
    assert_eq!(world.site.count("lennar.example/inner.xml"), looks);
}

/// A part that fails costs the look, and nothing is marked as seen: the next look finds all of it.
#[test]
fn a_part_that_fails_is_read_at_the_next_look() {
    let failed = std::sync::atomic::AtomicBool::new(false);
    let world = World::new(move |asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/sitemap.xml" if asked.header("if-none-match").is_some() => Reply::status(304),
        "/sitemap.xml" => Reply::new(200, "application/xml", INDEX).with("ETag", "\"a\""),
        "/new.xml.gz" if !failed.swap(true, std::sync::atomic::Ordering::Relaxed) => {
            Reply::status(500)
        }
        "/new.xml.gz" => Reply::new(200, "text/xml", sitemap(&[("/2031/ferry", "2031-03-05")])),
        path => page(path),
    });
    world.subscribe(Sitemap, "http://lennar.example/sitemap.xml");
    world.run(6);
    assert_eq!(world.told("look failed").len(), 1);
    assert_eq!(
        world.ledger.accepted(),
        ["http://lennar.example/2031/ferry"]
    );
}

#[test]
fn a_section_page_leads_to_its_articles() {
    let world = World::new(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/news" => Reply::new(
            200,
            "text/html; charset=utf-8",
            "<!doctype html><title>News</title><nav><a href=\"/\">Home</a><a href=\"/news\">News</a>\
             <a href=\"/about\">About</a></nav><main>\
             <article><h2><a href=\"/2031/03/05/ferry-sails-again-after-nine-weeks\">Ferry sails \
             again after nine weeks of repairs</a></h2></article>\
             <article><h2><a href=\"/2031/03/04/harbour-of-lennar-gets-a-new-crane\">Harbour of \
             Lennar gets a new crane this summer</a></h2></article></main>\
             <footer><a href=\"/imprint\">Imprint</a></footer>",
        ),
        path => page(path),
    });
    world.subscribe(Section, "http://lennar.example/news");
    world.run(12);
    assert_eq!(
        world.ledger.accepted(),
        [
            "http://lennar.example/2031/03/04/harbour-of-lennar-gets-a-new-crane",
            "http://lennar.example/2031/03/05/ferry-sails-again-after-nine-weeks",
        ]
    );
    let asked = world.site.asked();
    assert!(asked.iter().filter(|asked| asked.path == "/news").count() > 2);
    assert!(
        asked
            .iter()
            .all(|asked| !["/", "/about", "/imprint"].contains(&&*asked.path))
    );
}

const SHELL: &str = "<!doctype html><html><head><title>Lennar</title>\
    <script src=\"/app.js\"></script></head><body><noscript>You need to enable JavaScript to run \
    this app.</noscript><div id=\"root\"></div></body></html>";

fn needs_scripts() -> World {
    World::with_feed(|asked| match asked.path.as_str() {
        "/robots.txt" => no_robots(),
        "/feed" => rss("lennar.example", &[("/app", -5)]),
        _ => Reply::new(200, "text/html; charset=utf-8", SHELL),
    })
}

#[test]
fn a_page_that_needs_scripts_is_said_to() {
    let world = needs_scripts();
    world.run(1);
    assert_eq!(
        world.told("needs scripts"),
        ["needs scripts http://lennar.example/app None"]
    );
    assert_eq!(
        world.told("accepted"),
        ["accepted http://lennar.example/app true Page"]
    );
}

#[test]
fn a_command_can_show_a_page_that_needs_scripts() {
    let world = needs_scripts();
    let render = |address: &Address| Ok(page(address.path()).body);
    world.run_with(
        1,
        Settings {
            render: Some(Arc::new(render)),
            ..Settings::default()
        },
    );
    assert_eq!(
        world.told("accepted"),
        ["accepted http://lennar.example/app true Rendered"]
    );
    let held = world.ledger.held();
    assert!(held.accepted[0].page.bytes.ends_with(b"</article>"));
}

#[test]
fn a_command_that_fails_is_said_to() {
    let world = needs_scripts();
    let render = |_: &Address| Err("the browser is not there".to_owned());
    world.run_with(
        1,
        Settings {
            render: Some(Arc::new(render)),
            ..Settings::default()
        },
    );
    let told = world.told("needs scripts");
    assert!(told[0].contains("the browser is not there"), "{told:?}");
}
