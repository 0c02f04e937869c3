//! What the letters of an Arabic word say: whether it can be part of a name.

use crate::{annotate::words::Words, text::lang::classes::Classes};

/// Classes that no word of a person's name has, unless it is also a name.
pub(super) const NEVER: Classes = Classes::NEVER_IN_NAMES;

/// Words of names.
pub(super) const NAMED: Classes = Classes::NAME_WORDS;

/// Five Arabic letters, in bytes: shorter words end as family names do by chance.
const SHORTEST_FAMILY_NAME: usize = 10;

/// Two and three Arabic letters, in bytes: what must be left of a word without what is written onto it.
const SHORTEST_WORD: usize = 4;
const SHORTEST_STEM: usize = 6;

/// What is written onto the front of a word: conjunctions, prepositions, the article, the letters of the
/// present and future tense.
const FRONTS: [&str; 34] = [
    "", "و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول",
    "فب", "فل", "ي", "ت", "ن", "ا", "وي", "وت", "سي", "ست", "لي", "لت", "وسي", "وست", "في", "فت",
    "ولي", "ولت",
];

/// Endings: of cases, number and gender, of relation, pronouns.
const ENDS: [&str; 32] = [
    "", "ا", "ه", "ها", "هم", "هما", "ات", "اته", "اتها", "اتهم", "ين", "ون", "ان", "ي", "يه",
    "يا", "ت", "تا", "وا", "نا", "ني", "يين", "يون", "تين", "تان", "يات", "ته", "تها", "تهم", "وه",
    "اء", "هن",
];

/// Whether a word is an ordinary one: in the lexicons as it is, or without what is written onto it.
pub(super) fn is_ordinary(words: &Words<'_>, at: usize) -> bool {
    let common = NEVER | Classes::ORDINARY;
    let word = words.fold(at);
    if words.class(at).any(common) && words.items.get(at).is_some_and(|item| item.prefix == 0) {
        return true;
    }
    let known = |stem: &str| {
        let class = words.lexicons.words.words.word(stem);
        class.is_some_and(|class| class.any(common | Classes::STEM) && !class.any(NAMED))
    };
    let ends = Cuts::at_end(word);
    for start in Cuts::at_front(word).each() {
        let least = if start == 0 {
            SHORTEST_WORD
        } else {
            SHORTEST_STEM
        };
        for end in ends.each().filter(|end| start + least <= *end) {
            if word.get(start..end).is_some_and(known) {
                return true;
            }
        }
    }
    false
}

/// Places where a word can be cut, in bytes.
struct Cuts {
    places: [u8; 12],
    count: usize,
}

impl Cuts {
    fn at_front(word: &str) -> Cuts {
        let fronts = FRONTS.iter().filter(|front| word.starts_with(**front));
        Cuts::of(fronts.map(|front| front.len()))
    }

    fn at_end(word: &str) -> Cuts {
        let ends = ENDS.iter().filter(|end| word.ends_with(**end));
        Cuts::of(ends.map(|end| word.len() - end.len()))
    }

    /// No Arabic word is as long as a place in a byte can be; what is, is not cut there.
    fn of(places: impl Iterator<Item = usize>) -> Cuts {
        let mut cuts = Cuts {
            places: [0; 12],
            count: 0,
        };
        for place in places.filter_map(|place| u8::try_from(place).ok()) {
            if let Some(free) = cuts.places.get_mut(cuts.count) {
                *free = place;
                cuts.count += 1;
            }
        }
        cuts
    }

    fn each(&self) -> impl Iterator<Item = usize> + '_ {
        self.places
            .iter()
            .take(self.count)
            .map(|&place| usize::from(place))
    }
}

/// A given name that is nothing else.
pub(super) fn is_sure(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Classes::GIVEN) && !words.is(at, Classes::DOUBTFUL | Classes::ORDINARY | NEVER)
}

/// Whether a word can be in a name at all.
pub(super) fn takes(words: &Words<'_>, at: usize) -> bool {
    words.word(at)
        && !words.is(at, NEVER | Classes::ORDINARY)
        && !common_shape(words, at)
        && !words.fold(at).contains(|c: char| c.is_ascii_digit())
        && words.fold(at).chars().count() >= 2
        && (words.is(at, NAMED) || is_family_name(words, at) || !is_ordinary(words, at))
}

/// A word of which nothing is known, without the article.
pub(super) fn is_unknown(words: &Words<'_>, at: usize) -> bool {
    words.word(at)
        && words.class(at).is_none()
        && words.items[at].known.is_none()
        && !is_definite(words, at)
        && takes(words, at)
}

/// Whether a word may be a family name though it has the shape of a common one (`جون بولتون`, `محمد يزن`).
pub(super) fn may_follow(words: &Words<'_>, at: usize) -> bool {
    let folded = words.fold(at);
    let plain = ["ات", "ها", "ته", "هم", "وا"]
        .iter()
        .all(|end| !folded.ends_with(end));
    plain
        && words.word(at)
        && folded.chars().count() >= 4
        && !folded.contains(|c: char| c.is_ascii_digit())
        && !words.is(at, NEVER | Classes::ORDINARY)
        && !folded.starts_with("ال")
        && !is_ordinary(words, at)
}

/// `و` written onto a word that is known without it, or onto the article. A long word that is nothing known in
/// either reading begins with these letters itself (`بالاسيوس`).
pub(super) fn is_conjoined(words: &Words<'_>, at: usize) -> bool {
    let Some(item) = words.get(at) else {
        return false;
    };
    let folded = words.fold(at);
    let written = ["وال", "بال", "فال", "كال", "و"]
        .iter()
        .find_map(|front| folded.strip_prefix(front))
        .is_some_and(|rest| rest.len() < SHORTEST_FAMILY_NAME || is_ordinary(words, at));
    item.prefix > 0
        || folded.starts_with("لل")
        || written && !item.class.any(NAMED) && !is_family_name(words, at)
}

pub(super) fn is_definite(words: &Words<'_>, at: usize) -> bool {
    let folded = words.fold(at);
    folded.starts_with("ال") && folded != "ال"
}

/// Whether a word is a family name by the lexicon or by its ending.
pub(super) fn is_family_name(words: &Words<'_>, at: usize) -> bool {
    if words.is(at, Classes::FAMILY) {
        return true;
    }
    let folded = words.fold(at);
    let ends = &words.lexicons.words.surname_ends;
    let long = folded.len() >= SHORTEST_FAMILY_NAME;
    long && !folded.starts_with("ال")
        && ends.iter().any(|end| folded.ends_with(end.as_str()))
        && !is_ordinary(words, at)
}

/// Shapes that words of names hardly have: plurals in `ات`, verbs of the present in `ي…`, words with a
/// pronoun at the end.
pub(super) fn common_shape(words: &Words<'_>, at: usize) -> bool {
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
