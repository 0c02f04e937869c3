//! Pieces put together into an article.

use crate::model::{Article, BlockKind, Direction, Dropped, Related};

use super::{
    body::Verdict,
    dom::Dom,
    hints::Hints,
    pieces::{self, Pieces},
};

/// How much of what was dropped is kept to show, in scalar values.
const SHOWN: usize = 200;

/// How long a headline is, in scalar values, and how many related ones are worth keeping.
const HEADLINE: std::ops::RangeInclusive<usize> = 20..=200;
const MOST_RELATED: usize = 20;

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
                append(&mut entry.text, &piece.text);
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

/// The linked headlines of other articles that stand in or near the article: in parts that call
/// themselves related, or under a `Read also:` line.
pub(super) fn related(
    dom: &Dom,
    pieces: &Pieces,
    verdicts: &[Verdict],
    headline: &str,
) -> Vec<Related> {
    let mut related: Vec<Related> = Vec::new();
    for (piece, verdict) in pieces.list.iter().zip(verdicts) {
        let (Verdict::Drop(rule), Some(href)) = (*verdict, pieces::href(dom, piece)) else {
            continue;
        };
        let is_title = HEADLINE.contains(&piece.chars) && piece.link_share() > 0.8;
        if !is_title
            || !piece.hints.any(Hints::RELATED)
            || piece.hints.any(Hints::NAVIGATION.with(Hints::FOOTER))
        {
            continue;
        }
        let is_new = related.iter().all(|known| known.text != piece.text) && piece.text != headline;
        if is_new && related.len() < MOST_RELATED {
            related.push(Related {
                text: piece.text.clone(),
                href: Some(href.to_owned()),
                at: None,
                rule: rule.into(),
            });
        }
    }
    related
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
