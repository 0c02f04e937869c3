//! Words, as runs of letters, digits and the marks on them.

use crate::model::Span;

use super::fold::{fold_char, is_mark};

/// A word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The word as written.
    pub text: &'t str,
    /// Its place, in bytes of the text it was taken from.
    pub span: Span,
}

impl Token<'_> {
    /// The word in [folded](super::fold) letters.
    pub fn folded(&self) -> String {
        self.text.chars().filter_map(fold_char).collect()
    }
}

/// Whether a character belongs to a word: letters, digits, and the marks that sit on letters.
pub fn is_word_char(c: char) -> bool {
    // The Arabic letters first: the general look-up is slow, and they are most of an Arabic text.
    matches!(c, '\u{620}'..='\u{669}' | '\u{66e}'..='\u{6d3}')
        || c.is_ascii_alphanumeric()
        || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)))
}

/// The words of a text, in order. Punctuation, spaces and symbols separate them; an apostrophe does
/// too (`l'État` is two words), so the same holds for French, English and Arabic.
///
/// ```
/// use isnad::text::token::tokens;
/// let words: Vec<&str> = tokens("قالَ: 2,5 l'État!").map(|t| t.text).collect();
/// assert_eq!(words, ["قالَ", "2", "5", "l", "État"]);
/// ```
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// Iterator of [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.find(|c| is_word_char(c) && !is_mark(c))?;
        let word = &self.text[start..];
        let len = word.find(|c| !is_word_char(c)).unwrap_or(word.len());
        self.at = start + len;
        Some(Token {
            text: &word[..len],
            span: Span::new(start, self.at),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn marks_stay_on_their_letters_and_never_stand_alone() {
        let words = |text| tokens(text).map(|token| token.text).collect::<Vec<_>>();
        assert_eq!(words("مُحَمَّد ـــ علي"), ["مُحَمَّد", "علي"]);
        assert_eq!(words("\u{200f}قال\u{200f}"), ["قال\u{200f}"]);
        assert_eq!(words(" -- "), [""; 0]);
    }
}
