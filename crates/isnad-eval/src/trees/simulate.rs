//! Copy families of kinds that the given simulation lacks, made of real articles.
//!
//! Everything is drawn from a seed, so a family is the same on every run. Copies cut sentences from the end, replace
//! some words by words of other articles, and add a sentence of their own; a quarter of the times seen are wrong by
//! up to three days. What this does not model: editors who reorder, headlines, and sites that date all pages
//! alike.

use super::{Before, Row};

/// A kind of family.
pub(super) struct Kind {
    pub(super) name: &'static str,
    make: fn(&mut Draw<'_>) -> Vec<Row>,
    /// Whether the last line counts it; a kind that came later has its own figures alone, so that the line stays one to
    /// compare.
    pub(super) counted: bool,
}

/// The kinds, in the order of the report.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "no agency",
        make: no_agency,
        counted: true,
    },
    Kind {
        name: "two agencies",
        make: two_agencies,
        counted: true,
    },
    Kind {
        name: "two sources",
        make: two_sources,
        counted: false,
    },
    Kind {
        name: "revision",
        make: revision,
        counted: false,
    },
    Kind {
        name: "revision, last state alone",
        make: revision_unseen,
        counted: false,
    },
    Kind {
        name: "false credit",
        make: false_credit,
        counted: true,
    },
    Kind {
        name: "paraphrase",
        make: paraphrase,
        counted: true,
    },
    Kind {
        name: "translation",
        make: translation,
        counted: true,
    },
    Kind {
        name: "chain of five",
        make: chain,
        counted: true,
    },
];

impl Kind {
    /// A number of families made of texts; another seed makes others.
    pub(super) fn families(&self, texts: &[String], count: u32, seed: u64) -> Vec<Vec<Row>> {
        let make = |tree| {
            let seed = seed << 40 | u64::from(tree) << 8 | self.name.len() as u64;
            let mut draw = Draw {
                texts,
                state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
                tree,
                made: 0,
            };
            (self.make)(&mut draw)
        };
        (0..count).map(make).collect()
    }
}

/// One family of an agency's report and copies of it and of each other.
pub(super) fn of_size(texts: &[String], size: usize) -> Vec<Row> {
    let mut draw = Draw {
        texts,
        state: 0x9e37_79b9_7f4a_7c15,
        tree: 0,
        made: 0,
    };
    let text = draw.text();
    let mut rows = vec![draw.row("wire", Some("northwire"), None, text)];
    while rows.len() < size {
        let parent = draw.below(rows.len());
        let copy = draw.copy(&rows[parent], 3);
        rows.push(copy);
    }
    rows
}

const HOUR: i64 = 3600;
/// When every family begins: an invented noon.
const NOON: i64 = 1_940_018_700;

/// Draws what a family is made of.
pub(super) struct Draw<'t> {
    texts: &'t [String],
    state: u64,
    tree: u32,
    made: u32,
}

impl Draw<'_> {
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) as usize % limit.max(1)
    }

    fn chance(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    fn text(&mut self) -> String {
        let at = self.below(self.texts.len());
        self.texts[at].clone()
    }

    /// An article of the family, without a parent.
    fn row(&mut self, kind: &str, credit: Option<&str>, origin: Option<&str>, text: String) -> Row {
        self.made += 1;
        Row {
            tree: self.tree,
            id: format!("{}-{}", self.tree, self.made),
            parent: None,
            also: None,
            kind: kind.to_owned(),
            credit: credit.map(str::to_owned),
            origin: origin.map(str::to_owned),
            time_seen: NOON,
            text,
            before: None,
        }
    }

    /// A copy of an article, some hours later.
    fn copy(&mut self, of: &Row, replaced: usize) -> Row {
        let text = self.edited(&of.text, replaced);
        let credit = of
            .credit
            .clone()
            .filter(|_| of.kind == "wire" && self.chance(60) || self.chance(50));
        let true_time = of.time_seen + HOUR / 6 + self.below(20 * 3600) as i64;
        let wrong = self.below(6 * 24 * 3600) as i64 - 3 * 24 * HOUR;
        let mut row = self.row("outlet", credit.as_deref(), of.origin.as_deref(), text);
        row.parent = Some(of.id.clone());
        row.time_seen = if self.chance(25) {
            true_time + wrong
        } else {
            true_time
        };
        row
    }

    /// A text cut at the end, with some words in a hundred replaced, and perhaps a sentence added.
    fn edited(&mut self, text: &str, replaced: usize) -> String {
        let sentences: Vec<&str> = text.split_inclusive(['.', '\n']).collect();
        let keep = if self.chance(60) {
            60 + self.below(36)
        } else {
            100
        };
        let keep = (sentences.len() * keep).div_ceil(100);
        let other = self.text();
        let foreign: Vec<&str> = other.split_whitespace().collect();
        let mut out = String::new();
        for word in sentences[..keep]
            .iter()
            .flat_map(|sentence| sentence.split(' '))
        {
            let word = if self.chance(replaced) && !foreign.is_empty() {
                foreign[self.below(foreign.len())]
            } else {
                word
            };
            out.push_str(word);
            out.push(' ');
        }
        if self.chance(30) {
            let added = self.text();
            out.push_str(added.split('.').next().unwrap_or(""));
        }
        out.trim_end().to_owned()
    }

    /// Copies of the articles there are, each of one of them, the earlier ones oftener.
    fn grow(&mut self, rows: &mut Vec<Row>, copies: usize, replaced: usize) {
        for _ in 0..copies {
            let limit = rows.len();
            let at = self.below(limit).min(self.below(limit));
            let row = self.copy(&rows[at].clone(), replaced);
            rows.push(row);
        }
    }
}

/// An outlet wrote it, and credits nobody.
fn no_agency(draw: &mut Draw<'_>) -> Vec<Row> {
    let text = draw.text();
    let mut root = draw.row("outlet", None, None, text);
    root.origin = Some(root.id.clone());
    let mut rows = vec![root];
    draw.grow(&mut rows, 5, 3);
    rows
}

/// An outlet joins the reports of two agencies, more of the first, and is copied.
fn two_agencies(draw: &mut Draw<'_>) -> Vec<Row> {
    let (one, two) = (draw.text(), draw.text());
    let first = draw.row("wire", Some("northwire"), Some("northwire"), one);
    let second = draw.row("wire", Some("southwire"), Some("southwire"), two);
    let most = draw.edited(&first.text, 2);
    let some: String = second.text.split_inclusive('.').take(3).collect();
    let mut joined = draw.row(
        "outlet",
        Some("northwire"),
        Some("northwire"),
        format!("{most} {some}"),
    );
    joined.parent = Some(first.id.clone());
    joined.also = Some(second.id.clone());
    joined.time_seen = NOON + 3 * HOUR;
    let mut rows = vec![joined];
    draw.grow(&mut rows, 3, 3);
    rows.insert(0, second);
    rows.insert(0, first);
    rows
}

/// An outlet puts the reports of two other outlets together, half to most of each, credits nobody, and is copied; so is
/// the first of the two.
fn two_sources(draw: &mut Draw<'_>) -> Vec<Row> {
    let mut roots = [draw.text(), draw.text()].map(|text| draw.row("outlet", None, None, text));
    for root in &mut roots {
        root.origin = Some(root.id.clone());
    }
    let [first, second] = roots;
    let parts = [&first, &second].map(|root| {
        let sentences: Vec<&str> = root.text.split_inclusive(['.', '\n']).collect();
        let keep = (sentences.len() * (50 + draw.below(40))).div_ceil(100);
        sentences[..keep].concat()
    });
    let mut joined = draw.copy(&first, 0);
    joined.text = draw.edited(&parts.join(" "), 2);
    joined.also = Some(second.id.clone());
    let again = draw.copy(&joined, 3);
    let plain = draw.copy(&first, 3);
    vec![first, second, joined, again, plain]
}

/// An outlet reports, another does so later; then the first takes most of the other's report into its own, at the
/// address and under the date that it had. Both states were fetched.
fn revision(draw: &mut Draw<'_>) -> Vec<Row> {
    let [own, later] = [draw.text(), draw.text()];
    let mut other = draw.row("outlet", None, None, later);
    other.origin = Some(other.id.clone());
    other.time_seen = NOON + (1 + draw.below(4) as i64) * HOUR;
    let start: String = own.split_inclusive(['.', '\n']).take(2).collect();
    let mut taken = draw.copy(&other, 2);
    taken.text = format!("{start} {}", taken.text);
    taken.before = Some(Before {
        text: own,
        fetched: other.time_seen + HOUR,
    });
    taken.time_seen = NOON;
    vec![other, taken]
}

/// The same, and nobody saw the first state.
fn revision_unseen(draw: &mut Draw<'_>) -> Vec<Row> {
    let mut rows = revision(draw);
    rows.iter_mut().for_each(|row| row.before = None);
    rows
}

/// As a family of one agency, but one copy credits another agency.
fn false_credit(draw: &mut Draw<'_>) -> Vec<Row> {
    let text = draw.text();
    let mut rows = vec![draw.row("wire", Some("northwire"), Some("northwire"), text)];
    draw.grow(&mut rows, 5, 3);
    let at = 1 + draw.below(rows.len() - 1);
    rows[at].credit = Some("westwire".to_owned());
    rows
}

/// A fifth to a third of the words are others.
fn paraphrase(draw: &mut Draw<'_>) -> Vec<Row> {
    let text = draw.text();
    let mut rows = vec![draw.row("wire", Some("northwire"), Some("northwire"), text)];
    let replaced = 18 + draw.below(15);
    draw.grow(&mut rows, 4, replaced);
    rows
}

/// A copy shares no words with what it was made from; another is made from it.
fn translation(draw: &mut Draw<'_>) -> Vec<Row> {
    let text = draw.text();
    let root = draw.row("wire", Some("northwire"), Some("northwire"), text);
    let mut translated = draw.copy(&root, 0);
    translated.text = draw.text();
    translated.credit = Some("northwire".to_owned());
    let further = draw.copy(&translated, 3);
    let plain = draw.copy(&root, 3);
    vec![root, translated, further, plain]
}

/// Each from the one before.
fn chain(draw: &mut Draw<'_>) -> Vec<Row> {
    let text = draw.text();
    let mut rows = vec![draw.row("wire", Some("northwire"), Some("northwire"), text)];
    for _ in 0..5 {
        let at = rows.len() - 1;
        let row = draw.copy(&rows[at].clone(), 3);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_the_same_on_every_run_and_hold_together() {
        let texts: Vec<String> = (0..6)
            .map(|text| {
                (0..80)
                    .map(|word| format!("w{text}x{word} "))
                    .collect::<String>()
                    + "."
            })
            .collect();
        for kind in KINDS {
            let (one, again) = (kind.families(&texts, 4, 0), kind.families(&texts, 4, 0));
            for (rows, same) in one.iter().zip(&again) {
                assert_eq!(rows.len(), same.len());
                for (at, (row, same)) in rows.iter().zip(same).enumerate() {
                    assert_eq!(
                        (&row.text, &row.credit),
                        (&same.text, &same.credit),
                        "{}",
                        kind.name
                    );
                    let parent = row.parent.as_deref();
                    let before = rows[..at]
                        .iter()
                        .any(|other| Some(other.id.as_str()) == parent);
                    assert!(parent.is_none() || before, "{}", kind.name);
                }
            }
        }
    }
}
