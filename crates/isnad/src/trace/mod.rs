//! Articles to derivations, origins and stories.
//!
//! The work is in three steps, each a pure function whose result does not depend on the order in
//! which articles arrived:
//!
//! 1. [`overlaps`]: which held articles share text with this one (asks the [`Past`]);
//! 2. [`family`]: who copied whom, and where each text comes from, over one connected family;
//! 3. [`stories`]: which articles are about one event.
//!
//! ```
//! use isnad::{model::Reading, trace};
//!
//! let readings: Vec<Reading> = Vec::new(); // read from a folder
//! let mut batch = trace::Batch::default();
//! for reading in &readings {
//!     batch.add(&reading.article);
//! }
//! let overlaps = batch.overlaps();
//! let family = trace::family(&readings, &overlaps);
//! let stories = trace::stories(&readings, &overlaps, &family.origins);
//! assert!(stories.is_empty());
//! ```
//!
//! # Limits
//!
//! * Text is compared in one language: a translation is no copy.
//! * A text rewritten so that no eight runs of five words are left shares nothing; texts of under 20
//!   such runs must share most of them.
//! * Without an agency, a credit or hours between them, who of two was first stays unknown. So it does where each of two has
//!   what the other lacks of a text that more have: a statement, or an agency, that nobody holds.
//! * A text put together from two sources has a further parent when each gave a sentence or two that the other lacks.
//! * Two articles that share a quotation and little else are no copies; one that is nothing but a quotation is
//!   compared as any text.
//! * [`Stories`] looks for the story of an article among those of three days before and after it, and
//!   among all that have no day.
//! * Across languages a story is known by names, numbers and figures alone: consonants are compared, so
//!   names translated by their meaning do not meet.
//! * What an outlet prints under four or more of its articles is taken for its furniture, and so is
//!   a report that it publishes four times at four addresses.

mod align;
mod chain;
mod change;
mod claim;
mod compare;
mod conflict;
mod direction;
mod exclusive;
mod family;
mod fingerprint;
mod form;
mod further;
mod index;
mod join;
mod memory;
mod origin;
mod overlap;
mod pairs;
mod practice;
mod profile;
mod quotation;
mod related;
#[cfg(test)]
mod sample;
mod shares;
mod source;
mod stem;
mod story;
mod term;
mod thing;
mod tile;
mod words;

pub use chain::chain;
pub use compare::compare;
pub use exclusive::{Exclusive, exclusive};
pub use index::{Damaged, Index, MemoryShelf, SegmentSizes, Shelf};
pub use memory::Memory;
pub use overlap::Batch;
pub use practice::{Traced, practice};
pub use related::{ReadAlso, related};
pub use shares::shares;
pub use story::{Stories, Weights};

use crate::model::{Article, ArticleId, Conflict, Derivation, Origin, Overlap, Reading, Story};

/// What trace asks of the past. The store answers from its database, tests from [`Memory`].
pub trait Past {
    /// What can go wrong when asking.
    type Error;

    /// The held articles that have some of these [`fingerprints`], each with how many they share.
    /// The article itself may be among them.
    ///
    /// # Errors
    /// When the past cannot be read.
    fn sharing(&self, fingerprints: &[u64]) -> Result<Vec<(ArticleId, u32)>, Self::Error>;

    /// A held article.
    ///
    /// # Errors
    /// When the past cannot be read.
    fn reading(&self, id: ArticleId) -> Result<Option<Reading>, Self::Error>;
}

/// Who copied whom in one family of articles that share text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Family {
    /// At most one derivation an article: that from its parent. Where a text is put together from several sources, the
    /// others stand in [`Derivation::further`].
    pub derivations: Vec<Derivation>,
    /// Where each article's text comes from.
    pub origins: Vec<(ArticleId, Origin)>,
    /// Pairs that share the words of a quotation and nothing else: neither took from the other.
    pub quotations: Vec<(ArticleId, ArticleId)>,
}

/// The winnowed fingerprints of an article's body: sorted, distinct.
pub fn fingerprints(article: &Article) -> Vec<u64> {
    fingerprint::Shingles::of(article).fingerprints
}

/// The held articles that share text with this one.
///
/// # Errors
/// When the past cannot be read.
pub fn overlaps<P: Past>(reading: &Reading, past: &P) -> Result<Vec<Overlap>, P::Error> {
    overlap::with_past(reading, past)
}

/// Who copied whom among `readings`, of which `overlaps` are the pairs that share text. Of several readings with one
/// id, that which was fetched last is the article; the others are its earlier states, which tell since when it has
/// what it shares.
pub fn family<'r>(readings: impl IntoIterator<Item = &'r Reading>, overlaps: &[Overlap]) -> Family {
    family::family(readings, overlaps)
}

/// Whether what two articles share is the words of one speaker and nothing else: neither took from the other.
pub fn quote_the_same(a: &Reading, b: &Reading) -> bool {
    let profile = profile::Profile::of;
    quotation::only(&profile(a), &profile(b))
}

/// The figures of one story's articles that count one thing and do not agree.
pub fn conflicts(members: &[&Reading]) -> Vec<Conflict> {
    conflict::conflicts(members)
}

/// Which of `readings` are about one event: [`Stories`] of all of them together, with what a story shows.
pub fn stories(
    readings: &[Reading],
    overlaps: &[Overlap],
    origins: &[(ArticleId, Origin)],
) -> Vec<Story> {
    story::stories(readings, overlaps, origins)
}

/// What a story of these articles shows; nothing when there are none. `origins` are those of the articles.
pub fn story(members: &[Reading], origins: &[(ArticleId, Origin)]) -> Option<Story> {
    story::story(members, origins)
}
