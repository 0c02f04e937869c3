//! XML as it is found: read in one pass, mended where it is broken, never refused.
//!
//! Feeds, sitemaps and subscription lists share it. [`Scanner`] gives tags and text from a slice and
//! goes on after whatever breaks the rules; [`Names`] says which vocabulary a prefix stands for;
//! [`Open`] keeps the open elements and finds the one that an end tag closes.
//!
//! # Limits
//!
//! Nothing here calls itself, so nesting costs no stack: elements deeper than [`DEPTH`] are counted and
//! not kept. Entities that a document declares are not expanded and nothing external is ever loaded, so
//! a bomb is a few bytes of text. Attributes after the first [`ATTRIBUTES`] of a tag are passed over.

mod names;
mod open;
mod reference;
mod scan;
mod tag;

pub(crate) use names::{Names, Vocabulary};
pub(crate) use open::Open;
pub(crate) use reference::has_any;
pub(crate) use scan::{Scanner, Token};
pub(crate) use tag::{Attributes, Tag, local};

/// The deepest element that is kept.
pub(crate) const DEPTH: usize = 256;

/// The most attributes of a tag that are looked at.
pub(crate) const ATTRIBUTES: usize = 64;
