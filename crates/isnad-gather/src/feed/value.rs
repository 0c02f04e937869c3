//! From what an element holds to what it says.

use url::Url;

use super::Text;
use crate::{html, xml::Attributes};

/// What an element's attributes say of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing.
    Unknown,
    /// Plain text.
    Plain,
    /// HTML, escaped or as elements.
    Html,
    /// XHTML in a `div` that is not part of it.
    Xhtml,
    /// Anything, in base64.
    Base64,
}

impl Form {
    /// `type` of Atom and Media RSS, and `mode` of Atom 0.3.
    pub(super) fn of(attributes: &Attributes<'_>) -> Form {
        let said = attributes
            .get("type")
            .map(|said| said.trim().to_ascii_lowercase());
        if attributes
            .get("mode")
            .is_some_and(|mode| mode.trim().eq_ignore_ascii_case("base64"))
        {
            return Form::Base64;
        }
        match said.as_deref().unwrap_or("") {
            "" => Form::Unknown,
            "text" | "text/plain" | "plain" => Form::Plain,
            "xhtml" => Form::Xhtml,
            said if said.contains("html") => Form::Html,
            // An XML type is read as it stands; any other that is no text is in base64, says Atom.
            said if said.starts_with("text/") || said.ends_with("xml") => Form::Unknown,
            said if said.contains('/') => Form::Base64,
            _ => Form::Unknown,
        }
    }
}

/// The text of an element. `typed` holds in formats whose texts are plain unless they say otherwise.
pub(super) fn text(
    written: &str,
    is_markup: bool,
    form: Form,
    typed: bool,
    base: Option<&Url>,
) -> Option<Text> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    if form == Form::Base64 && !is_markup {
        let decoded = base64(written).and_then(|bytes| String::from_utf8(bytes).ok());
        return match decoded {
            Some(decoded) => text(&decoded, false, Form::Unknown, false, base),
            None => Some(Text::Plain(written.to_owned())),
        };
    }
    let is_html = match form {
        _ if is_markup => true,
        Form::Html => true,
        Form::Plain | Form::Xhtml => false,
        Form::Unknown | Form::Base64 => !typed && html::looks_like_html(written),
    };
    Some(match is_html {
        // HTML without a tag or a reference is text, if less work.
        true if !is_markup && !written.contains(['<', '&', '>']) => Text::Plain(written.to_owned()),
        true => Text::from_html(written, base),
        false => Text::Plain(written.to_owned()),
    })
}

/// The bytes that base64 stands for; `None` when it is none.
fn base64(written: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(written.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for c in written
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=')
    {
        let six = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

/// A pair of degrees: `45.256 -71.92`, `45.256,-71.92`.
pub(super) fn point(written: &str) -> Option<(f64, f64)> {
    let mut numbers = written
        .split([' ', ',', '\t', '\n'])
        .filter(|part| !part.is_empty())
        .map(degrees);
    Some((numbers.next()??, numbers.next()??))
}

/// A number of degrees.
pub(super) fn degrees(written: &str) -> Option<f64> {
    written
        .trim()
        .parse()
        .ok()
        .filter(|degrees: &f64| degrees.abs() <= 180.0)
}

/// An hour of the day, 0 to 23. The first version of RSS that names hours counts them to 24.
pub(super) fn hour(written: &str) -> Option<u8> {
    let hour: u8 = written.parse().ok()?;
    (hour <= 24).then_some(hour % 24)
}

/// A day of the week by its English name: Monday 1 to Sunday 7.
pub(super) fn weekday(written: &str) -> Option<u8> {
    let small = written.to_ascii_lowercase();
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = days.iter().position(|day| small.starts_with(day))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        let plain = |text: &str| Some(Text::Plain(text.to_owned()));
        let html = |text: &str| Some(Text::Html(text.to_owned()));
        let cases = [
            (
                "a <b>c</b>",
                false,
                Form::Unknown,
                false,
                html("a <b>c</b>"),
            ),
            (
                "a <b>c</b>",
                false,
                Form::Unknown,
                true,
                plain("a <b>c</b>"),
            ),
            ("a <b>c</b>", true, Form::Unknown, true, html("a <b>c</b>")),
            ("1 < 2", false, Form::Unknown, false, plain("1 < 2")),
            ("a <b>c</b>", false, Form::Plain, false, plain("a <b>c</b>")),
            ("a &amp; b", false, Form::Html, true, html("a &amp; b")),
            ("a", false, Form::Html, true, plain("a")),
            (
                "YSA8Yj5jPC9iPg==",
                false,
                Form::Base64,
                true,
                html("a <b>c</b>"),
            ),
            ("no base64!", false, Form::Base64, true, plain("no base64!")),
            (" \n", false, Form::Html, true, None),
        ];
        for (written, is_markup, form, typed, expected) in cases {
            assert_eq!(
                text(written, is_markup, form, typed, None),
                expected,
                "{written}"
            );
        }
    }

    #[test]
    fn places() {
        assert_eq!(point("45.256 -71.92"), Some((45.256, -71.92)));
        assert_eq!(point("45.256,\n-71.92"), Some((45.256, -71.92)));
        assert_eq!(point("45.256"), None);
        assert_eq!(point("inf 1"), None);
    }
}
