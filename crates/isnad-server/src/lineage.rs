//! All that an article goes back to, by every parent: what the shares of its text rest on.

use isnad::{
    model::{ArticleId, Derivation, Origin, Reading, Shares},
    trace::{self, Past as _},
};
use isnad_store::{Error, Store};

/// Articles above one that are looked at.
const MOST: usize = 24;

/// An article first, then those above it, the nearest first.
pub(crate) struct Lineage {
    readings: Vec<Reading>,
    derivations: Vec<Derivation>,
    origins: Vec<(ArticleId, Origin)>,
}

impl Lineage {
    /// Reads it from the store. Links that run in a circle end where they began.
    pub(crate) fn of(store: &Store, reading: &Reading) -> Result<Lineage, Error> {
        let mut lineage = Lineage {
            readings: vec![reading.clone()],
            derivations: Vec::new(),
            origins: Vec::new(),
        };
        let mut at = 0;
        while let Some(id) = lineage.readings.get(at).map(|reading| reading.article.id) {
            at += 1;
            lineage
                .origins
                .extend(store.origin(id)?.map(|origin| (id, origin)));
            let Some(derivation) = store.derivation(id)? else {
                continue;
            };
            for parent in derivation.all().filter_map(|one| one.parent) {
                if lineage.readings.len() < MOST && lineage.get(parent).is_none() {
                    lineage.readings.extend(store.reading(parent)?);
                }
            }
            lineage.derivations.push(derivation);
        }
        Ok(lineage)
    }

    fn get(&self, id: ArticleId) -> Option<&Reading> {
        self.readings.iter().find(|one| one.article.id == id)
    }

    /// How much of the article comes from where.
    pub(crate) fn shares(&self) -> Option<Shares> {
        let readings: Vec<&Reading> = self.readings.iter().collect();
        let shares = trace::shares(&readings, &self.derivations, &self.origins);
        shares.into_iter().next().map(|(_, shares)| shares)
    }

    /// The further articles that it was put together from, as far as they are held.
    pub(crate) fn further(&self, derivation: Option<&Derivation>) -> Vec<(Derivation, Reading)> {
        let further = derivation.into_iter().flat_map(|one| &one.further);
        let held = |one: &Derivation| Some((one.clone(), self.get(one.parent?)?.clone()));
        further.filter_map(held).collect()
    }
}
