//! What an article leaves out, with the reason.

use crate::model::{Article, Dropped, Related, Span};

use super::super::{
    body::Verdict,
    dom::Dom,
    hints::Hints,
    pieces::{self, Kind, Pieces},
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
                let end = piece.place.map(|place| place.end);
                entry.at = entry.at.zip(end).map(|(at, end)| Span { end, ..at });
            }
            _ => dropped.push(Dropped {
                text: shorten(&piece.text),
                rule: rule.into(),
                at: piece.place,
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
    if !pieces.has_tags {
        return under_read_also(pieces, verdicts);
    }
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

/// In a page without tags: the titles that follow a `Read also:` line.
fn under_read_also(pieces: &Pieces, verdicts: &[Verdict]) -> Vec<Related> {
    let mut related: Vec<Related> = Vec::new();
    let mut is_under = false;
    for (piece, verdict) in pieces.list.iter().zip(verdicts) {
        if piece.ends_article {
            is_under = true;
            continue;
        }
        let is_title = matches!(piece.kind, Kind::Heading(_) | Kind::Bare)
            && piece.chrome_rule.is_none()
            && HEADLINE.contains(&piece.chars);
        is_under = is_under && is_title && !verdict.keeps();
        if is_under && related.len() < MOST_RELATED {
            related.push(Related {
                text: piece.text.clone(),
                href: None,
                at: piece.place,
                rule: "read-also-list".into(),
            });
        }
    }
    related
}

/// Gives a headline of another article to the one in or under which it stood.
pub(in crate::recover) fn give(articles: &mut [Article], headline: Related) {
    let start = |article: &Article| article.blocks.iter().find_map(|block| block.at);
    let is_above = |article: &&mut Article| match (start(article), headline.at) {
        (Some(article), Some(headline)) => article.start <= headline.start,
        _ => true,
    };
    let last = articles.iter_mut().rev().find(is_above);
    if let Some(article) = last {
        article.related.push(headline);
    } else if let Some(article) = articles.first_mut() {
        article.related.push(headline);
    }
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
fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
