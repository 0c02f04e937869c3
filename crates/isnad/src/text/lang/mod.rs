//! What is known of each language, as data.
//!
//! To add a language: make a folder with its data files, a module that names them (as `fr/mod.rs`), and
//! a line in `ALL_FILES`.

pub mod agencies;
mod ar;
pub mod channel;
pub mod classes;
pub mod correction;
mod en;
mod fr;
pub mod gazetteer;
#[cfg(test)]
mod qaa;
pub mod states;

use std::sync::LazyLock;

use crate::model::Language;

use super::lexeme::Vocabulary;
use super::lexicon;

/// Phrases of page chrome in languages of which nothing else is known: kind and phrase.
pub(crate) fn other_chrome() -> impl Iterator<Item = (&'static str, &'static str)> {
    lexicon::rows(include_str!("chrome.tsv")).filter_map(|row| match row[..] {
        [_, kind, phrase] => Some((kind, phrase)),
        _ => None,
    })
}

/// Words that tell what a block of a page is for: a group's name, then its words.
pub(crate) fn signals() -> impl Iterator<Item = Vec<&'static str>> {
    lexicon::rows(include_str!("signals.tsv"))
}

/// Names that are written in more than one way: the forms of one name.
pub(crate) fn variants() -> impl Iterator<Item = Vec<&'static str>> {
    lexicon::rows(include_str!("variants.tsv"))
}

/// What stands in bylines: a group's name, then its forms.
pub(crate) fn bylines() -> impl Iterator<Item = Vec<&'static str>> {
    lexicon::rows(include_str!("bylines.tsv"))
}

/// One language's lexicons.
#[derive(Debug)]
pub struct Lexicons {
    /// BCP 47 primary subtag.
    pub code: &'static str,
    /// Phrases that belong to pages, not to reports.
    pub chrome: Vec<ChromePhrase>,
    /// The words of dates, numbers and figures.
    pub terms: Vocabulary,
    pub(crate) terms_data: &'static str,
    /// Words of reported speech, titles, names and credits.
    pub words: classes::WordTable,
    /// Words that name the medium by which somebody spoke.
    pub channels: channel::ChannelWords,
    #[cfg(test)]
    pub(crate) channel_data: &'static str,
    #[cfg(test)]
    pub(crate) word_files: &'static [&'static str],
}

/// The files a language consists of.
#[derive(Clone, Copy)]
pub(crate) struct Files {
    pub(crate) code: &'static str,
    pub(crate) chrome: &'static str,
    pub(crate) terms: &'static str,
    pub(crate) channels: &'static str,
    pub(crate) words: &'static [&'static str],
}

/// A phrase that pages use around articles, [folded](super::fold).
#[derive(Debug)]
pub struct ChromePhrase {
    /// What it does: `read-also`, `published`, `share`, `subscribe`, `comments`, `copyright`, …
    pub kind: &'static str,
    /// The phrase in folded letters, single spaces between its words.
    pub phrase: String,
}

const ALL_FILES: &[Files] = &[
    ar::FILES,
    en::FILES,
    fr::FILES,
    #[cfg(test)]
    qaa::FILES,
];

static ALL: LazyLock<Vec<Lexicons>> =
    LazyLock::new(|| ALL_FILES.iter().map(Lexicons::load).collect());

/// The lexicons of every language known.
pub fn all() -> &'static [Lexicons] {
    &ALL
}

/// The lexicons of a language, when it is known.
pub fn of(language: &Language) -> Option<&'static Lexicons> {
    ALL.iter()
        .find(|lexicons| lexicons.code == language.as_str())
}

impl Lexicons {
    /// What this language calls a unit that figures count, by its [key](crate::model::Figure::unit):
    /// the first form its data gives.
    pub fn unit_name(&self, key: &str) -> Option<&'static str> {
        self.terms_data.lines().find_map(|line| {
            let forms = line.strip_prefix("noun\t")?.strip_prefix(key)?;
            forms.strip_prefix('\t')?.split('\t').next().map(str::trim)
        })
    }

    fn load(files: &Files) -> Lexicons {
        let chrome = lexicon::rows(files.chrome)
            .filter_map(|row| match row[..] {
                [kind, phrase] => Some(ChromePhrase {
                    kind,
                    phrase: super::fold::fold(phrase).into_owned(),
                }),
                _ => None,
            })
            .collect();
        Lexicons {
            code: files.code,
            chrome,
            terms: Vocabulary::new(files.terms),
            terms_data: files.terms,
            words: classes::WordTable::load(files.words),
            channels: channel::ChannelWords::load(files.channels),
            #[cfg(test)]
            channel_data: files.channels,
            #[cfg(test)]
            word_files: files.words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_has_a_name_in_every_language() {
        let cases = [("ar", "عائلة"), ("en", "family"), ("fr", "famille")];
        for (code, name) in cases {
            let lexicons = all().iter().find(|lexicons| lexicons.code == code);
            let found = lexicons.and_then(|lexicons| lexicons.unit_name("family"));
            assert_eq!(found, Some(name));
            let found = lexicons.and_then(|lexicons| lexicons.unit_name("fam"));
            assert_eq!(found, None);
        }
    }
}
