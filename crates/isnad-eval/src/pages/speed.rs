//! Pages a second, beside the bare parse of the same pages in the same run.

use std::{hint::black_box, time::Instant};

use isnad::recover::recover;

use crate::{
    memory::{most_held, peak_mb},
    report::Scores,
};

use super::Sample;

/// How often each page is read; the median is what counts.
const PASSES: usize = 3;

/// The figures of speed.
pub(crate) struct Speed {
    pages_per_s: f64,
    parse_pages_per_s: f64,
    slowest_ms: f64,
    /// The most milliseconds that a page took for each of its megabytes.
    ms_per_mb: f64,
    /// The most memory that a page took, as a multiple of its size.
    memory_times: Option<f64>,
}

/// Seconds of one page in each pass.
type Passes = [f64; PASSES];

/// Reads every page [`PASSES`] times. The recovery and the bare parse of a page follow each other,
/// so that a busy machine slows both.
pub(crate) fn measure(samples: &[Sample]) -> Speed {
    let mut recovering: Vec<Passes> = vec![[0.0; PASSES]; samples.len()];
    let mut parsing = recovering.clone();
    for pass in 0..PASSES {
        for (at, sample) in samples.iter().enumerate() {
            recovering[at][pass] = seconds(|| {
                black_box(recover(&sample.page)).ok();
            });
            let text = String::from_utf8_lossy(&sample.page.bytes);
            parsing[at][pass] = seconds(|| {
                black_box(scraper::Html::parse_document(&text));
            });
        }
    }
    let times = recovering.iter().map(|&page| median(page) * 1000.0);
    let sizes = samples.iter().map(|sample| sample.page.bytes.len() as f64);
    let per_mb = times
        .clone()
        .zip(sizes)
        .map(|(ms, bytes)| ms / (bytes / 1e6));
    Speed {
        pages_per_s: rate(&recovering),
        parse_pages_per_s: rate(&parsing),
        slowest_ms: times.fold(0.0, f64::max),
        ms_per_mb: per_mb.fold(0.0, f64::max),
        memory_times: samples.iter().filter_map(memory_times).reduce(f64::max),
    }
}

fn memory_times(sample: &Sample) -> Option<f64> {
    let held = most_held(|| {
        black_box(recover(&sample.page)).ok();
    })?;
    Some(held as f64 / sample.page.bytes.len().max(1) as f64)
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn rate(pages: &[Passes]) -> f64 {
    let mut sums: Passes = [0.0; PASSES];
    for page in pages {
        sums.iter_mut()
            .zip(page)
            .for_each(|(sum, seconds)| *sum += seconds);
    }
    pages.len() as f64 / median(sums).max(f64::MIN_POSITIVE)
}

fn median(mut values: Passes) -> f64 {
    values.sort_by(f64::total_cmp);
    values[PASSES / 2]
}

impl Speed {
    pub(crate) fn add_to(&self, scores: Scores) -> Scores {
        let scores = scores
            .number("pages_per_s", self.pages_per_s, 1)
            .number("parse_pages_per_s", self.parse_pages_per_s, 1)
            .number("slowest_ms", self.slowest_ms, 1)
            .number("ms_per_mb", self.ms_per_mb, 1)
            .number("peak_mb", peak_mb(), 1);
        match self.memory_times {
            Some(times) => scores.number("memory_times", times, 1),
            None => scores,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_those_of_the_middle_pass() {
        assert_eq!(rate(&[[1.0, 9.0, 2.0], [1.0, 9.0, 2.0]]), 0.5);
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0);
    }
}
