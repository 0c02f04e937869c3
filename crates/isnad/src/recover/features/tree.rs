//! Where a piece's element stands among the others.

use super::{
    super::{
        body::Known,
        container,
        pieces::{Piece, Pieces, share},
    },
    F, Row, log,
};

/// What lies below each element.
pub(super) struct Tree {
    below: Vec<Below>,
    /// The worth of the page.
    total: f32,
}

#[derive(Clone, Copy, Default)]
struct Below {
    worth: f32,
    chars: u32,
    link_chars: u32,
    pieces: u32,
}

/// Beyond so many siblings of one name their number tells nothing more, and so many are looked at.
const MANY: usize = 30;
const LOOKED_AT: usize = 200;

impl Tree {
    pub(super) fn of(pieces: &Pieces, known: &Known) -> Tree {
        let dom = known.dom;
        let mut below = vec![Below::default(); dom.len()];
        for piece in &pieces.list {
            let own = &mut below[piece.node.index()];
            own.worth += container::worth(piece, known.container.chrome).max(0.0);
            own.chars += piece.chars as u32;
            own.link_chars += piece.link_chars as u32;
            own.pieces += 1;
        }
        for id in dom.descendants(dom.root()).rev() {
            let own = below[id.index()];
            if let Some(parent) = dom.parent(id) {
                let up = &mut below[parent.index()];
                up.worth += own.worth;
                up.chars += own.chars;
                up.link_chars += own.link_chars;
                up.pieces += own.pieces;
            }
        }
        Tree {
            total: below[0].worth.max(1.0),
            below,
        }
    }

    pub(super) fn write(&self, row: &mut Row, piece: &Piece, known: &Known) {
        let dom = known.dom;
        let mut ups = dom.ancestors(piece.node);
        let mut up = || {
            ups.next()
                .map_or(self.below[0], |up| self.below[up.index()])
        };
        let (parent, grandparent, third) = (up(), up(), up());
        let links = |below: Below| share(below.link_chars as usize, below.chars as usize);
        row.put(F::parent_worth, parent.worth / self.total);
        row.put(F::grandparent_worth, grandparent.worth / self.total);
        row.put(F::third_worth, third.worth / self.total);
        row.put(F::parent_links, links(parent));
        row.put(F::grandparent_links, links(grandparent));
        row.put(F::parent_pieces, log(parent.pieces as usize));
        if let Some(parent) = dom.parent(piece.node) {
            let name = dom.local_name(piece.node);
            let alike = dom
                .children(parent)
                .take(LOOKED_AT)
                .filter(|&child| dom.local_name(child) == name);
            row.put(F::siblings_alike, log(alike.take(MANY).count()));
        }
        let container = known.container.node;
        let is_inside = dom.is_within(piece.at, container);
        let depth = dom.ancestors(piece.node).take_while(|&up| up != container);
        row.set(F::in_container, is_inside);
        row.put(
            F::depth_in_container,
            if is_inside {
                depth.count() as f32
            } else {
                -1.0
            },
        );
    }
}
