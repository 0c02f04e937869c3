//! What the elements of all formats mean.

use crate::xml::Vocabulary::{
    self, Content, Dc, DcTerms, FeedBurner, Geo, Itunes, Media, Own, Rdf, Xhtml,
};

/// What kind of element is around the place that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The feed, or its channel.
    Feed,
    /// An entry.
    Entry,
    /// A person: Atom names parts, RSS writes a text.
    Person,
    /// Where an entry was taken from: Atom names parts, RSS writes a text.
    Source,
    /// A group of pictures, sounds and films.
    Media,
    /// A geographic place.
    Where,
    /// A list of hours or days on which not to come.
    Skip,
    /// Anything else: what stands in it says nothing of the feed.
    Other,
}

/// What an element says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Link,
    Id,
    Guid,
    Published,
    Updated,
    Created,
    Language,
    Summary,
    Content,
    Author,
    Name,
    Email,
    Uri,
    Category,
    Ttl,
    SkipHour,
    SkipDay,
    Publisher,
    Source,
    /// A picture, sound or film that its attributes name.
    Media,
    Point,
    Latitude,
    Longitude,
}

impl Field {
    /// How many there are.
    pub(super) const COUNT: usize = Field::Longitude as usize + 1;

    /// Whether it may be HTML.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Field::Title | Field::Summary | Field::Content)
    }
}

/// An element, as its place has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// It holds others.
    Holds(Place),
    /// It says something. Of two that say the same, the one of the higher rank is believed, and of equals
    /// the later.
    Says(Field, u8),
    /// Nothing that is kept.
    Nothing,
}

use Element::{Holds, Nothing, Says};

/// What an element means inside another. `name` is in small letters.
pub(super) fn element(vocabulary: Vocabulary, name: &str, inside: Place) -> Element {
    match (inside, holds(vocabulary, name), says(vocabulary, name)) {
        (Place::Feed | Place::Entry, Some(place), _) => Holds(place),
        (Place::Feed | Place::Entry, None, Some((field, rank)))
            if !is_part(field) && !is_skip(field) =>
        {
            Says(field, rank)
        }
        (Place::Other, Some(Place::Feed | Place::Entry), _) => {
            holds(vocabulary, name).map_or(Nothing, Holds)
        }
        (Place::Person, _, Some((field, rank))) if is_part(field) => Says(field, rank),
        (Place::Source, _, Some((Field::Title, rank))) => Says(Field::Source, rank),
        (Place::Media, Some(Place::Media), _) => Holds(Place::Media),
        (Place::Media, _, Some((field, rank))) if vocabulary == Media => Says(field, rank),
        (Place::Where, _, Some((field @ Field::Point, rank))) => Says(field, rank),
        (Place::Skip, _, Some((field, rank))) if is_skip(field) => Says(field, rank),
        _ => Nothing,
    }
}

/// Whether a field is part of a person only.
fn is_part(field: Field) -> bool {
    matches!(field, Field::Name | Field::Email | Field::Uri)
}

/// Whether a field is part of a list of when not to come.
fn is_skip(field: Field) -> bool {
    matches!(field, Field::SkipHour | Field::SkipDay)
}

fn holds(vocabulary: Vocabulary, name: &str) -> Option<Place> {
    let place = match (vocabulary, name) {
        (Own | Rdf, "rdf") | (Own, "rss" | "feed" | "channel") => Place::Feed,
        (Own, "item" | "entry") => Place::Entry,
        (Own, "author" | "managingeditor") => Place::Person,
        (Own, "source") => Place::Source,
        (Own, "skiphours" | "skipdays") => Place::Skip,
        (Media, "group" | "content") => Place::Media,
        (Geo, "where") => Place::Where,
        _ => return None,
    };
    Some(place)
}

fn says(vocabulary: Vocabulary, name: &str) -> Option<(Field, u8)> {
    let said = match (vocabulary, name) {
        (Own, "title") => (Field::Title, 3),
        (Own, "link") => (Field::Link, 3),
        (Own, "id") => (Field::Id, 2),
        (Own, "guid") => (Field::Guid, 2),
        (Own, "pubdate" | "published" | "issued") => (Field::Published, 3),
        (Own, "updated" | "modified" | "lastbuilddate") => (Field::Updated, 3),
        (Own, "created") => (Field::Created, 3),
        (Own, "language") => (Field::Language, 3),
        (Own, "description" | "subtitle" | "tagline" | "abstract" | "info") => (Field::Summary, 2),
        (Own, "summary") => (Field::Summary, 3),
        (Own, "content") => (Field::Content, 2),
        (Own, "category" | "keywords") => (Field::Category, 1),
        (Own, "ttl") => (Field::Ttl, 1),
        (Own, "hour") => (Field::SkipHour, 1),
        (Own, "day") => (Field::SkipDay, 1),
        (Own, "enclosure") => (Field::Media, 1),
        (Own, "name") => (Field::Name, 1),
        (Own, "email") => (Field::Email, 1),
        (Own, "uri" | "url" | "homepage") => (Field::Uri, 1),
        (Own, "a") => (Field::Link, 1),
        (Dc, "title") => (Field::Title, 2),
        (Dc, "creator" | "author") => (Field::Author, 2),
        (Dc, "date") => (Field::Updated, 2),
        (Dc, "language") => (Field::Language, 2),
        (Dc, "subject") => (Field::Category, 1),
        (Dc, "publisher") => (Field::Publisher, 2),
        (Dc, "source") => (Field::Source, 1),
        (Dc | DcTerms, "description") => (Field::Summary, 1),
        (DcTerms, "issued") => (Field::Published, 2),
        (DcTerms, "created") => (Field::Created, 2),
        (DcTerms, "modified") => (Field::Updated, 3),
        (DcTerms, "creator") => (Field::Author, 2),
        (DcTerms, "title") => (Field::Title, 2),
        (DcTerms, "abstract") => (Field::Summary, 1),
        (Content, "encoded") => (Field::Content, 3),
        (Xhtml, "body" | "div") => (Field::Content, 1),
        (Media, "title") => (Field::Title, 1),
        (Media, "description") => (Field::Summary, 0),
        (Media, "thumbnail" | "player") => (Field::Media, 1),
        (Itunes, "title") => (Field::Title, 1),
        (Itunes, "author") => (Field::Author, 1),
        (Itunes, "summary") => (Field::Summary, 0),
        (Itunes, "image") => (Field::Media, 1),
        (FeedBurner, "origlink") => (Field::Link, 4),
        (Geo, "point" | "pos" | "coordinates") => (Field::Point, 1),
        (Geo, "lat") => (Field::Latitude, 1),
        (Geo, "long" | "lon") => (Field::Longitude, 1),
        _ => return None,
    };
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_in_different_places() {
        let cases = [
            (Own, "title", Place::Entry, Says(Field::Title, 3)),
            (Own, "title", Place::Other, Nothing),
            (Own, "title", Place::Source, Says(Field::Source, 3)),
            (Own, "name", Place::Feed, Nothing),
            (Own, "name", Place::Person, Says(Field::Name, 1)),
            (Own, "item", Place::Other, Holds(Place::Entry)),
            (Own, "author", Place::Entry, Holds(Place::Person)),
            (Media, "title", Place::Media, Says(Field::Title, 1)),
            (Own, "title", Place::Media, Nothing),
            (Geo, "pos", Place::Where, Says(Field::Point, 1)),
            (Vocabulary::Other, "title", Place::Entry, Nothing),
        ];
        for (vocabulary, name, inside, expected) in cases {
            assert_eq!(
                element(vocabulary, name, inside),
                expected,
                "{name} inside {inside:?}"
            );
        }
    }
}
