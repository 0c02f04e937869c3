use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use crate::text::{hash::Fnv, lang, lexicon};

use super::{Class, Kind, Sense, scan};

/// The words and phrases of one or more languages, with what they mean in dates and numbers.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: HashMap<String, Entry, BuildHasherDefault<Fnv>>,
    settings: Vec<&'static str>,
}

/// What is known of a word: its own senses, and the phrases that begin with it, the longest first.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) senses: Vec<Sense>,
    pub(super) phrases: Vec<Phrase>,
}

/// The rest of a phrase after its first word.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) rest: Vec<Part>,
    pub(super) senses: Vec<Sense>,
}

/// One lexeme of a phrase.
#[derive(Debug, PartialEq)]
pub(super) enum Part {
    Word(String),
    Mark(char),
}

/// A word found in the vocabulary, with the Arabic clitics before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) entry: &'static Entry,
    /// Bytes of the folded word before the known part, the article apart.
    pub(super) clitics: usize,
    /// With `و` or `ف` joined to it.
    pub(super) joined: bool,
    /// With `ب`, `ل` or `ك` joined to it.
    pub(super) prefixed: bool,
    /// With `ال`.
    pub(super) definite: bool,
}

static ANY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut any = Vocabulary::default();
    for lexicons in lang::all() {
        any.add(lexicons.terms_data);
    }
    any.add(include_str!("../lang/world.tsv"));
    any
});

/// What is written in one way in every language: zones, month names in English.
static NONE: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(include_str!("../lang/international.tsv")));

impl Vocabulary {
    /// The vocabulary of a lexicon.
    pub(crate) fn new(data: &'static str) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        vocabulary.add(data);
        vocabulary
    }

    /// Every language's words together, and the month names of many languages more.
    pub fn any() -> &'static Vocabulary {
        &ANY
    }

    /// No language's words; only what is international.
    pub fn none() -> &'static Vocabulary {
        &NONE
    }

    /// Whether the language has a habit: `month-first` (3/5 is the fifth of March), `point-decimal`,
    /// `comma-decimal` (what that mark before three digits means), `space-groups` (`12 000`).
    pub fn has(&self, setting: &str) -> bool {
        self.settings.contains(&setting)
    }

    fn add(&mut self, data: &'static str) {
        let mut duals = Vec::new();
        for row in lexicon::rows(data) {
            let [class, key, forms @ ..] = &row[..] else {
                continue;
            };
            if *class == "setting" {
                self.settings.push(key);
                continue;
            }
            let Some(class) = Class::from_name(class) else {
                debug_assert!(false, "no class of words is named {class:?}");
                continue;
            };
            let sense = Sense {
                class,
                key,
                value: key.parse().unwrap_or(0),
            };
            for form in forms {
                self.add_form(form, sense);
            }
            if class == Class::Noun {
                let class = Class::NounDual;
                duals.extend(forms.first().map(|form| (*form, Sense { class, ..sense })));
            }
        }
        for (singular, sense) in duals {
            self.add_duals(singular, sense);
        }
    }

    /// The two forms of an Arabic noun for two of a thing, where they are not also another word (the
    /// plural of `مواطن`). The first form of a row is the singular.
    fn add_duals(&mut self, singular: &str, sense: Sense) {
        let is_arabic = singular
            .chars()
            .all(|c| ('\u{620}'..='\u{64a}').contains(&c));
        if !is_arabic || singular.chars().count() < 3 {
            return;
        }
        let stem = match singular.strip_suffix('ة') {
            Some(stem) => format!("{stem}ت"),
            None => singular.replace('ى', "ي"),
        };
        for ending in ["ان", "ين"] {
            let dual = format!("{stem}{ending}");
            let folded: String = scan(&dual).folded;
            if self
                .words
                .get(&folded)
                .is_none_or(|entry| entry.senses.is_empty())
            {
                self.add_form(&dual, sense);
            }
        }
    }

    fn add_form(&mut self, form: &str, sense: Sense) {
        let scanned = scan(form);
        let mut parts = scanned.items.iter().map(|item| match &item.kind {
            Kind::Word(word) => Part::Word(scanned.folded[word.range()].to_owned()),
            Kind::Mark(mark) => Part::Mark(*mark),
            Kind::Number { .. } => Part::Mark('#'),
        });
        let Some(Part::Word(first)) = parts.next() else {
            return;
        };
        let rest: Vec<Part> = parts.collect();
        let entry = self.words.entry(first).or_default();
        entry.add(rest, sense);
    }

    /// A folded word, whole or without the clitics before it.
    pub(super) fn find(&'static self, word: &str) -> Option<Hit> {
        let hit = |part: &str, clitics, joined, definite| {
            let entry = self.words.get(part)?;
            let prefixed = clitics > if joined { 'و'.len_utf8() } else { 0 };
            Some(Hit {
                entry,
                clitics,
                joined,
                prefixed,
                definite,
            })
        };
        if let Some(found) = hit(word, 0, false, false) {
            return Some(found);
        }
        if !word.starts_with(CLITICS) {
            return None;
        }
        if let Some(bare) = rest_of(word, "ال") {
            return hit(bare, 0, false, true);
        }
        let (word_left, joined) = match strip_any(word, &["و", "ف"]) {
            Some(rest) => (rest, true),
            None => (word, false),
        };
        let after = |part: &str| word.len() - part.len();
        if joined && let Some(found) = hit(word_left, after(word_left), true, false) {
            return Some(found);
        }
        if let Some(bare) = rest_of(word_left, "ال") {
            return hit(bare, after(word_left), joined, true);
        }
        // `لل` is `ل` and `ال`; the lam of the article counts as part of the word.
        if let Some(bare) = rest_of(word_left, "لل") {
            return hit(bare, after(bare), joined, true);
        }
        let inner = strip_any(word_left, &["ب", "ل", "ك"])?;
        hit(inner, after(inner), joined, false)
            .or_else(|| hit(rest_of(inner, "ال")?, after(inner), joined, true))
    }
}

const CLITICS: [char; 6] = ['و', 'ف', 'ب', 'ل', 'ك', 'ا'];

/// What stands after a prefix, when at least two letters do.
fn rest_of<'t>(word: &'t str, prefix: &str) -> Option<&'t str> {
    word.strip_prefix(prefix)
        .filter(|rest| rest.chars().nth(1).is_some())
}

fn strip_any<'t>(word: &'t str, prefixes: &[&str]) -> Option<&'t str> {
    prefixes.iter().find_map(|prefix| rest_of(word, prefix))
}

impl Entry {
    fn add(&mut self, rest: Vec<Part>, sense: Sense) {
        if rest.is_empty() {
            return push(&mut self.senses, sense);
        }
        if let Some(phrase) = self.phrases.iter_mut().find(|phrase| phrase.rest == rest) {
            return push(&mut phrase.senses, sense);
        }
        let senses = vec![sense];
        self.phrases.push(Phrase { rest, senses });
        self.phrases
            .sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }
}

/// The first file that gives a word a value in a class wins (a month name may differ by language).
fn push(senses: &mut Vec<Sense>, sense: Sense) {
    if senses.iter().all(|known| known.class != sense.class) {
        senses.push(sense);
    }
}
