//! One side of a comparison: its paragraphs, with the words that differ marked.

use std::ops::Range;

use isnad::model::{Article, Block, BlockKind, Comparison, PassageKind, Span};

use crate::text::{lang_of, neutral};

use super::changes::LONG;

/// Which side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    A,
    B,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    /// Its anchor: `a-4`.
    pub(crate) id: String,
    pub(crate) class: &'static str,
    pub(crate) dir: &'static str,
    pub(crate) lang: String,
    pub(crate) pieces: Vec<Piece>,
}

/// Words with one look.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) words: String,
    pub(crate) look: Look,
    /// Whether a number, a name or a date differs here.
    pub(crate) is_fact: bool,
    pub(crate) is_long: bool,
    /// The other side's paragraph where words that moved stand.
    pub(crate) there: Option<String>,
}

/// How words relate to the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Same,
    Moved,
    /// Only in the first.
    Del,
    /// Only in the second.
    Ins,
}

/// A stretch of this side's text with its look.
#[derive(Clone, Copy)]
struct Stroke {
    span: Span,
    look: Look,
    is_fact: bool,
    /// Where the words stand on the other side.
    there: Option<Span>,
}

/// One side.
pub(crate) struct Sheet<'a> {
    article: &'a Article,
    side: Side,
    /// The places of the blocks that are shown: the body and lines of credit.
    pub(crate) blocks: Vec<Span>,
    kinds: Vec<&'a Block>,
    /// In the order of the text, none over another.
    strokes: Vec<Stroke>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(article: &'a Article, comparison: &Comparison, side: Side) -> Sheet<'a> {
        let strokes = strokes(comparison, side);
        let read = strokes.last().map_or(0, |stroke| stroke.span.end);
        let shown = |block: &&Block| {
            let inside = comparison.is_whole || block.span.start < read;
            inside && (block.kind.is_body() || block.kind == BlockKind::Credit)
        };
        let kinds: Vec<&Block> = article.blocks.iter().filter(shown).collect();
        Sheet {
            article,
            side,
            blocks: kinds.iter().map(|block| block.span).collect(),
            kinds,
            strokes,
        }
    }

    /// The paragraphs at these places; `other` is the other side.
    pub(crate) fn cells(&self, places: Range<usize>, other: &Sheet<'_>) -> Vec<Cell> {
        let blocks = self.kinds.get(places.clone()).unwrap_or_default();
        let cell = |(at, block): (usize, &&Block)| Cell {
            id: self.anchor(at),
            class: match block.kind {
                BlockKind::Heading => "heading",
                BlockKind::Lead => "lead",
                BlockKind::Credit => "aside",
                _ => "paragraph",
            },
            dir: block.direction.as_str(),
            lang: lang_of(self.article),
            pieces: self.pieces(block.span, other),
        };
        places.zip(blocks).map(cell).collect()
    }

    fn anchor(&self, at: usize) -> String {
        format!("{}-{at}", if self.side == Side::A { "a" } else { "b" })
    }

    /// The paragraph that holds a place.
    fn holding(&self, place: Span) -> Option<String> {
        let at = self
            .blocks
            .partition_point(|block| block.end <= place.start);
        (at < self.blocks.len()).then(|| self.anchor(at))
    }

    fn pieces(&self, block: Span, other: &Sheet<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = block.start;
        let first = self
            .strokes
            .partition_point(|stroke| stroke.span.end <= block.start);
        for stroke in self.strokes.iter().skip(first) {
            if stroke.span.start >= block.end {
                break;
            }
            let start = stroke.span.start.max(at);
            let end = stroke.span.end.min(block.end);
            self.add(
                &mut pieces,
                Span {
                    start: at,
                    end: start,
                },
                None,
                other,
            );
            self.add(&mut pieces, Span { start, end }, Some(stroke), other);
            at = end;
        }
        self.add(
            &mut pieces,
            Span {
                start: at,
                end: block.end,
            },
            None,
            other,
        );
        bridge(whole(pieces))
    }

    fn add(&self, out: &mut Vec<Piece>, span: Span, stroke: Option<&Stroke>, other: &Sheet<'_>) {
        let words = span.of(&self.article.text);
        if words.is_empty() {
            return;
        }
        let moved = stroke.filter(|stroke| stroke.look == Look::Moved);
        out.push(Piece {
            words: neutral(words),
            look: stroke.map_or(Look::Same, |stroke| stroke.look),
            is_fact: stroke.is_some_and(|stroke| stroke.is_fact),
            is_long: words.len() > LONG,
            there: moved.and_then(|stroke| other.holding(stroke.there?)),
        });
    }
}

fn strokes(comparison: &Comparison, side: Side) -> Vec<Stroke> {
    let differ: Vec<Span> = comparison
        .differences
        .iter()
        .filter_map(|one| if side == Side::A { one.a } else { one.b })
        .collect();
    let own = if side == Side::A {
        Look::Del
    } else {
        Look::Ins
    };
    let passages = comparison.passages.iter().filter_map(|passage| {
        let (here, there) = match side {
            Side::A => (passage.a?, passage.b),
            Side::B => (passage.b?, passage.a),
        };
        let look = match passage.kind {
            PassageKind::Same => Look::Same,
            PassageKind::Moved => Look::Moved,
            PassageKind::Replaced | PassageKind::OnlyA | PassageKind::OnlyB => own,
        };
        let is_fact = look == own && differ.contains(&here);
        Some(Stroke {
            span: here,
            look,
            is_fact,
            there,
        })
    });
    let mut strokes: Vec<Stroke> = passages.collect();
    strokes.sort_by_key(|stroke| stroke.span);
    credits(&differ, own, &mut strokes);
    strokes
}

/// Adds credits that differ, where they stand in lines of their own, outside the body.
fn credits(differ: &[Span], look: Look, strokes: &mut Vec<Stroke>) {
    for &span in differ {
        let at = strokes.partition_point(|stroke| stroke.span.end <= span.start);
        if strokes.get(at).is_none_or(|next| !next.span.overlaps(span)) {
            strokes.insert(
                at,
                Stroke {
                    span,
                    look,
                    is_fact: true,
                    there: None,
                },
            );
        }
    }
}

/// Where no word is shared, marks of punctuation go with the words they stand at.
fn whole(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let says =
        |piece: &Piece| piece.look == Look::Same && piece.words.contains(char::is_alphanumeric);
    let marked = pieces.iter().find(|piece| piece.look != Look::Same);
    if let Some(marked) = marked.filter(|_| !pieces.iter().any(says)).cloned() {
        for piece in pieces.iter_mut().filter(|piece| piece.look == Look::Same) {
            piece.look = marked.look;
            piece.there.clone_from(&marked.there);
        }
    }
    pieces
}

/// Gives the space between two pieces of one look to them, so that a run of marked words is one.
fn bridge(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let blank = piece.look == Look::Same && piece.words.trim().is_empty();
        let (last, next) = (out.last_mut(), pieces.peek());
        match (last, next) {
            (Some(last), Some(next)) if blank && joins(last, next) => {
                last.words.push_str(&piece.words);
            }
            (Some(last), _) if joins(last, &piece) => {
                last.words.push_str(&piece.words);
                last.is_long = last.words.len() > LONG;
            }
            _ => out.push(piece),
        }
    }
    out
}

fn joins(last: &Piece, next: &Piece) -> bool {
    let alike = (last.look, last.is_fact, &last.there) == (next.look, next.is_fact, &next.there);
    alike && !last.is_fact
}

#[cfg(test)]
mod tests {
    use isnad::{
        model::{Direction, Reading},
        trace,
    };

    use super::*;

    fn article(paragraphs: &[&str]) -> Reading {
        let mut reading = Reading::default();
        for words in paragraphs {
            reading
                .article
                .push(BlockKind::Paragraph, words, "test", Direction::Rtl);
        }
        reading
    }

    /// The pieces of a side: `=same`, `-only in the first`, `+only in the second`, `~moved`.
    fn told(reading: &Reading, comparison: &Comparison, side: Side) -> Vec<String> {
        let sheet = Sheet::new(&reading.article, comparison, side);
        let cells = sheet.cells(0..sheet.blocks.len(), &sheet);
        let pieces = cells.into_iter().flat_map(|cell| cell.pieces);
        pieces
            .map(|piece| {
                let sign = match piece.look {
                    Look::Same => '=',
                    Look::Moved => '~',
                    Look::Del => '-',
                    Look::Ins => '+',
                };
                format!("{sign}{}", piece.words)
            })
            .collect()
    }

    #[test]
    fn words_that_differ_are_marked_on_both_sides_whatever_their_spelling() {
        let a = article(&["قالت إدارة الميناء إنّ أربعين راكباً وصلوا سالمين."]);
        let b = article(&["قالت ادارة الميناء إن خمسين راكبًا وصلوا جميعا سالمين."]);
        let comparison = trace::compare(&a, &b);
        let expected = [
            "=قالت إدارة الميناء إنّ ",
            "-أربعين",
            "= راكباً وصلوا سالمين.",
        ];
        assert_eq!(told(&a, &comparison, Side::A), expected);
        let expected = [
            "=قالت ادارة الميناء إن ",
            "+خمسين",
            "= راكبًا وصلوا ",
            "+جميعا",
            "= سالمين.",
        ];
        assert_eq!(told(&b, &comparison, Side::B), expected);
    }

    #[test]
    fn the_pieces_put_together_are_the_text() {
        let a = article(&[
            "one two three four five six",
            "seven eight nine ten eleven twelve",
        ]);
        let b = article(&[
            "seven eight nine ten new twelve",
            "one two three four five six!",
        ]);
        let comparison = trace::compare(&a, &b);
        for (reading, side) in [(&a, Side::A), (&b, Side::B)] {
            let sheet = Sheet::new(&reading.article, &comparison, side);
            let cells = sheet.cells(0..2, &sheet);
            let text: Vec<String> = cells
                .iter()
                .map(|cell| {
                    cell.pieces
                        .iter()
                        .map(|piece| piece.words.as_str())
                        .collect()
                })
                .collect();
            assert_eq!(text.join("\n"), reading.article.text);
            let mut moved = cells
                .iter()
                .flat_map(|cell| &cell.pieces)
                .filter(|piece| piece.look == Look::Moved);
            assert!(moved.all(|piece| piece.there.is_some()));
        }
    }
}
