//! The database side of a data folder: what was read in the pages, and what was made of it.

use isnad::{
    model::{ArticleId, Derivation, Origin, Overlap, Reading, Story},
    trace::{Family, Past},
};

use rusqlite::Connection;

use crate::{
    Error, PageNumber, Revision, SourceRow, Store,
    database::{article, family, overlap, page, source, story},
};

/// Articles that share text, and the overlaps between them.
pub type Relatives = (Vec<Reading>, Vec<Overlap>);

/// Articles, with the overlaps and origins among them.
pub type Window = (Vec<Reading>, Vec<Overlap>, Vec<(ArticleId, Origin)>);

impl Store {
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
        self.change(|c| {
            if page::place(c, page)?.is_none() {
                return Err(Error::NoSuchPage(page));
            }
            // An older state is kept, and changes nothing of what is known of the current one.
            if !article::put(c, page, reading)? {
                return Ok(());
            }
            for lost in overlap::replace(c, reading.article.id, overlaps)? {
                article::set_unsettled(c, lost, true)?;
            }
            Ok(())
        })
    }

    /// Changes articles, and seals the index of fingerprints when enough has changed.
    pub(crate) fn change<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let index = &self.fingerprints;
        let result = self.database.write(|c| {
            let result = change(c)?;
            Ok((result, index.seal_when_full(c)?))
        });
        let (result, is_sealed) = result.inspect_err(|_| index.forget())?;
        if is_sealed {
            index.sweep()?;
        }
        Ok(result)
    }

    /// Marks a page as read through (it may have held no article at all): it is no longer pending.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn finish(&mut self, page: PageNumber) -> Result<(), Error> {
        self.database.write(|c| {
            let is_known = page::finish(c, page)?;
            is_known.then_some(()).ok_or(Error::NoSuchPage(page))
        })
    }

    /// The articles that were put since their family was last settled.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn unsettled(&self) -> Result<Vec<ArticleId>, Error> {
        self.database.read(|c| Ok(article::unsettled(c)?))
    }

    /// All articles connected with this one by overlaps, itself included, and those overlaps.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn relatives(&self, id: ArticleId) -> Result<Relatives, Error> {
        self.database.read(|c| {
            let ids = overlap::connected(c, id)?;
            Ok((article::readings(c, &ids)?, overlap::among(c, &ids)?))
        })
    }

    /// The overlaps of an article with others, the largest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn overlaps(&self, id: ArticleId) -> Result<Vec<Overlap>, Error> {
        self.database.read(|c| Ok(overlap::of(c, id)?))
    }

    /// Keeps who copied whom in one family, in place of what was known of its members.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn settle(&mut self, family: &Family) -> Result<(), Error> {
        self.database.write(|c| Ok(family::settle(c, family)?))
    }

    /// The newest `limit` articles by their moment, with all overlaps and origins among them: what
    /// stories are made of.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn window(&self, limit: usize) -> Result<Window, Error> {
        self.database.read(|c| {
            let ids = article::newest(c, limit)?;
            let origins: rusqlite::Result<Vec<(ArticleId, Origin)>> = ids
                .iter()
                .filter_map(|id| {
                    Some(
                        family::origin(c, *id)
                            .transpose()?
                            .map(|origin| (*id, origin)),
                    )
                })
                .collect();
            Ok((
                article::readings(c, &ids)?,
                overlap::among(c, &ids)?,
                origins?,
            ))
        })
    }

    /// Keeps stories, in place of every story that held one of their articles.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn put_stories(&mut self, stories: &[Story]) -> Result<(), Error> {
        self.database.write(|c| Ok(story::put(c, stories)?))
    }

    /// Stories, the one with the newest article first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stories(&self, limit: usize, offset: usize) -> Result<Vec<Story>, Error> {
        self.database.read(|c| Ok(story::list(c, limit, offset)?))
    }

    /// The story an article belongs to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn story_of(&self, id: ArticleId) -> Result<Option<Story>, Error> {
        self.database.read(|c| Ok(story::of_article(c, id)?))
    }

    /// All states of an article, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn revisions(&self, id: ArticleId) -> Result<Vec<Revision>, Error> {
        self.database.read(|c| Ok(article::revisions(c, id)?))
    }

    /// What this article took from another.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn derivation(&self, copy: ArticleId) -> Result<Option<Derivation>, Error> {
        self.database.read(|c| Ok(family::derivation(c, copy)?))
    }

    /// The articles that took from this one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn copies(&self, parent: ArticleId) -> Result<Vec<Derivation>, Error> {
        self.database.read(|c| Ok(family::copies(c, parent)?))
    }

    /// Where an article's text comes from.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn origin(&self, id: ArticleId) -> Result<Option<Origin>, Error> {
        self.database.read(|c| Ok(family::origin(c, id)?))
    }

    /// Every source that publishes or is credited, the one with the most articles first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceRow>, Error> {
        self.database.read(|c| Ok(source::list(c)?))
    }

    /// A source by its [`identity`](isnad::model::Source::identity).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn source(&self, identity: &str) -> Result<Option<SourceRow>, Error> {
        self.database.read(|c| Ok(source::get(c, identity)?))
    }

    /// The articles a source published, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn published_by(&self, identity: &str, limit: usize) -> Result<Vec<Reading>, Error> {
        self.database.read(|c| {
            let ids = source::published_by(c, identity, limit)?;
            Ok(article::readings(c, &ids)?)
        })
    }

    /// The articles that credit a source, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn crediting(&self, identity: &str, limit: usize) -> Result<Vec<Reading>, Error> {
        self.database.read(|c| {
            let ids = source::crediting(c, identity, limit)?;
            Ok(article::readings(c, &ids)?)
        })
    }
}

impl Past for Store {
    type Error = Error;

    fn sharing(&self, fingerprints: &[u64]) -> Result<Vec<(ArticleId, u32)>, Error> {
        let ask = || {
            let index = &self.fingerprints;
            self.database.read(|c| index.sharing(c, fingerprints))
        };
        // Between our reading which files the index has and opening them, someone may have sealed and
        // removed them.
        ask().or_else(|_| {
            self.fingerprints.forget();
            ask()
        })
    }

    fn reading(&self, id: ArticleId) -> Result<Option<Reading>, Error> {
        self.database.read(|c| Ok(article::reading(c, id)?))
    }
}
