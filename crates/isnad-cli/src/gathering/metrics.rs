//! Numbers about gathering, as Prometheus reads them.

use std::{
    fmt::Write,
    fs,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

use isnad::model::Subscription;
use isnad_gather::collect::Event;
use isnad_store::Subscriptions;
use jiff::Timestamp;

use crate::error::Error;

/// What is counted, as label values of `isnad_fetches_total`: of which kind the request was and what came
/// of it.
const OUTCOMES: [(&str, &str); 9] = [
    ("source", "fetched"),
    ("source", "not_modified"),
    ("source", "failed"),
    ("source", "ended"),
    ("page", "fetched"),
    ("page", "failed"),
    ("page", "given_up"),
    ("any", "refused_by_robots"),
    ("robots", "failed"),
];

/// Counts since the process began. Shared between who gathers and who serves.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    outcomes: [AtomicU64; OUTCOMES.len()],
    requests: AtomicU64,
    bytes: AtomicU64,
    milliseconds: AtomicU64,
    accepted: AtomicU64,
    articles: AtomicU64,
}

impl Metrics {
    /// Counts what happened.
    pub(crate) fn count(&self, event: &Event<'_>) {
        let add = |counter: &AtomicU64, number: u64| {
            counter.fetch_add(number, Ordering::Relaxed);
        };
        match event {
            Event::Fetched { bytes, took, .. } => {
                add(&self.requests, 1);
                add(&self.bytes, *bytes as u64);
                add(&self.milliseconds, took.as_millis() as u64);
            }
            Event::Accepted {
                new: true,
                articles,
                ..
            } => {
                add(&self.accepted, 1);
                add(&self.articles, *articles as u64);
            }
            _ => {}
        }
        if let Some(at) = outcome(event).and_then(|key| OUTCOMES.iter().position(|one| *one == key))
        {
            add(&self.outcomes[at], 1);
        }
    }

    /// All of it as text, with what the data folder says at this moment.
    pub(crate) fn text(&self, folder: &Path) -> Result<String, Error> {
        let subscriptions = Subscriptions::open(folder)?;
        let all = subscriptions.all()?;
        let waiting = subscriptions.counts(Timestamp::now())?;
        let waiting: usize = waiting.iter().map(|counts| counts.waiting).sum();
        let mut text = Text::default();
        let states = STATES.map(|state| {
            let held = all.iter().filter(|one| self::state(one) == state).count();
            (format!("{{state=\"{state}\"}}"), held as f64)
        });
        text.family(
            "isnad_sources",
            "gauge",
            "Sources by how they fare.",
            &states,
        );
        let outcomes = OUTCOMES.iter().zip(&self.outcomes);
        let outcomes: Vec<_> = outcomes
            .map(|((what, outcome), count)| {
                let labels = format!("{{what=\"{what}\",outcome=\"{outcome}\"}}");
                (labels, count.load(Ordering::Relaxed) as f64)
            })
            .collect();
        text.family(
            "isnad_fetches_total",
            "counter",
            "What came of requests.",
            &outcomes,
        );
        let singles: [(&str, &str, &str, f64); 7] = [
            (
                "isnad_pages_waiting",
                "gauge",
                "Pages found and not fetched yet.",
                waiting as f64,
            ),
            (
                "isnad_requests_total",
                "counter",
                "Requests made.",
                value(&self.requests),
            ),
            (
                "isnad_fetched_bytes_total",
                "counter",
                "Bytes after decompression.",
                value(&self.bytes),
            ),
            (
                "isnad_request_seconds_total",
                "counter",
                "Time that requests took.",
                value(&self.milliseconds) / 1000.0,
            ),
            (
                "isnad_pages_accepted_total",
                "counter",
                "New pages archived.",
                value(&self.accepted),
            ),
            (
                "isnad_articles_total",
                "counter",
                "Articles in them.",
                value(&self.articles),
            ),
            (
                "isnad_archive_bytes",
                "gauge",
                "Size of the archive.",
                archive_bytes(folder) as f64,
            ),
        ];
        for (name, kind, help, value) in singles {
            text.family(name, kind, help, &[(String::new(), value)]);
        }
        Ok(text.0)
    }
}

fn value(counter: &AtomicU64) -> f64 {
    counter.load(Ordering::Relaxed) as f64
}

/// The labels of an event that says what came of a request.
fn outcome(event: &Event<'_>) -> Option<(&'static str, &'static str)> {
    Some(match event {
        Event::Looked { .. } => ("source", "fetched"),
        Event::NotModified { .. } => ("source", "not_modified"),
        Event::LookFailed { .. } => ("source", "failed"),
        Event::Ended { .. } => ("source", "ended"),
        Event::Accepted { .. } => ("page", "fetched"),
        Event::PageFailed { .. } => ("page", "failed"),
        Event::GivenUp { .. } => ("page", "given_up"),
        Event::Refused { .. } => ("any", "refused_by_robots"),
        Event::Robots { error: Some(_), .. } => ("robots", "failed"),
        _ => return None,
    })
}

const STATES: [&str; 4] = ["ok", "failing", "paused", "ended"];

fn state(one: &Subscription) -> &'static str {
    match one {
        Subscription { ended: Some(_), .. } => "ended",
        Subscription { paused: true, .. } => "paused",
        Subscription { failures: 0, .. } => "ok",
        _ => "failing",
    }
}

/// Bytes of the archive's files; those that cannot be looked at count nothing.
fn archive_bytes(folder: &Path) -> u64 {
    let files = fs::read_dir(folder.join("archive"))
        .into_iter()
        .flatten()
        .flatten();
    let sizes = files.filter_map(|file| Some(file.metadata().ok()?.len()));
    sizes.sum()
}

/// The text format of Prometheus.
#[derive(Default)]
struct Text(String);

impl Text {
    fn family(&mut self, name: &str, kind: &str, help: &str, samples: &[(String, f64)]) {
        // Writing into a string never fails.
        let _ = write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
        for (labels, value) in samples {
            let _ = writeln!(self.0, "{name}{labels} {value}");
        }
    }
}
