//! A second article glued below the first.
//!
//! Some pages print, under a `Read also:` line, not headlines of other articles but a whole other
//! article. It shows by what follows that line: a title, then running text that shares its words
//! with that title rather than with the page's own headline.

use std::collections::HashSet;

use crate::text::token;

use super::{
    chrome,
    container::{self, Container},
    pieces::{Kind, Piece, Pieces},
};

/// So many pieces of running text under one title are an article; a teaser has one, rarely two.
const FEWEST_PARAGRAPHS: usize = 3;

/// The most scalar values of a title.
const LONGEST_TITLE: usize = 200;

/// Where a second article is glued on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glued {
    /// The `Read also:` line.
    pub(super) seam: usize,
    /// The second article's headline.
    pub(super) title: usize,
}

pub(super) fn find(pieces: &Pieces, container: &Container, headline: &str) -> Option<Glued> {
    let inside: Vec<usize> = pieces
        .inside(container.node)
        .map(|(index, _)| index)
        .collect();
    inside.windows(2).enumerate().find_map(|(at, pair)| {
        let [seam, title] = *pair else { return None };
        let (line, heading) = (&pieces.list[seam], &pieces.list[title]);
        if !chrome::ends_article(&line.text) || !is_title(heading) {
            return None;
        }
        let is_section = matches!(heading.kind, Kind::Heading(_))
            && inside
                .iter()
                .filter(|&&index| pieces.list[index].kind == heading.kind)
                .count()
                > 1;
        if is_section {
            return None;
        }
        let below = inside[at + 2..].iter().map(|&index| &pieces.list[index]);
        let running: Vec<&Piece> = below
            .take_while(|piece| !matches!(piece.kind, Kind::Heading(_)))
            .filter(|piece| is_running(piece))
            .collect();
        let about = |title: &str| shared_words(title, &running);
        let is_article =
            running.len() >= FEWEST_PARAGRAPHS && about(&heading.text) > about(headline);
        is_article.then_some(Glued { seam, title })
    })
}

/// The share of a title's longer words that stand in the text below.
fn shared_words(title: &str, below: &[&Piece]) -> f32 {
    let text: HashSet<String> = below
        .iter()
        .flat_map(|piece| token::tokens(&piece.text))
        .map(|word| word.folded())
        .collect();
    let words: Vec<String> = token::tokens(title)
        .map(|word| word.folded())
        .filter(|word| word.chars().count() >= 4)
        .collect();
    let shared = words.iter().filter(|word| text.contains(*word)).count();
    shared as f32 / words.len().max(1) as f32
}

fn is_running(piece: &Piece) -> bool {
    piece.chars >= 80 && container::worth(piece) > 40.0
}

fn is_title(piece: &Piece) -> bool {
    let is_heading = matches!(piece.kind, Kind::Heading(_));
    // A linked title leads to the other article instead of standing above it.
    let leads_away = piece.link_share() > 0.3;
    !leads_away
        && (is_heading || !piece.ends_as_sentence())
        && (15..=LONGEST_TITLE).contains(&piece.chars)
}
