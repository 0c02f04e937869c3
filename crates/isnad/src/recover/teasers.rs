//! Lists of teasers inside the element that holds the article.
//!
//! Below many articles, in the same element, stand the next ones: a linked title, a line of text, a
//! name, a date, and again. The text reads like the article's; the linked titles give it away.

use super::{
    container::{self, Container},
    dom::{Dom, NodeId},
    pieces::{Piece, Pieces},
};

/// The fewest linked titles that make a list.
const FEWEST: u32 = 3;

/// The share of the pieces that are linked titles in a list of teasers.
const SHARE: f32 = 0.33;

/// An element that holds more than this share of the article is the article, whatever it lists.
const MOST: f32 = 0.4;

/// How long a linked title is, in scalar values.
const TITLE: std::ops::RangeInclusive<usize> = 20..=200;

/// What lies below one element.
#[derive(Clone, Copy, Default)]
struct Below {
    pieces: u32,
    titles: u32,
    worth: f32,
}

/// The elements inside the container that are lists of teasers, each outside the others.
pub(super) fn find(dom: &Dom, pieces: &Pieces, container: &Container) -> Vec<NodeId> {
    let below = below(dom, pieces, container);
    let mut lists: Vec<NodeId> = Vec::new();
    for node in dom.descendants(container.node) {
        let part = below[node.index()];
        let is_list = part.titles >= FEWEST
            && part.titles as f32 >= SHARE * part.pieces as f32
            && part.worth <= MOST * container.worth;
        // In document order, so that only the last one can hold it.
        let is_covered = lists.last().is_some_and(|&list| dom.is_within(node, list));
        if is_list && !is_covered {
            lists.push(node);
        }
    }
    lists
}

fn below(dom: &Dom, pieces: &Pieces, container: &Container) -> Vec<Below> {
    let mut below = vec![Below::default(); dom.len()];
    for piece in pieces.inside(dom, container.node) {
        let own = &mut below[piece.node.index()];
        own.pieces += 1;
        own.titles += u32::from(is_linked_title(piece));
        own.worth += container::worth(piece, container.chrome).max(0.0);
    }
    for node in dom.descendants(container.node).rev() {
        let own = below[node.index()];
        if let Some(parent) = dom.parent(node) {
            let up = &mut below[parent.index()];
            up.pieces += own.pieces;
            up.titles += own.titles;
            up.worth += own.worth;
        }
    }
    below
}

/// Whether a place lies in one of these lists, which are in document order.
pub(super) fn holds(dom: &Dom, lists: &[NodeId], at: NodeId) -> bool {
    let before = lists.partition_point(|&list| list <= at);
    before > 0 && dom.is_within(at, lists[before - 1])
}

fn is_linked_title(piece: &Piece) -> bool {
    piece.link_share() > 0.8 && TITLE.contains(&piece.chars)
}
