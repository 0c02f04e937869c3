//! Bodies that an article has named once, where they stand by themselves.

use std::collections::HashMap;

use super::{Candidate, is_read, shape::is_ordinary};
use crate::{
    annotate::{taken::Taken, words::Words},
    model::MentionKind,
    text::lang::{classes::Classes, gazetteer::bodies},
};

/// Words in front of somebody told something, at most (`قال في تصريح خاص للجزيرة`).
const NEAR: usize = 4;

/// Finds bodies named behind a word that says what they are (`شركة لينار`) where they stand alone, and media
/// to which somebody said something (`قال للجزيرة`).
pub(super) fn bodies_again(blocks: &[Words<'_>], found: &mut Vec<Candidate>) {
    let named: HashMap<String, Option<String>> = found
        .iter()
        .filter(|one| one.kind == MentionKind::Organisation && one.rule.starts_with("body-"))
        .filter_map(|one| match &one.name[..] {
            [word] => Some((word.clone(), one.key.clone())),
            _ => None,
        })
        .collect();
    let mut taken = Taken::of(found.iter().map(|one| one.span));
    let read = blocks
        .iter()
        .filter(|words| words.arabic() && is_read(words));
    for words in read {
        for at in (0..words.items.len()).filter(|&at| words.word(at)) {
            if let Some(candidate) = one(words, at, &named)
                && taken.take(candidate.span)
            {
                found.push(candidate);
            }
        }
    }
}

fn one(words: &Words<'_>, at: usize, named: &HashMap<String, Option<String>>) -> Option<Candidate> {
    if words.fold(at).starts_with("لل") {
        return told(words, at);
    }
    let before = at
        .checked_sub(1)
        .map_or(Classes::NONE, |at| words.class(at));
    let place = before.any(Classes::PREP | Classes::PLACE_HEAD | Classes::TIME);
    if named.is_empty() || place || words.is(at, Classes::COMMON | Classes::NEVER_IN_NAMES) {
        return None;
    }
    let folded = words.fold(at);
    let (prefix, key) = match named.get(folded) {
        Some(key) => (0, key),
        None => ('و'.len_utf8(), named.get(folded.strip_prefix('و')?)?),
    };
    let dated = words.marked(at + 1, &['/', '-']) || words.is(at + 1, Classes::TIME);
    if dated || is_ordinary(words, at) {
        return None;
    }
    let mut span = words.place(at..at + 1);
    span.start += prefix as u32;
    let mut candidate = Candidate::at(words, span, MentionKind::Organisation, "named-before", 0.7);
    candidate.key = key.clone();
    Some(candidate)
}

/// A paper or station behind `ل`, not far behind a verb of saying.
fn told(words: &Words<'_>, at: usize) -> Option<Candidate> {
    let near = at.saturating_sub(NEAR)..at;
    let says = near
        .into_iter()
        .any(|at| words.is(at, Classes::SAYS | Classes::VENUE));
    let medium = says && !is_ordinary(words, at);
    let (prefix, count, known) = words.listed(bodies(), at).filter(|_| medium)?;
    let mut span = words.place(at..at + count);
    span.start += prefix as u32;
    let mut candidate = Candidate::at(words, span, MentionKind::Organisation, "told-to", 0.8);
    candidate.key = Some(known.key.to_owned());
    Some(candidate)
}
