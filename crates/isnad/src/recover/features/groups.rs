//! Pieces of the same make: what a page prints in one way it means in one way.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use crate::text::hash::{Fnv, Xx};

use super::{
    super::{
        body::Known,
        container,
        dom::{Attr, Dom, NodeId},
        pieces::{Pieces, share},
    },
    F, Row, log,
};

/// The pieces whose elements, and those around them, have the same names and classes.
pub(super) struct Groups {
    /// The group of each piece.
    of: Vec<usize>,
    groups: Vec<Group>,
    /// The worth of all.
    total: f32,
}

#[derive(Clone, Copy, Default)]
struct Group {
    size: usize,
    worth: f32,
    chars: usize,
    link_chars: usize,
    sentences: usize,
}

impl Groups {
    pub(super) fn of(pieces: &Pieces, known: &Known) -> Groups {
        let mut places: HashMap<u64, usize, BuildHasherDefault<Fnv>> = HashMap::default();
        let mut groups: Vec<Group> = Vec::new();
        let mut of = Vec::with_capacity(pieces.list.len());
        for piece in &pieces.list {
            let place = *places
                .entry(make(known.dom, piece.node))
                .or_insert_with(|| {
                    groups.push(Group::default());
                    groups.len() - 1
                });
            let group = &mut groups[place];
            group.size += 1;
            group.worth += container::worth(piece, known.container.chrome).max(0.0);
            group.chars += piece.chars;
            group.link_chars += piece.link_chars;
            group.sentences += usize::from(piece.ends_as_sentence());
            of.push(place);
        }
        let total: f32 = groups.iter().map(|group| group.worth).sum();
        Groups {
            of,
            groups,
            total: total.max(1.0),
        }
    }

    pub(super) fn write(&self, row: &mut Row, index: usize) {
        let group = self.groups[self.of[index]];
        row.put(F::group_size, log(group.size));
        row.put(F::group_worth, group.worth / self.total);
        row.put(
            F::group_chars,
            (group.chars as f32 / group.size as f32).ln_1p(),
        );
        row.put(F::group_links, share(group.link_chars, group.chars));
        row.put(F::group_sentences, share(group.sentences, group.size));
    }
}

/// What an element and its parent are made of, as one number.
fn make(dom: &Dom, node: NodeId) -> u64 {
    let mut hash = Xx::default();
    for id in std::iter::once(node).chain(dom.parent(node)) {
        hash.write(dom.name(id).as_bytes());
        hash.write(b" ");
        hash.write(dom.attribute(id, Attr::Class).unwrap_or("").as_bytes());
        hash.write(b">");
    }
    hash.finish()
}
