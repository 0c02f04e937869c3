//! The newest articles of the index, before they are sealed.

use std::collections::{BTreeSet, HashMap};

use super::write;
use crate::trace::overlap::COMMON;

/// The newest articles, in hash tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Active {
    /// Where each article that is held stands in `ids`.
    places: HashMap<u64, u32>,
    /// The articles by their place; nothing where one is held no longer.
    ids: Vec<Option<u64>>,
    /// What sealed segments hold no longer.
    removed: BTreeSet<u64>,
    /// The last link of each fingerprint. Texts come from anyone, so the table hashes with a secret.
    heads: HashMap<u64, u32>,
    links: Vec<Link>,
}

/// One article with a fingerprint, and the link before it with the same one.
#[derive(Clone, Copy, Debug)]
struct Link {
    place: u32,
    before: Option<u32>,
}

impl Active {
    /// How many articles are held.
    pub(super) fn alive(&self) -> usize {
        self.places.len()
    }

    /// How many were put in: what counts for sealing.
    pub(super) fn len(&self) -> usize {
        self.ids.len().max(self.removed.len())
    }

    /// Whether it holds an article.
    pub(super) fn holds(&self, id: u64) -> bool {
        self.places.contains_key(&id)
    }

    /// Holds an article that it does not hold. `known` are what is kept of its fingerprints.
    pub(super) fn insert(&mut self, id: u64, known: &[u64]) {
        let place = self.ids.len() as u32;
        self.ids.push(Some(id));
        self.places.insert(id, place);
        for &known in known {
            let link = self.links.len() as u32;
            let before = self.heads.insert(known, link);
            self.links.push(Link { place, before });
        }
    }

    /// Holds an article no longer. Says whether it did.
    pub(super) fn kill(&mut self, id: u64) -> bool {
        let place = self.places.remove(&id);
        if let Some(held) = place.and_then(|place| self.ids.get_mut(place as usize)) {
            *held = None;
        }
        place.is_some()
    }

    /// Remembers that sealed segments hold an article no longer.
    pub(super) fn forget(&mut self, id: u64) {
        self.removed.insert(id);
    }

    /// The places of the articles with a fingerprint, the newest first; of very many, one more than are
    /// worth it.
    pub(super) fn holders(&self, known: u64) -> impl Iterator<Item = u32> {
        let mut next = self.heads.get(&known).copied();
        let places = std::iter::from_fn(move || {
            let link = self.links.get(next? as usize)?;
            next = link.before;
            Some(link.place)
        });
        places
            .filter(|place| self.article(*place).is_some())
            .take(COMMON + 1)
    }

    /// The article at a place, when it is still held.
    pub(super) fn article(&self, place: u32) -> Option<u64> {
        self.ids.get(place as usize).copied().flatten()
    }

    /// The same as the bytes of a segment.
    pub(super) fn sealed(&self) -> Vec<u8> {
        let ids: Vec<u64> = self.ids.iter().flatten().copied().collect();
        let removed: Vec<u64> = self.removed.iter().copied().collect();
        let mut next = 0..;
        let moved: Vec<Option<u32>> = self
            .ids
            .iter()
            .map(|id| id.and_then(|_| next.next()))
            .collect();
        let mut entries = Vec::with_capacity(self.links.len());
        for (&known, &head) in &self.heads {
            let mut next = Some(head);
            while let Some(link) = next.and_then(|link| self.links.get(link as usize)) {
                let place = moved.get(link.place as usize).copied().flatten();
                entries.extend(place.map(|place| (known, place)));
                next = link.before;
            }
        }
        write::segment(&ids, &removed, &mut entries)
    }

    /// About how many bytes it takes.
    pub(super) fn resident(&self) -> usize {
        let tables = self.heads.capacity() * 17 + self.places.capacity() * 17;
        let lists = self.ids.capacity() * 16 + self.links.capacity() * size_of::<Link>();
        tables + lists + self.removed.len() * 16
    }
}
