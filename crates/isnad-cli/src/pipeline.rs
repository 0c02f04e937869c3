//! The road: gather → recover → annotate → trace → store.

use isnad::{
    annotate,
    model::{Fetch, Overlap, Page, Reading, Story},
    recover::{self, Recovered},
    trace::{self, Batch, Family},
};
use isnad_store::{Accepted, Archived, PageNumber, Store};

use crate::error::Error;

/// A page, read: what was found on it, and each of its articles annotated.
pub(crate) struct PageReading {
    /// All but the articles, which have gone on into the readings.
    pub(crate) recovered: Recovered,
    pub(crate) readings: Vec<Reading>,
}

/// Recovers and annotates the articles of one page. Nothing is kept.
pub(crate) fn read(page: &Page) -> Result<PageReading, recover::Error> {
    let mut recovered = recover::recover(page)?;
    let fetched = page.fetched_date();
    let articles = recovered.articles.drain(..);
    let readings = articles
        .map(|article| annotate::annotate(article, fetched))
        .collect();
    Ok(PageReading {
        recovered,
        readings,
    })
}

/// What became of a page that was taken in.
pub(crate) struct Taken {
    pub(crate) number: PageNumber,
    /// Whether the archive did not hold it yet.
    pub(crate) new: bool,
    pub(crate) articles: usize,
}

/// Takes a page in: archives it, and keeps its articles. [`settle`] has to follow, once for many.
pub(crate) fn take(store: &mut Store, page: &Page, readings: &[Reading]) -> Result<Taken, Error> {
    let (number, new) = store.accept(page)?;
    if new {
        keep(store, number, readings)?;
    }
    Ok(Taken {
        number,
        new,
        articles: readings.len(),
    })
}

/// The same for a page that no server sent as it is: the text that a feed brought of it, or what its
/// scripts drew.
pub(crate) fn take_made(store: &mut Store, page: &Page) -> Result<Taken, Error> {
    let accepted = store.accept_made(page)?;
    keep_new(store, page, accepted)
}

/// Takes in an exchange with a server: archives it, and, where it brought a page that is new, keeps its
/// articles. [`settle`] has to follow, once for many.
pub(crate) fn take_fetch(store: &mut Store, fetch: &Fetch) -> Result<Option<Taken>, Error> {
    let accepted = match store.accept_fetch(fetch)? {
        Archived::New(number) => (number, true),
        Archived::Unchanged(number) => (number, false),
        Archived::NoPage => return Ok(None),
    };
    keep_new(store, &fetch.page, accepted).map(Some)
}

/// Reads a page that was archived just now, and keeps its articles. One that was held already is not
/// read; one that cannot be read stays archived and has no articles.
fn keep_new(store: &mut Store, page: &Page, (number, new): Accepted) -> Result<Taken, Error> {
    let mut read = Vec::new();
    if new {
        read = readings(page);
        keep(store, number, &read)?;
    }
    Ok(Taken {
        number,
        new,
        articles: read.len(),
    })
}

/// The annotated articles of a page; none when it cannot be read.
fn readings(page: &Page) -> Vec<Reading> {
    read(page).map(|page| page.readings).unwrap_or_default()
}

/// Reads what was archived but not yet read: after a crash, or when the database is made anew.
pub(crate) fn catch_up(store: &mut Store, mut each: impl FnMut()) -> Result<usize, Error> {
    let pending = store.pending()?;
    for &number in &pending {
        let page = store.page(number)?;
        // A page that cannot be read stays in the archive; it has no articles.
        keep(store, number, &readings(&page))?;
        each();
    }
    settle(store)?;
    Ok(pending.len())
}

fn keep(store: &mut Store, number: PageNumber, readings: &[Reading]) -> Result<(), Error> {
    for reading in readings {
        let overlaps = trace::overlaps(reading, store)?;
        store.put(number, reading, &overlaps)?;
    }
    store.finish(number)?;
    Ok(())
}

/// Traces the families of the articles that came in, and tells the stories around them.
pub(crate) fn settle(store: &mut Store) -> Result<(), Error> {
    Ok(store.retrace()?)
}

/// Traces articles among themselves, without a store. `earlier` are states that their addresses had before.
pub(crate) fn trace(
    readings: &[Reading],
    earlier: &[Reading],
) -> (Vec<Overlap>, Family, Vec<Story>) {
    let mut batch = Batch::default();
    for reading in readings {
        batch.add(&reading.article);
    }
    let overlaps = batch.overlaps();
    let family = trace::family(readings.iter().chain(earlier), &overlaps);
    let stories = trace::stories(readings, &overlaps, &family.origins);
    (overlaps, family, stories)
}
