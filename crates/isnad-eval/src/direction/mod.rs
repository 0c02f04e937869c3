//! Of pairs of which one is known to be the source: is the direction right, and how often is it left open?
//!
//! All articles of the folder are read as pages would tell them, and the whole families of the pairs are traced at once, so that a direction may rest on
//! the whole family. A pair is right when the copy derives from the source, at once or by way of others; wrong when
//! the source derives from the copy; else open. That is what a reader of the pages is shown, so it is what the last
//! line reports; each pair is also traced alone, as if nothing else were held (`alone_…`): what that loses is
//! what the family tells. Where both took from a third, any direction is wrong (`common_told`).
//!
//! Limits: the time of an article is that of the crawl, hours or days after publication.

pub(crate) mod press;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use isnad::{
    model::{ArticleId, Credit, Derivation, Overlap, Reading, SourceKind},
    trace::{Batch, family},
};
use serde::Deserialize;

use crate::{
    args::Args,
    error::Error,
    gold,
    report::{Report, Scores, share},
    table::Table,
};

pub(crate) use press::readings;

pub(crate) const USAGE: &str = "DIR [--pairs FILE] [--hide] [--list]
      rows {source, copy, verdict} of DIR/direction_spa_silver.jsonl (or FILE) over DIR/articles.jsonl.gz; --hide hides
      where an article speaks of an outlet; --list prints every pair";

const HOUR: i64 = 3600;
/// Hours between two articles up to which pairs are counted apart.
const GAPS: [(i64, &str); 4] = [
    (HOUR, "up to 1 h"),
    (6 * HOUR, "up to 6 h"),
    (24 * HOUR, "up to 24 h"),
    (i64::MAX, "longer"),
];

/// A pair of which it is known who took from whom.
#[derive(Clone, Debug, Deserialize)]
struct Pair {
    source: String,
    copy: String,
    /// How the pair was found.
    #[serde(default)]
    by: String,
    #[serde(default)]
    verdict: Truth,
}

/// What is known of a pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Truth {
    /// The copy took from the source.
    #[default]
    Source,
    /// Both took from a third.
    Common,
    /// Nobody can tell.
    Unclear,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Right,
    Wrong,
    Open,
}

impl Verdict {
    /// Where both took from a third, any direction is wrong.
    fn of(self, truth: Truth) -> Verdict {
        match (truth, self) {
            (Truth::Common, Verdict::Right) => Verdict::Wrong,
            (_, told) => told,
        }
    }
}

/// Right, wrong and open pairs.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    wrong: usize,
    open: usize,
}

impl Count {
    fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Right => &mut self.right,
            Verdict::Wrong => &mut self.wrong,
            Verdict::Open => &mut self.open,
        } += 1;
    }

    fn all(self) -> usize {
        self.right + self.wrong + self.open
    }
}

/// Runs the measure.
///
/// # Errors
/// On bad arguments, unreadable data, and when there are no pairs.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["pairs"], &["hide", "list"])?;
    let folder = args.path()?;
    let rows = crate::press::articles(&folder)?;
    let mut readings: Vec<Reading> = rows.iter().map(press::reading).collect();
    if args.has("hide") {
        readings.iter_mut().for_each(hide);
    }
    let pairs: Vec<Pair> = gold::lines(&path_of_pairs(&args, &folder))?;
    let known: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let asked = pairs.len();
    let held =
        |pair: &Pair| known.contains(pair.source.as_str()) && known.contains(pair.copy.as_str());
    let clear = |pair: &Pair| pair.verdict != Truth::Unclear;
    let pairs: Vec<Pair> = pairs
        .into_iter()
        .filter(|pair| held(pair) && clear(pair))
        .collect();
    if pairs.is_empty() {
        let (path, hint) = (
            path_of_pairs(&args, &folder),
            "it needs rows {source, copy} of ids in articles.jsonl.gz",
        );
        return Err(Error::Empty { path, hint });
    }
    Ok(report(&pairs, asked, &readings, args.has("list")))
}

/// Takes away where an article credits an outlet, and what was said to one.
fn hide(reading: &mut Reading) {
    let is_agency = |credit: &Credit| credit.source.kind == SourceKind::Agency;
    reading.credits.retain(is_agency);
    reading
        .quotes
        .iter_mut()
        .for_each(|quote| quote.channel = None);
}

fn path_of_pairs(args: &Args, folder: &Path) -> std::path::PathBuf {
    match args.option("pairs") {
        Some(path) => path.into(),
        None => folder.join("direction_spa_silver.jsonl"),
    }
}

fn report(pairs: &[Pair], asked: usize, readings: &[Reading], list: bool) -> Report {
    let mut batch = Batch::default();
    readings
        .iter()
        .for_each(|reading| batch.add(&reading.article));
    let overlaps = batch.overlaps();
    let asked_of = pairs
        .iter()
        .flat_map(|pair| [id(&pair.source), id(&pair.copy)]);
    let near = connected(asked_of.collect(), &overlaps);
    let families: Vec<Reading> = readings
        .iter()
        .filter(|reading| near.contains(&reading.article.id))
        .cloned()
        .collect();
    let parents = parents(&family(&families, &overlaps).derivations);
    let held: BTreeMap<ArticleId, &Reading> = readings
        .iter()
        .map(|reading| (reading.article.id, reading))
        .collect();
    let touching: BTreeSet<(ArticleId, ArticleId)> =
        overlaps.iter().map(|pair| (pair.a, pair.b)).collect();
    let mut apart: BTreeMap<(u8, String), (Count, Count)> = BTreeMap::new();
    let mut text = String::new();
    for pair in pairs {
        let (source, copy) = (id(&pair.source), id(&pair.copy));
        let verdict = verdict(source, copy, &parents).of(pair.verdict);
        let by_itself = self::alone(&held, source, copy).of(pair.verdict);
        let gap = gap(&held, source, copy);
        let touch = touching.contains(&(source.min(copy), source.max(copy)));
        for row in rows(pair, gap, touch) {
            let count = apart.entry(row).or_default();
            count.0.add(verdict);
            count.1.add(by_itself);
        }
        if list {
            let hours = gap.map_or("?".to_owned(), |gap| {
                format!("{:.1}", gap as f64 / HOUR as f64)
            });
            text += &format!(
                "{} {} {} {:?} {hours} {verdict:?} {by_itself:?}\n",
                pair.by, pair.source, pair.copy, pair.verdict
            );
        }
    }
    let mut table = Table::new([
        "pairs",
        "n",
        "right",
        "wrong",
        "open",
        "alone right",
        "wrong",
        "open",
    ]);
    for ((_, name), (family, alone)) in &apart {
        let numbers = [
            family.all(),
            family.right,
            family.wrong,
            family.open,
            alone.right,
            alone.wrong,
            alone.open,
        ];
        let [n, a, b, c, d, e, f] = numbers.map(|number| number.to_string());
        table.row([name.clone(), n, a, b, c, d, e, f]);
    }
    text += &table.to_string();
    let sum = |name: &str| apart.get(&(0, name.to_owned())).copied();
    Report {
        text,
        scores: scores(
            sum(SOURCE).unwrap_or_default(),
            sum(COMMON).unwrap_or_default().0,
            asked - pairs.len(),
        ),
    }
}

const SOURCE: &str = "one took from the other";
const COMMON: &str = "both took from a third";

/// The rows of the table that a pair counts in.
fn rows(pair: &Pair, gap: Option<i64>, touch: bool) -> Vec<(u8, String)> {
    if pair.verdict == Truth::Common {
        return vec![(0, COMMON.to_owned())];
    }
    let touch = if touch {
        "text is shared"
    } else {
        "too little text is shared"
    };
    let mut rows = vec![
        (0, SOURCE.to_owned()),
        (2, touch.to_owned()),
        (3, format!("half {}", half(id(&pair.source)))),
        (4, gap_name(gap)),
    ];
    if !pair.by.is_empty() {
        rows.push((1, format!("found by {}", pair.by)));
    }
    rows
}

/// The articles that share text with some of these, at once or by way of others: their families. Others cannot
/// change what is traced of them.
fn connected(mut open: Vec<ArticleId>, overlaps: &[Overlap]) -> BTreeSet<ArticleId> {
    let mut near: BTreeMap<ArticleId, Vec<ArticleId>> = BTreeMap::new();
    for pair in overlaps {
        near.entry(pair.a).or_default().push(pair.b);
        near.entry(pair.b).or_default().push(pair.a);
    }
    let mut found = BTreeSet::new();
    while let Some(at) = open.pop() {
        if found.insert(at) {
            open.extend(near.get(&at).into_iter().flatten());
        }
    }
    found
}

fn scores((all, alone): (Count, Count), common: Count, left_out: usize) -> Scores {
    let n = all.all();
    Scores::new("direction")
        .count("n", n)
        .count("left_out", left_out)
        .number("right", share(all.right, n), 3)
        .number("wrong", share(all.wrong, n), 3)
        .number("unknown", share(all.open, n), 3)
        .number("right_of_told", share(all.right, all.right + all.wrong), 3)
        .number("alone_right", share(alone.right, n), 3)
        .number("alone_wrong", share(alone.wrong, n), 3)
        .number("alone_unknown", share(alone.open, n), 3)
        .count("common", common.all())
        .number("common_told", share(common.wrong, common.all()), 3)
}

/// What two articles tell of themselves.
fn alone(held: &BTreeMap<ArticleId, &Reading>, source: ArticleId, copy: ArticleId) -> Verdict {
    let two: Vec<Reading> = [source, copy]
        .iter()
        .filter_map(|id| held.get(id).map(|reading| (*reading).clone()))
        .collect();
    let mut batch = Batch::default();
    two.iter().for_each(|reading| batch.add(&reading.article));
    verdict(
        source,
        copy,
        &parents(&family(&two, &batch.overlaps()).derivations),
    )
}

/// Seconds from the source to the copy.
fn gap(held: &BTreeMap<ArticleId, &Reading>, source: ArticleId, copy: ArticleId) -> Option<i64> {
    let at = |id| Some(held.get(&id)?.article.published?.instant?.as_second());
    Some(at(copy)? - at(source)?)
}

fn gap_name(gap: Option<i64>) -> String {
    let Some(gap) = gap else {
        return "time unknown".to_owned();
    };
    let (_, name) = GAPS
        .into_iter()
        .find(|(most, _)| gap.abs() <= *most)
        .unwrap_or(GAPS[GAPS.len() - 1]);
    let order = if gap >= 0 { "source" } else { "copy" };
    format!("{order} seen first, {name}")
}

/// The pairs of one source fall on one side: weights are chosen on the even half and reported on the odd one.
fn half(source: ArticleId) -> &'static str {
    if source.0.count_ones().is_multiple_of(2) {
        "even"
    } else {
        "odd"
    }
}

/// Every parent of each article.
type Parents = BTreeMap<ArticleId, Vec<ArticleId>>;

fn parents(derivations: &[Derivation]) -> Parents {
    let mut parents = Parents::new();
    for one in derivations.iter().flat_map(Derivation::all) {
        if let Some(parent) = one.parent {
            parents.entry(one.copy).or_default().push(parent);
        }
    }
    parents
}

fn verdict(source: ArticleId, copy: ArticleId, parents: &Parents) -> Verdict {
    if derives(copy, source, parents) {
        Verdict::Right
    } else if derives(source, copy, parents) {
        Verdict::Wrong
    } else {
        Verdict::Open
    }
}

/// Whether an article derives from another, at once or by way of others.
fn derives(copy: ArticleId, source: ArticleId, parents: &Parents) -> bool {
    let (mut open, mut seen) = (vec![copy], BTreeSet::new());
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        let above = parents.get(&at).map_or(&[][..], Vec::as_slice);
        if above.contains(&source) {
            return true;
        }
        open.extend(above);
    }
    false
}

fn id(name: &str) -> ArticleId {
    ArticleId::of(name.as_bytes(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_may_go_by_way_of_others() {
        let above = |name: &str| vec![id(name)];
        let parents: Parents = [(id("b"), above("a")), (id("c"), vec![id("x"), id("b")])].into();
        let cases = [
            ("c", "a", Verdict::Right),
            ("c", "x", Verdict::Right),
            ("b", "a", Verdict::Right),
            ("a", "c", Verdict::Wrong),
            ("a", "x", Verdict::Open),
        ];
        for (copy, source, expected) in cases {
            assert_eq!(
                verdict(id(source), id(copy), &parents),
                expected,
                "{copy} {source}"
            );
        }
    }

    #[test]
    fn gaps_are_told_by_who_was_seen_first() {
        assert_eq!(gap_name(Some(30)), "source seen first, up to 1 h");
        assert_eq!(gap_name(Some(-7 * HOUR)), "copy seen first, up to 24 h");
        assert_eq!(gap_name(None), "time unknown");
    }
}
