//! Texts put together from two sources, told by what those do not share with each other.

use super::{
    direction::{Clue, intersection},
    fingerprint::shared,
    pairs::Pairs,
    profile::Profile,
};

/// Runs of words that a passage has at least: a sentence or two.
pub(super) const PASSAGE: usize = 16;
/// A source that the text holds nearly all of may as well be an excerpt of it.
const EXCERPT: f32 = 0.9;

/// That an article holds passages of two others that share nothing with each other: it was put together from them.
/// Two who each took another part of it would be as likely, but those have little beside it.
pub(super) fn clue() -> Clue {
    Clue::new("joins-two-sources", 1.2)
}

/// Whether `copy` holds a passage of `source`, and another of an article, among those that `of` lets in, with
/// which `source` shares nothing.
pub(super) fn joins(
    profiles: &[Profile<'_>],
    pairs: &Pairs,
    copy: usize,
    source: usize,
    of: impl Fn(usize) -> bool,
) -> bool {
    let beside = |at: usize| {
        pairs
            .shares(copy, at)
            .is_some_and(|(_, kept)| kept < EXCERPT)
    };
    beside(source)
        && pairs
            .of(copy)
            .filter(|&other| other != source && of(other))
            .any(|other| {
                pairs.shares(other, source).is_none()
                    && beside(other)
                    && gives(profiles, copy, source, other, PASSAGE)
                    && gives(profiles, copy, other, source, PASSAGE)
            })
}

/// Whether `copy` has a passage of `source` that `other` lacks: `least` runs of words.
pub(super) fn gives(
    profiles: &[Profile<'_>],
    copy: usize,
    source: usize,
    other: usize,
    least: usize,
) -> bool {
    let given = intersection(&profiles[copy].shingles, &profiles[source].shingles);
    given.len() - shared(&given, &profiles[other].shingles) >= least
}
