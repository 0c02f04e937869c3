//! What stops a command.

use std::io;

/// A command that could not go on. What goes wrong with one input is not among these: it costs one
/// line, and the others are still done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The data folder.
    #[error("the data folder: {0}")]
    Store(#[from] isnad_store::Error),
    /// The settings.
    #[error("the settings: {0}")]
    Config(#[from] crate::config::Error),
    /// What fetches.
    #[error(transparent)]
    Gather(#[from] isnad_gather::Error),
    /// A list of sources.
    #[error("{name}: {reason}")]
    List {
        /// The file.
        name: String,
        /// Why.
        reason: String,
    },
    /// The server.
    #[error("the server: {0}")]
    Server(#[from] isnad_server::Error),
    /// The address to listen on.
    #[error("cannot listen on {address}: {source}; choose another with --listen")]
    Listen {
        /// As asked for.
        address: std::net::SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The file for the articles, or the state beside it.
    #[error("{}: {source}", path.display())]
    Output {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Standard output, mostly.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Error {
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Error::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}
