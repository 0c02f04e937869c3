//! Text from outside, made fit for a page: direction, language, bidirectional controls, addresses.

use isnad::{
    model::{Article, Direction},
    text::bidi,
};

/// Words of the content with the direction and language they run in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    /// The words, [`neutral`].
    pub(crate) words: String,
    /// The value of `dir`.
    pub(crate) dir: &'static str,
    /// The value of `lang`; empty is HTML's way to say "unknown".
    pub(crate) lang: String,
}

impl Text {
    /// Words of an article, running as its own letters do.
    pub(crate) fn of(article: &Article, words: &str) -> Text {
        let fallback = article.direction();
        Text {
            words: neutral(words),
            dir: direction_of(words).unwrap_or(fallback).as_str(),
            lang: lang_of(article),
        }
    }
}

/// The value of `lang` for an article's words.
pub(crate) fn lang_of(article: &Article) -> String {
    article
        .language
        .as_ref()
        .map_or_else(String::new, ToString::to_string)
}

/// The text without what could turn the page about: [`bidi::neutral`].
pub(crate) fn neutral(text: &str) -> String {
    bidi::neutral(text).into_owned()
}

/// The address, when a reader may be sent there: `http` or `https`, and nothing in it that breaks a
/// line or hides its end.
pub(crate) fn safe_href(address: &str) -> Option<&str> {
    let address = address.trim();
    let scheme = address.split_once("://")?.0;
    let fits = ["http", "https"]
        .iter()
        .any(|allowed| scheme.eq_ignore_ascii_case(allowed));
    let clean = !address
        .chars()
        .any(|letter| letter.is_whitespace() || letter.is_control() || bidi::reorders(letter));
    (fits && clean).then_some(address)
}

/// The direction of the first strong letter. Blocks of letters as in UAX #9, coarsely: the Hebrew,
/// Arabic and neighbouring blocks are right to left, every other alphabetic letter left to right.
fn direction_of(text: &str) -> Option<Direction> {
    text.chars()
        .find(|letter| letter.is_alphabetic())
        .map(|letter| match letter {
            '\u{0590}'..='\u{08FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFF}'
            | '\u{1_0800}'..='\u{1_0FFF}'
            | '\u{1_E800}'..='\u{1_EFFF}' => Direction::Rtl,
            _ => Direction::Ltr,
        })
}

/// The right-to-left mark.
pub(crate) const RLM: char = '\u{200F}';

/// The mark (LRM, RLM) that keeps what stands before it in the direction of a text's letters.
pub(crate) fn mark_of(text: &str) -> char {
    match direction_of(text) {
        Some(Direction::Rtl) => RLM,
        _ => '\u{200E}',
    }
}

/// The beginning of a text for a list: its first sentence, or as many whole words as fit in `limit`
/// characters, with an ellipsis.
pub(crate) fn brief(text: &str, limit: usize) -> String {
    let sentence = first_sentence(text);
    if sentence.chars().count() <= limit {
        return sentence.to_owned();
    }
    let cut = sentence
        .char_indices()
        .nth(limit)
        .map_or(sentence.len(), |(byte, _)| byte);
    let head = sentence.get(..cut).unwrap_or(sentence);
    let head = head
        .rfind(' ')
        .and_then(|end| head.get(..end))
        .unwrap_or(head);
    format!("{}…", head.trim_end_matches([' ', ',', '،', ';', '؛']))
}

/// Up to the first full stop, question or exclamation mark that is followed by a space and closes
/// at least 30 letters: shorter ones are abbreviations and initials.
fn first_sentence(text: &str) -> &str {
    let ends = text.char_indices().filter(|&(at, letter)| {
        matches!(letter, '.' | '؟' | '?' | '!' | '۔')
            && text
                .get(at + letter.len_utf8()..)
                .is_some_and(|rest| rest.starts_with([' ', '\n']))
    });
    let end = ends
        .map(|(at, letter)| at + letter.len_utf8())
        .find(|&end| {
            text.get(..end)
                .is_some_and(|head| head.chars().count() >= 30)
        });
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_that_reorder_are_gone_and_letters_stay() {
        let cases = [
            ("\u{202E}evil\u{202C} title", "evil title"),
            ("عنوان\u{2067}مقلوب\u{2069}", "عنوانمقلوب"),
            ("نص\u{200F} سليم", "نص\u{200F} سليم"),
            ("a\0b\u{1b}[2J", "ab[2J"),
        ];
        for (text, expected) in cases {
            assert_eq!(neutral(text), expected, "{text:?}");
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        let cases = [
            ("https://lennar.example/a?b=1", true),
            ("HTTP://lennar.example/", true),
            ("javascript:alert(1)", false),
            ("JaVaScRiPt://x/%0aalert(1)", false),
            ("java\nscript:alert(1)", false),
            ("data:text/html,x", false),
            ("//lennar.example/", false),
            ("/article/1", false),
            ("https://lennar.example/a b", false),
            ("https://lennar.example/\u{202E}gpj.exe", false),
        ];
        for (address, expected) in cases {
            assert_eq!(safe_href(address).is_some(), expected, "{address:?}");
        }
    }

    #[test]
    fn direction_follows_the_first_letter() {
        let cases = [
            ("«عاد الميناء»", Some(Direction::Rtl)),
            ("2031: Harbour", Some(Direction::Ltr)),
            ("12 — 40", None),
        ];
        for (text, expected) in cases {
            assert_eq!(direction_of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_brief_is_a_sentence_or_whole_words() {
        let cases = [
            (
                "The harbour of Lennar reopened on Saturday. It rained.",
                80,
                "The harbour of Lennar reopened on Saturday.",
            ),
            (
                "Dr. Sel said the harbour of Lennar reopened. It rained.",
                80,
                "Dr. Sel said the harbour of Lennar reopened.",
            ),
            ("one two three four", 9, "one two…"),
            ("", 9, ""),
        ];
        for (text, limit, expected) in cases {
            assert_eq!(brief(text, limit), expected);
        }
    }
}
