//! What direction and origin need to know of an article, gathered once.

use crate::model::{Article, ArticleId, Credit, CreditRole, Moment, Reading, Source, SourceKind};

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
    /// What was read at its address before, the earliest first.
    pub(super) earlier: Vec<State>,
    /// When it was published, as its earliest state tells it: many sites date a change as publication.
    pub(super) published: Option<Moment>,
}

/// An earlier state of an article.
#[derive(Debug)]
pub(super) struct State {
    /// When it was fetched, in seconds since 1970.
    pub(super) fetched: i64,
    /// Its shingles: distinct, sorted.
    pub(super) shingles: Vec<u64>,
}

impl State {
    /// Nothing where nobody knows when it was fetched.
    fn of(reading: &Reading) -> Option<State> {
        let fetched = reading.article.fetched?.instant?.as_second();
        let shingles = Shingles::of(&reading.article).set;
        Some(State { fetched, shingles })
    }
}

impl<'r> Profile<'r> {
    /// The profile of a reading, but for [`agency`](Profile::agency) by what others credit.
    pub(super) fn of(reading: &'r Reading) -> Profile<'r> {
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
            earlier: Vec::new(),
            published: reading.article.published,
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

/// The profiles of readings, in the order of their ids, each id once. Of several readings with one id, that which was
/// fetched last is the article, and the others are its earlier states.
///
/// A publisher that another article credits as an agency is one, whatever is known of its host.
pub(super) fn profiles<'r>(readings: impl IntoIterator<Item = &'r Reading>) -> Vec<Profile<'r>> {
    let mut readings: Vec<&Reading> = readings.into_iter().collect();
    let fetched = |article: &Article| article.fetched.map(|moment| moment.order_key());
    readings.sort_by(|a, b| {
        let (a, b) = (&a.article, &b.article);
        let by_fetch = || fetched(a).cmp(&fetched(b));
        a.id.cmp(&b.id)
            .then_with(by_fetch)
            .then_with(|| a.text.cmp(&b.text))
    });
    let states = readings.chunk_by(|a, b| a.article.id == b.article.id);
    let mut profiles: Vec<Profile<'_>> = states
        .filter_map(|states| {
            let (current, earlier) = states.split_last()?;
            let known = states.iter().find_map(|state| state.article.published);
            Some(Profile {
                earlier: earlier
                    .iter()
                    .filter_map(|state| State::of(state))
                    .collect(),
                published: known,
                ..Profile::of(current)
            })
        })
        .collect();
    let credits = profiles.iter().flat_map(|profile| &profile.credits);
    let sources = credits.map(|credit| &credit.source);
    let mut agencies = Among::new(sources.filter(|source| source.kind == SourceKind::Agency));
    for profile in &mut profiles {
        let publisher = profile.publisher();
        profile.agency |= publisher.is_some_and(|source| agencies.has(source));
    }
    profiles
}
