//! Places and bodies known by name.

use std::{borrow::Cow, sync::LazyLock};

use crate::{
    model::MentionKind,
    text::{fold::fold, lexicon, phrase::Phrases},
};

/// What a name in the gazetteer stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The key of the entity: `country:BY`, `city:minsk`, `org:un`; for the long lists, which have no
    /// keys, the folded first form of the name.
    pub key: &'static str,
    /// Place or organisation.
    pub kind: MentionKind,
    /// Whether the name is also a common word.
    pub wary: bool,
}

static GAZETTEER: LazyLock<Phrases<Known>> = LazyLock::new(load);
static BODIES: LazyLock<Phrases<Known>> = LazyLock::new(|| listed(include_str!("ar/orgs.tsv")));
static CLUBS: LazyLock<Phrases<Known>> = LazyLock::new(|| listed(include_str!("ar/clubs.tsv")));

/// The gazetteer of all languages: their forms hardly ever meet, and a name in a foreign script is
/// still that name.
pub fn gazetteer() -> &'static Phrases<Known> {
    &GAZETTEER
}

/// Bodies by names of which many are also common words: what they are called behind a word that
/// makes a body of them.
pub fn bodies() -> &'static Phrases<Known> {
    &BODIES
}

/// Sports clubs; many have the name of their city.
pub fn clubs() -> &'static Phrases<Known> {
    &CLUBS
}

fn load() -> Phrases<Known> {
    let mut phrases = Phrases::default();
    for row in lexicon::rows(include_str!("gazetteer.tsv")) {
        let Some((&key, languages)) = row.split_first() else {
            continue;
        };
        let kind = if key.starts_with("org:") {
            MentionKind::Organisation
        } else {
            MentionKind::Place
        };
        for form in languages.iter().flat_map(|forms| forms.split('|')) {
            let wary = form.ends_with('?');
            phrases.insert(form.trim_end_matches('?'), Known { key, kind, wary });
        }
    }
    let places = list(include_str!("ar/places.tsv"), MentionKind::Place);
    let bodies = list(include_str!("ar/orgs.tsv"), MentionKind::Organisation);
    for (forms, known) in places.chain(bodies) {
        add(&mut phrases, forms, known);
    }
    phrases
}

/// Adds the sure forms of a name, under the key that one of them has already.
fn add(phrases: &mut Phrases<Known>, forms: &'static str, known: Known) {
    let of_kind = |other: &&Known| other.kind == known.kind && !other.wary;
    let key = forms
        .split('|')
        .find_map(|form| phrases.whole(form).filter(of_kind))
        .map_or(known.key, |other| other.key);
    for form in forms.split('|') {
        let wary = form.ends_with('?');
        let form = form.trim_end_matches('?');
        let counts = !wary || known.kind == MentionKind::Place;
        if counts && phrases.whole(form).is_none() {
            phrases.insert(form, Known { key, wary, ..known });
        }
    }
}

fn listed(data: &'static str) -> Phrases<Known> {
    let mut phrases = Phrases::default();
    for (forms, known) in list(data, MentionKind::Organisation) {
        for form in forms.split('|') {
            let wary = form.ends_with('?');
            phrases.insert(form.trim_end_matches('?'), Known { wary, ..known });
        }
    }
    phrases
}

/// The names of a list `kind <TAB> name <TAB> name …`: the forms, separated by `|`, and what they stand for.
fn list(data: &'static str, kind: MentionKind) -> impl Iterator<Item = (&'static str, Known)> {
    let names = lexicon::rows(data).flat_map(|row| row.into_iter().skip(1));
    names.map(move |forms| {
        let first = forms.split(['|', '?']).next().unwrap_or(forms);
        // Tables are built once and live as long as the program, and so do their keys.
        let key: &'static str = match fold(first) {
            Cow::Borrowed(_) => first,
            Cow::Owned(folded) => Box::leak(folded.into_boxed_str()),
        };
        let wary = false;
        (forms, Known { key, kind, wary })
    })
}

#[cfg(test)]
mod tests {
    use super::{bodies, clubs, gazetteer};

    #[test]
    fn names_in_three_languages_are_one_entity() {
        let cases = [
            (["بيلاروسيا", "Belarus", "Biélorussie"], "country:BY"),
            (
                ["الأمم المتحدة", "United Nations", "Nations unies"],
                "org:un",
            ),
            (["بروكسل", "Brussels", "Bruxelles"], "city:brussels"),
            (["الولايات المتحدة", "U.S.", "Etats-Unis"], "country:US"),
        ];
        for (forms, key) in cases {
            for form in forms {
                assert_eq!(
                    gazetteer().whole(form).map(|known| known.key),
                    Some(key),
                    "{form}"
                );
            }
        }
    }

    #[test]
    fn forms_of_a_name_in_the_lists_are_one_entity() {
        for (one, other) in [("هونج كونج", "هونغ كونغ"), ("تايلند", "تايلاند")]
        {
            let key = |form| gazetteer().whole(form).map(|known| known.key);
            assert!(key(one).is_some() && key(one) == key(other), "{one}");
        }
        let wary = |form| bodies().whole(form).is_some_and(|known| known.wary);
        assert!(wary("الحياة") && !wary("هيومن رايتس ووتش"));
        assert!(clubs().whole("ريال مدريد").is_some());
    }
}
