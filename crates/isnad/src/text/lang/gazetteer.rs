//! Places and bodies known by name.

use std::sync::LazyLock;

use crate::{
    model::MentionKind,
    text::{lexicon, phrase::Phrases},
};

/// What a name in the gazetteer stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The key of the entity: `country:BY`, `city:minsk`, `org:un`.
    pub key: &'static str,
    /// Place or organisation.
    pub kind: MentionKind,
    /// Whether the name is also a common word.
    pub wary: bool,
}

static GAZETTEER: LazyLock<Phrases<Known>> = LazyLock::new(load);

/// The gazetteer of all languages: their forms hardly ever meet, and a name in a foreign script is
/// still that name.
pub fn gazetteer() -> &'static Phrases<Known> {
    &GAZETTEER
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
    phrases
}

#[cfg(test)]
mod tests {
    use super::gazetteer;

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
}
