//! `Content-Type`: a media type and a character set in one line.

use isnad::model::{MediaType, Page};

/// The media types by their names; the first of a type is the one to write.
const MEDIA_TYPES: [(&str, MediaType); 4] = [
    ("text/html", MediaType::Html),
    ("application/xhtml+xml", MediaType::Html),
    ("text/plain", MediaType::Text),
    // Any other name is unknown too; this one carries a character set when there is no name.
    ("application/octet-stream", MediaType::Unknown),
];

/// Media types of what leads to pages and is none itself.
const FEEDS: [&str; 8] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "text/xml",
    "text/x-opml",
];

/// `None` where the carrier said nothing.
pub(super) fn write(page: &Page) -> Option<String> {
    let known = MEDIA_TYPES
        .iter()
        .find(|(_, kind)| *kind == page.media_type);
    let (name, kind) = known?;
    match &page.charset {
        Some(charset) => Some(format!("{name}; charset={}", quoted(charset))),
        None if *kind == MediaType::Unknown => None,
        None => Some((*name).to_owned()),
    }
}

/// A parameter's value as HTTP writes it. Control characters cannot stand in a header.
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

pub(super) fn parse(value: &str) -> (MediaType, Option<String>) {
    let name = name(value);
    let kind = MEDIA_TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map_or(MediaType::Unknown, |(_, kind)| *kind);
    let charset = parameters(value).find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        let is_charset = key.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| unquoted(value.trim()))
    });
    (kind, charset)
}

/// Whether the carrier says that this is no page.
pub(super) fn is_feed(value: &str) -> bool {
    FEEDS
        .iter()
        .any(|feed| feed.eq_ignore_ascii_case(name(value)))
}

fn name(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
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

#[cfg(test)]
mod tests {
    use isnad::model::MediaType::{Html, Text, Unknown};

    use super::{is_feed, parse};

    #[test]
    fn content_types_of_servers_are_read() {
        let cases = [
            ("text/html", Html, None),
            ("Text/HTML ;Charset=UTF-8", Html, Some("UTF-8")),
            (
                "text/plain; a=\"x;charset=no\"; charset=ascii",
                Text,
                Some("ascii"),
            ),
            (
                "text/plain; charset=\"a \\\"b\\\\; c\"; x",
                Text,
                Some("a \"b\\; c"),
            ),
            ("image/png; charset", Unknown, None),
            ("", Unknown, None),
        ];
        for (value, kind, charset) in cases {
            let expected = (kind, charset.map(str::to_owned));
            assert_eq!(parse(value), expected, "{value}");
        }
    }

    #[test]
    fn feeds_are_told_by_their_media_type() {
        assert!(is_feed("application/RSS+xml; charset=utf-8"));
        assert!(!is_feed("application/xhtml+xml"));
        assert!(!is_feed(""));
    }
}
