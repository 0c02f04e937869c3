//! English and French groups in which commas part a name from its office, and groups of common nouns only.

use std::ops::Range;

use super::Voice;
use crate::{annotate::words::Words, text::lang::classes::Classes};

/// A person's name has at most so many words.
const LONGEST: usize = 5;

/// A group of common nouns has at most so many words.
const COMMON: usize = 8;

const ARTICLES: [&str; 12] = [
    "the", "a", "an", "some", "un", "une", "le", "la", "les", "l", "des", "du",
];

/// The name in a run that holds nothing else but titles before it: `Ambassador Jane Doe`.
pub(super) fn personal(words: &Words<'_>, run: Range<usize>) -> Option<Range<usize>> {
    let mut start = run.start;
    while start < run.end
        && (words.is(start, Classes::TITLE | Classes::HONOUR) || words.marked(start, &['.']))
    {
        start += words.items[start].class_len.max(1);
    }
    let titled = start > run.start;
    let part = |at: usize| {
        words.items[at].capital
            || words.is(at, Classes::LINK)
            || words.marked(at, &['.', '-', '\'', '’', '&'])
    };
    let common = Classes::TIME | Classes::STOP | Classes::ORG | Classes::SOURCE;
    let count = (start..run.end).filter(|at| words.word(*at)).count();
    let place = words
        .get(start)
        .and_then(|item| item.known)
        .is_some_and(|(_, count)| start + count >= run.end);
    let fits = (usize::from(!titled) + 1..=LONGEST).contains(&count)
        && start < run.end
        && words.items[start].capital
        && !place
        && (start..run.end)
            .all(|at| part(at) && (!words.is(at, common) || words.is(at, Classes::LINK)));
    fits.then_some(start..run.end)
}

/// `The chair, Ambassador Jane Doe,`: an office, and behind the comma the name.
pub(super) fn named_office(
    words: &Words<'_>,
    office: Range<usize>,
    apposed: Range<usize>,
) -> Option<Voice> {
    let last = office.end.checked_sub(1)?;
    let common = begins_common(words, office.start)
        && !words.items[last].capital
        && office.clone().all(|at| words.word(at))
        && office
            .clone()
            .all(|at| !words.is(at, Classes::THAT | Classes::SAY));
    let name = personal(words, apposed).filter(|_| common)?;
    Some(Voice {
        role: Some(words.place(office)),
        ..Voice::of(words.place(name))
    })
}

/// Whether an article or a possessive begins a group here.
fn begins_common(words: &Words<'_>, at: usize) -> bool {
    ARTICLES.contains(&words.fold(at))
        || words.is(at, Classes::POSSESSIVE)
        || is_possessive(words, at)
}

fn is_possessive(words: &Words<'_>, at: usize) -> bool {
    matches!(
        words.fold(at),
        "its" | "our" | "my" | "son" | "sa" | "ses" | "leur" | "leurs" | "mon" | "ma" | "mes"
    )
}

/// A group of common nouns that an article begins: nobody the lexicons know, but who is said to speak.
pub(super) fn common(words: &Words<'_>, run: Range<usize>) -> Option<Voice> {
    let ends = Classes::THAT
        | Classes::AUX
        | Classes::SAY
        | Classes::TIME
        | Classes::CLAUSE
        | Classes::RULE;
    let nouns = run.start + 1..run.end;
    let fits = !nouns.is_empty()
        && nouns.len() <= COMMON
        && begins_common(words, run.start)
        && nouns
            .clone()
            .all(|at| words.word(at) && !words.is(at, ends))
        && !words.is(run.start, Classes::RULE);
    let voice = Voice::of(words.place(nouns));
    fits.then_some(Voice {
        human: false,
        ..voice
    })
}

/// `one of its members`, `l'un d'eux`: the item after it.
pub(super) fn one_of(words: &Words<'_>, from: usize) -> Option<usize> {
    let article = usize::from(words.fold(from) == "l");
    let one = from + article;
    let some = matches!(words.fold(one), "one" | "un" | "une");
    let of = matches!(words.fold(one + 1), "of" | "d" | "de" | "des");
    if !some || !of {
        return None;
    }
    let owned = usize::from(begins_common(words, one + 2));
    let end = one + 3 + owned;
    words.word(end - 1).then_some(end)
}

/// Where the common nouns before a name end: `tourist Joe Hyland`, `maillot jaune Niels Aubin`.
pub(super) fn callings(words: &Words<'_>, run: Range<usize>) -> Option<usize> {
    let name = run.clone().find(|at| words.items[*at].capital)?;
    let body =
        Classes::ORG | Classes::PREP | Classes::STOP | Classes::COMPLEMENT | Classes::OUTLET_HEAD;
    let nouns = run.start..name;
    let fits = (1..=3).contains(&nouns.len())
        && nouns
            .clone()
            .all(|at| words.word(at) && !words.is(at, body))
        && run.end - name >= 2
        && personal(words, name..run.end).is_some();
    fits.then_some(name)
}

/// A word between commas after the subject: `, however,`, `, elle,`.
pub(super) fn before_parenthesis(words: &Words<'_>, from: usize, end: usize) -> usize {
    let inner = Classes::PRONOUN | Classes::CLAUSE | Classes::STOP | Classes::AUX | Classes::TIME;
    let short = end >= from + 4
        && words.marked(end - 1, &[','])
        && words.is(end - 2, inner)
        && !words.items[end - 2].capital
        && words.marked(end - 3, &[',']);
    if short { end - 3 } else { end }
}
