//! The page as a list: every run of words that stands as a block, in document order.
//!
//! The list, not the tree, is what the later steps decide on; each piece remembers where in the
//! tree it stood and what the elements above it say of themselves.

mod flow;
mod run;
mod walk;

use std::ops::Range;

use crate::model::Span;

pub(super) use run::stops;

use super::{
    dom::{Attr, Dom, NodeId},
    hints::Hints,
    lines,
};

/// What kind of element a piece stood in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// With its level, 1 to 6.
    Heading(u8),
    ListItem,
    Quotation,
    Cell,
    Caption,
    /// Words directly in a `div`, `section`, `td`, …
    Bare,
}

/// A run of words that stands as a block.
#[derive(Debug)]
pub(super) struct Piece {
    /// The nearest block element.
    pub(super) node: NodeId,
    /// Its first text node, for asking what lies inside an element.
    pub(super) at: NodeId,
    pub(super) kind: Kind,
    /// The row of a table that it stands in.
    pub(super) row: Option<NodeId>,
    /// How many lists it stands in, and its number in the innermost, if that is numbered.
    pub(super) list_depth: u8,
    pub(super) number: Option<u32>,
    /// What the block element and those above it say of themselves.
    pub(super) hints: Hints,
    /// White space folded, in pages of tags.
    pub(super) text: String,
    /// Where that stands in a page without tags.
    pub(super) place: Option<Span>,
    /// Scalar values.
    pub(super) chars: usize,
    /// Of which inside links, in bold and in italic letters.
    pub(super) link_chars: usize,
    pub(super) bold_chars: usize,
    pub(super) italic_chars: usize,
    /// The links, in order: where in the text (bytes) and where to.
    pub(super) links: Vec<Link>,
    /// The words of inline elements that say they are the author, in bytes of the text.
    pub(super) authors: Vec<Range<usize>>,
    /// Commas, full stops and their kin.
    pub(super) stops: usize,
    /// The rule by which it is chrome, by the phrase that it begins with.
    pub(super) chrome_rule: Option<&'static str>,
    /// Whether it announces that what follows is no part of the report.
    pub(super) ends_article: bool,
}

/// A link in a piece.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The element, which has the address.
    pub(super) node: NodeId,
}

impl Piece {
    pub(super) fn link_share(&self) -> f32 {
        share(self.link_chars, self.chars)
    }

    /// Whether it ends as a sentence does, or announces with a colon what follows.
    pub(super) fn ends_as_sentence(&self) -> bool {
        lines::ends_as_sentence(&self.text)
            || lines::without_closing_marks(&self.text).ends_with(':')
    }
}

/// `part` of `whole`; 0 of nothing.
pub(super) fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        0.0
    } else {
        part as f32 / whole as f32
    }
}

/// Where the first link of a piece leads.
pub(super) fn href<'d>(dom: &'d Dom, piece: &Piece) -> Option<&'d str> {
    let first = piece.links.first()?;
    dom.attribute(first.node, Attr::Href)
}

/// The pieces of a page.
pub(super) struct Pieces {
    pub(super) list: Vec<Piece>,
    /// Whether the page had tags to tell what each piece is.
    pub(super) has_tags: bool,
}

impl Pieces {
    pub(super) fn of(dom: &Dom) -> Pieces {
        Pieces {
            list: walk::pieces(dom),
            has_tags: true,
        }
    }

    /// The places in the list of the pieces that lie inside an element: neighbours, since the list
    /// is in document order.
    pub(super) fn range(&self, dom: &Dom, node: NodeId) -> Range<usize> {
        let start = self.list.partition_point(|piece| piece.at < node);
        let end = self
            .list
            .partition_point(|piece| piece.at < node || dom.is_within(piece.at, node));
        start..end
    }

    /// The pieces that lie inside an element.
    pub(super) fn inside(&self, dom: &Dom, node: NodeId) -> &[Piece] {
        &self.list[self.range(dom, node)]
    }
}
