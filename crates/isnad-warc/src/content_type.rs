//! `Content-Type`: a media type and a character set in one line.

use std::fmt;

/// What a `Content-Type` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentType {
    /// The media type without parameters, in lower case. Empty where the line names none.
    pub name: String,
    /// The parameter `charset`, as written.
    pub charset: Option<String>,
}

impl ContentType {
    /// Reads one. Servers write them in many ways: nothing here is an error.
    pub fn parse(value: &str) -> ContentType {
        let name = value.split(';').next().unwrap_or_default();
        let charset = parameters(value).find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            let is_charset = key.trim().eq_ignore_ascii_case("charset");
            is_charset.then(|| unquoted(value.trim()))
        });
        ContentType {
            name: name.trim().to_ascii_lowercase(),
            charset,
        }
    }
}

/// As HTTP writes it: [`ContentType::parse`] reads the same again, but for control characters, which cannot
/// stand in a header.
impl fmt::Display for ContentType {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.charset {
            Some(charset) => write!(to, "{}; charset={}", self.name, quoted(charset)),
            None => to.write_str(&self.name),
        }
    }
}

/// A parameter's value, in quotes where it needs them.
fn quoted(value: &str) -> String {
    let is_token = |letter: char| letter.is_ascii_alphanumeric() || "-_.:+".contains(letter);
    if !value.is_empty() && value.chars().all(is_token) {
        return value.to_owned();
    }
    let mut text = String::from("\"");
    for letter in value.chars().filter(|letter| !letter.is_control()) {
        if matches!(letter, '"' | '\\') {
            text.push('\\');
        }
        text.push(letter);
    }
    text.push('"');
    text
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else {
        return value.to_owned();
    };
    let mut text = String::new();
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => text.extend(letters.next()),
            _ => text.push(letter),
        }
    }
    text
}

/// What stands between the semicolons that are not quoted, from the first on.
fn parameters(value: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let is_end = move |letter: char| {
        let escaped = is_escaped;
        is_escaped = letter == '\\' && is_quoted && !escaped;
        is_quoted ^= letter == '"' && !escaped;
        letter == ';' && !is_quoted
    };
    value.split(is_end).skip(1)
}

#[cfg(test)]
mod tests {
    use super::ContentType;

    #[test]
    fn content_types_of_servers_are_read() {
        let cases = [
            ("text/html", "text/html", None),
            ("Text/HTML ;Charset=UTF-8", "text/html", Some("UTF-8")),
            (
                "text/plain; a=\"x;charset=no\"; charset=ascii",
                "text/plain",
                Some("ascii"),
            ),
            (
                "text/plain; charset=\"a \\\"b\\\\; c\"; x",
                "text/plain",
                Some("a \"b\\; c"),
            ),
            ("image/png; charset", "image/png", None),
            ("", "", None),
            (";;;", "", None),
        ];
        for (value, name, charset) in cases {
            let read = ContentType::parse(value);
            assert_eq!(
                (read.name.as_str(), read.charset.as_deref()),
                (name, charset),
                "{value}"
            );
            assert_eq!(ContentType::parse(&read.to_string()), read, "{value}");
        }
    }
}
