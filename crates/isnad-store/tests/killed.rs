//! Whoever gathers may be killed at any moment: what was acknowledged is there, and nothing twice.
//!
//! The test kills itself: it runs its own program again as the one that gathers. 40 moments in an
//! ordinary run; `ISNAD_KILLS=200 cargo test -p isnad-store --test killed` for more.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use isnad::model::{FeedItem, Fetch, Page, Subscription, Task};
use isnad_store::{NoticeKind, PageNumber, Store, Subscriptions};
use isnad_warc::{Reader, Record};
use jiff::Timestamp;

/// Tells the program that it is the one to gather, and where.
const FOLDER: &str = "ISNAD_KILLED_FOLDER";
const KILLS: &str = "ISNAD_KILLS";

const FEED: &str = "https://lennar.example/feed";

/// More than can be fetched between two kills.
const TASKS: usize = 60;

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

fn found() -> Timestamp {
    "2031-05-03T10:00:00Z".parse().unwrap()
}

fn feed() -> Subscription {
    Subscription {
        address: FEED.to_owned(),
        ..Subscription::default()
    }
}

fn tasks(numbers: std::ops::Range<usize>) -> Vec<Task> {
    let task = |number| Task {
        address: format!("https://lennar.example/{number}"),
        subscription: FEED.to_owned(),
        found: found(),
        item: (number % 2 == 0).then(|| FeedItem {
            title: Some(format!("مرفأ {number}")),
            ..FeedItem::default()
        }),
        ..Task::default()
    };
    numbers.map(task).collect()
}

/// What stands at an address: some tens of thousands of bytes that hardly compress.
fn answer(task: &Task) -> Fetch {
    let bytes = task.address.bytes();
    let seed = bytes.fold(7, |seed: u64, byte| {
        seed.wrapping_mul(31).wrapping_add(byte.into())
    });
    let mut chance = Chance(seed | 1);
    let words: String = (0..2000)
        .map(|_| format!("<p>{}</p>", chance.below(u64::MAX)))
        .collect();
    Fetch {
        page: Page {
            url: Some(task.address.clone()),
            fetched: Some(Timestamp::now()),
            item: task.item.clone().map(Box::new),
            ..Page::from_html(&words)
        },
        status: 200,
        request: b"GET / HTTP/1.1\r\n".to_vec(),
        headers: vec![("Content-Type".to_owned(), "text/html".to_owned())],
        ..Fetch::default()
    }
}

/// The one that gathers: fetches, archives, acknowledges, until nothing is left or it is killed.
#[test]
#[ignore = "is run by the other test"]
fn gather() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let mut store = Store::open(&folder).unwrap();
    let mut subscriptions = Subscriptions::open(&folder).unwrap();
    // What the store found is told by whoever looks; here it is put on the same line.
    println!("\nopened {:?}", store.notices());
    while let Some(task) = subscriptions.tasks_due(found(), 1).unwrap().pop() {
        store.accept_fetch(&answer(&task)).unwrap();
        println!("accepted {}", task.address);
        std::io::stdout().flush().unwrap();
        subscriptions.done(&task.address).unwrap();
    }
    println!("ended");
}

fn start(folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let command = command
        .args(["gather", "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped());
    command.spawn().unwrap()
}

/// Kills the one that gathers after so many pages and a while longer; gives what it acknowledged.
fn gather_and_kill(folder: &Path, after: u64, longer: Duration) -> Vec<String> {
    let mut child = start(folder);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = Vec::new();
    let mut is_killed = false;
    for line in lines.map(Result::unwrap) {
        assert_ne!(line, "ended", "there was too little to gather");
        said.extend(line.strip_prefix("accepted ").map(str::to_owned));
        let has_begun = !said.is_empty() || line.starts_with("opened");
        if !is_killed && has_begun && said.len() as u64 >= after {
            // Not to wait for anything: to be killed somewhere in the middle.
            std::thread::sleep(longer);
            child.kill().unwrap();
            is_killed = true;
        }
    }
    child.wait().unwrap();
    assert!(is_killed, "the one that gathers failed");
    said
}

/// What is known of the folder from before.
#[derive(Default)]
struct Known {
    last: PageNumber,
    pages: BTreeMap<String, PageNumber>,
    torn: usize,
}

impl Known {
    /// Opens the folder after a kill, and looks at what is new.
    fn check(&mut self, folder: &Path, acknowledged: &[String]) {
        let store = Store::open(folder).unwrap();
        let notices = store.notices();
        let is_torn =
            |notice: &isnad_store::Notice| matches!(notice.kind, NoticeKind::TornTail { .. });
        assert!(
            notices.len() <= 1 && notices.iter().all(is_torn),
            "{notices:?}"
        );
        self.torn += notices.len();
        let again = Store::open(folder).unwrap();
        assert!(again.notices().is_empty(), "said once");
        for number in store.pending().unwrap() {
            if number > self.last {
                let url = store.page(number).unwrap().url.unwrap();
                let before = self.pages.insert(url.clone(), number);
                assert_eq!(before, None, "{url} stands twice");
                self.last = number;
            }
        }
        for address in acknowledged {
            assert!(self.pages.contains_key(address), "{address} is lost");
        }
        let subscriptions = Subscriptions::open(folder).unwrap();
        let waiting = subscriptions.tasks_due(found(), usize::MAX).unwrap();
        let waiting: BTreeSet<&str> = waiting.iter().map(|task| &*task.address).collect();
        let unread = self
            .pages
            .keys()
            .filter(|url| waiting.contains(url.as_str()));
        assert!(unread.count() <= 1, "one at most is fetched again");
    }
}

/// Every record of the archive.
fn records(folder: &Path) -> Vec<Record> {
    let files = fs::read_dir(folder.join("archive")).unwrap();
    let files = files.map(|file| File::open(file.unwrap().path()).unwrap());
    let records = files.flat_map(|file| Reader::new(file).map(Result::unwrap));
    records.collect()
}

#[test]
fn what_was_acknowledged_is_there_and_nothing_twice() {
    let kills: usize = std::env::var(KILLS).map_or(40, |kills| kills.parse().unwrap());
    let name = format!("isnad-killed-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let _ = fs::remove_dir_all(&folder);
    let mut subscriptions = Subscriptions::open(&folder).unwrap();
    subscriptions.add(&[feed()]).unwrap();
    let mut chance = Chance(0x1d3a_9e77_0c55_b6f1);
    let mut known = Known::default();
    let mut given = 0;
    for _ in 0..kills {
        let left = subscriptions.tasks_due(found(), usize::MAX).unwrap().len();
        let new = TASKS.saturating_sub(left);
        subscriptions
            .found(&feed(), &tasks(given..given + new))
            .unwrap();
        given += new;
        let (after, longer) = (chance.below(6), Duration::from_micros(chance.below(12_000)));
        let said = gather_and_kill(&folder, after, longer);
        known.check(&folder, &said);
    }
    println!(
        "{kills} kills: {} pages, {} torn tails",
        known.pages.len(),
        known.torn
    );
    let store = Store::rebuild(&folder).unwrap();
    assert!(store.notices().is_empty(), "{:?}", store.notices());
    assert_eq!(store.pending().unwrap().len(), known.pages.len());
    for number in store.pending().unwrap() {
        let page = store.page(number).unwrap();
        let url = page.url.as_deref().unwrap();
        assert_eq!(known.pages.get(url), Some(&number));
        let number: usize = url.rsplit('/').next().unwrap().parse().unwrap();
        let expected = answer(&tasks(number..number + 1)[0]).page;
        assert!(page.bytes == expected.bytes, "{url} holds something else");
        assert_eq!(page.item, expected.item);
    }
    let records = records(&folder);
    let of = |kind: &str| {
        records
            .iter()
            .filter(|record| record.kind() == kind)
            .count()
    };
    assert_eq!(of("response"), known.pages.len());
    assert_eq!(of("request"), of("response") + of("revisit"));
    fs::remove_dir_all(&folder).unwrap();
}
