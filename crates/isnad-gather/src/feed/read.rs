//! A feed of XML, from its first tag to its last.

use std::borrow::Cow;

use isnad::model::Language;

use super::{
    About, Entry, Error, Feed, Kind, MAX_ENTRIES, Person,
    base::Bases,
    capture::Capture,
    element::{Element, Field, Place, element},
    slots::Slots,
};
use crate::xml::{Attributes, Names, Open, Scanner, Tag, Token, Vocabulary, local};

/// Reads the text of a feed.
pub(super) fn parse(text: &str, about: &About<'_>) -> Result<Feed, Error> {
    let mut scanner = Scanner::new(text);
    let mut reading = Reading::new(about);
    for token in scanner.by_ref() {
        match token {
            Token::Open(tag) => reading.open(&tag)?,
            Token::Close(name) => reading.close(name),
            Token::Text(text) => reading.text(&text),
        }
    }
    reading.finish(scanner.mended())
}

/// What is known while a feed is read.
pub(super) struct Reading<'a> {
    names: Names<'a>,
    open: Open<'a, Place>,
    pub(super) bases: Bases,
    /// The element that is read, if it says something.
    capture: Option<Capture>,
    /// The person that is read.
    person: Option<Person>,
    /// Text straight inside a person or a source.
    loose: String,
    pub(super) feed: Feed,
    pub(super) feed_ranks: [u8; Field::COUNT],
    /// The entry that is read, and its depth.
    pub(super) entry: Option<(Entry, usize)>,
    pub(super) entry_ranks: [u8; Field::COUNT],
    /// Latitude and longitude of the entry, as far as they are known.
    pub(super) place: (Option<f64>, Option<f64>),
    /// The language of the feed, for the order of numbers in dates.
    pub(super) language: Option<Language>,
    /// Whether a root was seen.
    is_feed: bool,
}

impl<'a> Reading<'a> {
    fn new(about: &About<'_>) -> Reading<'a> {
        let mut reading = Reading {
            names: Names::new(),
            open: Open::new(),
            bases: Bases::new(about),
            capture: None,
            person: None,
            loose: String::new(),
            feed: Feed::default(),
            feed_ranks: [0; Field::COUNT],
            entry: None,
            entry_ranks: [0; Field::COUNT],
            place: (None, None),
            language: None,
            is_feed: false,
        };
        if let Some(language) = about.content_language {
            reading.say_language(language, 0);
        }
        reading
    }

    fn text(&mut self, text: &str) {
        match &mut self.capture {
            Some(capture) => capture.text(text),
            None if matches!(self.open.last(), Some(Place::Person | Place::Source)) => {
                self.loose.push_str(text);
            }
            None => {}
        }
    }

    fn open(&mut self, tag: &Tag<'a>) -> Result<(), Error> {
        let attributes = tag.attributes();
        if self.open.is_full() {
            if !tag.empty {
                self.open.push(tag.name, Place::Other);
            }
            return Ok(());
        }
        self.names.open(tag.name, &attributes, self.open.depth());
        if let Some(base) = attributes.exactly("xml:base") {
            self.bases.open(base, self.open.depth());
        }
        if !self.is_feed {
            self.root(tag, &attributes)?;
        }
        self.element(tag, &attributes);
        if tag.empty {
            self.close_to(self.open.depth() - 1);
        }
        Ok(())
    }

    /// The first element says which format it is.
    fn root(&mut self, tag: &Tag<'a>, attributes: &Attributes<'a>) -> Result<(), Error> {
        let (vocabulary, name) = self.names.resolve(tag.name);
        let (kind, version) = match (vocabulary, small(name).as_ref()) {
            (Vocabulary::Own, "rss" | "item") => (Kind::Rss, attributes.get("version")),
            (_, "rdf") => (Kind::Rdf, None),
            (Vocabulary::Own, "channel") if attributes.get("xmlns").is_some() => {
                (Kind::Rdf, Some("1.1"))
            }
            (Vocabulary::Own, "channel") => (Kind::Cdf, None),
            (Vocabulary::Own, "feed" | "entry") => {
                (Kind::Atom, attributes.get("version").or(Some("1.0")))
            }
            _ => return Err(Error::Other(local(tag.name).chars().take(40).collect())),
        };
        self.is_feed = true;
        self.feed.kind = kind;
        self.feed.version = version.map(str::to_owned);
        Ok(())
    }

    /// Takes up an element that is not too deep.
    fn element(&mut self, tag: &Tag<'a>, attributes: &Attributes<'a>) {
        let (vocabulary, name) = self.names.resolve(tag.name);
        let name = small(name);
        if self.capture.is_some() && !self.ends_unclosed(vocabulary, &name) {
            let depth = self.open.depth();
            if let Some(capture) = &mut self.capture {
                capture.open(local(tag.name), attributes, depth);
            }
            self.open.push(tag.name, Place::Other);
            return;
        }
        let inside = self.open.last().copied().unwrap_or(Place::Feed);
        match element(vocabulary, &name, inside) {
            Element::Holds(place) => self.holds(place, tag, attributes),
            Element::Says(field, rank) => self.says(field, rank, tag, attributes),
            Element::Nothing => {
                self.open.push(tag.name, Place::Other);
            }
        }
    }

    /// An element of the feed inside one that only says something: that one was not closed, unless it is
    /// HTML that has such elements, too.
    fn ends_unclosed(&mut self, vocabulary: Vocabulary, name: &str) -> bool {
        let Some(capture) = &self.capture else {
            return false;
        };
        if self.open.depth() != capture.depth + 1
            || vocabulary == Vocabulary::Xhtml
            || crate::html::is_kept(name)
        {
            return false;
        }
        let around = self
            .open
            .inner_to_outer()
            .nth(1)
            .copied()
            .unwrap_or(Place::Feed);
        let is_new = element(vocabulary, name, around) != Element::Nothing;
        if is_new {
            self.close_to(self.open.depth() - 1);
        }
        is_new
    }

    fn holds(&mut self, place: Place, tag: &Tag<'a>, attributes: &Attributes<'a>) {
        if place == Place::Entry {
            // An entry inside an entry: that one was not closed.
            if let Some((_, depth)) = self.entry {
                self.close_to(depth);
            }
            self.entry = Some((Entry::default(), self.open.depth()));
            self.entry_ranks = [0; Field::COUNT];
            self.place = (None, None);
        }
        self.loose.clear();
        match place {
            Place::Person => self.person = Some(Person::default()),
            Place::Media => self.say_media(attributes),
            Place::Feed | Place::Entry => self.say_attributes(attributes),
            _ => {}
        }
        self.open.push(tag.name, place);
    }

    fn says(&mut self, field: Field, rank: u8, tag: &Tag<'a>, attributes: &Attributes<'a>) {
        match field {
            Field::Link => self.say_link(rank, attributes),
            Field::Media => self.say_media(attributes),
            Field::Category => {
                let named = attributes.get("label").or_else(|| attributes.get("term"));
                named.into_iter().for_each(|named| self.say_category(named));
            }
            _ => {}
        }
        self.capture = Some(Capture::new(self.open.depth(), field, rank, attributes));
        self.open.push(tag.name, Place::Other);
    }

    fn close(&mut self, name: &str) {
        let depth = self.open.closes_to(name);
        self.close_to(depth);
    }

    /// Closes elements until `depth` are open.
    fn close_to(&mut self, depth: usize) {
        while self.open.depth() > depth {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some((name, place)) = self.open.pop() else {
            return;
        };
        let depth = self.open.depth();
        match self.capture.take_if(|capture| capture.depth == depth) {
            Some(capture) => self.say(&capture),
            None => {
                if let Some(capture) = &mut self.capture {
                    capture.close(local(name), depth);
                }
            }
        }
        match place {
            Place::Entry => self.finish_entry(),
            Place::Person => self.finish_person(),
            Place::Source => {
                let loose = std::mem::take(&mut self.loose);
                self.say_source(&loose, 1);
            }
            _ => {}
        }
        self.names.close(depth);
        self.bases.close(depth);
    }

    fn finish_entry(&mut self) {
        let Some((entry, _)) = self.entry.take() else {
            return;
        };
        if self.feed.entries.len() < MAX_ENTRIES {
            self.feed.entries.push(entry);
        } else {
            self.feed.cut = true;
        }
    }

    fn finish_person(&mut self) {
        let Some(person) = self.person.take() else {
            return;
        };
        let loose = std::mem::take(&mut self.loose);
        let is_named = person.name.is_some() || person.email.is_some();
        if let Some(person) = if is_named {
            Some(person)
        } else {
            Person::parse(&loose)
        } {
            self.say_author(person, 2);
        }
    }

    /// Takes up part of a person.
    pub(super) fn say_part(&mut self, field: Field, written: &str) {
        let link = (field == Field::Uri)
            .then(|| self.bases.link(written))
            .flatten();
        let Some(person) = &mut self.person else {
            return;
        };
        let written = (!written.is_empty()).then(|| written.to_owned());
        match field {
            Field::Name => person.name = written,
            Field::Email => person.email = written,
            _ => person.link = link,
        }
    }

    /// Where what is read now is kept, and how much what is there is believed.
    pub(super) fn slots(&mut self) -> (Slots<'_>, &mut [u8; Field::COUNT]) {
        match &mut self.entry {
            Some((entry, _)) => (Slots::of_entry(entry), &mut self.entry_ranks),
            None => (Slots::of_feed(&mut self.feed), &mut self.feed_ranks),
        }
    }

    fn finish(mut self, mended: usize) -> Result<Feed, Error> {
        if !self.is_feed {
            return Err(Error::NoElement);
        }
        self.close_to(0);
        self.feed.mended = mended;
        Ok(self.feed)
    }
}

/// A name in small letters.
fn small(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}
