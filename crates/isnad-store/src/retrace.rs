//! What is traced, brought up to the articles that are held.
//!
//! An article that comes or changes marks its family as unsettled; a family that was traced anew marks those of
//! its articles whose origin is another now as untold. Marks go in the transaction that does what they ask for, so a
//! crash leaves the rest of the work marked.

use std::collections::{BTreeMap, BTreeSet};

use isnad::{
    model::{ArticleId, Overlap, Reading, Story},
    trace,
};
use rusqlite::Connection;

use crate::{
    Error, Store,
    database::{
        article, family, overlap, removal,
        story::{self, Untold},
    },
    window::Window,
};

/// A family of more articles is not traced whole for a few new ones.
pub(crate) const LARGE: usize = 400;

/// Windows that are held: that of today and, when an older article comes among the new ones, that of its days.
const WINDOWS: usize = 2;

/// The new ones are few when the family has so many times their number.
const FEW: usize = 8;

/// The articles of a story, in ascending order.
type Group = Vec<ArticleId>;

impl Store {
    /// Traces the families of the articles that came or changed since this was called last, and tells the
    /// stories around them. What does not hang together with one of them stays as it is.
    ///
    /// Families are traced whole, so that the order of arrival changes nothing, as long as they have no more than 400
    /// articles or an eighth of them are new. Else a new article would cost as much as all before it: only those
    /// nearest to it are looked at, and it and those it shares text with are traced anew. Stories are those of the articles of about two weeks, in whatever order they came;
    /// a story that reaches further back keeps its earlier articles. The first call reads the
    /// articles of these weeks, later ones only what is new.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn retrace(&mut self) -> Result<(), Error> {
        let large = self.large_family;
        let mut unsettled = BTreeSet::from_iter(self.unsettled()?);
        while let Some(id) = unsettled.pop_first() {
            let around = self
                .database
                .read(|c| Around::of(c, id, &unsettled, large))?;
            let mut family = trace::family(&around.readings, &around.overlaps);
            if let Some(core) = &around.core {
                family.derivations.retain(|one| core.contains(&one.copy));
                family.origins.retain(|(id, _)| core.contains(id));
            }
            self.settle(&family)?;
            family.origins.iter().for_each(|(id, _)| {
                unsettled.remove(id);
            });
        }
        self.tell()
    }

    /// Tells the stories of the articles that wait for it, a window of time after another, the latest first.
    fn tell(&mut self) -> Result<(), Error> {
        loop {
            let untold = self.database.read(|c| Ok(story::untold(c)?))?;
            let Some((_, moment)) = untold.first().copied() else {
                return Ok(());
            };
            let result = self.tell_around(moment, &untold);
            if result.is_err() {
                self.windows.clear();
            }
            result?;
        }
    }

    fn tell_around(&mut self, moment: Option<i64>, untold: &[Untold]) -> Result<(), Error> {
        let others = self.database.changed_by_others()?;
        self.windows
            .retain(|(window, seen)| *seen == others && !window.is_full());
        let mut known = self.windows.iter();
        let known = known.position(|(window, _)| window.covers(moment));
        let (mut window, is_new) = match known {
            Some(at) => (self.windows.remove(at).0, false),
            None => (self.database.read(|c| Window::open(c, moment))?, true),
        };
        let waiting = |(id, moment): &Untold| window.covers(*moment).then_some(*id);
        let waiting: BTreeSet<ArticleId> = untold.iter().filter_map(waiting).collect();
        let changed = self.database.read(|c| {
            if !is_new {
                waiting.iter().try_for_each(|id| window.hold(c, *id))?;
            }
            window.stories.settle();
            Ok(window.stories.take_changed())
        })?;
        self.database
            .write(|c| Telling::of(c, &window, changed, &waiting)?.write(c))?;
        // What another window should have seen of this, it would not know.
        let knows = |other: &Window| waiting.iter().any(|id| other.holds(*id));
        self.windows
            .retain(|(other, _)| !other.touches(&window) && !knows(other));
        self.windows.push((window, others));
        if self.windows.len() > WINDOWS {
            self.windows.remove(0);
        }
        Ok(())
    }

    /// Lets an article go, with all its states and what was traced of it. The archive keeps its pages, so that
    /// [`rebuild`](Store::rebuild) brings it back. Says whether it was held.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove(&mut self, id: ArticleId) -> Result<bool, Error> {
        self.change(|c| Ok(removal::remove(c, id)?))
    }
}

/// What has to be known to trace an article.
struct Around {
    /// All states of the articles.
    readings: Vec<Reading>,
    overlaps: Vec<Overlap>,
    /// Where not the whole family is known: those of whom enough is.
    core: Option<BTreeSet<ArticleId>>,
}

impl Around {
    fn of(
        c: &Connection,
        id: ArticleId,
        unsettled: &BTreeSet<ArticleId>,
        large: usize,
    ) -> Result<Around, Error> {
        let mut ids = overlap::connected(c, id)?;
        let new = ids.iter().filter(|id| unsettled.contains(id)).count() + 1;
        let mut core = None;
        if ids.len() > large && new * FEW < ids.len() {
            ids = overlap::nearest(c, id, large)?;
            let beside = overlap::of(c, id)?.into_iter();
            let beside = beside.flat_map(|overlap| [overlap.a, overlap.b]);
            let is_known = |id: &ArticleId| ids.binary_search(id).is_ok();
            core = Some(beside.chain([id]).filter(is_known).collect());
        }
        Ok(Around {
            readings: article::states(c, &ids)?,
            overlaps: overlap::among(c, &ids)?,
            core,
        })
    }
}

/// Stories on their way into the database.
struct Telling<'a> {
    stories: Vec<Story>,
    /// The articles that waited.
    waiting: &'a BTreeSet<ArticleId>,
}

impl Telling<'_> {
    /// The stories that are other ones than those that are kept.
    fn of<'a>(
        c: &Connection,
        window: &Window,
        changed: Vec<Group>,
        waiting: &'a BTreeSet<ArticleId>,
    ) -> Result<Telling<'a>, Error> {
        let around = |id: &ArticleId| window.stories.around(*id).map(<[_]>::to_vec);
        let groups: BTreeSet<Group> = changed
            .into_iter()
            .chain(waiting.iter().filter_map(around))
            .collect();
        let members: Vec<ArticleId> = groups.iter().flatten().copied().collect();
        let kept = story::around(c, &members)?;
        let groups = with_earlier(groups, &kept, |id| window.holds(id));
        let mut stories = Vec::new();
        for group in groups {
            let is_asked = group.iter().any(|id| waiting.contains(id));
            if is_asked || !kept.contains(&group) {
                stories.extend(told(c, group)?);
            }
        }
        Ok(Telling { stories, waiting })
    }

    fn write(&self, c: &Connection) -> Result<(), Error> {
        for id in self.waiting {
            // An article that is gone is in none of the new stories.
            story::forget_of(c, *id)?;
            story::set_told(c, *id)?;
        }
        Ok(story::put(c, &self.stories)?)
    }
}

fn told(c: &Connection, group: BTreeSet<ArticleId>) -> Result<Option<Story>, Error> {
    let ids: Vec<ArticleId> = group.into_iter().collect();
    let readings = article::readings(c, &ids)?;
    let origin = |id: &ArticleId| Ok(family::origin(c, *id)?.map(|origin| (*id, origin)));
    let origins: Result<Vec<_>, Error> =
        ids.iter().filter_map(|id| origin(id).transpose()).collect();
    Ok(trace::story(&readings, &origins?))
}

/// The groups, with the articles of the kept stories that the window does not reach: they stay with the group that has
/// most of what they were told with.
fn with_earlier(
    groups: BTreeSet<Group>,
    kept: &BTreeSet<BTreeSet<ArticleId>>,
    is_held: impl Fn(ArticleId) -> bool,
) -> Vec<BTreeSet<ArticleId>> {
    let mut groups: Vec<BTreeSet<ArticleId>> = groups
        .into_iter()
        .map(|group| group.into_iter().collect())
        .collect();
    let places: BTreeMap<ArticleId, usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(at, group)| group.iter().map(move |id| (*id, at)))
        .collect();
    for story in kept {
        let earlier = story.iter().copied().filter(|id| !is_held(*id));
        let earlier: Vec<ArticleId> = earlier.collect();
        let mut shares: BTreeMap<usize, usize> = BTreeMap::new();
        for at in story.iter().filter_map(|id| places.get(id)) {
            *shares.entry(*at).or_default() += 1;
        }
        let most = shares
            .into_iter()
            .max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)));
        if let Some((at, _)) = most {
            groups[at].extend(earlier);
        }
    }
    groups
}
