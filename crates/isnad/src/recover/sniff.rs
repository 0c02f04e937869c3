//! Which form a text has, whatever its carrier calls it.

use crate::model::MediaType;

/// The forms of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Text,
    /// No page; says what it is.
    Other(&'static str),
}

/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 8192;

/// What the first element of an XML document that is no page says it is.
const OTHERS: [(&str, &str); 6] = [
    ("<rss", "it is an RSS feed"),
    ("<rdf:rdf", "it is an RSS feed"),
    ("<feed", "it is an Atom feed"),
    ("<opml", "it is an OPML list of subscriptions"),
    ("<urlset", "it is a sitemap"),
    ("<sitemapindex", "it is a sitemap index"),
];

/// Tags that plain text does not hold by chance.
const TAGS: [&str; 9] = [
    "<html",
    "<!doctype html",
    "<head",
    "<body",
    "<meta ",
    "<div",
    "<p>",
    "<p ",
    "<article",
];

pub(super) fn form(text: &str, said: MediaType) -> Form {
    let head: String = text
        .trim_start()
        .chars()
        .take(LOOKED_AT)
        .collect::<String>()
        .to_ascii_lowercase();
    let markup = head.starts_with('<');
    if markup
        && let Some((_, what)) = OTHERS
            .iter()
            .find(|(tag, _)| first_element(&head).starts_with(tag))
    {
        return Form::Other(what);
    }
    let is_document = head.starts_with("<!doctype html") || head.starts_with("<html");
    match said {
        MediaType::Html => Form::Html,
        MediaType::Text if is_document => Form::Html,
        MediaType::Text => Form::Text,
        MediaType::Unknown if TAGS.iter().any(|tag| head.contains(tag)) => Form::Html,
        MediaType::Unknown if markup && head.starts_with("<?xml") => {
            Form::Other("it is an XML document of an unknown kind")
        }
        MediaType::Unknown => Form::Text,
    }
}

/// What follows the XML declaration, comments and document type.
fn first_element(head: &str) -> &str {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let close = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") || rest.starts_with("<!") => ">",
            _ => return rest,
        };
        match rest.split_once(close) {
            Some((_, after)) => rest = after,
            None => return "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_itself_settles_its_form() {
        let cases = [
            ("<!doctype html><p>x", MediaType::Text, Form::Html),
            ("Harbour\nreopens", MediaType::Unknown, Form::Text),
            ("1 < 2", MediaType::Unknown, Form::Text),
            ("<div>x</div>", MediaType::Unknown, Form::Html),
            (
                "<?xml version='1.0'?>\n<!-- a --><rss version='2.0'>",
                MediaType::Unknown,
                Form::Other("it is an RSS feed"),
            ),
            (
                "<?xml version='1.0'?><html>",
                MediaType::Unknown,
                Form::Html,
            ),
        ];
        for (text, said, expected) in cases {
            assert_eq!(form(text, said), expected, "{text}");
        }
    }
}
