//! Names in English and French: runs of capitals with evidence of what they name.

use std::ops::Range;

use super::Candidate;
use crate::{
    annotate::words::Words,
    model::{BlockKind, MentionKind},
    text::lang::classes::Classes,
};

pub(super) fn names(words: &Words<'_>, found: &mut Vec<Candidate>) {
    if is_title_case(words) {
        return;
    }
    let mut at = 0;
    while at < words.items.len() {
        if !is_capital(words, at) {
            at += 1;
            continue;
        }
        let run = run(words, at);
        at = run.end;
        split(words, run, found);
    }
}

/// Headlines That Capitalise Every Word show nothing by a capital letter.
fn is_title_case(words: &Words<'_>) -> bool {
    let long = words
        .items
        .iter()
        .filter(|item| item.span.len() >= 4 && item.mark.is_none());
    let (capital, all) = long.fold((0, 0), |(capital, all), item| {
        (capital + usize::from(item.capital), all + 1)
    });
    words.kind != BlockKind::Paragraph && all >= 4 && capital * 10 > all * 6
}

fn is_capital(words: &Words<'_>, at: usize) -> bool {
    words.get(at).is_some_and(|item| item.capital)
}

/// Words in lower case that stand inside names.
fn joins(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Classes::LINK)
        || matches!(
            words.fold(at),
            "of" | "for" | "de" | "des" | "du" | "d" | "pour"
        )
}

/// The run of capitals that begins at an item.
fn run(words: &Words<'_>, from: usize) -> Range<usize> {
    let mut at = from;
    let mut end = from;
    while let Some(item) = words.get(at) {
        let initial = item.mark == Some('.')
            && item.glued
            && at > from
            && (words.fold(at - 1).chars().count() == 1 || words.is(at - 1, Classes::HONOUR));
        if item.capital && item.mark.is_none() {
            end = at + 1;
        } else if !(initial || item.mark.is_none() && at < end + 2 && joins(words, at)) {
            break;
        }
        at += 1;
    }
    from..end
}

/// Takes offices, days and known places off a run and says what the rest names.
fn split(words: &Words<'_>, run: Range<usize>, found: &mut Vec<Candidate>) {
    let mut start = run.start;
    let mut titled = false;
    while start < run.end {
        let item = &words.items[start];
        let office =
            item.class.any(Classes::TITLE | Classes::HONOUR) && start + item.class_len <= run.end;
        let known = item.known.filter(|(_, count)| {
            words.is(start + count, Classes::TITLE | Classes::ORG) || start + count >= run.end
        });
        let given = item.class.any(Classes::GIVEN) && start + 1 < run.end;
        if office && !given {
            titled = true;
            start += item.class_len.max(1);
        } else if let Some((_, count)) = known {
            titled = false;
            start += count;
        } else if !item.capital
            || item.class.any(Classes::COMPLEMENT) && words.is(start + 1, Classes::TITLE)
            || item.mark.is_some()
            || item
                .class
                .any(Classes::STOP | Classes::TIME | Classes::CLAUSE | Classes::PREP)
                && !given
        {
            start += 1;
        } else {
            break;
        }
    }
    let mut end = run.end;
    while end > start
        && (words.is(end - 1, Classes::TIME)
            || !words.word(end - 1)
            || end - start > 1
                && words.is(end - 1, Classes::HONOUR | Classes::TITLE)
                && !words.is(end - 1, Classes::ORG_END))
    {
        end -= 1;
    }
    if start < end {
        name(words, start..end, titled, found);
    }
}

/// What a run of capitals names, where there is evidence.
fn name(words: &Words<'_>, run: Range<usize>, titled: bool, found: &mut Vec<Candidate>) {
    let first = words.class(run.start);
    let last = words.class(run.end - 1);
    let titled = titled || run.start > 0 && lower_title_before(words, run.start);
    let body = run.len() >= 2
        && (last.any(Classes::ORG_END)
            || first.any(Classes::ORG) && run.clone().any(|at| joins(words, at)));
    let place = run.len() >= 2 && (last.any(Classes::PLACE_END) || first.any(Classes::PLACE_START));
    let joined = run
        .clone()
        .any(|at| matches!(words.fold(at), "of" | "for" | "pour"));
    let given = first.any(Classes::GIVEN) && run.len() >= 2;
    let (kind, rule, confidence) = if body {
        (MentionKind::Organisation, "body", 0.75)
    } else if (given || titled && !last.any(Classes::PLACE_END)) && !joined && run.len() <= 5 {
        let rule = if titled { "office-name" } else { "given-name" };
        (MentionKind::Person, rule, 0.85)
    } else if place && !joined {
        (MentionKind::Place, "place-word", 0.7)
    } else if (first.any(Classes::FAMILY) && run.len() == 1)
        || run.len() >= 2 && last.any(Classes::FAMILY)
    {
        (MentionKind::Person, "family-name", 0.75)
    } else if run.len() >= 2 && run.len() <= 4 && !joined && person_follows(words, run.end) {
        (MentionKind::Person, "person-after", 0.7)
    } else {
        return;
    };
    found.push(Candidate::new(words, run, kind, rule, confidence));
}

/// An office in lower case right before (`spokeswoman Jane Doe`), a country in front of it allowed.
fn lower_title_before(words: &Words<'_>, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|title| {
        let item = &words.items[title];
        item.class.any(Classes::TITLE | Classes::HONOUR) && {
            let end = title + item.class_len;
            let dotted = end + 1 == at && words.marked(end, &['.']);
            end == at || dotted
        }
    })
}

/// `Jane Doe, 45,` and `Jane Doe, who …`.
fn person_follows(words: &Words<'_>, at: usize) -> bool {
    let after = if words.marked(at, &[',']) { at + 1 } else { at };
    let age = words.fold(after).len() <= 2
        && words.fold(after).bytes().all(|byte| byte.is_ascii_digit())
        && !words.fold(after).is_empty()
        && words.marked(after + 1, &[',']);
    let who = matches!(words.fold(after), "who" | "whose" | "qui");
    after > at && (age || who)
}

/// Whether a name of the gazetteer is only a part of a longer run of capitals (`Michael Jordan`).
pub(super) fn inside_longer_name(words: &Words<'_>, run: Range<usize>) -> bool {
    let part = |at: usize| {
        is_capital(words, at)
            && words.items[at].known.is_none()
            && !words.is(
                at,
                Classes::STOP
                    | Classes::TITLE
                    | Classes::TIME
                    | Classes::PREP
                    | Classes::SOURCE
                    | Classes::CLAUSE
                    | Classes::ACCORDING,
            )
    };
    let before = run.start > 0 && part(run.start - 1) && words.is(run.start - 1, Classes::GIVEN);
    let after = part(run.end)
        && words.is(
            run.end,
            Classes::ORG_END | Classes::PLACE_END | Classes::ORG,
        );
    let possessive = words.fold(run.end) == "s";
    (before || after) && !possessive
}
