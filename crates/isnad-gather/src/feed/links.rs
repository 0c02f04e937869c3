//! The addresses that a feed or an entry names: its page, its hub, its pictures, sounds and films.

use super::{
    Media,
    element::Field,
    read::Reading,
    slots::{MOST, put},
};
use crate::xml::Attributes;

impl Reading<'_> {
    /// The page, by its address. Of two that are believed alike the first stands.
    pub(super) fn say_address(&mut self, rank: u8, written: &str) {
        let link = self.bases.link(written);
        let (slots, ranks) = self.slots();
        let known = &mut ranks[Field::Link as usize];
        if slots.link.is_none() || rank > *known {
            put(slots.link, known, link, rank);
        }
    }

    /// A link of Atom, by its relation.
    pub(super) fn say_link(&mut self, rank: u8, attributes: &Attributes<'_>) {
        let Some(written) = attributes.get("href") else {
            return;
        };
        let media_type = attributes.get("type").unwrap_or("");
        let in_entry = self.entry.is_some();
        for relation in attributes
            .get("rel")
            .unwrap_or("alternate")
            .split_ascii_whitespace()
        {
            match relation.to_ascii_lowercase().as_str() {
                // Another form of the feed is an alternate, too.
                "alternate" if media_type.is_empty() || media_type.contains("html") => {
                    self.say_address(rank, written);
                }
                "alternate" => self.say_address(0, written),
                "enclosure" => {
                    let media = self.bases.link(written).map(|address| Media {
                        address,
                        media_type: Some(media_type.to_owned()).filter(|said| !said.is_empty()),
                        length: attributes
                            .get("length")
                            .and_then(|length| length.parse().ok()),
                    });
                    media.into_iter().for_each(|media| self.keep_media(media));
                }
                "self" if !in_entry => self.feed.self_link = self.bases.link(written),
                "hub" if !in_entry => self.feed.hub = self.bases.link(written),
                "next" if !in_entry => self.feed.next = self.bases.link(written),
                _ => {}
            }
        }
    }

    /// A picture, sound or film, if the attributes name one.
    pub(super) fn say_media(&mut self, attributes: &Attributes<'_>) {
        let address = attributes.get("url").or_else(|| attributes.get("href"));
        let Some(address) = address.and_then(|address| self.bases.link(address)) else {
            return;
        };
        let length = attributes
            .get("length")
            .or_else(|| attributes.get("filesize"));
        self.keep_media(Media {
            address,
            media_type: attributes.get("type").map(str::to_owned),
            length: length.and_then(|length| length.trim().parse().ok()),
        });
    }

    fn keep_media(&mut self, media: Media) {
        if let Some((entry, _)) = &mut self.entry
            && entry.media.len() < MOST
            && entry
                .media
                .iter()
                .all(|known| known.address != media.address)
        {
            entry.media.push(media);
        }
    }
}
