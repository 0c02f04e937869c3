//! Sources that publish at rates of their own and fail by seed, and a log of what they served.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Timestamp};

use super::super::{
    no_robots,
    site::{Asked, Reply, Way},
};

/// The web of the soak: sources that publish at rates of their own, and fail now and then.
#[derive(Clone)]
pub(in crate::collect::tests) struct Web {
    seed: u64,
    start: Timestamp,
    /// How many of a hundred answers are faults.
    faults: u64,
    /// Whether some faults keep a connection waiting, which takes real time.
    silences: bool,
    pub(in crate::collect::tests) log: Arc<Mutex<Log>>,
}

/// What the servers did.
#[derive(Default)]
pub(in crate::collect::tests) struct Log {
    /// How often each page or feed was asked for.
    tries: HashMap<u64, u32>,
    /// Pages that were served whole: how often, and when first.
    pub(in crate::collect::tests) served: HashMap<u64, (u32, Timestamp)>,
    /// When each page was first named by a feed that was served whole.
    pub(in crate::collect::tests) named: HashMap<u64, Timestamp>,
    /// When each host was last asked, and the shortest pause.
    last: HashMap<u64, Timestamp>,
    pub(in crate::collect::tests) shortest: Option<SignedDuration>,
    pub(in crate::collect::tests) requests: u64,
    pub(in crate::collect::tests) failed: u64,
    pub(in crate::collect::tests) looks: u64,
    pub(in crate::collect::tests) unchanged: u64,
}

pub(in crate::collect::tests) fn digest(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

impl Web {
    pub(in crate::collect::tests) fn new(seed: u64, start: Timestamp, silences: bool) -> Web {
        Web {
            seed,
            start,
            faults: 5,
            silences,
            log: Arc::default(),
        }
    }

    pub(in crate::collect::tests) fn answer(&self, asked: &Asked, now: Timestamp) -> Reply {
        let page = digest(asked.what());
        let nth = {
            let mut log = self.log.lock().unwrap();
            log.count(asked, now);
            let tries = log.tries.entry(page).or_default();
            *tries += 1;
            *tries
        };
        let luck = digest((self.seed, page, nth));
        if luck % 100 < self.faults {
            self.log.lock().unwrap().failed += 1;
            return self.fault(luck / 100, asked);
        }
        match asked.path.as_str() {
            "/robots.txt" => no_robots(),
            "/feed" => self.feed(asked, now),
            path => {
                let mut log = self.log.lock().unwrap();
                log.served.entry(page).or_insert((0, now)).0 += 1;
                drop(log);
                super::super::page(path)
            }
        }
    }

    fn fault(&self, luck: u64, asked: &Asked) -> Reply {
        let whole = super::super::page(&asked.path);
        match luck % 7 {
            0 => Reply::status(500),
            1 => Reply::status(503).with("Retry-After", "5"),
            2 => Reply::status(429).with("Retry-After", "3"),
            3 => Reply::status(502),
            4 => whole.by(Way::Cut),
            5 => whole.by(Way::TooLong),
            _ if self.silences => whole.by(Way::Never),
            _ => Reply::status(504),
        }
    }

    /// The newest ten of a source that publishes every one to four minutes.
    fn feed(&self, asked: &Asked, now: Timestamp) -> Reply {
        let gap = 60 + (digest(&asked.host) % 180) as i64;
        let past = now.as_second() - self.start.as_second() + 3600;
        let newest = past / gap;
        let tag = format!("\"{newest}\"");
        let paths: Vec<(String, i64)> = (0..10)
            .map(|nth| newest - nth)
            .map(|number| (format!("/{number}"), number * gap - 3600))
            .collect();
        let mut log = self.log.lock().unwrap();
        log.looks += 1;
        if asked.header("if-none-match") == Some(&tag) {
            log.unchanged += 1;
            return Reply::status(304);
        }
        for (path, _) in &paths {
            let page = digest(format!("{}{path}", asked.host));
            log.named.entry(page).or_insert(now);
        }
        let base = self.start - SignedDuration::from_secs(0);
        let items = paths
            .iter()
            .map(|(path, at)| (path, base + SignedDuration::from_secs(*at)));
        Reply::new(200, "application/rss+xml", rss_at(&asked.host, items)).with("ETag", &tag)
    }
}

/// A feed with items published at these instants.
pub(in crate::collect::tests) fn rss_at<'i>(
    host: &str,
    items: impl Iterator<Item = (&'i String, Timestamp)>,
) -> String {
    let items = items.map(|(path, at)| {
        let date = at.strftime("%a, %d %b %Y %H:%M:%S +0000");
        format!(
            "<item><title>About {path}</title><link>http://{host}{path}</link>\
             <pubDate>{date}</pubDate></item>"
        )
    });
    let items: String = items.collect();
    format!(
        "<rss version=\"2.0\"><channel><title>{host}</title><link>http://{host}/</link>\
         {items}</channel></rss>"
    )
}

impl Log {
    fn count(&mut self, asked: &Asked, now: Timestamp) {
        self.requests += 1;
        if let Some(before) = self.last.insert(digest(&asked.host), now) {
            let pause = now.duration_since(before);
            self.shortest = Some(self.shortest.map_or(pause, |shortest| shortest.min(pause)));
        }
    }

    /// Checks what must hold. `until`: what was named and served before then must have been taken up.
    pub(in crate::collect::tests) fn check(
        &self,
        accepted: &HashMap<u64, u32>,
        waiting: &HashSet<u64>,
        until: Timestamp,
    ) {
        let twice = self.served.values().filter(|(times, _)| *times > 1).count();
        assert_eq!(twice, 0, "pages served whole and asked for again");
        let taken_twice = accepted.values().filter(|&&times| times > 1).count();
        assert_eq!(taken_twice, 0, "pages accepted twice");
        let lost = self.named.iter().filter(|(page, at)| {
            **at < until && !accepted.contains_key(page) && !waiting.contains(page)
        });
        assert_eq!(
            lost.count(),
            0,
            "pages named and neither accepted nor waiting"
        );
        let missed = self
            .served
            .iter()
            .filter(|(page, (_, at))| *at < until && !accepted.contains_key(page));
        assert_eq!(missed.count(), 0, "pages served whole and not accepted");
        let unserved = accepted
            .keys()
            .filter(|page| !self.served.contains_key(page));
        assert_eq!(
            unserved.count(),
            0,
            "pages accepted that were never served whole"
        );
    }
}
