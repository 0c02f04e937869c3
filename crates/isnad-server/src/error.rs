/// What can go wrong while serving.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The data folder could not be opened or read.
    #[error("the store could not be read: {0}")]
    Store(#[from] isnad_store::Error),
    /// The listening socket failed.
    #[error("the server stopped: {0}")]
    Listen(#[from] std::io::Error),
    /// A page could not be written from its template.
    #[error("the page could not be rendered: {0}")]
    Render(#[from] askama::Error),
    /// The answer could not be written as JSON.
    #[error("the answer could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The question to the store did not finish: it panicked or the server is stopping.
    #[error("the question to the store was interrupted; the line before this one says why")]
    Interrupted,
}
