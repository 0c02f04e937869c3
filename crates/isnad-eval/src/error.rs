//! What can go wrong while measuring, told to the person at the terminal.

use std::path::{Path, PathBuf};

/// Why a measure could not be taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The command line asks for nothing that exists.
    #[error("{0}")]
    Usage(String),
    /// A file cannot be read or written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    /// A file is no JSON of the expected shape.
    #[error("{path}, line {line}: {source}", path = path.display())]
    Json {
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        source: serde_json::Error,
    },
    /// A folder of segments cannot be used.
    #[error(transparent)]
    Store(#[from] isnad_store::Error),
    /// The data holds nothing to score.
    #[error("{path}: nothing to score; {hint}", path = path.display())]
    Empty { path: PathBuf, hint: &'static str },
}

impl Error {
    /// For `map_err`: the file system refused `path`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
        move |source| Error::Io {
            path: path.to_owned(),
            source,
        }
    }

    /// For `map_err`: line `line` of `path` is not what was expected.
    pub(crate) fn json(path: &Path, line: usize) -> impl FnOnce(serde_json::Error) -> Error + '_ {
        move |source| Error::Json {
            path: path.to_owned(),
            line,
            source,
        }
    }
}
