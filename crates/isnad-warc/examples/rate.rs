//! How fast an archive is read: `cargo run --release -p isnad-warc --example rate -- FILE.warc.gz`.
//!
//! Opens each record and undoes the compression of each body, and does nothing with either. Prints one
//! line of `name=value` pairs; rates are by the clock, the best of three passes.

use std::{env, fs::File, process::ExitCode, time::Instant};

use isnad_warc::{Error, Reader};

/// Records, bytes of bodies, and what could not be read.
fn pass(path: &str) -> Result<(u64, u64, u64), Error> {
    let (mut records, mut bytes, mut damaged) = (0, 0, 0);
    for item in Reader::new(File::open(path)?) {
        match item {
            Ok(record) => {
                records += 1;
                bytes += record
                    .payload()
                    .map_or(0, |payload| payload.body.len() as u64);
            }
            Err(Error::Io(error)) => return Err(error.into()),
            Err(_) => damaged += 1,
        }
    }
    Ok((records, bytes, damaged))
}

fn main() -> ExitCode {
    for path in env::args().skip(1) {
        let mut best = f64::INFINITY;
        let mut read = (0, 0, 0);
        for _ in 0..3 {
            let started = Instant::now();
            match pass(&path) {
                Ok(counts) => read = counts,
                Err(error) => {
                    eprintln!("{path}: {error}");
                    return ExitCode::FAILURE;
                }
            }
            best = best.min(started.elapsed().as_secs_f64());
        }
        let (records, bytes, damaged) = read;
        println!(
            "isnad-warc records={records} damaged={damaged} body_mb={:.1} records_per_s={:.0}",
            bytes as f64 / 1e6,
            records as f64 / best
        );
    }
    ExitCode::SUCCESS
}
