//! Places in Arabic that no list knows: by the noun in front.

use super::{
    Candidate, push,
    shape::{is_definite, is_unknown, takes},
};
use crate::{annotate::words::Words, model::MentionKind, text::lang::classes::Classes};

/// Words of the name, at most.
const LONGEST_NAME: usize = 2;

/// `مدينة لينارا`, `قرية البحيرات`: a noun for a place, and unknown words.
pub(super) fn town(words: &Words<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    if !words.is(at, Classes::TOWN) {
        return None;
    }
    let start = at + 1;
    let fits = |at: usize| is_unknown(words, at) && !words.fold(at).starts_with(['ب', 'ل', 'و']);
    let definite = words.word(start)
        && is_definite(words, start)
        && words.class(start).is_none()
        && words.items[start].known.is_none()
        && takes(words, start);
    let mut end = start + usize::from(definite);
    while !definite && end < start + LONGEST_NAME && fits(end) {
        end += 1;
    }
    if end == start {
        return None;
    }
    let kind = MentionKind::Place;
    Some(push(words, start..end, kind, "place-word", 0.7, found))
}
