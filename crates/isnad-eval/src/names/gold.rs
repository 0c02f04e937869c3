//! Gold names: tokens with tags, or JSON lines with offsets, both as texts with places.

use std::{ops::Range, path::Path};

use isnad::model::MentionKind;
use serde::Deserialize;

use crate::{error::Error, gold};

/// Tokens after which a block of the token form ends with its sentence: as many as an article of ANERcorp has
/// on average (316 articles, 150,000 tokens).
const BLOCK_TOKENS: usize = 450;

/// A text and the names in it.
pub(super) struct Block {
    pub(super) lang: String,
    /// Its paragraphs: sentences in the token form, else the lines of the text.
    pub(super) paragraphs: Vec<String>,
    pub(super) names: Vec<Name>,
    /// Where the units stand that places are rounded to; empty when places are exact.
    pub(super) tokens: Vec<Place>,
}

/// A paragraph and bytes in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) paragraph: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A name: where it stands, and what it is (`None` is a kind that is not scored).
pub(super) struct Name {
    pub(super) place: Place,
    pub(super) kind: Option<MentionKind>,
}

#[derive(Deserialize)]
struct Row {
    lang: String,
    text: String,
    names: Vec<RowName>,
    /// Where sources are credited: their names are labelled as credits, and count neither way as names.
    #[serde(default)]
    credits: Vec<RowPlace>,
}

#[derive(Deserialize)]
struct RowPlace {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct RowName {
    start: usize,
    end: usize,
    kind: String,
    /// Readers may differ: counts neither way.
    #[serde(default)]
    optional: bool,
}

/// The blocks of a file: JSON lines when its name has `.json` in it, else tokens.
pub(super) fn read(path: &Path) -> Result<Vec<Block>, Error> {
    if path.to_string_lossy().contains(".json") {
        let rows: Vec<Row> = gold::lines(path)?;
        return Ok(rows.into_iter().map(of_row).collect());
    }
    let bytes = gold::bytes(path)?;
    Ok(of_tokens(&String::from_utf8_lossy(&bytes)))
}

fn of_row(row: Row) -> Block {
    let bytes: Vec<usize> = row.text.char_indices().map(|(at, _)| at).collect();
    let byte = |scalar: usize| bytes.get(scalar).copied().unwrap_or(row.text.len());
    let mut lines = Vec::new();
    let mut at = 0;
    for line in row.text.split('\n') {
        lines.push(at..at + line.len());
        at += line.len() + 1;
    }
    let place = |start: usize, end: usize| in_lines(&lines, byte(start)..byte(end));
    let names = row.names.iter().filter_map(|name| {
        let place = place(name.start, name.end)?;
        let kind = kind(&name.kind).filter(|_| !name.optional);
        Some(Name { place, kind })
    });
    let credits = row.credits.iter().filter_map(|credit| {
        let place = place(credit.start, credit.end)?;
        Some(Name { place, kind: None })
    });
    Block {
        names: names.chain(credits).collect(),
        paragraphs: row.text.split('\n').map(str::to_owned).collect(),
        lang: row.lang,
        tokens: Vec::new(),
    }
}

fn in_lines(lines: &[Range<usize>], place: Range<usize>) -> Option<Place> {
    let paragraph = lines.iter().position(|line| line.end >= place.end)?;
    let start = place.start.checked_sub(lines.get(paragraph)?.start)?;
    let end = start + place.len();
    Some(Place {
        paragraph,
        start,
        end,
    })
}

fn kind(name: &str) -> Option<MentionKind> {
    match name {
        "PERS" | "PER" | "person" => Some(MentionKind::Person),
        "LOC" | "place" => Some(MentionKind::Place),
        "ORG" | "organisation" => Some(MentionKind::Organisation),
        _ => None,
    }
}

/// Sentences of tokens (an empty line ends one), joined to blocks.
fn of_tokens(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut block = Block::empty();
    let mut open: Option<(Name, String)> = None;
    let mut sentence = String::new();
    for line in text.lines().chain([""]) {
        let (token, tag) = line.trim().rsplit_once(' ').unwrap_or(("", "O"));
        let start = sentence.len() + usize::from(!sentence.is_empty());
        if tag
            .strip_prefix("I-")
            .is_none_or(|kind| open.as_ref().is_none_or(|(_, known)| known != kind))
        {
            block.names.extend(open.take().map(|(name, _)| name));
        }
        if token.is_empty() {
            block.end_sentence(&mut sentence);
            if block.tokens.len() >= BLOCK_TOKENS {
                blocks.push(std::mem::replace(&mut block, Block::empty()));
            }
            continue;
        }
        if start > 0 {
            sentence.push(' ');
        }
        sentence.push_str(token);
        let place = Place {
            paragraph: block.paragraphs.len(),
            start,
            end: sentence.len(),
        };
        open = continued(open, tag, &place);
        block.tokens.push(place);
    }
    blocks.push(block);
    blocks.retain(|block| !block.tokens.is_empty());
    blocks
}

/// The name that is open after a token: the one before made longer, a new one, or none.
fn continued(open: Option<(Name, String)>, tag: &str, place: &Place) -> Option<(Name, String)> {
    if let Some((mut name, known)) = open {
        name.place.end = place.end;
        return Some((name, known));
    }
    let new = tag.strip_prefix("B-").or_else(|| tag.strip_prefix("I-"))?;
    let name = Name {
        place: place.clone(),
        kind: kind(new),
    };
    Some((name, new.to_owned()))
}

impl Place {
    /// Whether the two places share a character.
    pub(super) fn meets(&self, other: &Place) -> bool {
        self.paragraph == other.paragraph && self.start < other.end && other.start < self.end
    }
}

impl Block {
    /// Whether the gold has a name of this kind here.
    pub(super) fn is_right(&self, place: &Place, kind: MentionKind) -> bool {
        self.names
            .iter()
            .any(|name| name.place == *place && name.kind == Some(kind))
    }

    /// How many words the text has.
    pub(super) fn words(&self) -> usize {
        let words = |text: &String| text.split_whitespace().count();
        self.paragraphs.iter().map(words).sum()
    }

    /// A place in brackets, with some words before and after it.
    pub(super) fn shown(&self, place: &Place) -> String {
        let text = self
            .paragraphs
            .get(place.paragraph)
            .map_or("", String::as_str);
        let (before, rest) = text.split_at_checked(place.start).unwrap_or((text, ""));
        let (name, after) = rest
            .split_at_checked(place.end - place.start)
            .unwrap_or((rest, ""));
        let before: Vec<&str> = before.split_whitespace().collect();
        let before = before.get(before.len().saturating_sub(5)..).unwrap_or(&[]);
        let after: Vec<&str> = after.split_whitespace().take(5).collect();
        let (before, after) = (before.join(" "), after.join(" "));
        format!("{before} [{name}] {after}").trim().to_owned()
    }

    fn empty() -> Block {
        Block {
            lang: "ar".to_owned(),
            paragraphs: Vec::new(),
            names: Vec::new(),
            tokens: Vec::new(),
        }
    }

    fn end_sentence(&mut self, sentence: &mut String) {
        if !sentence.is_empty() {
            self.paragraphs.push(std::mem::take(sentence));
        }
    }

    /// A place made as long as the tokens it touches, where the gold knows only tokens.
    pub(super) fn rounded(&self, place: Place) -> Place {
        let from = self.tokens.partition_point(|token| {
            (token.paragraph, token.end) <= (place.paragraph, place.start)
        });
        let to = self
            .tokens
            .partition_point(|token| (token.paragraph, token.start) < (place.paragraph, place.end));
        match (self.tokens.get(from), to.checked_sub(1)) {
            (Some(first), Some(last)) if from <= last => Place {
                start: first.start,
                end: self.tokens.get(last).map_or(first.end, |token| token.end),
                ..place
            },
            _ => place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_places() {
        let blocks =
            of_tokens("وصل O\nكريم B-PERS\nالنجار I-PERS\nليناريا B-LOC\n\nثم O\nصن B-MISC\n");
        let [block] = &blocks[..] else {
            panic!("one block")
        };
        let shown: Vec<(&str, Option<MentionKind>)> = block
            .names
            .iter()
            .map(|name| {
                let text = &block.paragraphs[name.place.paragraph];
                (&text[name.place.start..name.place.end], name.kind)
            })
            .collect();
        let expected = [
            ("كريم النجار", Some(MentionKind::Person)),
            ("ليناريا", Some(MentionKind::Place)),
            ("صن", None),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_clitic_counts_with_its_token() {
        let blocks = of_tokens("في O\nوليناريا B-LOC\n");
        let block = blocks.first().expect("one");
        let inside = Place {
            paragraph: 0,
            start: "في و".len(),
            end: "في وليناريا".len(),
        };
        assert_eq!(block.rounded(inside), block.names[0].place);
    }

    #[test]
    fn offsets_of_rows_are_scalars_of_the_whole_text() {
        let row = Row {
            lang: "ar".into(),
            text: "عنوان\nفي ليناريا".into(),
            names: vec![RowName {
                start: 9,
                end: 16,
                kind: "place".into(),
                optional: false,
            }],
            credits: vec![RowPlace { start: 0, end: 5 }],
        };
        let block = of_row(row);
        let place = &block.names[0].place;
        assert_eq!(&block.paragraphs[1][place.start..place.end], "ليناريا");
        assert_eq!(block.names[0].kind, Some(MentionKind::Place));
        assert_eq!(block.names[1].kind, None);
    }
}
