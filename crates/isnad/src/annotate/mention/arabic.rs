//! Names in Arabic, where no capital letter marks them.

use super::Candidate;
use crate::{
    annotate::{quote::marks, words::Words},
    model::MentionKind,
    text::lang::classes::Classes,
};

/// Classes that no word of a person's name has, unless it is also a name.
const NEVER: Classes = Classes::NEVER_IN_NAMES;

const NAMED: Classes = Classes::NAME_WORDS;

/// Five Arabic letters, in bytes: shorter words end as family names do by chance.
const SHORTEST_FAMILY_NAME: usize = 10;

/// Words of a body's name after its first word, at most.
const LONGEST_BODY: usize = 6;

pub(super) fn names(words: &Words<'_>, found: &mut Vec<Candidate>) {
    let pairs = marks::pairs(words);
    let mut at = 0;
    while at < words.items.len() {
        let end = body(words, &pairs, at, found)
            .or_else(|| titled(words, at, found))
            .or_else(|| person(words, at, found));
        at = end.unwrap_or(at + 1).max(at + 1);
    }
}

/// `وزارة الخارجية الروسية`, `منظمة "فياسنا"`: the first word of a body and what belongs to it.
fn body(
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
    let marked = pairs
        .iter()
        .find(|pair| pair.open == end && pair.closed && (1..=3).contains(&pair.len(words)));
    if let Some(pair) = marked {
        let mut candidate = Candidate::new(
            words,
            pair.inside(),
            MentionKind::Organisation,
            "body-in-marks",
            0.85,
        );
        candidate.span = words.place(pair.inside());
        found.push(candidate);
        return Some(pair.after);
    }
    let complements = end - at - 1;
    let strong = words.is(at, Classes::BODY) && !words.fold(at + 1).starts_with("لل");
    let known = words.get(at + 1).is_some_and(|item| item.known.is_some());
    let adjective = |at: usize| words.fold(at).ends_with("يه") || words.fold(at).ends_with('ي');
    let named = strong || complements >= 2 && adjective(end - 1);
    if complements == 0 || known || !named {
        return None;
    }
    found.push(Candidate::new(
        words,
        at..end,
        MentionKind::Organisation,
        "body",
        0.75,
    ));
    Some(end)
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
    let closed = !words.word(end) || words.is(end, NEVER);
    let open =
        words.fold(start).starts_with('و') || end - start != 2 || is_definite(words, start + 1);
    if end == start || !named && (open || !closed) {
        return None;
    }
    found.push(Candidate::new(
        words,
        start..end,
        MentionKind::Person,
        "office-name",
        0.85,
    ));
    Some(end)
}

/// A name by its own words: a given name and what follows, or a family name everybody knows.
fn person(words: &Words<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let class = words.class(at);
    if class.any(Classes::GIVEN) && !ambiguous(words, at) {
        let end = name_end(words, at, true);
        let evident = end - at >= 2 && (at + 1..end).any(|at| !words.is(at, Classes::LINK));
        if evident {
            found.push(Candidate::new(
                words,
                at..end,
                MentionKind::Person,
                "given-name",
                0.8,
            ));
            return Some(end);
        }
    }
    if class.any(Classes::LINK) && matches!(words.fold(at), "عبد" | "ابو" | "وعبد" | "وابو")
    {
        let end = name_end(words, at, true);
        if end - at >= 3 {
            found.push(Candidate::new(
                words,
                at..end,
                MentionKind::Person,
                "compound-name",
                0.75,
            ));
            return Some(end);
        }
    }
    if class.any(Classes::FAMILY) {
        let end = at + words.items[at].class_len;
        found.push(Candidate::new(
            words,
            at..end,
            MentionKind::Person,
            "family-name",
            0.8,
        ));
        return Some(end);
    }
    foreign(words, at, found)
}

/// Two unknown words of which the second ends as foreign family names do.
fn foreign(words: &Words<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let unknown = |at: usize| {
        words.word(at)
            && words.class(at).is_none()
            && words.items[at].known.is_none()
            && !is_definite(words, at)
    };
    let first = unknown(at)
        && (3..=9).contains(&words.fold(at).chars().count())
        && !common_shape(words, at);
    if !first || !unknown(at + 1) || !is_family_name(words, at + 1) {
        return None;
    }
    found.push(Candidate::new(
        words,
        at..at + 2,
        MentionKind::Person,
        "family-name-ending",
        0.6,
    ));
    Some(at + 2)
}

/// A given name that is also a common word counts only beside another name.
fn ambiguous(words: &Words<'_>, at: usize) -> bool {
    let sure = |at: usize| words.is(at, NAMED) && !words.is(at, Classes::DOUBTFUL);
    let before = at > 0 && (words.is(at - 1, Classes::TITLE | Classes::HONOUR) || sure(at - 1));
    words.is(at, NEVER | Classes::DOUBTFUL)
        && !before
        && !sure(at + 1)
        && !is_family_name(words, at + 1)
}

/// The end of the name that begins at an item.
pub(super) fn name_end(words: &Words<'_>, from: usize, named: bool) -> usize {
    let mut at = from;
    let mut main = 0;
    while at < words.items.len() && words.word(at) && at < from + 7 {
        let class = words.class(at);
        if class.any(Classes::LINK)
            && !class.any(Classes::PREP | Classes::STOP)
            && takes(words, at + 1)
        {
            at += 2;
            main += 1;
            continue;
        }
        let own = class.any(NAMED) && !(class.any(NEVER) && main >= 1 && !words.is(at + 1, NAMED));
        let surname = is_family_name(words, at) || is_definite(words, at);
        let fits = match main {
            0 => own || takes(words, at),
            1 => own || takes(words, at) || named && sure(words, from) && may_follow(words, at),
            2 | 3 => own || takes(words, at) && surname && !words.fold(at).ends_with('ه'),
            _ => false,
        };
        if !fits
            || at > from && conjoined(words, at)
            || at > from && words.items[at].known.is_some() && !own
        {
            break;
        }
        main += 1;
        at += 1;
    }
    at
}

/// A given name that is nothing else.
fn sure(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Classes::GIVEN) && !words.is(at, Classes::DOUBTFUL | NEVER)
}

/// Whether a word may be a family name though it has the shape of a common one (`جون بولتون`).
fn may_follow(words: &Words<'_>, at: usize) -> bool {
    let folded = words.fold(at);
    let plain = ["ات", "ها", "ته", "هم"]
        .iter()
        .all(|end| !folded.ends_with(end));
    plain
        && !words.is(at, NEVER)
        && folded.ends_with("ون")
        && !folded.starts_with('ي')
        && !folded.starts_with("ال")
}

/// Whether a word can be in a name at all.
fn takes(words: &Words<'_>, at: usize) -> bool {
    let class = words.class(at);
    words.word(at)
        && !class.any(NEVER)
        && !common_shape(words, at)
        && !words.fold(at).contains(|c: char| c.is_ascii_digit())
        && words.fold(at).chars().count() >= 2
}

/// `و` written onto a word that is known without it.
fn conjoined(words: &Words<'_>, at: usize) -> bool {
    let item = &words.items[at];
    item.prefix > 0
        || words.fold(at).starts_with("وال")
        || words.fold(at).starts_with("لل")
        || words.fold(at).starts_with("بال")
}

fn is_definite(words: &Words<'_>, at: usize) -> bool {
    words.fold(at).starts_with("ال")
}

fn is_family_name(words: &Words<'_>, at: usize) -> bool {
    if words.is(at, Classes::FAMILY) {
        return true;
    }
    let folded = words.fold(at);
    let ends = &words.lexicons.words.surname_ends;
    let long = folded.len() >= SHORTEST_FAMILY_NAME;
    long && !folded.starts_with("ال") && ends.iter().any(|end| folded.ends_with(end.as_str()))
}

/// Shapes that words of names hardly have: plurals in `ات`, verbs of the present in `ي…`, words with a
/// pronoun at the end.
fn common_shape(words: &Words<'_>, at: usize) -> bool {
    let folded = words.fold(at);
    if words.is(at, NAMED) || is_family_name(words, at) {
        return false;
    }
    let count = folded.chars().count();
    let prefixed = ["ب", "ل", "ول", "وب", "و"].iter().any(|front| {
        folded
            .strip_prefix(front)
            .is_some_and(|stem| stem.chars().count() >= 4 && stem.ends_with('ه'))
    });
    ["ات", "ها", "هم", "ته", "تها", "ون", "ية", "يه"]
        .iter()
        .any(|end| folded.ends_with(end) && count >= 4)
        || folded.starts_with('ي') && count <= 6
        || folded.starts_with("سي") && count <= 7
        || folded.starts_with("لل")
        || prefixed
}
