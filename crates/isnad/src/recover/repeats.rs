//! What an article says a second time: a paragraph that stands twice, a lead that the text begins with
//! again, a sentence that is printed large beside the text.

use std::collections::HashSet;

use memchr::memmem;

use crate::text::{
    hash::{PageMap, PageSet},
    token::tokens,
};

use super::{
    body::Verdict,
    features,
    pieces::{Kind, Pieces},
};

/// A paragraph that stands twice on the page is kept once, where it stood first.
pub(super) fn drop_repeats(pieces: &Pieces, verdicts: &mut [Verdict]) {
    let mut seen: PageSet<&str> = PageSet::default();
    for (piece, verdict) in pieces.list.iter().zip(verdicts.iter_mut()) {
        if verdict.keeps() && piece.chars >= 40 && !seen.insert(&piece.text) {
            *verdict = Verdict::Drop("said-before");
        }
    }
}

/// Fewer runs of words than this stand in a text twice by chance.
const SHORTEST_PULL_QUOTE: usize = 4;

/// So many blocks are asked whether they are pull quotes; an article has a few.
const MOST_ASKED: usize = 64;

/// Sentences that are printed large beside the text they were taken from: all of their words stand
/// in other blocks, in that order. The first two blocks may be a lead, which does the same.
pub(super) fn drop_pull_quotes(pieces: &Pieces, verdicts: &mut [Verdict]) {
    let kept: Vec<usize> = (0..verdicts.len())
        .filter(|&index| verdicts[index].keeps())
        .collect();
    let is_heading = |index: usize| matches!(pieces.list[index].kind, Kind::Heading(_));
    let asked = kept.iter().skip(2).copied().filter(|&at| !is_heading(at));
    let mut asked: Vec<usize> = asked
        .take(MOST_ASKED)
        .filter(|&index| begins_elsewhere(pieces, &kept, index))
        .collect();
    if asked.is_empty() {
        return;
    }
    let runs = |index: usize| features::runs(&pieces.list[index].text);
    let mut times: PageMap<u64, u32> = PageMap::default();
    for run in kept.iter().flat_map(|&index| runs(index)) {
        *times.entry(run).or_insert(0) += 1;
    }
    // Of two that say the same, the paragraph stays.
    asked.sort_by_key(|&index| {
        let piece = &pieces.list[index];
        (piece.kind == Kind::Paragraph, piece.chars)
    });
    for index in asked {
        let runs = runs(index);
        let said_elsewhere = runs
            .iter()
            .all(|run| times.get(run).is_some_and(|&n| n > 1));
        if runs.len() >= SHORTEST_PULL_QUOTE && said_elsewhere {
            verdicts[index] = Verdict::Drop("pull-quote");
            for run in &runs {
                times.entry(*run).and_modify(|n| *n -= 1);
            }
        }
    }
}

/// Whether another of the blocks has the first three words of one: cheap to ask, and mostly not so.
fn begins_elsewhere(pieces: &Pieces, kept: &[usize], index: usize) -> bool {
    let text = &pieces.list[index].text;
    let mut words = tokens(text);
    let (Some(first), Some(third)) = (words.next(), words.nth(1)) else {
        return false;
    };
    let beginning = &text[first.span.start as usize..third.span.end as usize];
    let finder = memmem::Finder::new(beginning);
    let mut others = kept.iter().filter(|&&other| other != index);
    others.any(|&other| finder.find(pieces.list[other].text.as_bytes()).is_some())
}

/// The share of a lead's words that a later paragraph repeats, when the page prints it twice.
const LEAD_REPEATED: f32 = 0.8;

/// Whether a text says again what a lead of these words says, in not many more words.
pub(super) fn repeats(lead: &[String], text: &str) -> bool {
    let longest = lead.len() * 2;
    if lead.len() < 4 || tokens(text).nth(longest).is_some() {
        return false;
    }
    let words: HashSet<String> = folded(text).into_iter().collect();
    let shared = lead.iter().filter(|word| words.contains(*word)).count();
    shared as f32 >= LEAD_REPEATED * lead.len() as f32
}

pub(super) fn folded(text: &str) -> Vec<String> {
    tokens(text).map(|word| word.folded()).collect()
}
