//! The sample newsroom after its pages went down the whole road.

use std::{collections::BTreeMap, sync::LazyLock};

use isnad::model::{ArticleId, Derivation, Origin, Reading, Story};
use isnad_store::{Revision, Store};

use super::{Scratch, isnad, sample};

/// Everything the tests ask, read once.
pub(crate) struct Newsroom {
    pub(crate) stories: Vec<Story>,
    pub(crate) readings: BTreeMap<ArticleId, Reading>,
    pub(crate) origins: BTreeMap<ArticleId, Origin>,
    pub(crate) derivations: BTreeMap<ArticleId, Derivation>,
    pub(crate) corrected: Vec<Revision>,
}

/// The newsroom, filled at the first question.
pub(crate) static NEWSROOM: LazyLock<Newsroom> = LazyLock::new(|| {
    let scratch = Scratch::new();
    let data = scratch.path("data");
    let listing = sample::listing();
    let add = isnad([
        "add".as_ref(),
        "--data".as_ref(),
        data.as_os_str(),
        listing.as_os_str(),
    ]);
    assert_eq!((add.code, add.err.as_str()), (Some(0), ""));
    let store = Store::open(&data).unwrap();
    let (readings, _, origins) = store.window(1000).unwrap();
    let readings: BTreeMap<ArticleId, Reading> = readings
        .into_iter()
        .map(|reading| (reading.article.id, reading))
        .collect();
    let derivation = |id: &ArticleId| Some((*id, store.derivation(*id).unwrap()?));
    Newsroom {
        stories: store.stories(1000, 0).unwrap(),
        derivations: readings.keys().filter_map(derivation).collect(),
        readings,
        origins: origins.into_iter().collect(),
        corrected: store.revisions(sample::id(sample::CORRECTED)).unwrap(),
    }
});

impl Newsroom {
    /// The one story that holds an article.
    pub(crate) fn story_of(&self, place: &str) -> Option<&Story> {
        let id = sample::id(place);
        let mut holding = self
            .stories
            .iter()
            .filter(|story| story.articles.contains(&id));
        let story = holding.next();
        assert!(holding.next().is_none(), "{place} is in two stories");
        story
    }

    pub(crate) fn parent(&self, place: &str) -> Option<ArticleId> {
        self.derivations.get(&sample::id(place))?.parent
    }

    pub(crate) fn origin(&self, place: &str) -> Option<&Origin> {
        self.origins.get(&sample::id(place))
    }
}
