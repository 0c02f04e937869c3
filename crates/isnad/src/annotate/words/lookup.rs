//! What the lexicons know of a word, also behind what Arabic writes onto it.

use std::borrow::Cow;

use super::Words;
use crate::text::{
    lang::{
        classes::Classes,
        gazetteer::{Known, gazetteer},
    },
    phrase::Phrases,
};

/// Arabic conjunctions and prepositions that are written onto the next word.
const CONJUNCTIONS: [&str; 2] = ["و", "ف"];
const PREPOSITIONS: [&str; 3] = ["ب", "ل", "ك"];

/// What a word with a preposition in front of it may still be recognised as.
const AFTER_PREPOSITION: Classes = Classes::NAMES_AND_BODIES;

/// Classes of words that are looked up as they stand only.
const COMMON: Classes = Classes::COMMON;

/// Five Arabic letters, in bytes: shorter names behind `ك` and `ف` are mostly other words.
const LONG_STEM: usize = 10;

impl Words<'_> {
    pub(super) fn look_up(&mut self, at: usize) {
        if self.items[at].mark.is_some() {
            return;
        }
        let word = self.fold(at);
        let mut class = self.class_of(word, at).map(|found| (0, found));
        let mut known = self.known_as(word, at).map(|found| (0, found));
        // A word that is common as it stands is not taken apart (`فلكيا`).
        let common = class.is_some_and(|(_, (_, class))| class.any(COMMON));
        if self.arabic() && !common && (class.is_none() || known.is_none()) {
            for (prefix, stem) in stems(word) {
                let conjunction = CONJUNCTIONS.contains(&&word[..prefix]);
                let fits = |class: &Classes| conjunction || class.any(AFTER_PREPOSITION);
                class = class.or_else(|| {
                    let found = self.class_of(&stem, at).filter(|(_, class)| fits(class));
                    Some((prefix, found?))
                });
                let rare = word.starts_with(['ك', 'ف']) && stem.len() < LONG_STEM;
                known =
                    known.or_else(|| Some((prefix, self.known_as(&stem, at)?)).filter(|_| !rare));
            }
        }
        // Folding makes the preposition `على` the name `علي`: the letter as written tells them apart.
        let preposition = word == "علي" && self.items[at].span.of(self.text).ends_with('ى');
        let names = if preposition {
            Classes::GIVEN
        } else {
            Classes::NONE
        };
        let item = &mut self.items[at];
        if let Some((prefix, (count, class))) = class {
            (item.prefix, item.class_len, item.class) = (prefix, count, class.without(names));
        }
        if let Some((prefix, (count, known))) = known {
            (item.prefix, item.known) = (prefix, Some((known, count)));
        }
    }

    /// A name of a table that begins at an item, also behind what is written onto it: the bytes of that, how many
    /// items the name has, and what the table says of it.
    pub(in crate::annotate) fn listed(
        &self,
        table: &Phrases<Known>,
        at: usize,
    ) -> Option<(usize, usize, Known)> {
        let word = self.fold(at);
        let whole = self.phrase(table, word, at);
        if let Some((count, known)) = whole {
            return Some((0, count, *known));
        }
        stems(word).find_map(|(prefix, stem)| {
            let (count, known) = self.phrase(table, &stem, at)?;
            Some((prefix, count, *known))
        })
    }

    fn class_of(&self, word: &str, at: usize) -> Option<(usize, Classes)> {
        let (count, class) = self.phrase(&self.lexicons.words.words, word, at)?;
        Some((count, *class))
    }

    fn known_as(&self, word: &str, at: usize) -> Option<(usize, Known)> {
        let (count, known) = self.phrase(gazetteer(), word, at)?;
        Some((count, *known))
    }
}

/// The ways to read a folded Arabic word other than as it is: without the conjunction, without the
/// preposition, without both (`لل` gives back the article's alef). Each with the bytes taken off.
fn stems(word: &str) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
    let conjoined = CONJUNCTIONS
        .iter()
        .filter_map(move |front| Some((front.len(), word.strip_prefix(front)?)))
        .find(|(_, rest)| rest.len() >= 4);
    let bare = [conjoined, Some((0, word))].into_iter().flatten();
    let prepositions = bare.flat_map(|(base, rest)| {
        let article = rest
            .strip_prefix("لل")
            .map(|after| (base + 'ل'.len_utf8(), Cow::Owned(format!("ال{after}"))));
        let plain = PREPOSITIONS
            .iter()
            .filter_map(move |front| Some((base + front.len(), rest.strip_prefix(front)?)))
            .find(|(_, stem)| stem.len() >= 6)
            .map(|(prefix, stem)| (prefix, Cow::Borrowed(stem)));
        [article, plain].into_iter().flatten()
    });
    let conjoined = conjoined.map(|(prefix, rest)| (prefix, Cow::Borrowed(rest)));
    conjoined.into_iter().chain(prepositions)
}

#[cfg(test)]
mod tests {
    use crate::annotate::{sample::article, words::read};

    #[test]
    fn known_names_behind_clitics() {
        let cases = [
            ("ومينسك", "مينسك", "city:minsk"),
            ("بالولايات المتحدة", "الولايات المتحدة", "country:US"),
            ("للأمم المتحدة", "لأمم المتحدة", "org:un"),
            ("ولليابان", "ليابان", "country:JP"),
            ("كوبا", "كوبا", "country:CU"),
        ];
        for (text, name, key) in cases {
            let article = article("ar", &[text]);
            let blocks = read(&article);
            let (known, count) = blocks[0].items[0].known.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(known.key, key);
            assert_eq!(blocks[0].bare_place(0..count).of(text), name);
        }
    }
}
