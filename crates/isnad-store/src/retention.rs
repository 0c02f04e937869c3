//! How long what was archived is kept, and how much of it: whole files go, the oldest first.

use std::fs;

use jiff::{Timestamp, civil::Date, tz::Offset};

use crate::{
    Error, Store,
    archive::{self, Archive, ArchiveFile},
    database::{Database, page, removal},
    index,
};

/// Pages between two commits.
const STEP: usize = 200;

/// What is kept of an archive. Without limits, everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Days: a file goes when the day it is of lies further back. Days are those of UTC.
    pub max_age: Option<u32>,
    /// Bytes that the files of the archive may have together. The database and the index come on top:
    /// they are about as large again, and give the room of what goes to what comes.
    pub max_bytes: Option<u64>,
}

/// A file that is not to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outdated {
    /// Its name in the folder `archive`.
    pub file: String,
    /// Its bytes.
    pub bytes: u64,
    /// The pages it holds. Feeds, redirects and repetitions are not counted.
    pub pages: usize,
    /// It is too old; else there is no room for it.
    pub by_age: bool,
}

impl Store {
    /// What [`retain`](Store::retain) would remove, without removing it.
    ///
    /// # Errors
    /// When the archive or the database cannot be read.
    pub fn outdated(&self, retention: &Retention, now: Timestamp) -> Result<Vec<Outdated>, Error> {
        let mut files = self.archive.files()?;
        // The newest may be written to by anyone at any time.
        let newest = files.pop();
        let mut sizes = Vec::new();
        for file in files.iter().chain(&newest) {
            let length = fs::metadata(&file.path).map_err(Error::io(&file.path))?;
            sizes.push(length.len());
        }
        let mut total: u64 = sizes.iter().sum();
        let today = Offset::UTC.to_datetime(now).date();
        let mut outdated = Vec::new();
        for (file, bytes) in files.iter().zip(sizes) {
            let by_age = retention
                .max_age
                .is_some_and(|days| is_older(file, today, days));
            if !by_age && retention.max_bytes.is_none_or(|limit| total <= limit) {
                break;
            }
            total -= bytes;
            outdated.push(Outdated {
                file: file.name.clone(),
                bytes,
                pages: self.database.read(|c| Ok(page::count_in(c, &file.name)?))?,
                by_age,
            });
        }
        Ok(outdated)
    }

    /// Removes what is not to be kept: files of the archive, the oldest first, with their pages and
    /// what was read in them. The newest file always stays. An article goes when no page is left that
    /// it was read in; [`retrace`](Store::retrace) brings families and stories up to that. Says what was
    /// removed.
    ///
    /// A crash in the middle leaves a removal that the next one to open the folder completes.
    ///
    /// # Errors
    /// When a file cannot be removed, or the database not be written.
    pub fn retain(
        &mut self,
        retention: &Retention,
        now: Timestamp,
    ) -> Result<Vec<Outdated>, Error> {
        let lock = self.archive.lock()?;
        // All files: of one removed by halves it may not be said that it is outdated.
        self.newest = 0;
        index::catch_up(
            &self.archive,
            &lock,
            &mut self.database,
            &mut self.notices,
            &mut self.newest,
        )?;
        let outdated = self.outdated(retention, now)?;
        self.database.write(|c| {
            for Outdated { file, .. } in &outdated {
                page::set_gone(c, file)?;
            }
            Ok(())
        })?;
        for Outdated { file, .. } in &outdated {
            remove(&self.archive, &mut self.database, file)?;
        }
        Ok(outdated)
    }
}

/// Removes a file that is marked as gone, and all that came of it. Only whoever holds the lock may.
pub(crate) fn remove(archive: &Archive, database: &mut Database, file: &str) -> Result<(), Error> {
    while database.write(|c| Ok(removal::pages(c, file, STEP)?))? {}
    let path = archive.path_of(file);
    fs::remove_file(&path).map_err(Error::io(&path))?;
    archive::sync_folder(archive.folder()).map_err(Error::io(archive.folder()))?;
    database.write(|c| Ok(removal::file(c, file)?))
}

fn is_older(file: &ArchiveFile, today: Date, days: u32) -> bool {
    let Ok(day) = Date::strptime("%Y%m%d", &file.day) else {
        return false;
    };
    day.duration_until(today).as_hours() / 24 > i64::from(days)
}
