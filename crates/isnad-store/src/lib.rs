//! Keeps what was fetched and what was made of it.
//!
//! A data folder holds a WARC archive, which is the truth, and a SQLite database derived from it.

mod error;

use std::path::Path;

use isnad::{
    model::{ArticleId, Derivation, Moment, Origin, Overlap, Page, Reading, Source, Story},
    trace::{Family, Past},
};

pub use error::Error;

/// The number of an archived page: counts up from 1 in the order of acceptance.
pub type PageNumber = u64;

/// A data folder.
pub struct Store {}

/// One state of an article: what its page held when it was fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Counts up from 1 in the order of fetching.
    pub number: u32,
    /// When its page was fetched.
    pub fetched: Option<Moment>,
    /// The archived page it was recovered from.
    pub page: PageNumber,
    /// The article in that state.
    pub reading: Reading,
}

/// A source and what the store holds of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRow {
    /// The source.
    pub source: Source,
    /// How many articles it published.
    pub published: usize,
    /// How many articles credit it.
    pub credited: usize,
}

/// Where an archived page stands, for reading it with another tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPlace {
    /// The file's name in the folder `archive`.
    pub file: String,
    /// The byte at which the record's gzip member starts.
    pub offset: u64,
}

impl Store {
    /// Opens a data folder, making it when it is not there.
    ///
    /// A record that a crash cut short is removed from the end of the archive; pages that were
    /// accepted but not yet read show up in [`pending`](Store::pending).
    ///
    /// # Errors
    /// When the folder cannot be made, read or written.
    pub fn open(folder: &Path) -> Result<Store, Error> {
        let _ = folder;
        unimplemented!()
    }

    /// Archives a page. When this returns the page is on disk and survives a crash. A page whose
    /// address and bytes are the same as the last state held is not stored twice: its number comes
    /// back with `false`.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn accept(&mut self, page: &Page) -> Result<(PageNumber, bool), Error> {
        let _ = page;
        unimplemented!()
    }

    /// The archived pages that no one has [`put`](Store::put) yet, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn pending(&self) -> Result<Vec<PageNumber>, Error> {
        unimplemented!()
    }

    /// An archived page, read from its WARC record.
    ///
    /// # Errors
    /// When there is no such page or its record cannot be read.
    pub fn page(&self, number: PageNumber) -> Result<Page, Error> {
        let _ = number;
        unimplemented!()
    }

    /// Where an archived page stands.
    ///
    /// # Errors
    /// When there is no such page.
    pub fn place(&self, number: PageNumber) -> Result<RecordPlace, Error> {
        let _ = number;
        unimplemented!()
    }

    /// Keeps one article recovered from a page, with its overlaps, in one transaction. A later
    /// fetch of the same article becomes a new revision and the current state.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn put(
        &mut self,
        page: PageNumber,
        reading: &Reading,
        overlaps: &[Overlap],
    ) -> Result<(), Error> {
        let _ = (page, reading, overlaps);
        unimplemented!()
    }

    /// Marks a page as read through (it may have held no article at all): it is no longer pending.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn finish(&mut self, page: PageNumber) -> Result<(), Error> {
        let _ = page;
        unimplemented!()
    }

    /// The articles that were put since their family was last settled.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn unsettled(&self) -> Result<Vec<ArticleId>, Error> {
        unimplemented!()
    }

    /// All articles connected with this one by overlaps, itself included, and those overlaps.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn relatives(&self, id: ArticleId) -> Result<(Vec<Reading>, Vec<Overlap>), Error> {
        let _ = id;
        unimplemented!()
    }

    /// Keeps who copied whom in one family, in place of what was known of its members.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn settle(&mut self, family: &Family) -> Result<(), Error> {
        let _ = family;
        unimplemented!()
    }

    /// The newest `limit` articles by their moment, with all overlaps and origins among them: what
    /// stories are made of.
    ///
    /// # Errors
    /// When the database cannot be read.
    #[allow(clippy::type_complexity)]
    pub fn window(
        &self,
        limit: usize,
    ) -> Result<(Vec<Reading>, Vec<Overlap>, Vec<(ArticleId, Origin)>), Error> {
        let _ = limit;
        unimplemented!()
    }

    /// Keeps stories, in place of every story that held one of their articles.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn put_stories(&mut self, stories: &[Story]) -> Result<(), Error> {
        let _ = stories;
        unimplemented!()
    }

    /// Stories, the one with the newest article first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stories(&self, limit: usize, offset: usize) -> Result<Vec<Story>, Error> {
        let _ = (limit, offset);
        unimplemented!()
    }

    /// The story an article belongs to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn story_of(&self, id: ArticleId) -> Result<Option<Story>, Error> {
        let _ = id;
        unimplemented!()
    }

    /// All states of an article, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn revisions(&self, id: ArticleId) -> Result<Vec<Revision>, Error> {
        let _ = id;
        unimplemented!()
    }

    /// What this article took from another.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn derivation(&self, copy: ArticleId) -> Result<Option<Derivation>, Error> {
        let _ = copy;
        unimplemented!()
    }

    /// The articles that took from this one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn copies(&self, parent: ArticleId) -> Result<Vec<Derivation>, Error> {
        let _ = parent;
        unimplemented!()
    }

    /// Where an article's text comes from.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn origin(&self, id: ArticleId) -> Result<Option<Origin>, Error> {
        let _ = id;
        unimplemented!()
    }

    /// Every source that publishes or is credited, the one with the most articles first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceRow>, Error> {
        unimplemented!()
    }

    /// A source by its [`identity`](Source::identity).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn source(&self, identity: &str) -> Result<Option<SourceRow>, Error> {
        let _ = identity;
        unimplemented!()
    }

    /// The articles a source published, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn published_by(&self, identity: &str, limit: usize) -> Result<Vec<Reading>, Error> {
        let _ = (identity, limit);
        unimplemented!()
    }

    /// The articles that credit a source, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn crediting(&self, identity: &str, limit: usize) -> Result<Vec<Reading>, Error> {
        let _ = (identity, limit);
        unimplemented!()
    }
}

impl Past for Store {
    type Error = Error;

    fn sharing(&self, fingerprints: &[u64]) -> Result<Vec<(ArticleId, u32)>, Error> {
        let _ = fingerprints;
        unimplemented!()
    }

    fn reading(&self, id: ArticleId) -> Result<Option<Reading>, Error> {
        let _ = id;
        unimplemented!()
    }
}
