//! What does an insertion cost when very many articles are held?
//!
//! The set is grown by [`simulate`], and each article goes the incremental way: which held articles
//! share text with it, then it is held too. Now and then an earlier one is removed and inserted again.
//!
//! Limits: the articles compared are made again instead of read from a disk, which is part of the time
//! taken; so is folding and fingerprinting, and making the new article is not. `per_s` counts the time
//! this program was on a processor; what waiting for a disk adds is in the other rate only. Processors
//! are slower while others use them too: `cost`, and `slowdown` from the first stretch to the last, are
//! in times that fingerprinting the same articles took just before. `recall` is over the pairs of `copy_pairs.jsonl`
//! of containment .3 and more, in every generation; pairs that would have less without boilerplate (two
//! reports on the weather) are counted apart, since a text that is in more than 100 articles finds no
//! candidates. Texts lie nowhere, so `disk` is the index alone.

mod grow;
mod plot;
pub(crate) mod simulate;

use std::{collections::HashMap, fs, path::Path, time::Duration};

use isnad::trace::{Index, SegmentSizes, Shelf};
use isnad_store::SegmentFolder;

use self::{
    grow::{CONTAINMENT, Copy, Grown, Judged, Stretch},
    plot::Panel,
    simulate::Source,
};
use crate::{
    args::Args,
    error::Error,
    gold,
    memory::{peak_mb, resident},
    press::{self, Row},
    report::{Report, Scores, share},
    table::Table,
};

pub(crate) const USAGE: &str =
    "FILE --to N [--steps K] [--seed S] [--plot OUT.svg] [--disk FOLDER [--hot BYTES]]
      insertions while FILE, with copy_pairs.jsonl beside it, is grown to N articles by simulation;
      with --disk, segments of the index lie in FOLDER and BYTES of them are held in memory";

/// What there was when a stretch ended.
struct Stage {
    articles: u64,
    stretch: Stretch,
    segments: usize,
    /// Bytes of memory that were added since nothing was inserted.
    memory: f64,
    /// Bytes on the disk.
    disk: f64,
}

/// Runs the measure.
///
/// # Errors
/// On bad arguments, unreadable data and a folder that cannot be written.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let options = ["to", "steps", "seed", "plot", "disk", "hot"];
    let args = Args::parse(args, &options, &[])?;
    let to = args.number("to", 100_000)?.max(1);
    let steps = args.number("steps", 10)?.clamp(1, to);
    let (source, copies) = read(&args.path()?, args.number("seed", 1)?)?;
    let sizes = SegmentSizes::default();
    let stages = match args.option("disk") {
        None => {
            let grown = Grown::new(&source, &copies, Index::default());
            let stages = grow(grown, (to, steps), |_| 0);
            stages.map_err(isnad_store::Error::from)?
        }
        Some(folder) => {
            let hot = args.number("hot", 0)? as usize;
            let shelf = SegmentFolder::open(Path::new(folder), hot)?;
            let grown = Grown::new(&source, &copies, Index::open(shelf, sizes)?);
            grow(grown, (to, steps), SegmentFolder::size)?
        }
    };
    if let Some(path) = args.option("plot").map(Path::new) {
        fs::write(path, drawn(&stages)).map_err(Error::io(path))?;
    }
    Ok(report(&stages))
}

/// The articles in the order of their times, and the copies of each.
fn read(path: &Path, seed: u64) -> Result<(Source, Vec<Vec<Copy>>), Error> {
    let mut rows: Vec<Row> = gold::lines(path)?;
    rows.sort_by(|x, y| (&x.time_extracted, &x.id).cmp(&(&y.time_extracted, &y.id)));
    if rows.is_empty() {
        let path = path.to_owned();
        let hint = "it has no articles";
        return Err(Error::Empty { path, hint });
    }
    let pairs = press::pairs(path.parent().unwrap_or(Path::new("")))?;
    let ids = rows.iter().map(|row| row.id.as_str());
    let places: HashMap<&str, u32> = ids.zip(0..).collect();
    let source = Source::new(rows.iter().map(|row| row.text.as_str()), seed);
    let mut copies = vec![Vec::new(); rows.len()];
    for pair in pairs.iter().filter(|pair| pair.containment >= CONTAINMENT) {
        if let (Some(&a), Some(&b)) = (places.get(&*pair.a), places.get(&*pair.b)) {
            let is_boilerplate = source.shares_beyond_boilerplate(a, b) < CONTAINMENT;
            for (one, place) in [(a, b), (b, a)] {
                copies[one as usize].push(Copy {
                    place,
                    is_boilerplate,
                });
            }
        }
    }
    Ok((source, copies))
}

fn grow<S: Shelf>(
    mut grown: Grown<'_, S>,
    (to, steps): (u64, u64),
    disk: impl Fn(&S) -> usize,
) -> Result<Vec<Stage>, S::Error> {
    let before = resident();
    (1..=steps)
        .map(|step| {
            let articles = to * step / steps;
            let stretch = grown.grow_to(articles)?;
            Ok(Stage {
                articles,
                stretch,
                segments: grown.index.segments(),
                memory: resident() - before,
                disk: disk(grown.index.shelf()) as f64,
            })
        })
        .collect()
}

impl Stage {
    fn per_second(&self, time: Duration) -> f64 {
        self.stretch.insertions as f64 / time.as_secs_f64().max(f64::EPSILON)
    }

    fn rate(&self) -> f64 {
        self.per_second(self.stretch.busy)
    }

    /// Of an insertion, in times that folding and fingerprinting an article takes.
    fn cost(&self) -> f64 {
        let yardstick = self.stretch.yardstick.as_secs_f64();
        self.stretch.busy.as_secs_f64() / yardstick.max(f64::EPSILON)
    }

    fn an_insertion(&self, count: usize) -> f64 {
        count as f64 / self.stretch.insertions.max(1) as f64
    }

    fn an_article(&self, bytes: f64) -> f64 {
        bytes / self.articles as f64
    }

    fn cells(&self) -> [String; 11] {
        [
            self.articles.to_string(),
            format!("{:.0}", self.rate()),
            format!("{:.0}", self.per_second(self.stretch.wall)),
            format!("{:.2}", self.cost()),
            format!("{:.3}", self.an_insertion(self.stretch.looked_at)),
            format!("{:.3}", self.an_insertion(self.stretch.matches)),
            format!("{:.0}", self.an_article(self.memory)),
            format!("{:.0}", self.an_article(self.disk)),
            self.segments.to_string(),
            format!("{:.4}", recall([self.stretch.pairs])),
            format!("{:.4}", recall([self.stretch.of_boilerplate])),
        ]
    }
}

fn recall(judged: impl IntoIterator<Item = Judged>) -> f64 {
    let (mut found, mut expected) = (0, 0);
    for pairs in judged {
        found += pairs.found;
        expected += pairs.expected;
    }
    share(found, expected)
}

fn report(stages: &[Stage]) -> Report {
    let mut table = Table::new([
        "articles",
        "per_s",
        "wall_per_s",
        "cost",
        "looked_at",
        "matches",
        "memory",
        "disk",
        "segments",
        "recall",
        "of_boilerplate",
    ]);
    stages.iter().for_each(|stage| table.row(stage.cells()));
    let mut scores = Scores::new("scale");
    if let [first, ..] = stages
        && let [.., last] = stages
    {
        let matches = |stage: &Stage| stage.an_insertion(stage.stretch.matches);
        let pairs = stages.iter().map(|stage| stage.stretch.pairs);
        let of_boilerplate = stages.iter().map(|stage| stage.stretch.of_boilerplate);
        scores = scores
            .count("n", last.articles as usize)
            .number("per_s", last.rate(), 0)
            .number("memory_bytes_per_article", last.an_article(last.memory), 0)
            .number("disk_bytes_per_article", last.an_article(last.disk), 0)
            .number("slowdown", last.cost() / first.cost(), 3)
            .number("match_growth", matches(last) / matches(first), 3)
            .number("recall", recall(pairs), 4)
            .number("recall_of_boilerplate", recall(of_boilerplate), 4)
            .number("peak_mb", peak_mb(), 0);
    }
    Report {
        text: table.to_string(),
        scores,
    }
}

fn drawn(stages: &[Stage]) -> String {
    let line = |value: &dyn Fn(&Stage) -> f64| -> Vec<(f64, f64)> {
        let point = |stage: &Stage| (stage.articles as f64, value(stage));
        stages.iter().map(point).collect()
    };
    let looked_at = line(&|stage| stage.an_insertion(stage.stretch.looked_at));
    let matches = line(&|stage| stage.an_insertion(stage.stretch.matches));
    let memory = line(&|stage| stage.an_article(stage.memory));
    let mut bytes = vec![("memory", memory)];
    if stages.iter().any(|stage| stage.disk > 0.0) {
        bytes.push(("disk", line(&|stage| stage.an_article(stage.disk))));
    }
    let panels = [
        Panel {
            title: "Insertions a second, over the number of articles held",
            lines: vec![
                ("of processor time", line(&Stage::rate)),
                (
                    "by the clock",
                    line(&|stage| stage.per_second(stage.stretch.wall)),
                ),
            ],
        },
        Panel {
            title: "Cost of an insertion, in fingerprintings of an article",
            lines: vec![("insertion", line(&Stage::cost))],
        },
        Panel {
            title: "Articles looked at for each insertion",
            lines: vec![("compared", looked_at), ("share text", matches)],
        },
        Panel {
            title: "Bytes for each article held",
            lines: bytes,
        },
    ];
    let described =
        "Four line charts over the number of articles held; the same numbers stand in the table.";
    plot::svg("What an insertion costs", described, &panels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::tests::Scratch;

    /// Sixteen articles of which every two neighbours are copies; their words fill whole bands.
    fn data(scratch: &Scratch) -> Vec<String> {
        let text = |nth: u32| -> String {
            (0..64)
                .map(|word| format!("w{} ", word + nth / 2 * 64))
                .collect()
        };
        let rows: String = (0..16)
            .map(|nth| {
                let text = text(nth);
                format!("{{\"id\":\"{nth:02}\",\"time_extracted\":\"2031\",\"text\":\"{text}\"}}\n")
            })
            .collect();
        let pairs: String = (0..8)
            .map(|nth| {
                let (a, b) = (nth * 2, nth * 2 + 1);
                format!("{{\"a\":\"{a:02}\",\"b\":\"{b:02}\",\"containment\":1.0}}\n")
            })
            .collect();
        let file = scratch.write("articles.jsonl", rows.as_bytes());
        scratch.write("copy_pairs.jsonl", pairs.as_bytes());
        vec![file.to_string_lossy().into_owned()]
    }

    #[test]
    fn every_pair_of_every_generation_is_found_in_memory_and_on_disk() {
        let scratch = Scratch::new("scale");
        let plot = scratch.0.join("plot.svg").to_string_lossy().into_owned();
        let disk = scratch.0.join("disk").to_string_lossy().into_owned();
        let file = data(&scratch);
        for more in [["--plot", plot.as_str()], ["--disk", disk.as_str()]] {
            let mut args = file.clone();
            args.extend(["--to", "6000", "--steps", "3"].map(str::to_owned));
            args.extend(more.map(str::to_owned));
            let scores = run(&args).expect("runs").scores;
            assert_eq!(scores.get("n"), Some("6000"));
            assert_eq!(scores.get("recall"), Some("1.0000"), "{scores}");
        }
        assert!(
            fs::read_to_string(plot)
                .expect("drawn")
                .ends_with("</svg>\n")
        );
        assert!(fs::read_dir(disk).expect("made").count() > 0);
    }
}
