//! Sources that the body cites: `نقلاً عن …`, `نقلت وكالة …`, `according to Reuters`.

use std::{collections::HashMap, ops::Range};

use super::{credit, name, outlet};
use crate::{
    annotate::words::Words,
    model::{Credit, CreditRole, Source, SourceKind, Span},
    text::{
        fold::fold,
        lang::{
            agencies::{SEVERAL, agencies},
            classes::Classes,
        },
    },
};

/// Words between a phrase of citing and the name it cites (`قالت وكالة الأنباء …`, `told the …`).
const REACH: usize = 3;

/// A source, the items of its name, and how sure that it is one.
pub(super) type Found = (Range<usize>, Source, f32);

/// The citations of the body: first those that the words around them show, then the outlets of
/// those where they are named again.
pub(super) fn credits<'w>(
    blocks: impl Iterator<Item = &'w Words<'w>> + Clone,
    credits: &mut Vec<Credit>,
) {
    let before = credits.len();
    for words in blocks.clone() {
        each(words, credits, found);
    }
    let outlets = credits[before..]
        .iter()
        .filter(|credit| credit.source.kind == SourceKind::Outlet);
    let named: HashMap<String, Source> = outlets
        .map(|credit| {
            (
                fold(&credit.source.name).into_owned(),
                credit.source.clone(),
            )
        })
        .collect();
    if named.is_empty() {
        return;
    }
    for words in blocks {
        each(words, credits, |words, at| outlet::again(words, at, &named));
    }
}

fn each(
    words: &Words<'_>,
    credits: &mut Vec<Credit>,
    find: impl Fn(&Words<'_>, usize) -> Option<Found>,
) {
    let mut at = 0;
    while at < words.items.len() {
        at = match find(words, at) {
            Some((run, source, confidence)) => {
                let next = run.end.max(at + 1);
                let (place, role) = (bare(words, run), CreditRole::Cited);
                credits.push(credit(place, source, role, "cited", confidence));
                next
            }
            None => at + 1,
        };
    }
}

fn found(words: &Words<'_>, at: usize) -> Option<Found> {
    known(words, at)
        .or_else(|| arabic_agency(words, at))
        .or_else(|| outlet::headed(words, at))
        .or_else(|| outlet::second(words, at))
        .or_else(|| outlet::told(words, at))
        .or_else(|| outlet::masthead(words, at))
        .or_else(|| latin_agency(words, at))
}

/// The name without a preposition written onto it (`لرويترز`).
fn bare(words: &Words<'_>, run: Range<usize>) -> Span {
    let mut place = words.bare_place(run.clone());
    let plain = words
        .phrase(agencies(), words.fold(run.start), run.start)
        .is_some();
    if !plain && place == words.place(run.clone()) && name::agency_at(words, run.start).is_some() {
        place.start += 'ل'.len_utf8() as u32;
    }
    place
}

/// An agency or outlet of the lexicon. A report that names an agency leans on it, unless it is about
/// the people who work there.
fn known(words: &Words<'_>, at: usize) -> Option<Found> {
    let (count, agency) = name::agency_at(words, at)?;
    let run = at..at + count;
    let head = at > 0 && words.is(at - 1, Classes::AGENCY_HEAD | Classes::OUTLET_HEAD);
    let is_named = head || outlet::in_marks(words, run.clone());
    if agency.short && !is_named || agency.key == SEVERAL {
        return None;
    }
    let confidence = if is_cited(words, run.clone()) {
        0.85
    } else if agency.kind == SourceKind::Agency
        && !is_topic(words, at)
        && !words.is(run.end, Classes::STAFF)
    {
        0.7
    } else {
        return None;
    };
    Some((run, agency.source(), confidence))
}

/// Whether the words around a name say that the report leans on it.
pub(super) fn is_cited(words: &Words<'_>, run: Range<usize>) -> bool {
    let prefixed = words.arabic() && words.fold(run.start).starts_with('ل');
    let says = Classes::CITE | Classes::SAY | Classes::ACCORDING;
    let before = (run.start.saturating_sub(REACH)..run.start)
        .rev()
        .take_while(|at| !words.marked(*at, &['.', '،', ',', '!', '؟', '?']))
        .any(|at| words.is(at, if words.arabic() { says } else { Classes::CITE }));
    let after = words.is(run.end, Classes::SAYS)
        || words.is(run.end, Classes::AUX) && words.is(run.end + 1, Classes::PARTICIPLE);
    (prefixed || before || after && !words.arabic()) && !is_topic(words, run.start)
}

/// Whether somebody of the source is meant: `رئيس تحرير صحيفة …`.
fn is_topic(words: &Words<'_>, at: usize) -> bool {
    (at.saturating_sub(REACH)..at)
        .rev()
        .take_while(|at| words.word(*at) && !words.is(*at, Classes::SAY | Classes::CITE))
        .any(|at| words.is(at, Classes::STAFF))
}

/// `وكالة … للأنباء`: an agency that no lexicon knows.
fn arabic_agency(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.arabic() || !words.is(at, Classes::AGENCY_HEAD) {
        return None;
    }
    let end = (at + 1..at + 6)
        .take_while(|at| words.word(*at))
        .find(|at| words.is(*at, Classes::AGENCY_TAIL))?;
    let run = at..end + 1;
    let source = name::unknown(words, run.clone(), SourceKind::Agency);
    is_cited(words, run.clone()).then_some((run, source, 0.75))
}

/// `the Harbour News Agency said`: a run of capitals that ends in the word for an agency.
fn latin_agency(words: &Words<'_>, at: usize) -> Option<Found> {
    let starts = !words.arabic() && words.items[at].capital && !words.is(at, Classes::STOP);
    if !starts || at > 0 && words.items[at - 1].capital && !words.is(at - 1, Classes::STOP) {
        return None;
    }
    let end = (at..at + 6)
        .take_while(|at| words.get(*at).is_some_and(|item| item.capital))
        .last()?
        + 1;
    let tail =
        (end - 1..end + 1).find(|at| words.is(*at, Classes::AGENCY_TAIL | Classes::OUTLET_HEAD))?;
    let agency = words.is(tail, Classes::AGENCY_TAIL);
    let inside = tail < end;
    let run = at..if inside {
        tail + words.items[tail].class_len
    } else {
        end
    };
    let kind = if agency {
        SourceKind::Agency
    } else {
        SourceKind::Outlet
    };
    let around = at..tail + words.items[tail].class_len;
    (run.len() >= 2 || !inside).then_some(())?;
    is_cited(words, around).then(|| (run.clone(), name::unknown(words, run, kind), 0.7))
}
