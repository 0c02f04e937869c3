//! References: `&amp;`, `&#1576;`, `&eacute;`.
//!
//! Those of XML and of HTML are resolved whether or not a document declares them, since feeds use both;
//! what a document itself declares is not, so that there is nothing to explode. A reference that means
//! nothing stays as it is written.

use std::{borrow::Cow, convert::Infallible};

use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

/// The longest name of a reference: that of HTML's longest one.
const LONGEST: usize = 32;

/// What `&name;` stands for, from what stands between `&` and `;`.
pub(super) fn resolved(name: &str) -> Cow<'static, str> {
    match meaning(name) {
        Some(meaning) => meaning,
        None => Cow::Owned(format!("&{name};")),
    }
}

/// A text with its references resolved.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        found.push_str(before);
        match reference(after) {
            Some((meaning, next)) => {
                found.push_str(&meaning);
                rest = next;
            }
            None => {
                found.push('&');
                rest = after;
            }
        }
    }
    found.push_str(rest);
    Cow::Owned(found)
}

/// Whether a text holds a reference that means something.
pub(crate) fn has_any(text: &str) -> bool {
    text.split('&')
        .skip(1)
        .any(|after| reference(after).is_some())
}

/// The meaning of a reference and what stands after it, from what stands after its `&`.
fn reference(after: &str) -> Option<(Cow<'static, str>, &str)> {
    let end = after
        .bytes()
        .take(LONGEST + 1)
        .position(|byte| byte == b';')?;
    Some((meaning(after.get(..end)?)?, after.get(end + 1..)?))
}

fn meaning(name: &str) -> Option<Cow<'static, str>> {
    if let Some(number) = name.strip_prefix('#') {
        return numbered(number).map(|c| Cow::Owned(c.to_string()));
    }
    let known = COMMON.iter().find(|(known, _)| *known == name);
    known
        .map(|(_, meaning)| Cow::Borrowed(*meaning))
        .or_else(|| of_html(name).map(Cow::Owned))
}

/// The names of XML, and the one of HTML that feeds have most.
const COMMON: [(&str, &str); 6] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
];

/// What a name of HTML's table means: asked of the tokenizer of HTML, which has that table.
fn of_html(name: &str) -> Option<String> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let mut meaning = String::new();
    let emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            if let CallbackEvent::String { value } = event {
                meaning.push_str(&String::from_utf8_lossy(value));
            }
            None
        },
    );
    let Ok(()) = Tokenizer::new_with_emitter(&format!("&{name};"), emitter).finish();
    // Of `&notx;` HTML resolves the beginning only.
    let is_whole = !meaning.ends_with(';') || name == "semi";
    (is_whole && meaning != "&").then_some(meaning)
}

/// `1576`, `x628`. The numbers 128 to 159 are control characters that nobody means: like browsers, this
/// reads them as windows-1252.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    let c = match code {
        0x80..=0x9f => *WINDOWS_1252.get(code as usize - 0x80)?,
        _ => char::from_u32(code)?,
    };
    (!c.is_control() || matches!(c, '\t' | '\n' | '\r')).then_some(c)
}

/// The characters of windows-1252 from 0x80 on; where it has none, a space.
const WINDOWS_1252: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let cases = [
            ("a &amp; b", "a & b"),
            ("&lt;&gt;&quot;&apos;&nbsp;", "<>\"'\u{a0}"),
            ("&#65;&#x42;&#X43;&#1576;", "ABCب"),
            ("&#150;&#x92;", "–’"),
            ("&theta;&Omega;&hearts;&semi;&notit;", "θΩ♥;&notit;"),
            ("?a=1&b=2&copy=3", "?a=1&b=2&copy=3"),
            ("&amp;amp;", "&amp;"),
            (
                "&nothing; &; & &#; &#xfffffff; &#0;",
                "&nothing; &; & &#; &#xfffffff; &#0;",
            ),
            ("&خبر; &eacute", "&خبر; &eacute"),
        ];
        for (text, expected) in cases {
            assert_eq!(decoded(text), expected, "{text}");
        }
        assert!(has_any("a &eacute; b") && !has_any("a & b; &c"));
    }
}
