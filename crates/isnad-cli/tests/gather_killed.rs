//! `isnad run` killed at random moments: every page it acknowledged is there afterwards, none twice,
//! and what it had not come to is gathered by the next run.
//!
//! Ten moments in an ordinary run; `ISNAD_KILLS=200 cargo test -p isnad-cli --test gather_killed` for
//! more.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod common;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use common::{ISNAD, Scratch, kill, within};
use isnad::model::{ArticleId, Subscription};
use isnad_store::{NoticeKind, Store, Subscriptions};
use isnad_warc::Reader;

/// Pages that become new with each kill: more than are gathered between two.
const PAGES: usize = 12;

/// Numbers that look like chance, the same in each run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// An outlet on loopback, whose feed names so many pages.
struct Outlet {
    address: SocketAddr,
    pages: Arc<AtomicUsize>,
}

impl Outlet {
    fn open() -> Outlet {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let pages = Arc::new(AtomicUsize::new(0));
        let named = Arc::clone(&pages);
        // Ends with the process of the test.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let named = named.load(Ordering::Relaxed);
                thread::spawn(move || answer(stream, address, named));
            }
        });
        Outlet { address, pages }
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }
}

fn answer(mut stream: TcpStream, address: SocketAddr, named: usize) -> Option<()> {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    while reader.read_line(&mut head).ok()? > 2 {}
    let path = head.split(' ').nth(1)?.trim_start_matches('/');
    let (status, kind, body) = match path {
        "robots.txt" => (404, "text/plain", String::new()),
        "feed" => (200, "application/rss+xml", feed(address, named)),
        number => (200, "text/html; charset=utf-8", page(number)),
    };
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    );
    stream.write_all(answer.as_bytes()).ok()
}

fn feed(address: SocketAddr, named: usize) -> String {
    let item = |number| {
        format!("<item><title>Report {number}</title><link>http://{address}/{number}</link></item>")
    };
    let items: String = (0..named).map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>Lennar</title>{items}</channel></rss>")
}

fn page(number: &str) -> String {
    format!(
        "<!doctype html><html lang=en><title>Report {number}</title><article><h1>River report number \
         {number}</h1><p>Gauge {number} at the weir of Lennar rose by {number} centimetres on Saturday, \
         the keeper told the river office.</p><p>Families of quarter {number} were asked to move to hall \
         {number} before noon, and the ferry of line {number} does not sail.</p></article></html>"
    )
}

/// Runs `isnad run --once`; kills it after so many pages and a while longer, or lets it end. Gives the
/// addresses of the pages that it acknowledged, and whether it was killed before it had ended.
fn gather(settings: &Path, kill_after: Option<(usize, Duration)>) -> (Vec<String>, bool) {
    let mut command = Command::new(ISNAD);
    command
        .args(["run", "--once", "--config"])
        .arg(settings)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    within("isnad run", move || {
        let mut said = Vec::new();
        let mut to_kill = kill_after;
        for line in lines.map(Result::unwrap) {
            said.extend(acknowledged(&line));
            if let Some((_, longer)) = to_kill.take_if(|(after, _)| said.len() >= *after) {
                // Not to wait for anything: to kill it somewhere in the middle.
                thread::sleep(longer);
                kill(&mut child);
            }
        }
        let code = child.wait().unwrap().code();
        if kill_after.is_none() {
            assert_eq!(code, Some(0));
        }
        (said, code.is_none())
    })
}

/// The page of a line of the log that says that one was accepted.
fn acknowledged(line: &str) -> Option<String> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    let is_accepted = line["message"] == "accepted";
    is_accepted.then(|| line["page"].as_str().unwrap().to_owned())
}

/// How many `response` records of each address stand in the archive, which must read whole.
fn responses(data: &Path) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for file in fs::read_dir(data.join("archive")).unwrap() {
        let file = File::open(file.unwrap().path()).unwrap();
        for record in Reader::new(file).map(Result::unwrap) {
            if record.kind() == "response" {
                *count.entry(record.uri().unwrap().to_owned()).or_default() += 1;
            }
        }
    }
    count
}

/// Opens the folder after a kill: at most a torn end of the archive is told of, and everything that
/// was ever acknowledged is there, once.
fn check(data: &Path, acknowledged: &[String]) {
    let store = Store::open(data).unwrap();
    for notice in store.notices() {
        let torn = matches!(notice.kind, NoticeKind::TornTail { .. });
        assert!(torn, "{notice:?}");
    }
    drop(store);
    let responses = responses(data);
    for page in acknowledged {
        assert_eq!(responses.get(page), Some(&1), "{page}");
    }
    // The feed changes from run to run, and its answers with it.
    let is_page = |uri: &str| uri.ends_with(|last: char| last.is_ascii_digit());
    let twice = responses
        .iter()
        .find(|(uri, times)| **times > 1 && is_page(uri));
    assert_eq!(twice, None);
}

#[test]
fn what_was_acknowledged_is_there_and_nothing_twice() {
    let kills = std::env::var("ISNAD_KILLS").map_or(10, |kills| kills.parse().unwrap());
    let scratch = Scratch::new();
    let data = scratch.path("data");
    let settings = scratch.write(
        "isnad.toml",
        format!(
            "data = {:?}\n[gather]\ncontact = \"https://desk.example/\"\nhost_delay = 0.0\n\
             allow_private = true\n[log]\nformat = \"json\"\n",
            data.display().to_string()
        ),
    );
    let outlet = Outlet::open();
    let feed = outlet.at("feed");
    let mut subscriptions = Subscriptions::open(&data).unwrap();
    let subscription = Subscription {
        address: feed.clone(),
        ..Subscription::default()
    };
    subscriptions.add(&[subscription]).unwrap();
    let mut chance = Chance(0x77b1_0d3a_9e0c_55f3);
    let (mut said, mut killed) = (Vec::new(), 0);
    for round in 0..=kills {
        // The feed names what is new, and is due.
        outlet.pages.store((round + 1) * PAGES, Ordering::Relaxed);
        subscriptions
            .change(&feed, |held| held.next = None)
            .unwrap();
        let after = usize::try_from(chance.below(PAGES as u64)).unwrap();
        let longer = Duration::from_micros(chance.below(30_000));
        let kill_after = (round < kills).then_some((after, longer));
        let (acknowledged, is_killed) = gather(&settings, kill_after);
        said.extend(acknowledged);
        killed += usize::from(is_killed);
        check(&data, &said);
    }
    let named = (kills + 1) * PAGES;
    let waiting = subscriptions
        .tasks_due(jiff::Timestamp::MAX, usize::MAX)
        .unwrap();
    assert_eq!(waiting, [], "the last run was not killed");
    let (store, responses) = (Store::open(&data).unwrap(), responses(&data));
    for number in 0..named {
        let address = outlet.at(&number.to_string());
        assert_eq!(responses.get(&address), Some(&1), "{address}");
        let revisions = store
            .revisions(ArticleId::of(address.as_bytes(), 0))
            .unwrap();
        assert_eq!(revisions.len(), 1, "{address}");
    }
    println!("{killed} of {kills} runs killed in the middle, {named} pages");
    assert!(
        killed > kills / 2,
        "{killed} of {kills} were killed in the middle"
    );
}
