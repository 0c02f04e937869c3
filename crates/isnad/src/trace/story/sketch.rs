//! What of an article is compared: its words one by one, with what each may be evidence of.
//!
//! A sketch depends on its article alone. What its words weigh depends on the other articles and is the
//! matter of [`portrait`](super::portrait).

use std::collections::BTreeSet;

use crate::model::{Article, ArticleId, Block, BlockKind, Figure, Language, Mention, Reading};
use crate::text::{
    fold::fold,
    token::{Token, tokens},
    variant::name_key,
};
use crate::trace::{
    fingerprint::{SHINGLE, sequence},
    stem::stem,
    words::body_words,
};

use super::skeleton::skeleton;

/// Words of an article that are looked at; news tells what happened before that.
const WORDS: usize = 1000;
/// Words of up to so many letters are mostly grammar in Arabic, English and French.
const SHORT_WORD: usize = 3;
/// Marks after which a capital letter says nothing.
const OPENS: &str = ".!?؟:;\"“”«»‹›`—–-|";

/// What a term may be evidence of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A stem among the first words, where news says what happened.
    Opening,
    /// A word of a name, as its language writes it; in a script without capitals any long word.
    Name,
    /// A number in digits, a day of the month and a year among them; a figure with its unit once more.
    Number,
    /// A name across languages: a gazetteer's key, or the consonants of a word of a name.
    Key,
}

impl Kind {
    /// All of them, in the order of their numbers.
    pub(super) const ALL: [Kind; 4] = [Kind::Opening, Kind::Name, Kind::Number, Kind::Key];

    /// The hash of a term of this kind.
    fn term(self, text: &str) -> u64 {
        xxhash_rust::xxh3::xxh3_64_with_seed(text.as_bytes(), self as u64 + 1)
    }
}

/// A word and the terms it brings.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Where it starts in the article's text.
    start: u32,
    /// Its stem, bound to the article's language.
    pub(super) stem: u64,
    /// Whether it is so short that it is most likely grammar.
    pub(super) short: bool,
    /// What else it is.
    pub(super) terms: Vec<(Kind, u64)>,
}

/// What of an article is compared.
#[derive(Clone, Debug)]
pub(super) struct Sketch {
    pub(super) id: ArticleId,
    pub(super) language: Option<Language>,
    /// Seconds of its publication since 1970, where it has one.
    pub(super) published: Option<i64>,
    pub(super) publisher: Option<String>,
    /// The words of headline and body, in order.
    seen: Vec<Seen>,
    /// The terms of the names and figures that were recognised.
    pub(super) mentioned: Vec<(Kind, u64)>,
    /// The shingles of the body in order, and where each of its words starts.
    sequence: Vec<u64>,
    starts: Vec<u32>,
}

impl Sketch {
    /// The sketch of a reading.
    pub(super) fn of(reading: &Reading) -> Sketch {
        let article = &reading.article;
        let body = body_words(article);
        let names = reading.mentions.iter().flat_map(mentioned);
        let figures = reading.figures.iter().filter_map(counted);
        Sketch {
            id: article.id,
            language: article.language.clone(),
            published: article
                .published
                .map(|moment| moment.order_key().as_second()),
            publisher: article
                .publisher
                .as_ref()
                .map(|source| source.identity().to_owned()),
            seen: seen(article),
            mentioned: names.chain(figures).collect(),
            sequence: sequence(&body),
            starts: body.iter().map(|word| word.span.start).collect(),
        }
    }

    /// What puts it in the order of time.
    pub(super) fn time(&self) -> super::basis::Time {
        let second = self.published;
        (second.is_none(), second.unwrap_or(0), self.id)
    }

    /// The distinct shingles, sorted.
    pub(super) fn shingles(&self) -> Vec<u64> {
        let mut set = self.sequence.clone();
        set.sort_unstable();
        set.dedup();
        set
    }

    /// The words that do not stand in `furniture` (sorted shingles), in order.
    pub(super) fn words<'s>(&'s self, furniture: &[u64]) -> impl Iterator<Item = &'s Seen> {
        let hidden = self.hidden(furniture);
        self.seen
            .iter()
            .filter(move |word| !hidden.contains(&word.start))
    }

    /// Where the words start that stand in furniture.
    fn hidden(&self, furniture: &[u64]) -> BTreeSet<u32> {
        if furniture.is_empty() {
            return BTreeSet::new();
        }
        let runs = self.starts.windows(SHINGLE).zip(&self.sequence);
        runs.filter(|(_, shingle)| furniture.binary_search(shingle).is_ok())
            .flat_map(|(run, _)| run.iter().copied())
            .collect()
    }
}

/// The first words of headline and body.
fn seen(article: &Article) -> Vec<Seen> {
    let language = article.language.as_ref().map_or("", Language::as_str);
    let read = |block: &&Block| block.kind.is_body() || block.kind == BlockKind::Headline;
    let blocks = article.blocks.iter().filter(read);
    let words = blocks.flat_map(|block| {
        let text = article.words(block);
        tokens(text).map(move |token| (text, block.span.start, token))
    });
    words
        .take(WORDS)
        .map(|(text, base, token)| word(text, base, token, language))
        .collect()
}

fn word(text: &str, base: u32, token: Token<'_>, language: &str) -> Seen {
    let folded = token.folded();
    let digits = folded.starts_with(|c: char| c.is_ascii_digit());
    let short = !digits && folded.chars().count() <= SHORT_WORD;
    let mut terms = Vec::new();
    if digits {
        terms.extend(number(text, token).map(|number| (Kind::Number, Kind::Number.term(&number))));
    } else if is_proper(text, token) {
        terms.push((Kind::Name, Kind::Name.term(&folded)));
        terms.extend(skeleton(&folded).map(|key| (Kind::Key, Kind::Key.term(&key))));
    } else if has_one_case(&folded) && !short {
        terms.push((Kind::Name, Kind::Name.term(stem(&folded))));
    }
    Seen {
        start: base + token.span.start,
        stem: Kind::Opening.term(&format!("{language} {}", stem(&folded))),
        short,
        terms,
    }
}

/// Whether a word has a capital letter that its place in the sentence does not ask for. Words all in
/// capitals are left out: whole lines are written so.
fn is_proper(text: &str, token: Token<'_>) -> bool {
    let mut letters = token.text.chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
    let before = text
        .get(..token.span.start as usize)
        .unwrap_or("")
        .trim_end();
    capital
        && before
            .chars()
            .next_back()
            .is_some_and(|mark| !OPENS.contains(mark))
}

/// Whether a word's script has no capital letters. There any long word may be a name, and how rare it is
/// has to tell.
fn has_one_case(folded: &str) -> bool {
    let letter = folded.chars().next();
    letter.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// The number that starts with this word, without marks between its groups of three; `None` for a word
/// inside a number.
fn number(text: &str, token: Token<'_>) -> Option<String> {
    let before = text.get(..token.span.start as usize)?;
    let number = before.strip_suffix(SEPARATORS).unwrap_or("");
    if number.ends_with(char::is_numeric) {
        return None;
    }
    let mut value = token.folded();
    let mut rest = text.get(token.span.end as usize..)?;
    while let Some((mark, group)) = next_group(rest) {
        rest = &rest[mark.len_utf8() + group.len()..];
        let group = fold(group);
        if !THOUSANDS.contains(&mark) || group.len() != 3 {
            value.push('.');
        }
        value.push_str(&group);
    }
    Some(value)
}

/// What may stand between the digits of one number.
const SEPARATORS: [char; 4] = ['.', '٫', ',', '٬'];
/// Those of them that part thousands when three digits follow.
const THOUSANDS: [char; 2] = [',', '٬'];

/// The separator and the digits that a text starts with.
fn next_group(text: &str) -> Option<(char, &str)> {
    let mark = text
        .chars()
        .next()
        .filter(|mark| SEPARATORS.contains(mark))?;
    let digits = &text[mark.len_utf8()..];
    let end = digits
        .find(|c: char| !c.is_numeric())
        .unwrap_or(digits.len());
    (end > 0).then(|| (mark, &digits[..end]))
}

/// The terms of a recognised name: its entity, or the words of it.
fn mentioned(mention: &Mention) -> Vec<(Kind, u64)> {
    if mention.entity.contains(':') {
        let both = [Kind::Name, Kind::Key];
        return both.map(|kind| (kind, kind.term(&mention.entity))).to_vec();
    }
    let name = name_key(&mention.entity);
    let words = name.split(' ');
    words
        .flat_map(|word| {
            let key = skeleton(word).map(|key| (Kind::Key, Kind::Key.term(&key)));
            let form = if has_one_case(word) { stem(word) } else { word };
            [Some((Kind::Name, Kind::Name.term(form))), key]
        })
        .flatten()
        .collect()
}

/// The term of a figure: its number with what it counts.
fn counted(figure: &Figure) -> Option<(Kind, u64)> {
    let text = format!("{} {}", figure.value?, figure.unit.as_deref()?);
    Some((Kind::Number, Kind::Number.term(&text)))
}
