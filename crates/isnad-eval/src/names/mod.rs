//! How many names of persons, places and organisations are found where they stand.
//!
//! A name is right when its place and its kind are those of the gold. Where the gold knows only tokens,
//! a place counts with every token it touches, so that `و` in front of a name is neither right nor wrong.
//! Sentences are joined to blocks of some 450 tokens, each read as one article. Names of other kinds
//! (MISC) are not looked for; a name found on one of those counts neither way.

mod gold;

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
    time::Instant,
};

use isnad::{
    annotate,
    model::{Article, BlockKind, Direction, Language, MentionKind},
};

use self::gold::{Block, Place};
use crate::{
    args::Args,
    error::Error,
    report::{Report, Scores, share},
    table::Table,
};

/// What the measure takes.
pub(crate) const USAGE: &str = "FILE [--wrong]   names, in tagged tokens or JSON lines";

const KINDS: [(MentionKind, &str); 3] = [
    (MentionKind::Person, "pers"),
    (MentionKind::Place, "loc"),
    (MentionKind::Organisation, "org"),
];

/// Right, found and gold names of one kind.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: usize,
    found: usize,
    gold: usize,
}

/// Names by place: the kind, and the rule that found it.
type Found = HashMap<Place, (MentionKind, String)>;

/// Scores a file of tokens (`token tag` a line) or of rows `{id, lang, text, names}`.
///
/// # Errors
/// When the file cannot be read, is of another shape, or has no name to find.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &[], &["wrong"])?;
    let path = args.path()?;
    let blocks = gold::read(&path)?;
    if blocks.iter().all(|block| block.names.is_empty()) {
        let hint = "lines need a token and a tag, or JSON with text and names";
        return Err(Error::Empty { path, hint });
    }
    let started = Instant::now();
    let found: Vec<Found> = blocks.iter().map(find).collect();
    let seconds = started.elapsed().as_secs_f64().max(1e-9);
    let mut tallies = [Tally::default(); 3];
    let mut rules = BTreeMap::new();
    let mut text = String::new();
    for (block, found) in blocks.iter().zip(&found) {
        count(block, found, &mut tallies, &mut rules);
        if args.has("wrong") {
            list_wrong(block, found, &mut text);
        }
    }
    let mut table = Table::new(["rule", "right", "found", "share"]);
    for (rule, (right, found)) in rules {
        let cells = [rule, right.to_string(), found.to_string()];
        let [rule, right_cell, found_cell] = cells;
        table.row([
            rule,
            right_cell,
            found_cell,
            format!("{:.3}", share(right, found)),
        ]);
    }
    text.push_str(&table.to_string());
    let words = blocks.iter().map(Block::words).sum::<usize>();
    Ok(report(text, tallies, words as f64 / seconds))
}

/// The names the library finds.
fn find(block: &Block) -> Found {
    let language = Language::from_tag(&block.lang);
    let direction = match &language {
        Some(language) if language.is_rtl() => Direction::Rtl,
        _ => Direction::Ltr,
    };
    let mut article = Article {
        language,
        ..Article::default()
    };
    for paragraph in &block.paragraphs {
        article.push(BlockKind::Paragraph, paragraph, "gold", direction);
    }
    let reading = annotate::annotate(article, None);
    let blocks = &reading.article.blocks;
    let found = reading.mentions.iter().filter_map(|mention| {
        let paragraph = blocks
            .iter()
            .position(|block| block.span.contains(mention.span))?;
        let base = blocks.get(paragraph)?.span.start;
        let place = Place {
            paragraph,
            start: (mention.span.start - base) as usize,
            end: (mention.span.end - base) as usize,
        };
        let rule = mention.evidence.rule.to_string();
        Some((block.rounded(place), (mention.kind, rule)))
    });
    found.collect()
}

fn count(
    block: &Block,
    found: &Found,
    tallies: &mut [Tally; 3],
    rules: &mut BTreeMap<String, (usize, usize)>,
) {
    for (tally, (kind, _)) in tallies.iter_mut().zip(KINDS) {
        let gold = block.names.iter().filter(|name| name.kind == Some(kind));
        tally.gold += gold.count();
    }
    for (place, (kind, rule)) in found {
        let gold = block.names.iter().find(|name| name.place.meets(place));
        if gold.is_some_and(|name| name.kind.is_none()) {
            continue;
        }
        let right = block.is_right(place, *kind);
        let counts = rules.entry(rule.clone()).or_default();
        *counts = (counts.0 + usize::from(right), counts.1 + 1);
        for (tally, (known, _)) in tallies.iter_mut().zip(KINDS) {
            if known == *kind {
                tally.found += 1;
                tally.right += usize::from(right);
            }
        }
    }
}

/// What was missed, and what was found wrongly, each with the words around it.
fn list_wrong(block: &Block, found: &Found, text: &mut String) {
    for name in &block.names {
        let Some(kind) = name.kind else { continue };
        if found
            .get(&name.place)
            .is_none_or(|(other, _)| *other != kind)
        {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "missed\t{kind:?}\t-\t{}", block.shown(&name.place));
        }
    }
    for (place, (kind, rule)) in found {
        if !block.is_right(place, *kind) {
            let _ = writeln!(text, "wrong\t{kind:?}\t{rule}\t{}", block.shown(place));
        }
    }
}

fn report(text: String, tallies: [Tally; 3], words_per_second: f64) -> Report {
    let all = tallies.iter().fold(Tally::default(), |sum, tally| Tally {
        right: sum.right + tally.right,
        found: sum.found + tally.found,
        gold: sum.gold + tally.gold,
    });
    let mut scores = Scores::new("names").number("f1", all.f1(), 4);
    for (tally, (_, name)) in tallies.iter().zip(KINDS) {
        scores = scores.number(name, tally.f1(), 4);
    }
    let scores = scores
        .count("n", all.gold)
        .number("precision", share(all.right, all.found), 4)
        .number("recall", share(all.right, all.gold), 4)
        .number("words_per_s", words_per_second, 0);
    Report { text, scores }
}

impl Tally {
    /// The harmonic mean of precision and recall.
    fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.gold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::tests::Scratch;

    #[test]
    fn the_last_line_has_the_scores_of_each_kind() {
        let scratch = Scratch::new("names");
        let tokens = "وصل O\nالرئيس O\nكريم B-PERS\nالنجار I-PERS\nإلى O\nلبنان B-LOC\n. O\n\n\
            وغادر O\nوتونس B-LOC\nوليناريا B-LOC\n";
        let path = scratch.write("tokens.txt", tokens.as_bytes());
        let report = run(&[path.to_string_lossy().into_owned(), "--wrong".into()]).expect("scores");
        assert_eq!(report.scores.get("n"), Some("4"));
        assert_eq!(report.scores.get("pers"), Some("1.0000"));
        assert_eq!(report.scores.get("loc"), Some("0.8000"));
        assert!(
            report
                .text
                .contains("missed\tPlace\t-\tوغادر وتونس [وليناريا]")
        );
    }
}
