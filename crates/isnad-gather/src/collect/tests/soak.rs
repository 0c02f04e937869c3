//! Many sources for long, while servers fail by seed: nothing is lost, nothing is fetched twice, and
//! memory does not grow.
//!
//! ```text
//! cargo test --release -p isnad-gather soak -- --ignored --nocapture
//! ```
//!
//! takes ten minutes with a thousand sources; `ISNAD_SOAK="SOURCES SECONDS SEED"` changes that.

mod tally;
mod web;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Instant,
};

use jiff::{SignedDuration, Timestamp};

use super::{
    super::{Clock, SystemClock},
    *,
};
use tally::Tally;
use web::Web;

/// Three hours of thirty sources, in invented time.
#[test]
fn nothing_is_lost_and_nothing_fetched_twice_while_servers_fail() {
    for seed in 1..=3 {
        let time = Arc::new(Time::new());
        let web = Web::new(seed, time.now(), false);
        let (answering, clock) = (web.clone(), Arc::clone(&time));
        let world = World::at(Arc::clone(&time), move |asked| {
            answering.answer(asked, clock.now())
        });
        let mut tally = Tally::new(30);
        time.give(3);
        let Ok(()) = world
            .collector(Settings::default())
            .run(&mut tally, &time.stop);
        let log = web.log.lock().unwrap();
        log.check(&tally.accepted, &tally.waiting(), Timestamp::MAX);
        assert!(log.failed > 100 && tally.accepted.len() > 1500);
        let left = log.named.len() - tally.accepted.len();
        assert!(left < 60, "{left} pages wait");
    }
}

/// The memory of this process that is in use, in MiB.
fn resident() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split(' ').nth(1).and_then(|it| it.parse().ok());
    pages.unwrap_or(0.0) * 4096.0 / f64::from(1 << 20)
}

/// Takes a sample of memory every second until `seconds` are over, then stops the run.
fn watch(seconds: u64, stop: &AtomicBool) -> Vec<f64> {
    let start = Instant::now();
    let mut samples = Vec::new();
    while start.elapsed().as_secs() < seconds {
        thread::sleep(Duration::from_secs(1));
        samples.push(resident());
    }
    stop.store(true, Ordering::Relaxed);
    samples
}

fn mean(samples: &[f64]) -> f64 {
    samples.iter().sum::<f64>() / samples.len().max(1) as f64
}

#[test]
#[ignore = "takes ten minutes of real time"]
fn soak() {
    let arguments = std::env::var("ISNAD_SOAK").unwrap_or_default();
    let numbers: Vec<u64> = arguments
        .split(' ')
        .filter_map(|it| it.parse().ok())
        .collect();
    let number = |nth: usize, usual| numbers.get(nth).copied().unwrap_or(usual);
    let (sources, seconds, seed) = (number(0, 1000), number(1, 600), number(2, 1));
    let web = Web::new(seed, Timestamp::now(), true);
    let answering = web.clone();
    let site = Site::start_quiet(move |asked| answering.answer(asked, Timestamp::now()));
    let options = Options {
        limits: Limits {
            total: Duration::from_secs(5),
            ..Limits::default()
        },
        ..Options::default()
    };
    let mut collector = Collector::new(Client::to(site.address, &options), Settings::default());
    let mut tally = Tally::new(usize::try_from(sources).unwrap());
    let (stop, before) = (AtomicBool::new(false), resident());
    let samples = thread::scope(|scope| {
        let watching = scope.spawn(|| watch(seconds, &stop));
        let Ok(()) = collector.run(&mut tally, &stop);
        watching.join().unwrap()
    });
    let end = SystemClock.now();
    let log = web.log.lock().unwrap();
    let third = samples.len() / 3;
    let (middle, last) = (
        mean(&samples[third..2 * third]),
        mean(&samples[2 * third..]),
    );
    let most = samples.iter().copied().fold(0.0, f64::max);
    println!(
        "soak sources={sources} seconds={seconds} seed={seed} requests={} looks={} unchanged={} \
         faults={} named={} accepted={} waiting={} shortest_pause_s={:.3} start_mb={before:.1} \
         middle_mb={middle:.1} last_mb={last:.1} most_mb={most:.1}",
        log.requests,
        log.looks,
        log.unchanged,
        log.failed,
        log.named.len(),
        tally.accepted.len(),
        tally.tasks.len(),
        log.shortest.unwrap_or_default().as_secs_f64(),
    );
    log.check(
        &tally.accepted,
        &tally.waiting(),
        end - SignedDuration::from_secs(10),
    );
    assert!(
        log.shortest
            .is_none_or(|it| it >= SignedDuration::from_secs(1))
    );
    assert!(
        last < middle * 1.1 + 5.0,
        "memory grows: {middle:.1} to {last:.1} MiB"
    );
}
