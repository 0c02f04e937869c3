//! Which articles share fingerprints: an index in segments beside the database.
//!
//! The database is ahead of it. Every change is noted there first, in the transaction that makes it; the
//! index catches up with what was noted before it is asked, in whichever process. When enough was noted
//! it is sealed into a segment: the file is on disk before the transaction ends that names it and lets go
//! of the notes. A crash in between leaves a file that nothing names, and the notes.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use isnad::{
    model::ArticleId,
    trace::{Index, SegmentSizes},
};
use rusqlite::Connection;

use crate::{Error, SegmentFolder, database::fingerprint, segments};

/// The folder of the segments in a data folder.
pub(crate) const FOLDER: &str = "fingerprints";

/// Changes that are sealed into a segment. Whoever opens the folder reads those that are not.
const SEALED: usize = 1 << 11;

/// Bytes of new segments that are held in memory as well.
const HELD: usize = 32 << 20;

/// The index sees to nothing by itself: when to seal is decided where the database can be told.
const SIZES: SegmentSizes = SegmentSizes {
    sealed: usize::MAX,
    largest: 1 << 20,
};

/// The index of a data folder. It is read when it is first needed.
pub(crate) struct Fingerprints {
    folder: PathBuf,
    /// So many changes are sealed into a segment.
    pub(crate) sealed: usize,
    caught_up: RefCell<Option<CaughtUp>>,
}

/// The index, up to a change.
struct CaughtUp {
    index: Index<SegmentFolder>,
    segments: BTreeSet<u64>,
    /// The last change it knows.
    sequence: i64,
}

impl Fingerprints {
    pub(crate) fn in_folder(data: &Path) -> Fingerprints {
        Fingerprints {
            folder: data.join(FOLDER),
            sealed: SEALED,
            caught_up: RefCell::new(None),
        }
    }

    /// The articles that hold some of these fingerprints, each with how many, by their ids.
    pub(crate) fn sharing(
        &self,
        c: &Connection,
        fingerprints: &[u64],
    ) -> Result<Vec<(ArticleId, u32)>, Error> {
        let ask = || {
            let mut place = self.caught_up.borrow_mut();
            self.catch_up(&mut place, c)?.index.sharing(fingerprints)
        };
        ask().map_err(|error| error.in_index(&self.folder))
    }

    /// Seals what was noted when it is enough, and says whether it did. To be called in the
    /// transaction of a change.
    pub(crate) fn seal_when_full(&self, c: &Connection) -> Result<bool, Error> {
        if fingerprint::waiting(c)? < self.sealed {
            return Ok(false);
        }
        let seal = || {
            let mut place = self.caught_up.borrow_mut();
            let known = self.catch_up(&mut place, c)?;
            known.index.seal()?;
            known.segments = known.index.shelf().numbers();
            Ok(fingerprint::seal(c, &known.segments)?)
        };
        seal().map_err(|error: Error| error.in_index(&self.folder))?;
        Ok(true)
    }

    /// Removes the files in whose place others are now. To be called when the transaction that sealed
    /// has ended.
    pub(crate) fn sweep(&self) -> Result<(), Error> {
        let place = self.caught_up.borrow();
        place.as_ref().map_or(Ok(()), |known| {
            segments::sweep(&self.folder, &known.segments)
        })
    }

    /// Forgets what it knows: the transaction in which it was learned has failed.
    pub(crate) fn forget(&self) {
        self.caught_up.replace(None);
    }

    fn catch_up<'p>(
        &self,
        place: &'p mut Option<CaughtUp>,
        c: &Connection,
    ) -> Result<&'p mut CaughtUp, Error> {
        let segments = fingerprint::segments(c)?;
        let known = place.take().filter(|known| known.segments == segments);
        let mut known = match known {
            Some(known) => known,
            None => CaughtUp::read(&self.folder, segments)?,
        };
        for change in fingerprint::after(c, known.sequence)? {
            match change.fingerprints {
                Some(list) => known.index.insert(change.article, &list)?,
                None => {
                    known.index.remove(change.article);
                }
            }
            known.sequence = change.sequence;
        }
        Ok(place.insert(known))
    }
}

impl CaughtUp {
    fn read(folder: &Path, segments: BTreeSet<u64>) -> Result<CaughtUp, Error> {
        let shelf = SegmentFolder::of(folder, &segments, HELD)?;
        Ok(CaughtUp {
            index: Index::open(shelf, SIZES)?,
            segments,
            sequence: 0,
        })
    }
}
