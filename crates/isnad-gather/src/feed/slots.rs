//! Where what a feed or an entry says is kept.

use super::{Entry, Feed, Person, Text, capture::Capture, element::Field, read::Reading, value};
use crate::{date::When, html, xml::Attributes};

/// The most authors, topics or media of one entry.
pub(super) const MOST: usize = 64;

/// The fields that a feed and an entry have both.
pub(super) struct Slots<'t> {
    id: &'t mut Option<String>,
    title: &'t mut Option<Text>,
    pub(super) link: &'t mut Option<String>,
    authors: &'t mut Vec<Person>,
    published: &'t mut Option<When>,
    updated: &'t mut Option<When>,
    created: &'t mut Option<When>,
    language: &'t mut Option<String>,
    summary: &'t mut Option<Text>,
    publisher: &'t mut Option<String>,
}

macro_rules! slots {
    ($of:expr) => {
        Slots {
            id: &mut $of.id,
            title: &mut $of.title,
            link: &mut $of.link,
            authors: &mut $of.authors,
            published: &mut $of.published,
            updated: &mut $of.updated,
            created: &mut $of.created,
            language: &mut $of.language,
            summary: &mut $of.summary,
            publisher: &mut $of.publisher,
        }
    };
}

impl<'t> Slots<'t> {
    pub(super) fn of_feed(feed: &'t mut Feed) -> Slots<'t> {
        slots!(feed)
    }

    pub(super) fn of_entry(entry: &'t mut Entry) -> Slots<'t> {
        slots!(entry)
    }
}

/// Keeps a value that is believed at least as much as what is there.
pub(super) fn put<T>(slot: &mut Option<T>, known: &mut u8, value: Option<T>, rank: u8) {
    if value.is_some() && (slot.is_none() || rank >= *known) {
        *slot = value;
        *known = rank;
    }
}

/// Adds one to a list that holds each once.
fn add(list: &mut Vec<u8>, one: Option<u8>) {
    if let Some(one) = one.filter(|one| !list.contains(one)) {
        list.push(one);
    }
}

impl Reading<'_> {
    /// Takes up what an element said.
    pub(super) fn say(&mut self, capture: &Capture) {
        let (field, rank) = (capture.field, capture.rank);
        let written = capture.written.trim();
        match field {
            Field::Title | Field::Summary | Field::Content => self.say_text(capture),
            Field::Published | Field::Updated | Field::Created => {
                self.say_date(field, rank, written);
            }
            Field::Link => self.say_address(rank, written),
            Field::Id => {
                let id = self.bases.id(written);
                self.say_id(&id, rank);
            }
            Field::Guid => {
                self.say_id(written, rank);
                let is_address = html::scheme(written).is_some() || written.starts_with('/');
                if capture.permalink && is_address {
                    self.say_address(1, written);
                }
            }
            Field::Language => self.say_language(written, rank),
            Field::Author => Person::parse(written)
                .into_iter()
                .for_each(|person| self.say_author(person, rank)),
            Field::Name | Field::Email | Field::Uri => self.say_part(field, written),
            Field::Category => self.say_category(written),
            Field::Ttl => self.feed.ttl = written.parse().ok().or(self.feed.ttl),
            Field::SkipHour => add(&mut self.feed.skip_hours, value::hour(written)),
            Field::SkipDay => add(&mut self.feed.skip_days, value::weekday(written)),
            Field::Publisher => {
                let (slots, ranks) = self.slots();
                let name = html::neutral(written);
                put(
                    slots.publisher,
                    &mut ranks[field as usize],
                    Some(name).filter(|name| !name.is_empty()),
                    rank,
                );
            }
            Field::Source => self.say_source(written, rank),
            Field::Media => {}
            Field::Point | Field::Latitude | Field::Longitude => self.say_place(field, written),
        }
    }

    fn say_text(&mut self, capture: &Capture) {
        let (field, rank) = (capture.field, capture.rank);
        let typed = self.feed.kind == super::Kind::Atom;
        let base = self.bases.get();
        let text = value::text(
            &capture.written,
            capture.is_markup,
            capture.form,
            typed,
            base,
        );
        if field == Field::Content {
            let known = &mut self.entry_ranks[field as usize];
            if let Some((entry, _)) = &mut self.entry {
                put(&mut entry.content, known, text, rank);
            }
            return;
        }
        let (slots, ranks) = self.slots();
        let slot = if field == Field::Title {
            slots.title
        } else {
            slots.summary
        };
        put(slot, &mut ranks[field as usize], text, rank);
    }

    fn say_date(&mut self, field: Field, rank: u8, written: &str) {
        let when = When::parse(written, self.language.as_ref());
        let (slots, ranks) = self.slots();
        let slot = match field {
            Field::Published => slots.published,
            Field::Updated => slots.updated,
            _ => slots.created,
        };
        put(slot, &mut ranks[field as usize], when, rank);
    }

    /// What the tag of a feed or an entry says: RDF names it, CDF links it, any may give its language.
    pub(super) fn say_attributes(&mut self, attributes: &Attributes<'_>) {
        if let Some(about) = attributes.get("about") {
            self.say_id(about.trim(), 1);
            self.say_address(0, about);
        }
        if let Some(link) = attributes.get("href") {
            self.say_address(2, link);
        }
        if let Some(modified) = attributes.get("lastmod") {
            self.say_date(Field::Updated, 1, modified);
        }
        if let Some(language) = attributes.exactly("xml:lang") {
            self.say_language(language, 1);
        }
    }

    fn say_id(&mut self, id: &str, rank: u8) {
        let (slots, ranks) = self.slots();
        let id = Some(id.to_owned()).filter(|id| !id.is_empty());
        put(slots.id, &mut ranks[Field::Id as usize], id, rank);
    }

    /// The language as a tag of BCP 47.
    pub(super) fn say_language(&mut self, written: &str, rank: u8) {
        let tag = written.trim().replace('_', "-");
        let is_tag = !tag.is_empty()
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let (slots, ranks) = self.slots();
        put(
            slots.language,
            &mut ranks[Field::Language as usize],
            is_tag.then_some(tag),
            rank,
        );
        if self.entry.is_none() {
            self.language = self
                .feed
                .language
                .as_deref()
                .and_then(isnad::model::Language::from_tag);
        }
    }

    /// Another author. Those that are believed less are forgotten.
    pub(super) fn say_author(&mut self, person: Person, rank: u8) {
        let (slots, ranks) = self.slots();
        let known = &mut ranks[Field::Author as usize];
        if rank > *known {
            slots.authors.clear();
            *known = rank;
        }
        if rank == *known && slots.authors.len() < MOST && !slots.authors.contains(&person) {
            slots.authors.push(person);
        }
    }

    pub(super) fn say_category(&mut self, written: &str) {
        if let Some((entry, _)) = &mut self.entry {
            let name = html::neutral(written);
            if !name.is_empty()
                && entry.categories.len() < MOST
                && !entry.categories.contains(&name)
            {
                entry.categories.push(name);
            }
        }
    }

    pub(super) fn say_source(&mut self, written: &str, rank: u8) {
        let known = &mut self.entry_ranks[Field::Source as usize];
        if let Some((entry, _)) = &mut self.entry {
            let name = html::neutral(written);
            put(
                &mut entry.source,
                known,
                Some(name).filter(|name| !name.is_empty()),
                rank,
            );
        }
    }

    fn say_place(&mut self, field: Field, written: &str) {
        let degrees = value::degrees(written);
        match field {
            Field::Point => {
                self.place =
                    value::point(written).map_or((None, None), |(a, b)| (Some(a), Some(b)));
            }
            Field::Latitude => self.place.0 = degrees,
            _ => self.place.1 = degrees,
        }
        if let (Some((entry, _)), (Some(latitude), Some(longitude))) = (&mut self.entry, self.place)
        {
            entry.place = Some((latitude, longitude));
        }
    }
}
