//! Phrases that pages put around reports, by the lexicons of all languages.
//!
//! A page's language is not known when its blocks are judged, and chrome is often in another
//! language than the report, so the phrases of all languages are looked up at once.

use std::sync::LazyLock;

use crate::text::{lang, phrase::Phrases, token};

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

/// The kinds of the phrases.
static PHRASES: LazyLock<Phrases<&'static str>> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for chrome in lang::all().iter().flat_map(|lexicons| &lexicons.chrome) {
        phrases.insert(&chrome.phrase, chrome.kind);
    }
    for (kind, phrase) in lang::other_chrome() {
        phrases.insert(phrase, kind);
    }
    phrases
});

/// The longest phrase a text begins with.
pub(super) fn at_start(text: &str) -> Option<Phrase> {
    let mut words = token::tokens(text);
    let first = words.next()?;
    let folded = first.folded();
    if !PHRASES.begins(&folded) {
        return None;
    }
    let longest = PHRASES.most_words();
    let tokens: Vec<_> = std::iter::once(first).chain(words.take(longest)).collect();
    let ahead: Vec<String> = tokens.iter().map(token::Token::folded).collect();
    let (count, kind) = PHRASES.longest(&folded, |at| ahead.get(at).map(String::as_str))?;
    let end = tokens[count - 1].span.end as usize;
    Some(Phrase {
        kind,
        words: count,
        whole: tokens.len() == count,
        label: text[end..].trim_start().starts_with([':', '：']),
        end,
    })
}

/// How long a line may be, in scalar values, that a phrase at its start makes chrome. Longer ones
/// are sentences that happen to begin so.
const LONGEST_LINE: usize = 160;

/// The rule by which words that begin with a phrase are chrome, when they are; `chars` is how many
/// scalar values they have.
pub(super) fn rule(phrase: Phrase, chars: usize) -> Option<&'static str> {
    let opens = matches!(
        phrase.kind,
        "share" | "subscribe" | "copyright" | "comments" | "read-also" | "follow"
    );
    // One word alone (`Share`, `Watch`) may open any sentence; two or a colon do not.
    let telling = phrase.words >= 2 || phrase.label;
    let is_chrome = phrase.whole || (opens && telling && chars <= LONGEST_LINE);
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

/// Whether a phrase announces that what follows is no part of the report.
pub(super) fn ends_article(phrase: Phrase) -> bool {
    phrase.whole && matches!(phrase.kind, "read-also" | "comments" | "related")
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
