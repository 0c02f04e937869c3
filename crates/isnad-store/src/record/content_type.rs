//! `Content-Type` and the kinds of content a page can have.

use isnad::model::{MediaType, Page};
use isnad_warc::ContentType;

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
    if page.charset.is_none() && *kind == MediaType::Unknown {
        return None;
    }
    let line = ContentType {
        name: (*name).to_owned(),
        charset: page.charset.clone(),
    };
    Some(line.to_string())
}

/// The kind of content that is told; unknown where nothing is.
pub(super) fn media_type(told: &ContentType) -> MediaType {
    let known = MEDIA_TYPES.iter().find(|(name, _)| *name == told.name);
    known.map_or(MediaType::Unknown, |(_, kind)| *kind)
}

/// Whether the carrier says that this is no page.
pub(super) fn is_feed(told: &ContentType) -> bool {
    FEEDS.contains(&told.name.as_str())
}

#[cfg(test)]
mod tests {
    use isnad::model::MediaType::{Html, Text, Unknown};
    use isnad_warc::ContentType;

    use super::{is_feed, media_type};

    #[test]
    fn media_types_are_told_by_their_names() {
        let cases = [
            ("text/html", Html, false),
            ("Application/XHTML+xml; charset=utf-8", Html, false),
            ("text/plain", Text, false),
            ("application/RSS+xml; charset=utf-8", Unknown, true),
            ("image/png", Unknown, false),
            ("", Unknown, false),
        ];
        for (line, kind, feed) in cases {
            let told = ContentType::parse(line);
            assert_eq!((media_type(&told), is_feed(&told)), (kind, feed), "{line}");
        }
    }
}
