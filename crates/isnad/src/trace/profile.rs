//! What direction and origin need to know of an article, gathered once.

use crate::model::{Article, ArticleId, Credit, CreditRole, Reading, Source, SourceKind};

use super::{
    fingerprint::Shingles,
    quotation,
    source::{Among, same_source},
};

/// An article of a family.
#[derive(Debug)]
pub(super) struct Profile<'r> {
    pub(super) reading: &'r Reading,
    /// Its shingles: distinct, sorted.
    pub(super) shingles: Vec<u64>,
    /// Those of them that stand inside quotation marks: sorted.
    pub(super) quoted: Vec<u64>,
    /// Whether its publisher writes for others to carry.
    pub(super) agency: bool,
    /// The sources it gives for its text, other than its own publisher.
    pub(super) credits: Vec<&'r Credit>,
}

impl<'r> Profile<'r> {
    /// The profile of a reading, but for [`agency`](Profile::agency) by what others credit.
    fn of(reading: &'r Reading) -> Profile<'r> {
        let publisher = reading.article.publisher.as_ref();
        let own = |credit: &&Credit| publisher.is_some_and(|own| same_source(own, &credit.source));
        let texts = || {
            reading
                .credits
                .iter()
                .filter(|credit| credit.role == CreditRole::Text)
        };
        let named_agency = |credit: &Credit| credit.source.kind == SourceKind::Agency;
        Profile {
            reading,
            shingles: Shingles::of(&reading.article).set,
            quoted: quotation::quoted(reading),
            agency: publisher.is_some_and(|source| source.kind == SourceKind::Agency)
                || texts().filter(own).any(named_agency),
            credits: texts().filter(|credit| !own(credit)).collect(),
        }
    }

    pub(super) fn article(&self) -> &'r Article {
        &self.reading.article
    }

    pub(super) fn id(&self) -> ArticleId {
        self.reading.article.id
    }

    pub(super) fn publisher(&self) -> Option<&'r Source> {
        self.reading.article.publisher.as_ref()
    }

    /// Whether its publisher carries what others publish.
    pub(super) fn aggregator(&self) -> bool {
        self.publisher()
            .is_some_and(|source| source.kind == SourceKind::Aggregator)
    }

    /// The first of its credits that names this source.
    pub(super) fn credit_of(&self, source: &Source) -> Option<&'r Credit> {
        self.credits
            .iter()
            .copied()
            .find(|credit| same_source(&credit.source, source))
    }

    /// The first agency it credits its text to.
    pub(super) fn agency_credit(&self) -> Option<&'r Credit> {
        let agency = |credit: &&Credit| credit.source.kind == SourceKind::Agency;
        self.credits.iter().copied().find(agency)
    }
}

/// The profiles of readings, in the order of their ids, each id once.
///
/// A publisher that another article credits as an agency is one, whatever is known of its host.
pub(super) fn profiles(readings: &[Reading]) -> Vec<Profile<'_>> {
    let mut profiles: Vec<Profile<'_>> = readings.iter().map(Profile::of).collect();
    profiles.sort_by_key(Profile::id);
    profiles.dedup_by_key(|profile| profile.id());
    let credits = profiles.iter().flat_map(|profile| &profile.credits);
    let sources = credits.map(|credit| &credit.source);
    let mut agencies = Among::new(sources.filter(|source| source.kind == SourceKind::Agency));
    for profile in &mut profiles {
        let publisher = profile.publisher();
        profile.agency |= publisher.is_some_and(|source| agencies.has(source));
    }
    profiles
}
