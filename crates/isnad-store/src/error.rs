use std::path::{Path, PathBuf};

use crate::{
    PageNumber,
    database::{DERIVED, Schema},
};

/// What can go wrong in a data folder.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file system refused.
    #[error("{path}: {source}")]
    Io {
        /// On which file or folder.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A record of the archive cannot be read or written.
    #[error("{path}: {source}")]
    Archive {
        /// The WARC file.
        path: String,
        /// What is wrong with it.
        source: isnad_warc::Error,
    },
    /// A database cannot be read or written.
    #[error("{path}: {source}. {remedy}")]
    Database {
        /// The database file.
        path: String,
        /// What SQLite says.
        source: rusqlite::Error,
        /// What to do.
        remedy: &'static str,
    },
    /// The database was written by a later version of Isnad.
    #[error(
        "{path} was written by a later version of Isnad (its schema is {found}, this version knows {known}): \
         {remedy}"
    )]
    Later {
        /// The database file.
        path: String,
        /// Its schema.
        found: usize,
        /// The last schema this version knows.
        known: usize,
        /// What to do.
        remedy: &'static str,
    },
    /// The folder cannot be rebuilt while someone else uses it.
    #[error(
        "{path} is open in another process: stop `isnad serve` and whatever else uses it, then rebuild"
    )]
    InUse {
        /// The data folder.
        path: String,
    },
    /// A page is larger than the archive takes.
    #[error("the page {url} has {length} bytes, and a page may have {limit}: it was not archived")]
    TooLarge {
        /// Its address, or `without an address`.
        url: String,
        /// Its bytes.
        length: usize,
        /// The bytes it may have.
        limit: usize,
    },
    /// The index of fingerprints of a data folder cannot be read or written.
    #[error(
        "{source} (in {folder}). Nothing in it is lost for good: `isnad rebuild` makes it anew from the archive"
    )]
    Index {
        /// The folder of its segments.
        folder: String,
        /// What is wrong.
        source: Box<Error>,
    },
    /// A segment of the index of fingerprints is not what was written.
    #[error(transparent)]
    Segment(#[from] isnad::trace::Damaged),
    /// No page has this number.
    #[error("no archived page has the number {0}")]
    NoSuchPage(PageNumber),
}

impl Error {
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.display().to_string();
        move |source| Error::Io { path, source }
    }

    pub(crate) fn archive(path: &Path) -> impl FnOnce(isnad_warc::Error) -> Error {
        let path = path.display().to_string();
        move |source| Error::Archive { path, source }
    }

    /// Names the folder of the index of fingerprints, where the fault is its.
    pub(crate) fn in_index(self, folder: &Path) -> Error {
        match self {
            Error::Io { .. } | Error::Segment(_) => Error::Index {
                folder: folder.display().to_string(),
                source: Box::new(self),
            },
            other => other,
        }
    }

    /// Names the database file and what to do: where a query is made they are not known.
    pub(crate) fn in_database(self, file: &Path, schema: &Schema) -> Error {
        match self {
            Error::Database { source, .. } => Error::Database {
                path: file.display().to_string(),
                source,
                remedy: schema.remedy,
            },
            other => other,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Error {
        Error::Database {
            path: PathBuf::from(crate::store::DATABASE).display().to_string(),
            source,
            remedy: DERIVED.remedy,
        }
    }
}
