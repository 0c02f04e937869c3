//! JSON Feed, versions 1 and 1.1.

use isnad::model::Language;
use serde_json::{Map, Value};

use super::{
    About, Entry, Error, Feed, Kind, MAX_ENTRIES, MAX_TEXT, Media, Person, Text, base::Bases,
};
use crate::{date::When, html};

type Object = Map<String, Value>;

/// Reads a JSON Feed. Its version is not asked for: what counts is that it has items.
pub(super) fn parse(text: &str, about: &About<'_>) -> Result<Feed, Error> {
    let value = serde_json::from_str(text.trim_start_matches('\u{feff}'));
    let document: Value = value.map_err(|error| Error::Json(error.to_string()))?;
    let Some(items) = document.get("items").and_then(Value::as_array) else {
        return Err(Error::Json("it has no list of items".into()));
    };
    let bases = Bases::new(about);
    let feed = document
        .as_object()
        .map(|object| head(object, about, &bases))
        .unwrap_or_default();
    let language = feed.language.as_deref().and_then(Language::from_tag);
    let objects = items.iter().filter_map(Value::as_object).take(MAX_ENTRIES);
    Ok(Feed {
        entries: objects
            .map(|item| entry(item, &bases, language.as_ref()))
            .collect(),
        cut: items.len() > MAX_ENTRIES,
        ..feed
    })
}

fn head(object: &Object, about: &About<'_>, bases: &Bases) -> Feed {
    let version = string(object, "version");
    let hubs = object.get("hubs").and_then(Value::as_array);
    let hub = hubs.and_then(|hubs| hubs.iter().find_map(|hub| hub.get("url")?.as_str()));
    Feed {
        kind: Kind::Json,
        version: version.map(|version| version.rsplit('/').next().unwrap_or("").to_owned()),
        title: plain(object, "title"),
        link: link(object, "home_page_url", bases),
        self_link: link(object, "feed_url", bases),
        next: link(object, "next_url", bases),
        hub: hub.and_then(|hub| bases.link(hub)),
        authors: authors(object, bases),
        language: string(object, "language")
            .or(about.content_language)
            .map(str::to_owned),
        summary: plain(object, "description"),
        ..Feed::default()
    }
}

fn entry(item: &Object, bases: &Bases, language: Option<&Language>) -> Entry {
    let date = |name| string(item, name).and_then(|text| When::parse(text, language));
    let content = string(item, "content_html").map(|html| Text::from_html(cut(html), bases.get()));
    // Numbers are no identifiers, says the format, and are found.
    let id = item
        .get("id")
        .map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    let topics = item
        .get("tags")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    Entry {
        id,
        title: plain(item, "title"),
        link: link(item, "url", bases).or_else(|| link(item, "external_url", bases)),
        authors: authors(item, bases),
        published: date("date_published"),
        updated: date("date_modified"),
        language: string(item, "language").map(str::to_owned),
        summary: plain(item, "summary"),
        content: content.or_else(|| plain(item, "content_text")),
        categories: topics
            .iter()
            .filter_map(Value::as_str)
            .map(html::neutral)
            .collect(),
        media: media(item, bases),
        ..Entry::default()
    }
}

/// A text that is there and not empty.
fn string<'o>(object: &'o Object, name: &str) -> Option<&'o str> {
    object
        .get(name)?
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

fn cut(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_TEXT))
        .unwrap_or(text)
}

fn plain(object: &Object, name: &str) -> Option<Text> {
    string(object, name).map(|text| Text::Plain(cut(text).to_owned()))
}

fn link(object: &Object, name: &str, bases: &Bases) -> Option<String> {
    string(object, name).and_then(|written| bases.link(written))
}

/// `authors` of version 1.1, or `author` of version 1.
fn authors(object: &Object, bases: &Bases) -> Vec<Person> {
    let several = object
        .get("authors")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let one = object.get("author");
    let all = several.iter().chain(one).filter_map(Value::as_object);
    let mut authors: Vec<Person> = all
        .map(|author| Person {
            name: string(author, "name").map(str::to_owned),
            email: None,
            link: link(author, "url", bases),
        })
        .filter(|person| person.name.is_some())
        .collect();
    authors.dedup();
    authors
}

fn media(item: &Object, bases: &Bases) -> Vec<Media> {
    let image = link(item, "image", bases).map(|address| Media {
        address,
        ..Media::default()
    });
    let attached = item
        .get("attachments")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let attached = attached
        .iter()
        .filter_map(Value::as_object)
        .filter_map(|object| {
            Some(Media {
                address: link(object, "url", bases)?,
                media_type: string(object, "mime_type").map(str::to_owned),
                length: object.get("size_in_bytes").and_then(Value::as_u64),
            })
        });
    image.into_iter().chain(attached).take(64).collect()
}
