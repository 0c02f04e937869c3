//! Outlets that the body cites, by the words that make an outlet of a name: `صحيفة "…"`, `The … Times`.

use std::{collections::HashMap, ops::Range};

use super::{
    cited::{Found, is_cited},
    name,
};
use crate::{
    annotate::{quote::marks::name_at, words::Words},
    model::{Source, SourceKind},
    text::{fold::fold, lang::classes::Classes},
};

/// The most words of a name in marks, and of one without.
const LONGEST: usize = 6;
const LONGEST_BARE: usize = 3;

/// `صحيفة "بريد المرفأ"`, `قناة المرفأ الوردانية`: the name behind a word for an outlet.
pub(super) fn headed(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.is(at, Classes::OUTLET_HEAD) {
        return None;
    }
    let found = named(words, at)?;
    let in_marks = words.marked(found.0.end, &CLOSING);
    let is_name = in_marks || found.1.key.is_some();
    let cited = is_cited(words, at..at + 1)
        || is_joined(words, at)
        || in_marks && is_told(words, at)
        || is_name && (is_published(words, at) || is_subject(words, at, found.0.end));
    cited.then_some(found)
}

/// `في مقاله "…" بصحيفة "…"`: the article or column that appeared there is cited.
fn is_published(words: &Words<'_>, at: usize) -> bool {
    let inside = words.fold(at).starts_with('ب')
        || at > 0 && matches!(words.fold(at - 1), "في" | "علي" | "عبر");
    words.arabic()
        && inside
        && (at.saturating_sub(PIECE_NEAR)..at)
            .rev()
            .take_while(|at| !words.marked(*at, &['.']))
            .any(|at| words.is(at, Classes::PIECE))
}

/// `وكانت صحيفة "…" قد ذكرت`: the verb stands behind the name that ends there.
fn is_subject(words: &Words<'_>, at: usize, end: usize) -> bool {
    let auxiliary = |at: usize| matches!(words.fold(at), "كانت" | "وكانت" | "كان" | "وكان");
    words.arabic()
        && at > 0
        && auxiliary(at - 1)
        && (end..end + NEAR)
            .take_while(|at| !words.marked(*at, &['.', '،']))
            .any(|at| words.is(at, Classes::CITE))
}

/// Whether a name stands in quotation marks, whichever way round they are written.
pub(super) fn in_marks(words: &Words<'_>, name: Range<usize>) -> bool {
    const MARKS: [char; 6] = ['«', '»', '“', '”', '"', '„'];
    name.start > 0 && words.marked(name.start - 1, &MARKS) && words.marked(name.end, &MARKS)
}

const CLOSING: [char; 3] = ['»', '”', '"'];

/// How far apart the names of two outlets stand, and a talk and the outlet it was given to.
const NEAR: usize = 9;
/// How far an article, with its title between, stands from the outlet that it appeared in.
const PIECE_NEAR: usize = 18;

/// `ذكرت إذاعة "…" وصحيفة "…"`: the other one is cited.
fn is_joined(words: &Words<'_>, at: usize) -> bool {
    let is_cited_head =
        |at: usize| words.is(at, Classes::OUTLET_HEAD) && is_cited(words, at..at + 1);
    words.arabic()
        && words.fold(at).starts_with('و')
        && (at.saturating_sub(NEAR)..at).any(is_cited_head)
}

/// `في مقابلة مع … على شبكة "…"`.
fn is_told(words: &Words<'_>, at: usize) -> bool {
    (at.saturating_sub(NEAR)..at)
        .rev()
        .take_while(|at| !words.marked(*at, &['.', '!', '؟']))
        .any(|at| words.is(at, Classes::TOLD))
}

/// The name that follows the word for an outlet at an item.
pub(super) fn named(words: &Words<'_>, at: usize) -> Option<Found> {
    let mut first = at + words.items.get(at)?.class_len;
    // `موقع صحيفة …`
    if words.is(first, Classes::OUTLET_HEAD) {
        first += words.items[first].class_len;
    }
    if let Some((count, agency)) = name::agency_at(words, first) {
        return Some((first..first + count, agency.source(), 0.8));
    }
    let (run, confidence) = match name_at(words, first, LONGEST) {
        Some(run) => (run, 0.75),
        None if words.is(at, Classes::WEAK_OUTLET) => return None,
        None => (bare_name(words, first)?, 0.6),
    };
    Some((run.clone(), source(words, run), confidence))
}

fn source(words: &Words<'_>, run: Range<usize>) -> Source {
    match name::whole(words, run.clone()) {
        Some((_, agency)) => agency.source(),
        None => name::unknown(words, run, SourceKind::Outlet),
    }
}

/// An Arabic name without marks: its first word, and those behind it that no lexicon knows, up to
/// what describes it (`صحيفة كوميرسانت الروسية`).
fn bare_name(words: &Words<'_>, first: usize) -> Option<Range<usize>> {
    let common = Classes::NEVER_IN_NAMES | Classes::COMMON;
    let is_plain = |at: usize| words.word(at) && !words.is(at, common);
    // `صحيفة محلية`: which one, it does not say.
    let describes = |at: usize| words.fold(at).ends_with("يه");
    if !words.arabic() || !is_plain(first) || describes(first) {
        return None;
    }
    let goes_on = |at: &usize| {
        let is_known = words
            .items
            .get(*at)
            .is_some_and(|item| item.known.is_some());
        is_plain(*at) && !is_known && !describes(*at) && !words.fold(*at).starts_with("ال")
    };
    let more = (first + 1..first + LONGEST_BARE)
        .take_while(goes_on)
        .count();
    Some(first..first + 1 + more)
}

/// The second of two: `صحيفتا "…" الوردانية و"…"`.
pub(super) fn second(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.arabic() || words.fold(at) != "و" {
        return None;
    }
    let run = name_at(words, at + 1, LONGEST)?;
    let close = (at.saturating_sub(2)..at)
        .rev()
        .find(|at| words.marked(*at, &CLOSING))?;
    let open = (close.saturating_sub(LONGEST + 1)..close)
        .rev()
        .find(|at| words.marked(*at, &['«', '“', '"']))?;
    let head = open.checked_sub(1)?;
    words
        .is(head, Classes::OUTLET_HEAD)
        .then(|| (run.clone(), source(words, run), 0.7))
}

/// `في حديث لـ"…"`: whom a speaker told it.
pub(super) fn told(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.arabic() || !words.is(at, Classes::TOLD) {
        return None;
    }
    let to = (at + 1..at + 4).find(|at| matches!(words.fold(*at), "ل" | "مع"))?;
    let run = name_at(words, to + 1, LONGEST)?;
    Some((run.clone(), source(words, run), 0.65))
}

/// `The Cedar Times`, `La Gazette des Ponts`: a run of capitals that holds a word of mastheads.
pub(super) fn masthead(words: &Words<'_>, at: usize) -> Option<Found> {
    let run = masthead_at(words, at)?;
    is_cited(words, run.clone()).then(|| {
        (
            run.clone(),
            name::unknown(words, run, SourceKind::Outlet),
            0.7,
        )
    })
}

/// Small words inside such names.
const LINKS: [&str; 10] = [
    "of", "the", "de", "des", "du", "la", "del", "do", "da", "dos",
];

/// The name of a paper or station in Latin letters that begins at an item.
pub(super) fn masthead_at(words: &Words<'_>, at: usize) -> Option<Range<usize>> {
    let is_capital = |at: usize| words.get(at).is_some_and(|item| item.capital);
    if words.arabic() || !is_capital(at) || at > 0 && is_capital(at - 1) {
        return None;
    }
    let joins = |at: usize| LINKS.contains(&words.fold(at)) && is_capital(at + 1);
    let goes_on = |at: &usize| is_capital(*at) || joins(*at);
    let end = at + (at..at + LONGEST).take_while(goes_on).count();
    let holds = (at..end).any(|at| words.is(at, Classes::MASTHEAD));
    (holds && end > at + 1).then_some(at..end)
}

/// A known outlet named again: in quotation marks, or in the same capitals.
pub(super) fn again(
    words: &Words<'_>,
    at: usize,
    named: &HashMap<String, Source>,
) -> Option<Found> {
    let run = name_at(words, at, LONGEST).or_else(|| masthead_at(words, at))?;
    let source = named.get(&*fold(words.of(run.clone())))?;
    Some((run, source.clone(), 0.6))
}
