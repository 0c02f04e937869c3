//! What a feed says.

use url::Url;

use crate::{date::When, html};

/// A feed.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Feed {
    /// The format.
    pub kind: Kind,
    /// The version as the feed gives it: `2.0`, `1.0`, `0.91`.
    pub version: Option<String>,
    /// Its identifier (Atom, JSON Feed).
    pub id: Option<String>,
    /// Its title.
    pub title: Option<Text>,
    /// The site it belongs to, absolute.
    pub link: Option<String>,
    /// Its own address, as it gives it (`rel="self"`).
    pub self_link: Option<String>,
    /// The WebSub hub that announces new content.
    pub hub: Option<String>,
    /// The page of older entries (`rel="next"`).
    pub next: Option<String>,
    /// Who answers for it.
    pub authors: Vec<Person>,
    /// The outlet, where it is named apart from the title (`dc:publisher`).
    pub publisher: Option<String>,
    /// BCP 47, as written.
    pub language: Option<String>,
    /// Minutes for which it stays the same, by its own word.
    pub ttl: Option<u32>,
    /// Hours of the day in UTC, 0 to 23, in which it asks not to be read (`skipHours`).
    pub skip_hours: Vec<u8>,
    /// Days of the week, Monday 1 to Sunday 7, on which it asks not to be read (`skipDays`).
    pub skip_days: Vec<u8>,
    /// What it is about.
    pub summary: Option<Text>,
    /// When it was published.
    pub published: Option<When>,
    /// When it last changed.
    pub updated: Option<When>,
    /// When it was made.
    pub created: Option<When>,
    /// The entries, in the order of the feed.
    pub entries: Vec<Entry>,
    /// How many places broke the rules of XML, as far as they were noticed.
    pub mended: usize,
    /// Whether there were more entries than are kept.
    pub cut: bool,
}

/// The formats of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Kind {
    /// RSS 0.91 to 2.0.
    #[default]
    Rss,
    /// RSS 0.90, 1.0 and 1.1.
    Rdf,
    /// Atom.
    Atom,
    /// Channel Definition Format.
    Cdf,
    /// JSON Feed.
    Json,
}

/// An entry of a feed.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Entry {
    /// Its identifier, as written; a relative one of Atom is made absolute.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<Text>,
    /// The page it stands for, absolute.
    pub link: Option<String>,
    /// Who wrote it, in order.
    pub authors: Vec<Person>,
    /// When it was published.
    pub published: Option<When>,
    /// When it was last changed.
    pub updated: Option<When>,
    /// When it was made.
    pub created: Option<When>,
    /// BCP 47, as written.
    pub language: Option<String>,
    /// A summary.
    pub summary: Option<Text>,
    /// The whole text.
    pub content: Option<Text>,
    /// Its topics, as the feed names them.
    pub categories: Vec<String>,
    /// Pictures, sounds and films.
    pub media: Vec<Media>,
    /// The feed or outlet it was taken from, by name.
    pub source: Option<String>,
    /// The outlet (`dc:publisher`).
    pub publisher: Option<String>,
    /// Latitude and longitude in degrees.
    pub place: Option<(f64, f64)>,
}

/// A text that is plain or HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Plain text.
    Plain(String),
    /// HTML, sanitised.
    Html(String),
}

impl Text {
    /// The text as it is held, plain or HTML.
    pub fn as_str(&self) -> &str {
        match self {
            Text::Plain(text) | Text::Html(text) => text,
        }
    }

    /// One line of plain text.
    pub fn plain(&self) -> String {
        match self {
            Text::Plain(text) => html::neutral(text),
            Text::Html(text) => html::plain(text),
        }
    }

    /// HTML.
    pub fn html(&self) -> String {
        match self {
            Text::Plain(text) => html::escaped(text),
            Text::Html(text) => text.clone(),
        }
    }

    /// HTML of others, sanitised.
    pub(super) fn from_html(html: &str, base: Option<&Url>) -> Text {
        Text::Html(html::sanitised(html, base))
    }
}

/// A person or organisation.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// A page about them.
    pub link: Option<String>,
}

impl Person {
    /// Name and mail address in one line of text: `Ada Lind (ada@tern.example)`, or either.
    pub(super) fn parse(text: &str) -> Option<Person> {
        let text = html::neutral(text);
        let (before, after) = text.split_once(['(', '<']).unwrap_or((&text, ""));
        let (before, after) = (before.trim(), after.trim_end_matches([')', '>']).trim());
        let (email, name) = match (before.contains('@'), after.contains('@')) {
            (true, _) => (before, after),
            (_, true) => (after, before),
            _ => ("", text.as_str()),
        };
        let email = email.strip_prefix("mailto:").unwrap_or(email);
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let person = Person {
            name: some(name),
            email: some(email),
            link: None,
        };
        (person.name.is_some() || person.email.is_some()).then_some(person)
    }

    /// `Ada Lind (ada@tern.example)`, or what is known of it.
    pub fn shown(&self) -> String {
        match (&self.name, &self.email) {
            (Some(name), Some(email)) => format!("{name} ({email})"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => String::new(),
        }
    }
}

/// A picture, sound or film.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Media {
    /// Its address, absolute.
    pub address: String,
    /// Its media type, as written.
    pub media_type: Option<String>,
    /// Its size in bytes, if it says so.
    pub length: Option<u64>,
}
