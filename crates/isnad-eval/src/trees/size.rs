//! How long it takes to trace one family, over its size.

use isnad::{
    model::Reading,
    trace::{Batch, family},
};

use super::{reading, simulate};
use crate::{
    clock::timed,
    report::{Report, Scores},
    table::Table,
};

const SIZES: [usize; 6] = [100, 200, 400, 800, 1600, 3200];

/// One family of each size.
pub(super) fn measured(texts: &[String]) -> Report {
    let mut table = Table::new([
        "articles",
        "overlaps",
        "find_s",
        "family_s",
        "ms_an_article",
    ]);
    let mut each = Vec::new();
    for size in SIZES {
        let rows = simulate::of_size(texts, size);
        let readings: Vec<Reading> = rows.iter().map(reading).collect();
        let (overlaps, find) = timed(|| {
            let mut batch = Batch::default();
            readings
                .iter()
                .for_each(|reading| batch.add(&reading.article));
            batch.overlaps()
        });
        let (_, took) = timed(|| family(&readings, &overlaps));
        let milliseconds = took.as_secs_f64() * 1000.0 / size as f64;
        table.row([
            size.to_string(),
            overlaps.len().to_string(),
            format!("{:.2}", find.as_secs_f64()),
            format!("{:.2}", took.as_secs_f64()),
            format!("{milliseconds:.2}"),
        ]);
        each.push(milliseconds);
    }
    let scores = Scores::new("trees-sizes")
        .count("n", SIZES[SIZES.len() - 1])
        .number("ms_an_article", each[each.len() - 1], 2)
        .number("slowdown", each[each.len() - 1] / each[0], 2);
    Report {
        text: table.to_string(),
        scores,
    }
}
