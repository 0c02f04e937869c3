//! Subscribing and gathering with the real binary, from sites that stand on loopback.
#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod common;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use common::{Run, Scratch, isnad, server::Server, within};

/// Paths, each with the type and the text that stand there.
type Pages = Arc<Mutex<BTreeMap<String, (&'static str, String)>>>;

const HTML: &str = "text/html; charset=utf-8";
const RSS: &str = "application/rss+xml";
/// The type of what only leads elsewhere: its text is the address.
const MOVED: &str = "moved";

/// Between two questions whether something has come true.
const POLL: Duration = Duration::from_millis(50);

/// A site whose pages a test may change.
struct Site {
    address: SocketAddr,
    pages: Pages,
}

impl Site {
    fn open() -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let pages = Pages::default();
        let shown = Arc::clone(&pages);
        // Ends with the process of the test.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shown = Arc::clone(&shown);
                thread::spawn(move || answer(stream, &shown));
            }
        });
        Site { address, pages }
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn put(&self, path: &str, kind: &'static str, text: String) {
        let mut pages = self.pages.lock().unwrap();
        pages.insert(path.to_owned(), (kind, text));
    }

    /// A front page that links to so many reports, and the reports.
    fn publish(&self, reports: usize, head: &str) {
        let mut links = String::new();
        for number in 1..=reports {
            let path = format!("/2031/05/03/report-{number}");
            write!(links, "<li><a href=\"{path}\">{}</a></li>", title(number)).unwrap();
            self.put(&path, HTML, report(number));
        }
        let front = format!(
            "<!doctype html><html lang=ar dir=rtl><head><title>بريد لينار</title>{head}</head><body>\
             <nav><a href=\"/about\">من نحن</a></nav><main><ul>{links}</ul></main></body></html>"
        );
        self.put("/", HTML, front);
    }
}

fn answer(mut stream: TcpStream, pages: &Pages) -> Option<()> {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    while reader.read_line(&mut head).ok()? > 2 {}
    let path = head.split(' ').nth(1)?;
    let found = pages.lock().unwrap().get(path).cloned();
    let (status, (kind, body)) = match found {
        Some((MOVED, to)) => (302, (HTML, to)),
        Some(page) => (200, page),
        None => (404, (HTML, "<p>nothing here</p>".to_owned())),
    };
    let location = if status == 302 { &body } else { "" };
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Location: {location}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(answer.as_bytes()).ok()
}

fn title(number: usize) -> String {
    format!("العبّارة رقم {number} تعود إلى ميناء لينار بعد إصلاح طويل")
}

fn report(number: usize) -> String {
    let title = title(number);
    format!(
        "<!doctype html><html lang=ar dir=rtl><head><title>{title}</title></head><body><article>\
         <h1>{title}</h1><p>أعلنت هيئة ميناء لينار أن العبّارة رقم {number} عادت إلى العمل صباح السبت بعد \
         إصلاح دام {number} أسابيع في حوض الميناء الشرقي.</p><p>وقالت الهيئة إن الرحلات إلى الجزر تبدأ في \
         الساعة الثامنة وتنتهي قبل منتصف الليل، وإن سعر التذكرة {number} دنانير.</p></article></body></html>"
    )
}

/// A data folder with settings beside it that ask for no pauses.
struct Desk {
    scratch: Scratch,
}

impl Desk {
    fn new() -> Desk {
        let scratch = Scratch::new();
        let data = scratch.path("data");
        let text = format!(
            "data = {data:?}\n[gather]\ncontact = \"desk@lennar.example\"\nhost_delay = 0.0\n\
             allow_private = true\n"
        );
        scratch.write("isnad.toml", text);
        Desk { scratch }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.scratch.path(name)
    }

    /// `isnad COMMAND` over the data folder, with the settings where it takes any.
    fn isnad(&self, command: &str, arguments: &[&str]) -> Run {
        let (settings, data) = (self.path("isnad.toml"), self.path("data"));
        let mut all = vec![command.to_owned()];
        if !["sources", "rebuild"].contains(&command) {
            all.extend(["--config".to_owned(), settings.display().to_string()]);
        }
        all.extend(["--data".to_owned(), data.display().to_string()]);
        all.extend(arguments.iter().map(|&one| one.to_owned()));
        isnad(all)
    }

    /// The sources, a JSON object each.
    fn sources(&self) -> Vec<serde_json::Value> {
        self.isnad("sources", &["--format", "jsonl"]).documents()
    }
}

/// Lines that begin with a word.
fn lines<'r>(run: &'r Run, word: &str) -> Vec<&'r str> {
    run.out
        .lines()
        .filter(|line| line.starts_with(word))
        .collect()
}

#[test]
fn a_site_without_a_feed_is_gathered_from_its_front_page() {
    let (site, desk) = (Site::open(), Desk::new());
    site.publish(6, "");
    let added = desk.isnad("add", &[&site.at("/")]);
    assert_eq!(added.code, Some(0), "{}", added.err);
    assert_eq!(lines(&added, "→").len(), 1, "{}", added.out);
    assert_eq!(lines(&added, "added").len(), 6, "{}", added.out);
    let sources = desk.sources();
    assert_eq!(sources.len(), 1);
    assert_eq!(sources[0]["kind"], "section");
    assert_eq!(sources[0]["title"], "بريد لينار");

    // What is new is found at the next look; what is known is not asked for again.
    site.publish(7, "");
    desk.isnad("sources", &["resume", &site.at("/")]);
    let run = desk.isnad("run", &["--once"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(run.err.matches("accepted").count(), 1, "{}", run.err);
    assert!(run.err.contains("report-7"), "{}", run.err);
}

#[test]
fn a_site_with_a_feed_is_gathered_from_its_feed() {
    let (site, desk) = (Site::open(), Desk::new());
    site.publish(
        3,
        "<link rel=alternate type=application/rss+xml href=/news.rss>",
    );
    let item = |number: usize| {
        let (title, link) = (
            title(number),
            site.at(&format!("/2031/05/03/report-{number}")),
        );
        format!(
            "<item><title>{title}</title><link>{link}</link>\
             <pubDate>Sat, 03 May 2031 08:0{number}:00 GMT</pubDate></item>"
        )
    };
    let items: String = (1..=3).map(item).collect();
    let feed = format!("<rss version=\"2.0\"><channel><title>لينار</title>{items}</channel></rss>");
    site.put("/news.rss", RSS, feed);
    let added = desk.isnad("add", &[&site.at("/")]);
    assert_eq!(
        (added.code, lines(&added, "added").len()),
        (Some(0), 3),
        "{}",
        added.err
    );
    assert_eq!(desk.sources()[0]["address"], site.at("/news.rss"));
    // The pages do not say when they were published; the feed does.
    let server = Server::over(&desk.path("data"));
    let stories = server.stories();
    let first = |story: &serde_json::Value| story["first"].to_string();
    assert!(
        stories
            .iter()
            .all(|story| first(story).contains("2031-05-03")),
        "{stories:?}"
    );
}

/// A page that has moved, and an item that has no page: the archive holds how both were come by, and read again
/// it gives the same articles.
#[test]
fn redirects_and_items_without_a_page_are_archived() {
    let (site, desk) = (Site::open(), Desk::new());
    site.put("/page", HTML, report(1));
    site.put("/old", MOVED, "/older".to_owned());
    site.put("/older", MOVED, "/page".to_owned());
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>لينار</title><item><title>{}</title><link>{}</link></item>\
         <item><title>{}</title><guid isPermaLink=\"false\">7</guid><description>{}</description></item>\
         </channel></rss>",
        title(1),
        site.at("/old"),
        title(7),
        "أعلنت هيئة ميناء لينار أن سوق السمك باع تسعة أطنان صباح السبت.",
    );
    site.put("/news.rss", RSS, feed);
    let added = desk.isnad("add", &["--source", &site.at("/news.rss")]);
    assert_eq!(
        (added.code, lines(&added, "added").len()),
        (Some(0), 2),
        "{}",
        added.err
    );
    let mut archived = Vec::new();
    for file in std::fs::read_dir(desk.path("data").join("archive")).unwrap() {
        let file = std::fs::File::open(file.unwrap().path()).unwrap();
        for record in isnad_warc::Reader::new(file).map(Result::unwrap) {
            let path = record
                .uri()
                .unwrap_or_default()
                .rsplit('/')
                .next()
                .unwrap_or_default();
            let status = record.payload().unwrap().status.unwrap_or_default();
            archived.push(format!("{} {path} {status}", record.kind()));
        }
    }
    let way = [
        "request old 0",
        "response old 302",
        "request older 0",
        "response older 302",
        "request page 0",
    ];
    let start = archived.iter().position(|record| record == way[0]).unwrap();
    assert_eq!(archived[start..start + way.len()], way);
    assert_eq!(archived[start + way.len() + 1], "response page 200");
    assert!(
        archived.contains(&"resource news.rss#7 0".to_owned()),
        "{archived:?}"
    );
    let rebuilt = desk.isnad("rebuild", &[]);
    assert!(rebuilt.err.contains("read 2 pages"), "{}", rebuilt.err);
}

#[test]
fn sources_are_paused_resumed_and_removed() {
    let (site, desk) = (Site::open(), Desk::new());
    site.publish(4, "");
    let front = site.at("/");
    desk.isnad("add", &[&front]);
    desk.isnad("sources", &["resume", &front]);
    desk.isnad("sources", &["pause", &front]);
    let due = |desk: &Desk| {
        desk.isnad("run", &["--once", "--dry-run"])
            .out
            .lines()
            .count()
    };
    assert_eq!(
        (due(&desk), &desk.sources()[0]["paused"]),
        (0, &true.into())
    );
    desk.isnad("sources", &["resume", &front]);
    assert_eq!(due(&desk), 1);
    let removed = desk.isnad("sources", &["remove", &front, "http://lennar.example/"]);
    assert_eq!(removed.code, Some(1), "one of the two is no source");
    assert!(
        removed
            .err
            .contains("http://lennar.example/: no such source"),
        "{}",
        removed.err
    );
    assert!(desk.sources().is_empty());
}

#[test]
fn a_list_goes_in_and_comes_out() {
    let desk = Desk::new();
    let list = desk.scratch.write(
        "list.opml",
        "<opml version=\"2.0\"><head><title>x</title></head><body><outline text=\"Coast\">\
         <outline text=\"بريد لينار\" type=\"rss\" xmlUrl=\"https://lennar.example/feed\" \
         htmlUrl=\"https://lennar.example/\"/></outline>\
         <outline text=\"Ledger\" type=\"rss\" xmlUrl=\"https://ledger.example/rss\"/></body></opml>",
    );
    let list = list.display().to_string();
    let added = desk.isnad("add", &[&list]);
    assert!(
        added.out.contains("2 sources, 2 of them new"),
        "{}{}",
        added.out,
        added.err
    );
    let again = desk.isnad("add", &[&list]);
    assert!(
        again.out.contains("2 sources, 0 of them new"),
        "{}",
        again.out
    );
    let opml = desk.isnad("sources", &["--format", "opml"]).out;
    let other = Desk::new();
    let copy = other
        .scratch
        .write("copy.opml", &opml)
        .display()
        .to_string();
    other.isnad("add", &[&copy]);
    let told = |desk: &Desk| -> Vec<[String; 3]> {
        let sources = desk.sources();
        let fields = ["address", "title", "folder"];
        let row = |one: &serde_json::Value| fields.map(|field| one[field].to_string());
        sources.iter().map(row).collect()
    };
    assert_eq!(told(&desk), told(&other));
    let broken = desk
        .scratch
        .write("broken.opml", "no list")
        .display()
        .to_string();
    let refused = desk.isnad("add", &[&broken]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("broken.opml"), "{}", refused.err);
}

#[test]
fn the_list_that_is_built_in_is_sound() {
    let desk = Desk::new();
    let added = desk.isnad("add", &["starter"]);
    assert_eq!(added.code, Some(0), "{}", added.err);
    let sources = desk.sources();
    assert!(sources.len() >= 25, "{}", sources.len());
    assert!(
        sources
            .iter()
            .all(|one| one["title"].is_string() && one["folder"].is_string())
    );
}

#[test]
fn what_runs_tells_its_numbers_and_stops_when_asked() {
    let (site, desk) = (Site::open(), Desk::new());
    site.publish(4, "");
    desk.isnad("add", &[&site.at("/")]);
    site.publish(7, "");
    desk.isnad("sources", &["resume", &site.at("/")]);
    let server = Server::run(&desk.path("isnad.toml"));
    let address = server.address.clone();
    within("three pages", move || {
        loop {
            let answer = common::http::request(&address, "GET", "/metrics", None);
            assert_eq!(answer.status, 200);
            if answer.body.contains("\nisnad_pages_accepted_total 3\n") {
                assert!(
                    answer.body.contains("isnad_sources{state=\"ok\"} 1\n"),
                    "{}",
                    answer.body
                );
                break;
            }
            thread::sleep(POLL);
        }
    });
    assert_eq!(server.get("/healthz").body, "ok\n");
    // No hub is expected where no public address is set.
    assert_eq!(server.get("/websub/0").status, 404);
    assert_eq!(server.interrupt(), Some(0));
}

#[test]
fn settings_are_checked() {
    let desk = Desk::new();
    let file = |name: &str, text: &str| desk.scratch.write(name, text).display().to_string();
    let good = file("good.toml", &isnad(["config"]).out);
    let bad = file("bad.toml", "[gather]\nthreds = 3\n");
    let checked = isnad(["config", "--check", &good]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    for arguments in [
        vec!["config", "--check", &bad],
        vec!["run", "--config", &bad],
    ] {
        let refused = isnad(arguments);
        assert_eq!(refused.code, Some(1));
        assert!(
            refused.err.contains("bad.toml") && refused.err.contains("threds"),
            "{}",
            refused.err
        );
    }
}
