//! Pieces put together into an article.

use crate::model::{Article, BlockKind, Direction, Dropped};

use super::{body::Verdict, pieces::Pieces};

/// How much of what was dropped is kept to show, in scalar values.
const SHOWN: usize = 200;

/// Adds a block, its direction taken from its own letters.
pub(super) fn push(article: &mut Article, kind: BlockKind, words: &str, rule: &'static str) {
    article.push(kind, words, rule, direction(words));
}

/// The direction of the first strong letter (the Unicode bidirectional algorithm's rules P2 and P3,
/// for the scripts that news is written in).
pub(super) fn direction(text: &str) -> Direction {
    let strong = text.chars().find(|c| c.is_alphabetic());
    let is_rtl = strong.is_some_and(
        |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'),
    );
    if is_rtl {
        Direction::Rtl
    } else {
        Direction::Ltr
    }
}

/// What the verdicts drop; neighbours that one rule dropped are one entry.
pub(super) fn dropped(pieces: &Pieces, verdicts: &[Verdict]) -> Vec<Dropped> {
    let mut dropped: Vec<Dropped> = Vec::new();
    let mut last = usize::MAX;
    for (index, (piece, verdict)) in pieces.list.iter().zip(verdicts).enumerate() {
        let Verdict::Drop(rule) = *verdict else {
            continue;
        };
        match dropped.last_mut() {
            Some(entry) if entry.rule == rule && last.wrapping_add(1) == index => {
                append(&mut entry.text, &piece.text)
            }
            _ => dropped.push(Dropped {
                text: shorten(&piece.text),
                rule: rule.into(),
                at: None,
            }),
        }
        last = index;
    }
    dropped
}

/// Every piece, for a page that holds no article.
pub(super) fn all_dropped(pieces: &Pieces, rule: &'static str) -> Vec<Dropped> {
    dropped(pieces, &vec![Verdict::Drop(rule); pieces.list.len()])
}

fn append(text: &mut String, more: &str) {
    if text.chars().count() < SHOWN {
        text.push_str(" · ");
        text.push_str(more);
        *text = shorten(text);
    }
}

/// At most [`SHOWN`] scalar values, with `…` for what is missing.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
