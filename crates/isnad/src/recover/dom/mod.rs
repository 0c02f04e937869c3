//! A page as a tree in one flat arena.
//!
//! Nodes are numbered in the order in which the parser made them, links between them are numbers,
//! and the whole tree is freed at once. Comments, processing instructions and the contents of
//! `<template>` are never kept.

mod build;
mod depth;

use std::num::NonZeroU32;

use html5ever::{Attribute, LocalName, QualName, tendril::StrTendril};

pub(super) use build::parse;

/// The number of a node in its [`Dom`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(NonZeroU32);

impl NodeId {
    fn new(index: usize) -> NodeId {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        NodeId(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
    }

    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, or a fragment apart from it.
    Root,
    /// An element with its attributes.
    Element(QualName, Vec<Attribute>),
    /// Characters.
    Text(StrTendril),
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    previous: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) first: Option<NodeId>,
    last: Option<NodeId>,
    depth: u32,
    pub(super) data: Data,
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

impl Dom {
    pub(super) fn root(&self) -> NodeId {
        NodeId::new(0)
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).first, |&child| self.node(child).next)
    }

    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).parent, |&up| self.node(up).parent)
    }

    /// Every node below `id` in document order.
    pub(super) fn descendants(&self, id: NodeId) -> Descendants<'_> {
        Descendants {
            dom: self,
            top: id,
            at: Some(id),
        }
    }

    /// The local name of an element; `""` for what is none.
    pub(super) fn name(&self, id: NodeId) -> &str {
        self.local_name(id).map_or("", |name| name)
    }

    pub(super) fn local_name(&self, id: NodeId) -> Option<&LocalName> {
        match &self.node(id).data {
            Data::Element(name, _) => Some(&name.local),
            _ => None,
        }
    }

    pub(super) fn attributes(&self, id: NodeId) -> &[Attribute] {
        match &self.node(id).data {
            Data::Element(_, attributes) => attributes,
            _ => &[],
        }
    }

    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let found = self
            .attributes(id)
            .iter()
            .find(|attribute| &*attribute.name.local == name)?;
        Some(&found.value)
    }

    /// All characters below a node, white space folded to single spaces.
    pub(super) fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for node in self.descendants(id) {
            match &self.node(node).data {
                Data::Text(words) => text.push_str(words),
                Data::Element(name, _) if matches!(&*name.local, "br" | "p" | "div" | "li") => {
                    text.push(' ');
                }
                _ => {}
            }
        }
        super::space::collapse(&text)
    }
}

/// Iterator of [`Dom::descendants`].
pub(super) struct Descendants<'d> {
    dom: &'d Dom,
    top: NodeId,
    at: Option<NodeId>,
}

impl Iterator for Descendants<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let mut node = self.at?;
        let next = match self.dom.node(node).first {
            Some(first) => Some(first),
            None => loop {
                if node == self.top {
                    break None;
                }
                if let Some(next) = self.dom.node(node).next {
                    break Some(next);
                }
                match self.dom.node(node).parent {
                    Some(parent) => node = parent,
                    None => break None,
                }
            },
        };
        self.at = next;
        next
    }
}
