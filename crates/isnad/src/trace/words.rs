//! The folded words of an article's body as hashes.
//!
//! Tracing compares words, and never shows them: a word is 64 bits of its folded letters. Folding by
//! table, without a string a word, is what makes thousands of articles a second possible. What counts
//! as a word and how letters fold is decided in [`crate::text`] alone: the table is filled from there.

use std::sync::LazyLock;

use crate::model::{Article, Span};
use crate::text::{
    fold::{fold_char, is_mark},
    token::is_word_char,
};

/// A word of a text: its folded letters as a hash, and its place in bytes of that text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Equal for words whose folded letters are equal. The same on every machine.
    pub(super) hash: u64,
    /// Where it stands.
    pub(super) span: Span,
}

/// Letters below this are looked up; it covers Latin, Greek, Cyrillic, Hebrew and Arabic.
const TABLE_SIZE: usize = 0x800;
const SEPARATOR: u32 = 0;
const MARK: u32 = 1;

static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    (0..TABLE_SIZE as u32)
        .map(|code| char::from_u32(code).map_or(SEPARATOR, class))
        .collect()
});

/// The folded letter's code, or [`MARK`], or [`SEPARATOR`]. No letter folds to U+0000 or U+0001.
fn class(c: char) -> u32 {
    if !is_word_char(c) {
        SEPARATOR
    } else if is_mark(c) {
        MARK
    } else {
        fold_char(c).map_or(MARK, u32::from)
    }
}

/// Multiplier of the word hash: an odd constant with well-spread bits (π's fraction).
const LETTER: u64 = 0x517c_c1b7_2722_0a95;

/// Adds the words of `text` to `out`. `base` is where `text` starts in the text that spans speak of.
pub(super) fn read_words(text: &str, base: usize, out: &mut Vec<Word>) {
    let table: &[u32] = &TABLE;
    let mut open: Option<(usize, u64)> = None;
    for (at, c) in text.char_indices() {
        let class = match table.get(c as usize) {
            Some(&class) => class,
            None => class(c),
        };
        open = match (class, open) {
            (SEPARATOR, Some((start, hash))) => {
                out.push(Word {
                    hash,
                    span: Span::new(base + start, base + at),
                });
                None
            }
            (SEPARATOR | MARK, open) => open,
            (letter, open) => {
                let (start, hash) = open.unwrap_or((at, 0));
                Some((
                    start,
                    (hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(LETTER),
                ))
            }
        };
    }
    if let Some((start, hash)) = open {
        out.push(Word {
            hash,
            span: Span::new(base + start, base + text.len()),
        });
    }
}

/// The words of an article's body, in order, with spans in [`Article::text`].
pub(super) fn body_words(article: &Article) -> Vec<Word> {
    let mut words = Vec::with_capacity(article.text.len() / 8);
    for block in article.body() {
        read_words(article.words(block), block.span.start as usize, &mut words);
    }
    words
}

/// The words of a text that stands alone.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    read_words(text, 0, &mut words);
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    #[test]
    fn words_are_the_tokens_of_the_text_room() {
        for text in [
            "قالَ الوزيرُ: ٢٥ أسيراً، l'État déjà 3.5%",
            "\u{200f}قال\u{200f} ـــ علي",
            "日本 ok Ünïcödé",
            "",
            " -- ",
        ] {
            let expected: Vec<Span> = tokens(text).map(|token| token.span).collect();
            let found: Vec<Span> = words(text).iter().map(|word| word.span).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn equal_hashes_for_equal_folded_words() {
        let hashes = |text| words(text).iter().map(|word| word.hash).collect::<Vec<_>>();
        assert_eq!(hashes("الإفراج عن الأسرى"), hashes("الافراجِ عـن الاسري"));
        assert_ne!(hashes("ab"), hashes("ba"));
        assert_ne!(hashes("a"), hashes("aa"));
    }
}
