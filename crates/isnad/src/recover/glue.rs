//! A second article glued below the first.
//!
//! Some pages print, under a `Read also:` line, not headlines of other articles but a whole other
//! article. It shows by what follows that line: a title, then running text that shares its words
//! with that title rather than with the page's own headline.

use std::collections::HashSet;

use crate::text::token;

use super::{
    container::Container,
    dom::{Dom, NodeId},
    pieces::{Kind, Piece, Pieces},
};

/// So many pieces of running text under one title are an article; a teaser has one, rarely two.
const FEWEST_PARAGRAPHS: usize = 3;

/// The most scalar values of a title.
const LONGEST_TITLE: usize = 200;

/// A second article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glued {
    /// The `Read also:` line.
    pub(super) seam: usize,
    /// Its headline.
    pub(super) title: usize,
    /// The smallest element that holds its headline and its text.
    pub(super) node: NodeId,
}

/// The second article of a page whose own stands in `container`. It is looked for from there on in
/// document order, since designs differ in how deep they put it.
pub(super) fn find(
    dom: &Dom,
    pieces: &Pieces,
    container: &Container,
    headline: &str,
) -> Option<Glued> {
    let first = pieces.range(dom, container.node).start;
    let list = &pieces.list;
    (first + 1..list.len().saturating_sub(1)).find_map(|seam| {
        let (line, title) = (&list[seam], seam + 1);
        if !line.ends_article()
            || !is_title(&list[title])
            || is_section(dom, pieces, container, title)
        {
            return None;
        }
        let running: Vec<&Piece> = list[title + 1..]
            .iter()
            .skip_while(|piece| is_lead(piece))
            .take_while(|piece| is_running(piece))
            .collect();
        let about = |title: &str| shared_words(title, running.iter().map(|piece| &*piece.text));
        let is_article =
            running.len() >= FEWEST_PARAGRAPHS && about(&list[title].text) > about(headline);
        let node = common(dom, list[title].node, running.last()?.node)?;
        is_article.then_some(Glued { seam, title, node })
    })
}

/// A heading of which the article has others of the same rank heads a part of it.
fn is_section(dom: &Dom, pieces: &Pieces, container: &Container, title: usize) -> bool {
    let kind = pieces.list[title].kind;
    let alike = pieces
        .range(dom, container.node)
        .filter(|&index| index != title && pieces.list[index].kind == kind);
    matches!(kind, Kind::Heading(_)) && alike.count() > 0
}

/// The smallest element that holds both.
fn common(dom: &Dom, one: NodeId, other: NodeId) -> Option<NodeId> {
    let above: Vec<NodeId> = dom.ancestors(one).collect();
    dom.ancestors(other).find(|node| above.contains(node))
}

/// The share of a title's longer words that stand in the text below.
pub(super) fn shared_words<'t>(title: &str, texts: impl Iterator<Item = &'t str>) -> f32 {
    let text: HashSet<String> = texts
        .flat_map(token::tokens)
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
    piece.chars >= 50 && piece.ends_as_sentence() && piece.link_share() < 0.3
}

/// A short sentence between title and text.
fn is_lead(piece: &Piece) -> bool {
    !is_running(piece) && piece.ends_as_sentence() && piece.link_share() < 0.3
}

fn is_title(piece: &Piece) -> bool {
    let is_heading = matches!(piece.kind, Kind::Heading(_));
    // A linked title leads to the other article instead of standing above it.
    let leads_away = piece.link_share() > 0.3;
    !leads_away
        && (is_heading || !piece.ends_as_sentence())
        && (15..=LONGEST_TITLE).contains(&piece.chars)
}
