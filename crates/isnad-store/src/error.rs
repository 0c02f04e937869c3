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
}
