//! Who speaks: the noun groups around an English or French verb.

use std::ops::Range;

use super::{
    Voice,
    apposition_latin::{before_parenthesis, common, named_office, one_of},
    marks::Pair,
    voice_latin::voice,
};
use crate::{annotate::words::Words, text::lang::classes::Classes};

/// The longest noun group, in items.
const LONGEST: usize = 16;

/// The subject before a verb.
pub(super) struct Subject {
    /// Its first item.
    pub(super) start: usize,
    /// Who it is; `None` for a pronoun.
    pub(super) voice: Option<Voice>,
}

/// The subject that ends right before the verb at `verb`.
pub(super) fn before(
    words: &Words<'_>,
    from: usize,
    verb: usize,
    pairs: &[Pair],
) -> Option<Subject> {
    let mut end = verb;
    while end > from && words.word(end - 1) && is_adverb(words, end - 1) {
        end -= 1;
    }
    end = before_parenthesis(words, from, end);
    if end == from {
        return None;
    }
    let pronoun = (from.max(end.saturating_sub(3))..end - 1)
        .find(|at| words.is(*at, Classes::PRONOUN) && at + words.items[*at].class_len == end);
    if let Some(start) = pronoun {
        return Some(Subject { start, voice: None });
    }
    if matches!(words.fold(end - 1), "who" | "which" | "qui") && end >= from + 2 {
        end -= 1 + usize::from(words.marked(end - 2, &[',']));
    }
    if words.is(end - 1, Classes::PRONOUN)
        && words.fold(end - 1) != "who"
        && words.fold(end - 1) != "qui"
    {
        return Some(Subject {
            start: end - 1,
            voice: None,
        });
    }
    if words.marked(end - 1, &[',']) {
        return apposed(words, from, end - 1, pairs);
    }
    let start = group_start(words, from, end);
    let voice = voice(words, start..end).or_else(|| common(words, start..end))?;
    Some(Subject {
        start,
        voice: Some(voice),
    })
}

/// `Jane Doe, the mayor of Lennar, said`.
fn apposed(words: &Words<'_>, from: usize, comma: usize, pairs: &[Pair]) -> Option<Subject> {
    let first = (from.max(comma.saturating_sub(LONGEST))..comma)
        .rev()
        .find(|at| words.marked(*at, &[',']))?;
    let quoted = |at: usize| super::marks::is_within(pairs, at);
    let role = first + 1..comma;
    let start = group_start(words, from, first);
    if let Some(voice) = named_office(words, start..first, role.clone()) {
        return Some(Subject {
            start,
            voice: Some(voice),
        });
    }
    let office = role
        .clone()
        .any(|at| words.is(at, Classes::TITLE | Classes::SOURCE | Classes::ATTACHED));
    let no_verb = role.clone().all(|at| words.word(at) && !quoted(at));
    if role.is_empty() || !office || !no_verb || first == from {
        return None;
    }
    let mut voice = voice(words, start..first)?;
    voice.role = Some(words.place(role));
    Some(Subject {
        start,
        voice: Some(voice),
    })
}

/// Adverbs and auxiliaries between the subject and the verb.
fn is_adverb(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Classes::AUX | Classes::TIME) && !words.items[at].capital
        || words.is(at, Classes::TIME) && at > 0 && words.word(at - 1)
        || words.fold(at).len() > 4 && words.fold(at).ends_with("ly") && !words.items[at].capital
}

/// `Doe and Roe`, `officials and residents`: an `and` inside one subject.
fn joins_speakers(words: &Words<'_>, and: usize) -> bool {
    let speaks = Classes::SOURCE | Classes::TITLE;
    let capital = |at: usize| words.get(at).is_some_and(|item| item.capital);
    matches!(words.fold(and), "and" | "et")
        && (capital(and - 1) && capital(and + 1)
            || words.is(and - 1, speaks) && words.is(and + 1, speaks))
}

/// Where the noun group that ends at `end` begins: after the last mark or word that opens a clause.
fn group_start(words: &Words<'_>, from: usize, end: usize) -> usize {
    let opens = |at: usize| {
        let mark = words
            .mark(at)
            .is_some_and(|mark| !matches!(mark, '.' | '-' | '\'' | '’') || !words.items[at].glued)
            && words.mark(at) != Some('&');
        mark || words.is(at, Classes::THAT | Classes::CLAUSE | Classes::ACCORDING)
            && !(at > from && joins_speakers(words, at))
    };
    let low = from.max(end.saturating_sub(LONGEST));
    let boundary = (low..end).rev().find(|at| opens(*at));
    let mut start = boundary.map_or(low, |at| at + 1);
    // `On Monday the mayor said`: the expression of time in front is no part of it.
    while start < end && words.is(start, Classes::PREP | Classes::TIME) {
        start += 1;
        while start < end
            && (words.is(start, Classes::TIME)
                || words.fold(start).chars().all(|c| c.is_ascii_digit()))
        {
            start += 1;
        }
    }
    start
}

/// The speaker that begins at an item (after a verb, after `according to`), and the item after it.
///
/// With `anybody`, also a group of common nouns that the lexicons do not know.
pub(super) fn after(
    words: &Words<'_>,
    from: usize,
    limit: usize,
    anybody: bool,
) -> Option<(Voice, usize)> {
    let from = super::channel::after_medium(words, from + after_manner(words, from));
    if let Some(end) = one_of(words, from).filter(|end| *end <= limit) {
        return Some((Voice::of(words.place(from..end)), end));
    }
    let mut end = from;
    while end < limit.min(from + LONGEST) && goes_on(words, from, end) {
        end += 1;
    }
    let mut voice =
        voice(words, from..end).or_else(|| common(words, from..end).filter(|_| anybody))?;
    if let Some((name, after)) = name_of_office(words, &voice, from, end) {
        voice.role = Some(voice.name);
        voice.name = words.place(name);
        return Some((voice, after));
    }
    if voice.role.is_none() && words.marked(end, &[',']) {
        let close = (end + 1..limit.min(end + LONGEST))
            .find(|at| words.mark(*at).is_some_and(|mark| mark != '-'));
        let close = close.unwrap_or(limit);
        let role = end + 1..close;
        let first = role
            .clone()
            .find(|at| !words.is(*at, Classes::STOP))
            .unwrap_or(close);
        let office = role.clone().take(6).any(|at| words.is(at, Classes::TITLE));
        let named = first < close && !words.items[first].capital || words.is(first, Classes::TITLE);
        if office
            && named
            && role.len() < 14
            && role
                .clone()
                .all(|at| !words.is(at, Classes::SAY | Classes::PRONOUN))
        {
            voice.role = Some(words.place(role));
            return Some((voice, close));
        }
    }
    Some((voice, end))
}

/// How many items `en riant` has, between a verb and its subject.
fn after_manner(words: &Words<'_>, from: usize) -> usize {
    let manner = words.fold(from) == "en" && words.fold(from + 1).ends_with("ant");
    2 * usize::from(manner)
}

/// `said the ministry's spokesman, Jan Doe`: the name behind the comma.
fn name_of_office(
    words: &Words<'_>,
    voice: &Voice,
    from: usize,
    end: usize,
) -> Option<(Range<usize>, usize)> {
    let office = (from..end)
        .take(4)
        .any(|at| words.is(at, Classes::TITLE) && !words.items[at].capital);
    if voice.role.is_some() || !office || !words.marked(end, &[',']) {
        return None;
    }
    let name = end + 1;
    let after = (name..name + 5).find(|at| !words.get(*at).is_some_and(|item| item.capital))?;
    let personal = (2..=3).contains(&(after - name))
        && words.items[name].known.is_none()
        && (name..after).all(|at| {
            !words.is(
                at,
                Classes::TITLE | Classes::ORG | Classes::TIME | Classes::STOP,
            )
        });
    let closed =
        !words.word(after) || words.is(after, Classes::PREP | Classes::TIME | Classes::CLAUSE);
    (personal && closed).then_some((name..after, after))
}

fn goes_on(words: &Words<'_>, from: usize, at: usize) -> bool {
    let Some(item) = words.get(at) else {
        return false;
    };
    if item.mark.is_some() {
        // `Mr. Doe`, `harbour.example`
        let inside = item.glued
            && words
                .get(at + 1)
                .is_some_and(|next| next.glued && next.mark.is_none());
        if item.mark == Some('&') {
            return at > from && words.word(at + 1);
        }
        return item.mark == Some('.')
            && at > from
            && (inside || words.is(at - 1, Classes::HONOUR));
    }
    if at == from {
        return !item.class.any(Classes::PREP | Classes::THAT)
            || item.capital
            || item.class.any(Classes::COMPLEMENT);
    }
    // `the author of the report`, but `said in a report`.
    let owned = matches!(
        words.fold(at),
        "of" | "de" | "du" | "des" | "d" | "the" | "la" | "le" | "l"
    ) && words.is(from, Classes::STOP | Classes::TITLE | Classes::SOURCE)
        && at > from;
    let joins = matches!(words.fold(at), "meme" | "same")
        || matches!(
            words.fold(at),
            "of" | "for"
                | "de"
                | "du"
                | "des"
                | "d"
                | "la"
                | "le"
                | "les"
                | "l"
                | "the"
                | "at"
                | "à"
                | "a"
                | "au"
                | "aux"
                | "and"
                | "et"
                | "from"
                | "in"
        ) && words.get(at + 1).is_some_and(|next| {
            next.mark.is_none()
                && !next.class.any(Classes::TIME | Classes::PRONOUN)
                && (owned || !next.class.any(Classes::VENUE))
        });
    let dated = item.class.any(Classes::TIME) && (item.capital || words.fold(at) != "may");
    joins
        || !dated
            && !item.class.any(
                Classes::PREP
                    | Classes::CLAUSE
                    | Classes::THAT
                    | Classes::STOP
                    | Classes::PRONOUN
                    | Classes::AUX,
            )
            && !item
                .class
                .any(Classes::ACCORDING | Classes::SAYING | Classes::SAY)
}

/// `"…," tourist Joe Hyland, 18, from Lennar, told`: the group between a quotation and the comma after it.
pub(super) fn between(words: &Words<'_>, from: usize, verb: usize) -> Option<Voice> {
    let comma = (from..verb).find(|at| words.marked(*at, &[',']))?;
    let plain = (from..verb).all(|at| words.word(at) || words.marked(at, &[',', '.']));
    let no_verb =
        (from..verb).all(|at| !words.is(at, Classes::SAY | Classes::CLAUSE | Classes::PRONOUN));
    let mut voice =
        voice(words, from..comma).filter(|_| plain && no_verb && verb - from <= LONGEST)?;
    let role = comma + 1..verb - 1;
    if voice.role.is_none() && !role.is_empty() {
        voice.role = Some(words.place(role));
    }
    Some(voice)
}

/// The item after expressions of time and place that stand between a verb and its statement (`on
/// Monday`, `in a statement`); with `listener`, also after whom it was told to.
pub(super) fn after_fillers(words: &Words<'_>, from: usize, limit: usize, listener: bool) -> usize {
    let mut at = from;
    if listener {
        while at < limit
            && (words.items[at].capital
                || words.is(at, Classes::VENUE)
                || matches!(words.fold(at), "the" | "a" | "news" | "agency"))
            && !words.is(at, Classes::TIME)
        {
            at += 1;
        }
    }
    loop {
        let start = at;
        while at < limit
            && (words.is(at, Classes::TIME)
                || at > from
                    && words.fold(at).chars().all(|c| c.is_ascii_digit())
                    && words.word(at))
        {
            at += 1;
        }
        if words.is(at, Classes::PREP) || words.fold(at) == "à" {
            let end = (at + 1..limit.min(at + 6))
                .find(|at| words.is(*at, Classes::TIME | Classes::VENUE));
            if let Some(end) = end.filter(|end| {
                (at + 1..*end).all(|at| words.word(at) && !words.is(at, Classes::AUX))
            }) {
                at = end + 1;
            }
        }
        if at == start || at >= limit {
            return at.min(limit);
        }
    }
}
