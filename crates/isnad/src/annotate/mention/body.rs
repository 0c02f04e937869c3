//! Bodies in Arabic: parties, companies, papers, clubs.

use std::ops::Range;

use super::{Candidate, push, shape::is_unknown};
use crate::{
    annotate::{quote::marks, words::Words},
    model::{BlockKind, MentionKind, Span},
    text::lang::{
        classes::Classes,
        gazetteer::{bodies, clubs},
    },
};

const BODY: MentionKind = MentionKind::Organisation;

/// Words of a body's name after its first word, at most.
const LONGEST_BODY: usize = 6;

/// Words of a proper name behind the word that says what it is, at most.
const LONGEST_NAME: usize = 3;

/// `وزارة الخارجية الروسية`, `منظمة "فياسنا"`, `صحيفة الحياة`: the first word of a body and what belongs to it.
pub(super) fn body(
    words: &Words<'_>,
    pairs: &[marks::Pair],
    at: usize,
    found: &mut Vec<Candidate>,
) -> Option<usize> {
    let headed = words.is(at, Classes::HEAD | Classes::ORG);
    if headed && let Some(end) = named(words, at, found) {
        return Some(end);
    }
    if words.is(at, Classes::DEF_BODY | Classes::SCHOOL)
        && let Some(end) = school(words, at)
    {
        return Some(push(words, at..end, BODY, "body-school", 0.75, found));
    }
    noun_group(words, pairs, at, found)
}

/// The first word of a body with the definite words behind it, or with a name in quotation marks.
fn noun_group(
    words: &Words<'_>,
    pairs: &[marks::Pair],
    at: usize,
    found: &mut Vec<Candidate>,
) -> Option<usize> {
    if !words.is(at, Classes::BODY | Classes::WEAK_BODY) || words.items[at].known.is_some() {
        return None;
    }
    let mut end = at + 1;
    while end < words.items.len() && end < at + LONGEST_BODY && belongs(words, end) {
        end += words.items[end].known.map_or(1, |(_, count)| count);
    }
    let marked = marks::opening_at(pairs, end)
        .filter(|pair| pair.closed && (1..=3).contains(&pair.len(words)));
    if let Some(pair) = marked {
        let mut candidate = Candidate::new(words, pair.inside(), BODY, "body-in-marks", 0.85);
        candidate.span = words.place(pair.inside());
        found.push(candidate);
        return Some(pair.after);
    }
    let complements = end - at - 1;
    let strong = words.is(at, Classes::BODY) && !words.fold(at + 1).starts_with("لل");
    let known = words.get(at + 1).is_some_and(|item| item.known.is_some());
    let adjective = |at: usize| words.fold(at).ends_with("يه") || words.fold(at).ends_with('ي');
    let named = strong || complements >= 2 && adjective(end - 1);
    if complements == 0 || known || !named || words.is(at, Classes::HEAD) {
        return None;
    }
    Some(push(words, at..end, BODY, "body", 0.75, found))
}

/// The proper name behind a word that says what kind of body it is: one that the lists know (`حركة حماس`,
/// `صحيفة "الحياة"`), or unknown words (`شركة لينار`).
fn named(words: &Words<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let next = at
        + 1
        + usize::from(
            words
                .mark(at + 1)
                .is_some_and(|mark| "\"«“('".contains(mark)),
        );
    if let Some((prefix, count, known)) = words
        .listed(bodies(), next)
        .or_else(|| words.listed(clubs(), next))
        && prefix == 0
        && (!known.wary || words.is(at, Classes::HEAD))
    {
        // `حزب الليكود` is the name, `حركة حماس` is not.
        let with_head =
            words.is(at, Classes::BODY) && !words.is(at, Classes::HEAD) && next == at + 1;
        let from = if with_head { at } else { next };
        let mut candidate =
            Candidate::new(words, from..next + count, known.kind, "body-named", 0.9);
        candidate.key = Some(known.key.to_owned());
        found.push(candidate);
        return Some(next + count);
    }
    if next > at + 1 || !words.is(at, Classes::HEAD) {
        return None;
    }
    let mut end = next;
    while end < next + LONGEST_NAME && is_unknown(words, end) {
        end += 1;
    }
    // Verbs and participles agree with the noun (`شركة تستورد`, `شركة مختصة`): those begin and end so.
    let agrees = (next..end).any(|at| {
        let folded = words.fold(at);
        folded.starts_with(['ل', 'ب', 'و', 'ت', 'ي', 'م', 'ن', 'س']) || folded.ends_with(['ه', 'ت'])
    });
    let proper = end > next && !agrees && words.is(at, Classes::ORG);
    proper.then(|| push(words, next..end, BODY, "body-word", 0.7, found))
}

/// `جامعة لينار`, `بنك لينار المركزي`, `الاتحاد الدولي لكرة القدم`: where the name ends.
fn school(words: &Words<'_>, at: usize) -> Option<usize> {
    let mut end = if words.is(at, Classes::SCHOOL) {
        named_after(words, at + 1)?
    } else {
        at + 1
    };
    let adjectives = (end..end + 2)
        .take_while(|&at| is_adjective(words, at))
        .count();
    if adjectives == 0 && end == at + 1 {
        return None;
    }
    end += adjectives;
    if words.fold(end).starts_with("لل") {
        end += 1 + usize::from(is_adjective(words, end + 1));
    } else if words.fold(end) == "لكره" && words.word(end + 1) {
        end += 2;
    }
    Some(end)
}

/// The end of the place, person or unknown name that a school has its name from.
fn named_after(words: &Words<'_>, at: usize) -> Option<usize> {
    let titled = words.is(at, Classes::TITLE) && words.is(at + 1, Classes::NAME_WORDS);
    let from = at + usize::from(titled);
    let item = words.get(from)?;
    let end = match item.known {
        Some((known, count)) if item.prefix == 0 && !known.wary => from + count,
        _ if words.is(from, Classes::NAME_WORDS) => super::arabic::name_end(words, from, true),
        _ => {
            from + (from..from + 2)
                .take_while(|&at| is_unknown(words, at))
                .count()
        }
    };
    (end > at).then_some(end)
}

/// A definite adjective of relation (`الدولي`).
fn is_adjective(words: &Words<'_>, at: usize) -> bool {
    let folded = words.fold(at);
    let relation = folded.ends_with("يه") || folded.ends_with('ي');
    let no = Classes::STOP | Classes::PREP | Classes::CLAUSE | Classes::TIME;
    relation && folded.starts_with("ال") && folded.chars().count() >= 6 && !words.is(at, no)
}

/// Where the name in a phrase begins: behind a word that says what it is, when the rest is known
/// by itself (`حركة حماس`).
pub(super) fn bare(words: &Words<'_>, at: usize, count: usize) -> usize {
    let rest = || words.listed(bodies(), at + 1);
    let whole = count > 1
        && words.is(at, Classes::HEAD)
        && rest().is_some_and(|(_, length, _)| length + 1 == count);
    at + usize::from(whole)
}

/// A place without a first word that only says what the name is of.
pub(super) fn bare_span(words: &Words<'_>, run: Range<usize>, span: Span) -> Span {
    let from = bare(words, run.start, run.len());
    if from == run.start {
        return span;
    }
    Span {
        start: words.place(from..run.end).start,
        ..span
    }
}

/// Whether a word goes on with the name of a body: definite, or a place.
fn belongs(words: &Words<'_>, at: usize) -> bool {
    let item = &words.items[at];
    let folded = words.fold(at);
    let definite =
        folded.starts_with("ال") || folded.starts_with("لل") || folded.starts_with("وال");
    let known = item.known.is_some() && item.prefix == 0;
    let inner = item.class.any(Classes::COMPLEMENT | Classes::BODY)
        && item.prefix == 0
        && words.get(at + 1).is_some_and(|_| {
            words.fold(at + 1).starts_with("ال") || words.items[at + 1].known.is_some()
        });
    let ends = item.class.any(
        Classes::TIME
            | Classes::STOP
            | Classes::PREP
            | Classes::SAY
            | Classes::TITLE
            | Classes::CLAUSE,
    );
    item.mark.is_none() && !ends && (definite || known || inner)
}

/// Whether an article is about matches, so that cities in it are often their clubs.
pub(super) fn about_matches(blocks: &[Words<'_>]) -> bool {
    let read = blocks
        .iter()
        .filter(|words| words.kind != BlockKind::Caption);
    let (mut sport, mut all) = (0, 0);
    for words in read {
        all += words.items.len();
        sport += (0..words.items.len())
            .filter(|&at| words.is(at, Classes::SPORT))
            .count();
    }
    sport >= 3 && sport * 50 >= all
}

/// A sports club, in an article about matches.
pub(super) fn club(words: &Words<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let (prefix, count, known) = words.listed(clubs(), at)?;
    let before = at
        .checked_sub(1)
        .map_or(Classes::NONE, |before| words.class(before));
    let led = before.any(Classes::HEAD);
    let city = words.items[at]
        .known
        .is_some_and(|(_, length)| length >= count);
    let inside = before.any(Classes::PLACE_HEAD)
        || at > 0 && matches!(words.fold(at - 1), "في" | "الي" | "من" | "وفي")
        || words.fold(at).starts_with('ب') && prefix > 0;
    if known.wary && !led || city && inside {
        return None;
    }
    let mut candidate = Candidate::new(words, at..at + count, known.kind, "club", 0.8);
    candidate.span = words.place(at..at + count);
    candidate.span.start += prefix as u32;
    candidate.key = Some(known.key.to_owned());
    found.push(candidate);
    Some(at + count)
}
