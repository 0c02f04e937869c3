//! Whether two names are one source.

use std::collections::BTreeMap;

use crate::{
    model::Source,
    text::{fold::fold, token},
};

/// The fewest initials that stand for a name; one letter stands for anything.
const FEWEST_INITIALS: usize = 2;

/// Whether two sources are one: by key; by their folded names; because one name is the other cut
/// short (`وكالة الميناء` of `وكالة الميناء للأنباء`, two words at least); or because one is the
/// initials of the other (`و م أ`, `AEP`).
pub(super) fn same_source(a: &Source, b: &Source) -> bool {
    if a.identity() == b.identity() {
        return true;
    }
    let (a, b) = (words(&a.name), words(&b.name));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    a == b
        || (short.len() >= 2 && long.starts_with(short) && !is_initials(short))
        || stands_for(&a, &b)
        || stands_for(&b, &a)
}

/// Some sources, of which it is asked for very many others whether they are one of them. To compare names
/// takes long and there are few, so each is compared once.
pub(super) struct Among<'s> {
    sources: BTreeMap<Name<'s>, &'s Source>,
    known: BTreeMap<Name<'s>, bool>,
}

/// All that is compared of a source.
type Name<'s> = (&'s str, &'s str);

fn name(source: &Source) -> Name<'_> {
    (source.identity(), &source.name)
}

impl<'s> Among<'s> {
    pub(super) fn new(sources: impl Iterator<Item = &'s Source>) -> Among<'s> {
        Among {
            sources: sources.map(|source| (name(source), source)).collect(),
            known: BTreeMap::new(),
        }
    }

    /// Whether a source is one of them.
    pub(super) fn has(&mut self, source: &'s Source) -> bool {
        let sources = &self.sources;
        let is_one = || sources.values().any(|other| same_source(other, source));
        *self.known.entry(name(source)).or_insert_with(is_one)
    }
}

fn words(name: &str) -> Vec<String> {
    token::tokens(&fold(name))
        .map(|word| word.text.to_owned())
        .collect()
}

/// Single letters apart (`و م ا`), as agencies sign in Arabic.
fn is_initials(words: &[String]) -> bool {
    words.len() >= FEWEST_INITIALS && words.iter().all(|word| word.chars().count() == 1)
}

/// Whether `letters` are the initials of `name`: apart, or joined in one word.
fn stands_for(letters: &[String], name: &[String]) -> bool {
    let letters: String = match letters {
        [joined] if joined.chars().count() == name.len() => joined.clone(),
        _ if is_initials(letters) => letters.concat(),
        _ => return false,
    };
    let initials: String = name
        .iter()
        .filter_map(|word| bare(word).chars().next())
        .collect();
    name.len() >= FEWEST_INITIALS && letters == initials
}

/// A folded Arabic word without its article and the preposition before it.
fn bare(word: &str) -> &str {
    let stripped = ["لل", "ال"]
        .into_iter()
        .find_map(|prefix| word.strip_prefix(prefix));
    stripped.filter(|rest| !rest.is_empty()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourceKind;

    fn named(name: &str) -> Source {
        Source {
            name: name.to_owned(),
            kind: SourceKind::Agency,
            key: None,
        }
    }

    #[test]
    fn one_source_has_many_names() {
        let cases = [
            ("وكالة الميناء للأنباء", "وكالة الميناء", true),
            ("وكالة الميناء للأنباء", "و م أ", true),
            ("Agence Estuaire-Presse", "AEP", true),
            ("Northwire", "northwire", true),
            ("وكالة الميناء للأنباء", "وكالة الوادي للأنباء", false),
            ("وكالة الميناء للأنباء", "وكالة", false),
            ("و م أ", "و م ع", false),
            ("Northwire", "N", false),
        ];
        for (a, b, expected) in cases {
            assert_eq!(same_source(&named(a), &named(b)), expected, "{a} / {b}");
            assert_eq!(same_source(&named(b), &named(a)), expected, "{b} / {a}");
        }
    }
}
