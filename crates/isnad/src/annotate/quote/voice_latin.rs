//! An English or French noun group as a name and the office apart from it.

use std::ops::Range;

use super::{
    Voice,
    apposition_latin::{callings, one_of, personal},
};
use crate::{annotate::words::Words, text::lang::classes::Classes};

/// Words between a name and where it belongs.
const BELONGS: [&str; 5] = ["of", "from", "at", "de", "du"];

/// A noun group as name and office; `None` when nobody can be meant by it.
pub(super) fn voice(words: &Words<'_>, run: Range<usize>) -> Option<Voice> {
    let mut run = run;
    while run.start < run.end
        && is_determiner(words, run.start)
        && one_of(words, run.start).is_none()
    {
        run.start += 1;
    }
    while run.start < run.end && !words.word(run.end - 1) {
        run.end -= 1;
    }
    if run.is_empty()
        || run.clone().any(|at| {
            words
                .mark(at)
                .is_some_and(|mark| !matches!(mark, '.' | '&' | '\'' | '’'))
        })
    {
        return None;
    }
    let head = Classes::SOURCE | Classes::TITLE | Classes::ORG;
    let nouns = run.clone().take(6).any(|at| words.is(at, head));
    let capital = run
        .clone()
        .any(|at| words.items[at].capital && !words.is(at, Classes::STOP | Classes::TIME));
    let known = words.items[run.start].known.is_some();
    // A verb inside means that the group was cut at the wrong place.
    let verb = run
        .clone()
        .any(|at| words.is(at, Classes::AUX) && !words.items[at].capital);
    if verb || !(nouns || capital || known) || run.clone().any(|at| words.is(at, Classes::THAT)) {
        return None;
    }
    let (role, name) = split(words, run.clone());
    Some(Voice {
        name: words.place(name),
        role: role.map(|role| words.place(role)),
        feminine: None,
        human: is_human(words, &run),
    })
}

/// Whether somebody, not a body or a document, is meant.
fn is_human(words: &Words<'_>, run: &Range<usize>) -> bool {
    let acronym = run.len() == 1 && words.of(run.clone()).chars().all(char::is_uppercase);
    let body = Classes::ORG | Classes::ORG_END | Classes::AGENCY_TAIL | Classes::OUTLET_HEAD;
    let office = run
        .clone()
        .any(|at| words.is(at, Classes::TITLE | Classes::GIVEN));
    let known = words.items[run.start].known.is_some();
    office || !acronym && !known && run.clone().all(|at| !words.is(at, body))
}

fn is_determiner(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Classes::STOP | Classes::POSSESSIVE)
        && words.word(at)
        && !words.is(at, Classes::TITLE | Classes::SOURCE)
}

/// `Lennar harbour director Jane Doe`: the office, and the run of capitals that ends the group.
fn split(words: &Words<'_>, run: Range<usize>) -> (Option<Range<usize>>, Range<usize>) {
    let Some(title) = run
        .clone()
        .rev()
        .find(|at| words.is(*at, Classes::TITLE | Classes::HONOUR))
    else {
        return described(words, run);
    };
    let after = title + words.items[title].class_len;
    let known = (after..run.end).find(|at| !words.items[*at].capital);
    if let Some(end) = known.filter(|end| BELONGS.contains(&words.fold(*end)))
        && personal(words, after..end).is_some()
    {
        return (Some(run.start..after), after..end);
    }
    let is_part = |at: usize| {
        let item = &words.items[at];
        item.capital && !words.is(at, Classes::TITLE)
            || words.is(at, Classes::LINK) && !words.is(at, Classes::COMPLEMENT)
            || item.mark == Some('.')
    };
    let mut start = run.end;
    while start > after && is_part(start - 1) {
        start -= 1;
    }
    // What follows a preposition belongs to the office (`ministre de l'Intérieur Jean Dupont`).
    let of = start > after && !words.items[start - 1].capital;
    if let Some(given) = (start..run.end).find(|at| words.is(*at, Classes::GIVEN)) {
        start = given;
    } else if of && run.end - start >= 3 {
        start += 1;
    } else if of {
        start = run.end;
    }
    while start < run.end
        && (!words.word(start) || words.is(start, Classes::LINK) && !words.items[start].capital)
    {
        start += 1;
    }
    let place = start < run.end
        && words.items[start]
            .known
            .is_some_and(|(_, count)| start + count >= run.end);
    if start >= run.end || place {
        return (None, run);
    }
    let honours =
        (run.start..start).all(|at| words.is(at, Classes::HONOUR) || words.mark(at).is_some());
    ((!honours).then_some(run.start..start), start..run.end)
}

/// `Jane Doe of the harbour office`: a name, and where it belongs.
fn described(words: &Words<'_>, run: Range<usize>) -> (Option<Range<usize>>, Range<usize>) {
    if let Some(name) = callings(words, run.clone()) {
        return (Some(run.start..name), name..run.end);
    }
    let end = run
        .clone()
        .find(|at| !words.items[*at].capital)
        .unwrap_or(run.end);
    let body = Classes::ORG | Classes::ORG_END | Classes::SOURCE;
    let name = run.start..end;
    let personal = (2..=3).contains(&name.len())
        && words.is(run.start, Classes::GIVEN)
        && name.clone().all(|at| !words.is(at, body));
    let belongs = BELONGS.contains(&words.fold(end));
    if personal && belongs && end < run.end {
        return (Some(end..run.end), name);
    }
    (None, run)
}
