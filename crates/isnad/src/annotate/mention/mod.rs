//! Persons, places and organisations named in the text.
//!
//! A name needs evidence: the gazetteer, an office or a verb of saying beside it, a given name, the
//! first word of a body. Capital letters alone are none, and Arabic has none. What one full name has
//! shown to be a person, its last name shows again wherever it stands (`ترامب` after `دونالد ترامب`).

mod again;
mod arabic;
mod body;
mod entity;
mod latin;
mod place;
mod shape;
#[cfg(test)]
mod tests;

use std::{cmp::Reverse, ops::Range};

use super::{taken::Taken, words::Words};
use crate::{
    model::{BlockKind, Credit, Mention, MentionKind, Quote, Span},
    text::lang::{classes::Classes, gazetteer::Known},
};

/// A name as a reader finds it, before it is joined to the others of its article.
struct Candidate {
    span: Span,
    kind: MentionKind,
    /// The gazetteer's key, where it has one.
    key: Option<String>,
    /// The folded words of the name.
    name: Vec<String>,
    rule: &'static str,
    confidence: f32,
}

/// The names in an article, in the order of the text. Quotes get the full names of their speakers.
pub(super) fn mentions(
    blocks: &[Words<'_>],
    quotes: &mut [Quote],
    credits: &[Credit],
) -> Vec<Mention> {
    let mut found = Vec::new();
    credited(blocks, credits, &mut found);
    let matches = body::about_matches(blocks);
    for words in blocks.iter().filter(|words| is_read(words)) {
        if words.arabic() {
            arabic::names(words, matches, &mut found);
        } else {
            latin::names(words, &mut found);
        }
        gazetteer(words, &mut found);
    }
    speakers(blocks, quotes, &mut found);
    let mut found = without_overlaps(found);
    again::bodies_again(blocks, &mut found);
    let people = entity::People::of(&found, blocks);
    let mut taken = Taken::of(found.iter().map(|one| one.span));
    for words in blocks.iter().filter(|words| is_read(words)) {
        people.again(words, &mut taken, &mut found);
    }
    people.name_speakers(blocks, quotes);
    let mut mentions: Vec<Mention> = found
        .into_iter()
        .map(|candidate| people.mention(candidate))
        .collect();
    mentions.sort_by_key(|mention| mention.span);
    mentions
}

fn is_read(words: &Words<'_>) -> bool {
    words.kind.is_body() || matches!(words.kind, BlockKind::Headline | BlockKind::Caption)
}

/// Of names at one place the longer one stays, and of two alike the one the gazetteer knows.
fn without_overlaps(mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.sort_by_key(|candidate| Reverse((candidate.span.len(), candidate.key.is_some())));
    let mut taken = Taken::default();
    found.retain(|candidate| taken.take(candidate.span));
    found
}

impl Candidate {
    fn new(
        words: &Words<'_>,
        run: Range<usize>,
        kind: MentionKind,
        rule: &'static str,
        confidence: f32,
    ) -> Candidate {
        let span = words.bare_place(run.clone());
        let mut candidate = Candidate::at(words, span, kind, rule, confidence);
        // `للنجار` is `ل` and `النجار`: the name has its article back.
        if words.fold(run.start).starts_with("لل")
            && let Some(first) = candidate.name.first_mut()
            && let Some(rest) = first.strip_prefix('ل')
        {
            *first = format!("ال{rest}");
        }
        candidate
    }

    fn at(
        words: &Words<'_>,
        span: Span,
        kind: MentionKind,
        rule: &'static str,
        confidence: f32,
    ) -> Candidate {
        Candidate {
            span,
            kind,
            key: None,
            name: entity::name_words(span.of(words.text)),
            rule,
            confidence,
        }
    }
}

/// Adds the name that is these items, and says where it ends.
fn push(
    words: &Words<'_>,
    run: Range<usize>,
    kind: MentionKind,
    rule: &'static str,
    confidence: f32,
    found: &mut Vec<Candidate>,
) -> usize {
    let end = run.end;
    found.push(Candidate::new(words, run, kind, rule, confidence));
    end
}

/// The block that holds a place; blocks stand in the order of the text.
fn holding<'b, 't>(blocks: &'b [Words<'t>], place: Span) -> Option<&'b Words<'t>> {
    let after = blocks.partition_point(|words| words.span.start <= place.start);
    let words = blocks.get(after.checked_sub(1)?)?;
    words.span.contains(place).then_some(words)
}

/// Sources that the body credits are organisations.
fn credited(blocks: &[Words<'_>], credits: &[Credit], found: &mut Vec<Candidate>) {
    for credit in credits {
        let Some(words) = holding(blocks, credit.span).filter(|words| is_read(words)) else {
            continue;
        };
        let span = match items_at(words, credit.span).filter(|_| words.arabic()) {
            Some(run) => body::bare_span(words, run, credit.span),
            None => credit.span,
        };
        let mut candidate = Candidate::at(words, span, MentionKind::Organisation, "credit", 0.9);
        candidate.key = credit
            .source
            .key
            .as_ref()
            .map(|key| format!("agency:{key}"));
        found.push(candidate);
    }
}

/// Names of the gazetteer.
fn gazetteer(words: &Words<'_>, found: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < words.items.len() {
        let Some((known, count)) = words.items[at].known else {
            at += 1;
            continue;
        };
        if counts(words, at, count, known) {
            let from = if words.arabic() {
                body::bare(words, at, count)
            } else {
                at
            };
            let mut candidate =
                Candidate::new(words, from..at + count, known.kind, "gazetteer", 0.95);
            candidate.key = Some(known.key.to_owned());
            found.push(candidate);
        }
        at += count;
    }
}

/// Whether a name of the gazetteer is meant as that name here.
fn counts(words: &Words<'_>, at: usize, count: usize, known: Known) -> bool {
    let before = at.checked_sub(1);
    let leads = Classes::PREP | Classes::TITLE | Classes::PLACE_HEAD;
    let led = before.is_some_and(|before| words.is(before, leads))
        || words.fold(at).starts_with('و') && before.is_some_and(|before| is_place(words, before))
        || words.fold(at).starts_with('ب') && words.items[at].prefix > 0
        || before.is_none() && words.marked(at + count, &['-', '–', ':', 'ـ']);
    if known.wary && !led {
        return false;
    }
    if words.arabic() {
        if count == 1 && before.is_some_and(|before| is_relation(words, before, at)) {
            return false;
        }
        let person = before.is_some_and(|before| {
            words.is(before, Classes::GIVEN) && words.class(at).any(Classes::GIVEN)
        });
        return !person;
    }
    let capital = (at..at + count).any(|at| words.items[at].capital);
    capital && !latin::inside_longer_name(words, at..at + count)
}

/// Whether a word in the form of an adjective agrees with the definite noun before it (`القوات السعودية`), so that
/// it is no place of that name.
fn is_relation(words: &Words<'_>, before: usize, at: usize) -> bool {
    let (noun, word) = (words.fold(before), words.fold(at));
    let definite = ["ال", "وال", "بال", "لل", "فال"]
        .iter()
        .any(|front| noun.starts_with(front));
    let known = words
        .items
        .get(before)
        .is_some_and(|item| item.known.is_some());
    let kind = words.is(before, Classes::PLACE_HEAD | Classes::PREP | Classes::TIME);
    word.starts_with("ال") && word.ends_with("يه") && definite && !known && !kind
}

/// Whether the place before ends here, as in a list of places.
fn is_place(words: &Words<'_>, at: usize) -> bool {
    let known = words.items.get(at).and_then(|item| item.known);
    known
        .is_some_and(|(known, count)| known.kind == MentionKind::Place && !known.wary && count == 1)
}

/// Speakers that are people or named bodies.
fn speakers(blocks: &[Words<'_>], quotes: &[Quote], found: &mut Vec<Candidate>) {
    for quote in quotes {
        let Some(speaker) = quote.speaker else {
            continue;
        };
        let Some(words) = holding(blocks, speaker).filter(|words| is_read(words)) else {
            continue;
        };
        let Some(mut run) = items_at(words, speaker) else {
            continue;
        };
        let mut span = speaker;
        if words.arabic() {
            run = arabic::name_in(words, run, quote.role.is_some());
            span.end = span.end.min(words.place(run.clone()).end);
        }
        if is_person(words, run, quote.role.is_some()) {
            let candidate = Candidate::at(words, span, MentionKind::Person, "speaker", 0.8);
            found.push(candidate);
        }
    }
}

/// The items of a place.
fn items_at(words: &Words<'_>, place: Span) -> Option<Range<usize>> {
    let start = words
        .items
        .partition_point(|item| item.span.end <= place.start);
    let end = words
        .items
        .partition_point(|item| item.span.start < place.end);
    (start < end).then_some(start..end)
}

/// Whether a speaker is a person by name: no office, no body, no common noun in it.
fn is_person(words: &Words<'_>, run: Range<usize>, has_role: bool) -> bool {
    let common = Classes::SOURCE
        | Classes::ORG
        | Classes::NOUN
        | Classes::STOP
        | Classes::PREP
        | Classes::OUTLET_HEAD
        | Classes::AGENCY_HEAD
        | Classes::TIME
        | Classes::CLAUSE
        | Classes::ORG_END;
    let named = Classes::GIVEN | Classes::FAMILY | Classes::LINK;
    let plain = run.clone().all(|at| {
        let class = words.class(at);
        (class.any(named) || !class.any(common | Classes::TITLE))
            && words.mark(at).is_none_or(|mark| mark == '.')
    });
    let written = words.arabic()
        || run.clone().all(|at| {
            let item = &words.items[at];
            item.capital || item.mark.is_some() || words.is(at, Classes::LINK)
        });
    let known = words.items[run.start]
        .known
        .is_some_and(|(_, count)| count >= run.len());
    let evident = has_role || run.clone().any(|at| words.is(at, named));
    let capital = words.items[run.start].capital && run.len() >= 2;
    let foreign = words.arabic()
        && run.clone().all(|at| shape::takes(words, at))
        && run.len() <= 3
        && !words.fold(run.start).starts_with("ال")
        && !words.fold(run.start).ends_with('ه');
    plain
        && written
        && !known
        && run.len() <= 6
        && (evident && (words.arabic() || words.items[run.start].capital) || capital || foreign)
}
