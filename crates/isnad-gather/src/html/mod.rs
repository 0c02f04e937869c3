//! HTML that others wrote: made harmless, or read as plain text.
//!
//! ```
//! use isnad_gather::html;
//!
//! let made = html::sanitised("<p dir=rtl onclick='x()'>a<script>b</script> <a href=c>d</a>", None);
//! assert_eq!(made, r#"<p dir="rtl">a <a href="c">d</a></p>"#);
//! assert_eq!(html::plain(&made), "a d");
//! ```
//!
//! What comes out is written anew, tag by tag, from a list of what may stand there; nothing that came in
//! reaches the output unescaped. So it does not matter where a browser would see a tag that this does
//! not see. `dir` and `lang` are kept, since the direction of a text is part of it.

mod address;
mod allow;
mod declarations;
mod plain;
mod sanitise;
mod style;

pub(crate) use address::{absolute, scheme};
pub use plain::{neutral, plain};
pub use sanitise::sanitised;

use crate::xml;

/// Whether an element may stand in what [`sanitised`] gives. `name` is in small letters.
pub(crate) fn is_kept(name: &str) -> bool {
    allow::element(name).is_some()
}

/// Whether a text that may be HTML or not has anything that only HTML has: a known tag, a comment, a
/// reference.
pub(crate) fn looks_like_html(text: &str) -> bool {
    let is_tag = |after: &str| {
        let name = after.strip_prefix('/').unwrap_or(after);
        let end = name
            .bytes()
            .take(16)
            .position(|byte| !byte.is_ascii_alphanumeric());
        let name = end.and_then(|end| name.get(..end)).unwrap_or("");
        let closed = || after.contains('>');
        after.starts_with("!--")
            || !name.is_empty() && allow::is_known(&name.to_ascii_lowercase()) && closed()
    };
    text.split('<').skip(1).any(is_tag) || xml::has_any(text)
}

/// A plain text as HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape_into(text, &mut out);
    out
}

/// Appends a text to HTML or XML.
pub(crate) fn escape_into(text: &str, out: &mut String) {
    for piece in text.split_inclusive(['&', '<', '>', '"']) {
        let (before, mark) = match piece.as_bytes().last() {
            Some(b'&') => (&piece[..piece.len() - 1], "&amp;"),
            Some(b'<') => (&piece[..piece.len() - 1], "&lt;"),
            Some(b'>') => (&piece[..piece.len() - 1], "&gt;"),
            Some(b'"') => (&piece[..piece.len() - 1], "&quot;"),
            _ => (piece, ""),
        };
        out.push_str(before);
        out.push_str(mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_text() {
        for html in [
            "a <b>c</b>",
            "a<br>b",
            "a<br/>b",
            "<P class=x>",
            "x &amp; y",
            "&#1576;",
            "a<!-- b -->",
            "</div>",
        ] {
            assert!(looks_like_html(html), "{html}");
        }
        for text in [
            "1 < 2",
            "a <3 b",
            "x & y",
            "&nothing;",
            "<unknown>",
            "List<String>",
            "<b",
            "",
            "خبر",
        ] {
            assert!(!looks_like_html(text), "{text}");
        }
    }
}
