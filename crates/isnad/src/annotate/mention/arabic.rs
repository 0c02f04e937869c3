//! Persons in Arabic, where no capital letter marks a name.

use std::ops::Range;

use super::{
    Candidate, body, place, push,
    shape::{
        NAMED, NEVER, is_conjoined, is_definite, is_family_name, is_ordinary, is_sure, is_unknown,
        may_follow, takes,
    },
};
use crate::{
    annotate::{quote::marks, words::Words},
    model::MentionKind,
    text::lang::classes::Classes,
};

const PERSON: MentionKind = MentionKind::Person;

/// Words of a person's name, at most.
const LONGEST_NAME: usize = 9;

/// What ends everything a name can be in.
const ENDS: Classes = Classes::SPEAKER_ENDS;

pub(super) fn names(words: &Words<'_>, matches: bool, found: &mut Vec<Candidate>) {
    let pairs = marks::pairs(words);
    let mut at = 0;
    while at < words.items.len() {
        let end = body::body(words, &pairs, at, found)
            .or_else(|| place::town(words, at, found))
            .or_else(|| matches.then(|| body::club(words, at, found)).flatten())
            .or_else(|| titled(words, at, found))
            .or_else(|| person(words, at, found));
        at = end.unwrap_or(at + 1).max(at + 1);
    }
}

/// `الرئيس الأمريكي دونالد ترامب`: an office, then the name.
fn titled(words: &Words<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    if !words.is(at, Classes::TITLE | Classes::HONOUR) {
        return None;
    }
    let start = crate::annotate::quote::speaker::office_end(words, at);
    if start <= at || start >= words.items.len() {
        return None;
    }
    let named = words.is(start, NAMED) && !words.is(start, NEVER);
    let end = name_end(words, start, named);
    let closed =
        !words.word(end) || words.is(end, NEVER | Classes::ORDINARY) || is_ordinary(words, end);
    let honoured = start == at + 1 && words.is(at, Classes::HONOUR) && is_definite(words, at);
    let open = words.fold(start).starts_with('و')
        || !(end - start == 2 || end - start == 1 && honoured)
        || is_definite(words, start + 1) && !honoured;
    if end == start || !named && (open || !closed) {
        return None;
    }
    Some(push(words, start..end, PERSON, "office-name", 0.85, found))
}

/// A name by its own words: a given name and what follows, or a family name everybody knows.
fn person(words: &Words<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let class = words.class(at);
    if class.any(Classes::GIVEN) && !ambiguous(words, at) {
        let end = name_end(words, at, true);
        if end - at > 2 || end - at == 2 && !words.is(at + 1, Classes::LINK) {
            return Some(push(words, at..end, PERSON, "given-name", 0.8, found));
        }
        if is_sure(words, at) && !words.is(at, Classes::FAMILY) && stands_alone(words, at) {
            return Some(push(words, at..at + 1, PERSON, "given-alone", 0.6, found));
        }
    }
    if class.any(Classes::LINK) && opens(words, at) {
        let end = name_end(words, at, true);
        if end - at >= 2 {
            return Some(push(words, at..end, PERSON, "compound-name", 0.75, found));
        }
    }
    let known = class.any(Classes::FAMILY) && !class.any(Classes::DOUBTFUL | Classes::ORDINARY);
    if known && !(at > 0 && words.fold(at) == "بن") {
        let end = at + words.items[at].class_len;
        return Some(push(words, at..end, PERSON, "family-name", 0.8, found));
    }
    foreign(words, at, found)
}

/// Whether a given name can stand for a person without another: nothing that makes a place or body of it
/// stands in front.
fn stands_alone(words: &Words<'_>, at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .map_or(Classes::NONE, |before| words.class(before));
    words.fold(at).chars().count() >= 3
        && words.items[at].known.is_none()
        && !before.any(Classes::PLACE_HEAD | Classes::ORG | Classes::HEAD)
}

/// Particles that begin a name: `عبد الله`, `أبو مازن`, `ابن رشد`, `آل سعود`.
fn opens(words: &Words<'_>, at: usize) -> bool {
    let folded = words.fold(at);
    let bare = folded.strip_prefix(['و', 'ل', 'ب', 'ف']).unwrap_or(folded);
    let opens = |word: &str| matches!(word, "عبد" | "ابو" | "ابي" | "ابا" | "ابن");
    (opens(folded) || opens(bare))
        && words.word(at + 1)
        && (words.is(at + 1, NAMED)
            || is_definite(words, at + 1) && bare == "عبد"
            || takes(words, at + 1))
}

/// Two unknown words of which the second is a family name or ends as foreign ones do.
fn foreign(words: &Words<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let second = at + 1;
    let short = |at: usize| (3..=9).contains(&words.fold(at).chars().count());
    // What is cheap to ask comes first: every word of a text gets here.
    if !words.word(at) || !words.class(at).is_none() || !words.word(second) {
        return None;
    }
    let one = words.items[second].class_len == 1;
    let family = one && closes(words, second) && !is_conjoined(words, second);
    let ending = || is_family_name(words, second) && is_unknown(words, second);
    if !family && !ending() || !short(at) || !is_unknown(words, at) || is_conjoined(words, at) {
        return None;
    }
    Some(push(
        words,
        at..second + 1,
        PERSON,
        "family-name-ending",
        0.6,
        found,
    ))
}

/// A given name that is also a common word counts only beside another name.
fn ambiguous(words: &Words<'_>, at: usize) -> bool {
    let sure =
        |at: usize| words.is(at, NAMED) && !words.is(at, Classes::DOUBTFUL | Classes::ORDINARY);
    let before = at > 0 && (words.is(at - 1, Classes::TITLE | Classes::HONOUR) || sure(at - 1));
    words.is(at, NEVER | Classes::DOUBTFUL | Classes::ORDINARY)
        && !before
        && !sure(at + 1)
        && !is_family_name(words, at + 1)
        && !is_relative_name(words, at + 1)
}

/// `البرقاني`: an adjective of a place or tribe that no lexicon knows as one, which an indefinite word in
/// front cannot have as its adjective.
fn is_relative_name(words: &Words<'_>, at: usize) -> bool {
    is_definite(words, at)
        && words.fold(at).ends_with('ي')
        && words.items.get(at).is_some_and(|item| item.known.is_none())
        && !is_ordinary(words, at)
}

/// The part of a speaker's words that is the name at their beginning; all of them when none is.
pub(super) fn name_in(words: &Words<'_>, run: Range<usize>, named: bool) -> Range<usize> {
    let end = name_end(words, run.start, named);
    if end > run.start && end < run.end {
        return run.start..end;
    }
    run
}

/// The end of the name that begins at an item.
pub(super) fn name_end(words: &Words<'_>, from: usize, named: bool) -> usize {
    let mut at = from;
    let mut main = 0;
    while words.word(at) && at < from + LONGEST_NAME {
        if at > from && is_conjoined(words, at) {
            break;
        }
        if let Some(next) = linked(words, at, at == from) {
            at = next;
            main += 1;
            continue;
        }
        if main > 0 && is_tail(words, at, main) {
            // Behind the number of a ruler only his father's name goes on.
            main += usize::from(words.is(at, Classes::ORDINAL)) * LONGEST_NAME;
            at += words.items[at].class_len;
            continue;
        }
        if main > 0 && closes(words, at - 1) && !words.is(at, NAMED) {
            break;
        }
        if !fits(words, at, main, named && is_sure(words, from)) {
            break;
        }
        main += 1;
        at += if words.is(at, NAMED) {
            words.items[at].class_len
        } else {
            1
        };
    }
    at
}

/// A family name that everybody knows is the end of a name, if no other name follows.
fn closes(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Classes::FAMILY) && !words.is(at, Classes::GIVEN | Classes::DOUBTFUL)
}

/// Whether a word goes on with a name that has `main` words already.
fn fits(words: &Words<'_>, at: usize, main: usize, sure: bool) -> bool {
    let class = words.class(at);
    let common = NEVER | Classes::ORDINARY;
    let goes_on = || words.is(at + 1, NAMED) || takes(words, at + 1);
    let own = class.any(NAMED) && (!class.any(common) || main == 0 || goes_on());
    if main > 0 && words.items[at].known.is_some() && !own {
        return false;
    }
    let surname = is_family_name(words, at) || is_definite(words, at);
    let relation = sure && is_definite(words, at) && !class.any(common) && follows_given(words, at);
    match main {
        1 | 2 if relation => true,
        0 => own || takes(words, at),
        1 => own || takes(words, at) || sure && may_follow(words, at),
        2 => own || takes(words, at) && (surname || sure) && !words.fold(at).ends_with('ه'),
        3 => own || takes(words, at) && surname && !words.fold(at).ends_with('ه'),
        _ => false,
    }
}

/// Whether a definite word may be the family name behind a given name: an adjective of a place or tribe
/// (`محمد البحري`), or what is no noun of the lexicons as it stands (`محمد الرميان`).
fn follows_given(words: &Words<'_>, at: usize) -> bool {
    let folded = words.fold(at);
    let bare = folded.strip_prefix("ال").unwrap_or(folded);
    let noun = words.lexicons.words.words.word(bare);
    let plural = ["ات", "ين", "ون", "ه"]
        .iter()
        .any(|end| folded.ends_with(end));
    folded.ends_with('ي')
        || !plural && noun.is_none_or(|class| !class.any(NEVER | Classes::ORDINARY | Classes::STEM))
}

/// Where the name goes on behind a particle and what it binds (`بن أبي وقاص`, `آل ثاني`, `فان غوخ`).
fn linked(words: &Words<'_>, at: usize, first: bool) -> Option<usize> {
    let class = words.class(at);
    let native = matches!(
        words.fold(at),
        "بن" | "ال" | "ابو" | "ابي" | "ابا" | "ابن" | "بنت" | "عبد"
    );
    let link = class.any(Classes::LINK) && !class.any(Classes::PREP | Classes::STOP);
    if !native && !link || is_definite(words, at) {
        return None;
    }
    let next = at + 1;
    if !words.word(next) {
        return None;
    }
    if let Some(end) = linked(words, next, first) {
        return Some(end);
    }
    let own = words.is(next, NAMED) || is_definite(words, next) || !is_ordinary(words, next);
    let bound = native
        && !first
        && !words.is(next, ENDS)
        && !is_conjoined(words, next)
        && (own || words.fold(at) != "ابن");
    let begins = native && first && (words.is(next, NAMED) || is_definite(words, next));
    (bound || begins || takes(words, next)).then_some(next + 1)
}

/// What closes a name without being one: `نصر الله`, `صلاح الدين`, `عبدالله الثاني`.
fn is_tail(words: &Words<'_>, at: usize, main: usize) -> bool {
    let ruler = main == 1 && at > 0 && words.is(at - 1, Classes::GIVEN | Classes::LINK);
    matches!(words.fold(at), "الله" | "الدين" | "الاسلام") || ruler && words.is(at, Classes::ORDINAL)
}
