//! The words of HTML.

use std::convert::Infallible;

use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

use isnad::text::bidi;

use super::{allow, declarations};

/// Elements that are part of a line. Between all others stands a space.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "tt", "u", "var", "wbr",
];

/// HTML as one line of plain text, without what steers the direction of other text.
pub fn plain(html: &str) -> String {
    let html = declarations::removed(html);
    let mut text = String::with_capacity(html.len());
    let mut dropped: Option<String> = None;
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            match event {
                CallbackEvent::String { value } if dropped.is_none() => {
                    text.push_str(&String::from_utf8_lossy(value));
                }
                CallbackEvent::OpenStartTag { name } => {
                    let name = String::from_utf8_lossy(name);
                    space(&name, &mut text);
                    if dropped.is_none() && allow::is_dropped(&name) {
                        dropped = Some(name.into_owned());
                    }
                }
                CallbackEvent::EndTag { name } => {
                    let name = String::from_utf8_lossy(name);
                    space(&name, &mut text);
                    dropped.take_if(|dropped| *dropped == name);
                }
                _ => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html.as_ref(), emitter).finish();
    neutral(&text)
}

fn space(name: &str, text: &mut String) {
    if !INLINE.contains(&name) {
        text.push(' ');
    }
}

/// A text in one line, without control characters and without those that steer the direction of the text
/// around them (`U+202E` turns a line around; marks that only give a direction of their own are kept).
pub fn neutral(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() && c != '\u{a0}' || c.is_control()) {
        let before = out.len();
        out.extend(word.chars().filter(|c| !steers(*c)));
        if out.len() > before {
            out.insert_str(before, if before > 0 { " " } else { "" });
        }
    }
    out
}

/// Embeddings, overrides, isolates, line separators and characters that are none.
pub(crate) fn steers(c: char) -> bool {
    bidi::reorders(c)
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        )
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_html() {
        let cases = [
            ("a <b>b</b>c &amp; d", "a bc & d"),
            ("<p>a</p><p>b</p>", "a b"),
            ("a<br>b<script>c</script>", "a b"),
            ("1 < 2 &lt; 3", "1 < 2 < 3"),
            ("a<!-- b>c", "ac"),
            ("", ""),
        ];
        for (html, expected) in cases {
            assert_eq!(plain(html), expected, "{html}");
        }
    }

    #[test]
    fn text_cannot_turn_what_stands_around_it() {
        assert_eq!(neutral(" a\u{202e}b\u{2066}c\u{2069}\n\t d\0 "), "abc d");
        assert_eq!(neutral("خبر\u{200f} عاجل"), "خبر\u{200f} عاجل");
    }
}
