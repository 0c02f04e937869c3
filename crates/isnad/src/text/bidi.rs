//! Characters that turn text around.
//!
//! Embeddings, overrides and isolates of the bidirectional algorithm change the order in which
//! everything after them is drawn: in a title they could turn a page around, or make an address look
//! like another. Text from outside loses them where it comes in.

use std::borrow::Cow;

/// Whether a character changes the order of what stands around it. The marks (LRM, RLM, ALM) do not:
/// they turn nothing but their neighbours, and Arabic text uses them.
pub fn reorders(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text without such characters and without control characters, but for line feeds and tabs.
///
/// ```
/// assert_eq!(isnad::text::bidi::neutral("\u{202e}Ferry\u{202c} sails"), "Ferry sails");
/// ```
pub fn neutral(text: &str) -> Cow<'_, str> {
    if !text.contains(disturbs) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&letter| !disturbs(letter)).collect())
}

fn disturbs(letter: char) -> bool {
    reorders(letter) || (letter.is_control() && !matches!(letter, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_disturbs_is_taken_out() {
        for (text, expected) in [
            ("خبر من لنار", "خبر من لنار"),
            ("\u{202a}a\u{202b}b\u{202c}c\u{202d}d\u{202e}e", "abcde"),
            ("\u{2066}a\u{2067}b\u{2068}c\u{2069}", "abc"),
            ("a\u{200e}b\u{200f}c\u{61c}d", "a\u{200e}b\u{200f}c\u{61c}d"),
            ("می\u{200c}رود", "می\u{200c}رود"),
            ("a\u{0}b\u{1b}[31mc\u{7f}\u{85}", "ab[31mc"),
            ("a\n\tb", "a\n\tb"),
            ("", ""),
        ] {
            assert_eq!(neutral(text), expected);
        }
    }
}
