//! What does an article cost that comes into a data folder, when many are held?
//!
//! The set is grown by [`simulate`](crate::scale::simulate), with the outlets of the real articles, their
//! days (each generation begins where the last one ended, so that enough of them are years) and all
//! annotations. Each article goes the way of `isnad add`: `keep` is asking which held articles share text
//! and keeping it, `settle` is tracing and telling stories. A stretch is kept and then settled at once; after
//! that some more articles come one at a time, each settled before the next.
//!
//! Limits: recovery and the archive are outside the clock, and so is annotation. Rates and milliseconds
//! are of processor time; `wall_per_s` also counts waiting for the disk. `disk` is what lies in the folder besides
//! the archive; `memory` is what the process holds beyond what it held before the store was opened.

mod maker;

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use isnad::{
    model::{Page, Reading},
    trace,
};
use isnad_store::Store;

use self::maker::Maker;
use crate::{
    args::Args,
    clock::timed,
    error::Error,
    memory::{peak_mb, resident},
    report::{Report, Scores},
    table::Table,
};

pub(crate) const USAGE: &str = "FILE [--folder FOLDER] [--to N] [--steps K] [--single M] [--span DAYS] [--no-settle]
      articles of FILE, grown to N by simulation, kept and settled in a data folder that is made in FOLDER, else
      in the system's folder for such, and removed at the end;
      after each of K steps M of them one at a time; what is simulated begins DAYS after what it is made of";

/// Pages that are archived together.
const CHUNK: u64 = 256;
/// The days that the real articles span: each generation comes so much later, unless something else is asked.
const SPAN: u64 = 13;

/// Runs the measure.
///
/// # Errors
/// On bad arguments, unreadable data and a folder that cannot be written.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let options = ["folder", "to", "steps", "single", "span"];
    let args = Args::parse(args, &options, &["no-settle"])?;
    let folder = args.option("folder").map(PathBuf::from);
    let folder = folder
        .unwrap_or_else(std::env::temp_dir)
        .join("isnad-eval-store");
    let remove = || fs::remove_dir_all(&folder).map_err(Error::io(&folder));
    if folder.exists() {
        remove()?;
    }
    let steps = args.number("steps", 5)?.max(1);
    let to = args.number("to", 20_000)?;
    let maker = Maker::read(&args.path()?, args.number("span", SPAN)?)?;
    let before = resident();
    let mut grown = Grown {
        store: Store::open(&folder)?,
        held: 0,
        maker: &maker,
    };
    let mut stages = Vec::new();
    for step in 1..=steps {
        let single = args.number("single", 20)?;
        let mut stage = grown.grow_to(to * step / steps, single, !args.has("no-settle"))?;
        stage.memory = resident() - before;
        stage.disk = size(&folder)? - size(&folder.join("archive"))?;
        stages.push(stage);
    }
    drop(grown);
    remove()?;
    Ok(report(&stages))
}

/// A data folder that grows.
struct Grown<'m> {
    store: Store,
    held: u64,
    maker: &'m Maker,
}

/// What one stretch took.
#[derive(Default)]
struct Stage {
    held: u64,
    kept: u64,
    keep: Duration,
    wall: Duration,
    matches: usize,
    settle: Duration,
    /// Of each article that came alone: keeping, and settling.
    single: Vec<(Duration, Duration)>,
    memory: f64,
    disk: f64,
}

impl Grown<'_> {
    fn grow_to(&mut self, size: u64, single: u64, settles: bool) -> Result<Stage, Error> {
        let mut stage = Stage::default();
        let bulk = size.saturating_sub(if settles { single } else { 0 });
        let before = self.held;
        while self.held < bulk {
            let count = CHUNK.min(bulk - self.held);
            self.keep(count, &mut stage)?;
        }
        stage.kept = self.held - before;
        if settles {
            let (settled, took) = timed(|| self.store.retrace());
            settled?;
            stage.settle = took;
            for _ in 0..single {
                let mut alone = Stage::default();
                self.keep(1, &mut alone)?;
                let (settled, took) = timed(|| self.store.retrace());
                settled?;
                stage.single.push((alone.keep, took));
            }
        }
        stage.held = self.held;
        Ok(stage)
    }

    fn keep(&mut self, count: u64, stage: &mut Stage) -> Result<(), Error> {
        let numbers = self.held..self.held + count;
        let readings: Vec<Reading> = numbers.map(|number| self.maker.reading(number)).collect();
        let page = |reading: &Reading| Page {
            url: reading.article.url.clone(),
            ..Page::from_text("simulated")
        };
        let pages: Vec<Page> = readings.iter().map(page).collect();
        let accepted = self.store.accept_all(&pages)?;
        let wall = Instant::now();
        let (matches, busy) = timed(|| -> Result<usize, isnad_store::Error> {
            let mut matches = 0;
            for ((page, _), reading) in accepted.iter().zip(&readings) {
                let overlaps = trace::overlaps(reading, &self.store)?;
                matches += overlaps.len();
                self.store.put(*page, reading, &overlaps)?;
                self.store.finish(*page)?;
            }
            Ok(matches)
        });
        stage.matches += matches?;
        stage.keep += busy;
        stage.wall += wall.elapsed();
        self.held += count;
        Ok(())
    }
}

/// Bytes of the files in a folder.
fn size(folder: &Path) -> Result<f64, Error> {
    let mut bytes = 0.0;
    for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
        let entry = entry.map_err(Error::io(folder))?;
        let about = entry.metadata().map_err(Error::io(&entry.path()))?;
        bytes += if about.is_dir() {
            size(&entry.path())?
        } else {
            about.len() as f64
        };
    }
    Ok(bytes)
}

impl Stage {
    fn keep_rate(&self) -> f64 {
        self.kept as f64 / self.keep.as_secs_f64().max(f64::EPSILON)
    }

    fn wall_rate(&self) -> f64 {
        self.kept as f64 / self.wall.as_secs_f64().max(f64::EPSILON)
    }

    /// The middle one and the longest, in milliseconds.
    fn settling(&self) -> (f64, f64) {
        let took = self
            .single
            .iter()
            .map(|(_, settle)| settle.as_secs_f64() * 1000.0);
        let mut took: Vec<f64> = took.collect();
        took.sort_by(f64::total_cmp);
        let middle = took.get(took.len() / 2).copied().unwrap_or(0.0);
        (middle, took.last().copied().unwrap_or(0.0))
    }

    fn an_article(&self, bytes: f64) -> f64 {
        bytes / self.held.max(1) as f64
    }

    fn matches(&self) -> f64 {
        self.matches as f64 / self.kept.max(1) as f64
    }

    fn cells(&self) -> [String; 9] {
        let (middle, longest) = self.settling();
        [
            self.held.to_string(),
            format!("{:.0}", self.keep_rate()),
            format!("{:.0}", self.wall_rate()),
            format!("{:.3}", self.matches()),
            format!("{:.1}", self.settle.as_secs_f64()),
            format!("{middle:.1}"),
            format!("{longest:.1}"),
            format!("{:.0}", self.an_article(self.memory)),
            format!("{:.0}", self.an_article(self.disk)),
        ]
    }
}

fn report(stages: &[Stage]) -> Report {
    let mut table = Table::new([
        "articles",
        "keep_per_s",
        "wall_per_s",
        "matches",
        "settle_s",
        "single_ms",
        "longest_ms",
        "memory",
        "disk",
    ]);
    stages.iter().for_each(|stage| table.row(stage.cells()));
    let mut scores = Scores::new("store");
    if let (Some(first), Some(last)) = (stages.first(), stages.last()) {
        scores = scores
            .count("n", last.held as usize)
            .number("keep_per_s", last.keep_rate(), 0)
            .number("slowdown", first.keep_rate() / last.keep_rate(), 3)
            .number("match_growth", last.matches() / first.matches(), 3)
            .number("single_ms", last.settling().0, 1)
            .number("disk_bytes_per_article", last.an_article(last.disk), 0)
            .number("peak_mb", peak_mb(), 0);
    }
    Report {
        text: table.to_string(),
        scores,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::tests::Scratch;

    #[test]
    fn all_articles_are_kept_and_settled_and_the_folder_is_left_empty() {
        let scratch = Scratch::new("store");
        let row = |nth: usize| {
            let words: String = (0..60)
                .map(|word| format!("w{} ", word + nth / 2 * 60))
                .collect();
            format!(
                "{{\"id\":\"{nth}\",\"outlet\":\"o{}\",\"time_extracted\":\"2031-05-03 0{nth}:00:00\",\"text\":\"{words}\"}}\n",
                nth % 3
            )
        };
        let rows: String = (0..6).map(row).collect();
        let file = scratch.write("articles.jsonl", rows.as_bytes());
        let folder = scratch.0.join("grown");
        let (file, grown) = (file.to_string_lossy(), folder.to_string_lossy());
        let args = [
            &file, "--folder", &grown, "--to", "12", "--steps", "2", "--single", "2",
        ];
        let report = run(&args.map(str::to_owned)).expect("runs");
        assert_eq!(report.scores.get("n"), Some("12"));
        // Every second of those that were kept together is the copy of another.
        let stretch = report.text.lines().nth(1).expect("a stretch");
        let cells: Vec<&str> = stretch.split_whitespace().collect();
        assert_eq!((cells[0], cells[3]), ("6", "0.500"), "{}", report.text);
        assert_eq!(fs::read_dir(&folder).expect("made").count(), 0);
    }
}
