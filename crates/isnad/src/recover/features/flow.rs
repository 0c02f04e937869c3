//! Where a piece stands in the order of the page.

use std::ops::Range;

use super::{
    super::{
        body::{self, Known, Verdict},
        pieces::{Kind, Piece, Pieces},
    },
    F, Row, log,
};

/// The order of the pieces.
pub(super) struct Flow {
    /// Characters of sure text before each piece, and in all.
    before: Vec<usize>,
    total: usize,
    /// Pieces since the last sure text, and until the next.
    since: Vec<usize>,
    until: Vec<usize>,
    /// Pieces since one that announces the end of the article.
    since_end: Vec<usize>,
    headline: Option<usize>,
    inside: Range<usize>,
}

/// How far from the headline a piece can stand for the distance to tell anything.
const FAR: f32 = 100.0;

impl Flow {
    pub(super) fn of(pieces: &Pieces, known: &Known, verdicts: &[Verdict]) -> Flow {
        let list = &pieces.list;
        let is_sure: Vec<bool> = list
            .iter()
            .zip(verdicts)
            .map(|(piece, verdict)| verdict.keeps() && is_text(piece))
            .collect();
        let (mut before, mut total) = (Vec::with_capacity(list.len()), 0);
        for (piece, sure) in list.iter().zip(&is_sure) {
            before.push(total);
            total += if *sure { piece.chars } else { 0 };
        }
        let is_headline = |piece: &Piece| {
            matches!(piece.kind, Kind::Heading(_)) && body::same_words(&piece.text, known.headline)
        };
        let ends: Vec<bool> = list.iter().map(|piece| piece.ends_article).collect();
        Flow {
            since: steps(0..list.len(), &is_sure),
            until: steps((0..list.len()).rev(), &is_sure),
            since_end: steps(0..list.len(), &ends),
            before,
            total,
            headline: list.iter().position(is_headline),
            inside: pieces.range(known.dom, known.container.node),
        }
    }

    pub(super) fn write(&self, row: &mut Row, index: usize) {
        let place = index as f32 - self.inside.start as f32;
        let distance = self.headline.map_or(-FAR, |at| index as f32 - at as f32);
        row.put(
            F::position_in_container,
            place / self.inside.len().max(1) as f32,
        );
        row.put(F::after_headline, distance.clamp(-FAR, FAR));
        row.put(F::text_before, log(self.before[index]));
        row.put(F::text_after, log(self.total - self.before[index]));
        row.put(F::sure_before, log(self.since[index]));
        row.put(F::sure_after, log(self.until[index]));
        row.put(F::after_end_phrase, log(self.since_end[index]));
    }
}

/// Running text that no rule doubts.
fn is_text(piece: &Piece) -> bool {
    piece.chars >= 80 && piece.link_share() < 0.4 && !matches!(piece.kind, Kind::Heading(_))
}

/// For each place, in the order given, how many others lie between it and the last that is marked;
/// the number of all when none was.
fn steps(order: impl Iterator<Item = usize>, marked: &[bool]) -> Vec<usize> {
    let count = marked.len();
    let (mut steps, mut last) = (vec![count; count], count);
    for index in order {
        steps[index] = last;
        last = if marked[index] {
            0
        } else {
            (last + 1).min(count)
        };
    }
    steps
}
