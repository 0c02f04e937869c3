//! Phrases that pages put around reports, by the lexicons of all languages.
//!
//! A page's language is not known when its blocks are judged, and chrome is often in another
//! language than the report, so the phrases of all languages are looked up at once.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::{lang, token};

/// What a phrase of the lexicon does, by its kind in `chrome.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) kind: &'static str,
    /// How many words it has.
    pub(super) words: usize,
    /// Whether it is all of the text.
    pub(super) whole: bool,
    /// Whether it labels what follows: a colon stands behind it.
    pub(super) label: bool,
    /// Where it ends, in bytes of the text.
    pub(super) end: usize,
}

/// A phrase's folded words and its kind.
type Entry = (Vec<String>, &'static str);

/// Phrases by their first word.
static PHRASES: LazyLock<HashMap<String, Vec<Entry>>> = LazyLock::new(|| {
    let known = lang::all().iter().flat_map(|lexicons| &lexicons.chrome);
    let known = known.map(|chrome| (chrome.kind, chrome.phrase.as_str()));
    let mut phrases: HashMap<String, Vec<Entry>> = HashMap::new();
    for (kind, phrase) in known.chain(lang::other_chrome()) {
        let words: Vec<String> = token::tokens(phrase).map(|word| word.folded()).collect();
        if let Some(first) = words.first() {
            phrases
                .entry(first.clone())
                .or_default()
                .push((words, kind));
        }
    }
    for list in phrases.values_mut() {
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
});

/// The longest phrase a text begins with.
pub(super) fn at_start(text: &str) -> Option<Phrase> {
    let mut words = token::tokens(text);
    let first = words.next()?;
    let list = PHRASES.get(&first.folded())?;
    let longest = list.iter().map(|(words, _)| words.len()).max().unwrap_or(1);
    let tokens: Vec<_> = std::iter::once(first).chain(words.take(longest)).collect();
    let start: Vec<String> = tokens.iter().map(token::Token::folded).collect();
    let (phrase, kind) = list.iter().find(|(phrase, _)| start.starts_with(phrase))?;
    let end = tokens[phrase.len() - 1].span.end as usize;
    let label = text[end..].trim_start().starts_with([':', '：']);
    Some(Phrase {
        kind,
        words: phrase.len(),
        whole: start.len() == phrase.len(),
        label,
        end,
    })
}

/// How long a line may be, in scalar values, that a phrase at its start makes chrome. Longer ones
/// are sentences that happen to begin so.
const LONGEST_LINE: usize = 160;

/// The rule by which a block's words are chrome, when they are.
pub(super) fn rule(text: &str) -> Option<&'static str> {
    let phrase = at_start(text)?;
    let opens = matches!(
        phrase.kind,
        "share" | "subscribe" | "copyright" | "comments" | "read-also" | "follow"
    );
    // One word alone (`Share`, `Watch`) may open any sentence; two or a colon do not.
    let telling = phrase.words >= 2 || phrase.label;
    let is_chrome = phrase.whole || (opens && telling && text.chars().count() <= LONGEST_LINE);
    is_chrome.then(|| rule_name(phrase.kind))
}

/// The rule by which a line is chrome that consists of such phrases one after another.
pub(super) fn covers(text: &str) -> Option<&'static str> {
    let mut rest = text;
    let mut first = None;
    loop {
        rest = rest.trim_start_matches(|c| !token::is_word_char(c));
        if rest.is_empty() {
            return first;
        }
        let phrase = at_start(rest)?;
        first = first.or_else(|| Some(rule_name(phrase.kind)));
        rest = &rest[phrase.end..];
    }
}

/// Whether a block announces that what follows is no part of the report.
pub(super) fn ends_article(text: &str) -> bool {
    at_start(text).is_some_and(|phrase| {
        phrase.whole && matches!(phrase.kind, "read-also" | "comments" | "related")
    })
}

fn rule_name(kind: &str) -> &'static str {
    const NAMES: [(&str, &str); 9] = [
        ("read-also", "phrase-read-also"),
        ("related", "phrase-related"),
        ("share", "phrase-share"),
        ("subscribe", "phrase-subscribe"),
        ("comments", "phrase-comments"),
        ("copyright", "phrase-copyright"),
        ("follow", "phrase-follow"),
        ("published", "phrase-published"),
        ("source", "phrase-source"),
    ];
    NAMES
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("phrase-chrome", |(_, name)| name)
}
