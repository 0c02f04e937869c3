//! What an article leaves out, with the reason.

use crate::model::{Dropped, Related};

use super::super::{
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

/// What the verdicts drop; neighbours that one rule dropped are one entry.
pub(in crate::recover) fn dropped(pieces: &Pieces, verdicts: &[Verdict]) -> Vec<Dropped> {
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
pub(in crate::recover) fn related(
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
pub(in crate::recover) fn all_dropped(pieces: &Pieces, rule: &'static str) -> Vec<Dropped> {
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
pub(in crate::recover) fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
