//! The noun that a number counts.

use crate::text::lexeme::{Class, Lexemes};

/// A noun and where it ends, with the adjective after it.
#[derive(Clone, Debug)]
pub(super) struct Noun {
    /// The lexicon's key, or the noun itself in folded letters.
    pub(super) key: String,
    /// The lexeme after it.
    pub(super) next: usize,
    /// Whether the lexicon has it.
    pub(super) known: bool,
}

/// How many words may stand between an English or French number and its noun.
const BETWEEN: usize = 3;

impl Noun {
    /// A noun of the lexicon.
    pub(super) fn of(key: &str, next: usize) -> Noun {
        Noun {
            key: key.to_owned(),
            next,
            known: true,
        }
    }
}

/// The noun after a number that ends before `at`. An unknown noun is believed only after digits or a bound
/// (`certain`).
///
/// An Arabic number's noun is indefinite unless `من` stands between; `عشرات السجناء` has it `definite`.
pub(super) fn noun(x: &Lexemes<'_>, at: usize, certain: bool, definite: bool) -> Option<Noun> {
    if matches!(x.mark(at), Some('%' | '٪')) {
        return Some(Noun::of("percent", at + 1));
    }
    if let Some(money) = x.mark(at).and_then(super::currency) {
        return Some(Noun::of(money, at + 1));
    }
    if x.folded(at)?.is_ascii() {
        latin(x, at, certain)
    } else {
        arabic(x, at, certain, definite)
    }
}

/// In Arabic the noun follows at once (`سجين`, `من السجناء`), its adjective after it.
fn arabic(x: &Lexemes<'_>, at: usize, certain: bool, definite: bool) -> Option<Noun> {
    let partitive = x.is(at, Class::Filler);
    let start = at + usize::from(partitive);
    if let Some(key) = x.key(start, Class::Noun) {
        let word = x.word(start)?;
        if word.joined || word.prefixed || (word.definite && !partitive && !definite) {
            return None;
        }
        return Some(Noun::of(key, after_adjective(x, start)));
    }
    let word = x.folded(start)?;
    let plain = x.senses(start).is_empty() && x.spaced(start) && !word.is_ascii();
    if !certain
        || partitive
        || !plain
        || word.starts_with("ال")
        || word.starts_with('و')
        || word.chars().nth(2).is_none()
    {
        return None;
    }
    // The accusative's alef (`تذكرةً` has none) is not of the noun.
    let bare = word
        .strip_suffix('ا')
        .filter(|bare| bare.chars().nth(2).is_some());
    Some(Noun {
        key: bare.unwrap_or(word).to_owned(),
        next: start + 1,
        known: false,
    })
}

/// `سجين سياسي`, `السجناء السياسيين`: an adjective in the form of a relation agrees with its noun.
fn after_adjective(x: &Lexemes<'_>, noun: usize) -> usize {
    const ENDINGS: [&str; 6] = ["ي", "يه", "يا", "يين", "يون", "يات"];
    let next = noun + 1;
    let definite = x.word(noun).is_some_and(|word| word.definite);
    let Some(word) = x.folded(next) else {
        return next;
    };
    let agrees = word.starts_with("ال") == definite;
    let adjective = x.senses(next).is_empty()
        && word.chars().count() > 3
        && ENDINGS.iter().any(|ending| word.ends_with(ending));
    if agrees && adjective { next + 1 } else { next }
}

/// An unknown plural without its ending: `fisheries`, `dogs`.
fn singular(plural: &str) -> String {
    match plural.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        Some(stem) => format!("{stem}y"),
        None => plural.strip_suffix('s').unwrap_or(plural).to_owned(),
    }
}

/// In English and French adjectives may stand between; an unknown noun is known by its plural.
fn latin(x: &Lexemes<'_>, at: usize, certain: bool) -> Option<Noun> {
    let mut next = at;
    while x.is(next, Class::Filler) && next < at + 2 {
        next += 1;
        if x.mark(next) == Some('\'') {
            next += 1;
        }
    }
    let first = next;
    while next < first + BETWEEN {
        let word = x.folded(next)?;
        if let Some(key) = x.key(next, Class::Noun) {
            return Some(Noun::of(key, next + 1));
        }
        if !x.senses(next).is_empty() || !x.spaced(next) && next > at {
            return None;
        }
        let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
        if plural && certain {
            return Some(Noun {
                key: singular(word),
                next: next + 1,
                known: false,
            });
        }
        next += 1;
    }
    None
}
