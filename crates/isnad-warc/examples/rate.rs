//! How fast an archive is read: `cargo run --release -p isnad-warc --example rate -- FILE.warc.gz`.
//!
//! Opens each record and undoes the compression of each body, and does nothing with either. Prints a
//! line of `name=value` pairs for each file; the rate is by the clock.

use std::{env, fs::File, process::ExitCode, time::Instant};

use isnad_warc::{Error, Reader};

/// What one file holds.
#[derive(Default)]
struct Counts {
    records: u64,
    damaged: u64,
    bytes: u64,
}

fn read(path: &str) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    for item in Reader::new(File::open(path)?) {
        match item {
            Ok(record) => {
                let payload = record.payload();
                counts.records += 1;
                counts.bytes += payload.map_or(0, |payload| payload.body.len() as u64);
            }
            Err(Error::Io(error)) => return Err(error.into()),
            Err(_) => counts.damaged += 1,
        }
    }
    Ok(counts)
}

fn main() -> ExitCode {
    for path in env::args().skip(1) {
        let started = Instant::now();
        match read(&path) {
            Ok(counts) => println!(
                "isnad-warc records={} damaged={} body_mb={:.1} records_per_s={:.0}",
                counts.records,
                counts.damaged,
                counts.bytes as f64 / 1e6,
                counts.records as f64 / started.elapsed().as_secs_f64()
            ),
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
