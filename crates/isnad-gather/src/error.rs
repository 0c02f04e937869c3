use std::{io, net::IpAddr, time::Duration};

use crate::BadAddress;

/// Why a page did not come in. Each is one line that starts with the name of the input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing of that name.
    #[error("{name}: there is no such file or folder")]
    Missing {
        /// The path.
        name: String,
    },
    /// The file system refused.
    #[error("{name}: cannot be read: {source}")]
    Io {
        /// The path, or `standard input`.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// Over [`Limits::max_bytes`](crate::Limits::max_bytes), before or after decompression.
    #[error("{name}: has {}: at most {limit} are read for one page; split it", bytes(*.size, *.limit))]
    TooLarge {
        /// The input.
        name: String,
        /// Its size in bytes, where it is known without reading all of it.
        size: Option<u64>,
        /// The limit in bytes.
        limit: usize,
    },
    /// Over [`Limits::max_ratio`](crate::Limits::max_ratio).
    #[error(
        "{name}: grows over {limit} times when decompressed, as no page does; it was not read further"
    )]
    Bomb {
        /// The input.
        name: String,
        /// The limit.
        limit: usize,
    },
    /// The gzip data cannot be decompressed to its end.
    #[error("{name}: the gzip data is broken or cut short: {source}")]
    Gzip {
        /// The input.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// A row of a listing that cannot be used.
    #[error("{name}, line {line}: {problem}")]
    Listing {
        /// The listing.
        name: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what to write instead.
        problem: String,
    },
    /// A record of an archive that cannot be read.
    #[error("{name}: {problem}")]
    Archive {
        /// The archive and the place in it.
        name: String,
        /// What is wrong.
        problem: String,
    },
    /// An address that is not fetched, whatever it leads to.
    #[error("{address}: {problem}")]
    Address {
        /// The address as given, without its password.
        address: String,
        /// Why.
        problem: BadAddress,
    },
    /// A user agent that cannot be sent.
    #[error("the user agent {0:?} holds characters that may not be sent; use plain letters")]
    UserAgent(String),
    /// A fetch that failed.
    #[error("{address}: {problem}")]
    Fetch {
        /// The address, and where it redirected to if the problem is there.
        address: String,
        /// Why.
        problem: Problem,
    },
}

/// Why a fetch failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// No such host.
    #[error("the host has no address; check the spelling and the connection")]
    NotFound,
    /// The host is inside a network that is not fetched from.
    #[error(
        "leads to {ip}, {range}: only public addresses are fetched unless private ones are allowed"
    )]
    Forbidden {
        /// The first refused address.
        ip: IpAddr,
        /// What that address is.
        range: &'static str,
    },
    /// No connection.
    #[error("cannot connect: {0}")]
    Connect(String),
    /// No secure connection.
    #[error("the secure connection failed: {0}")]
    Tls(String),
    /// Too slow.
    #[error("gave up while {doing} after {limit:?}")]
    Timeout {
        /// What was under way.
        doing: &'static str,
        /// The limit that was met.
        limit: Duration,
    },
    /// A status of 400 or above.
    #[error("the server answered with status {0} ({1})")]
    Status(u16, &'static str),
    /// A status below 400 that brings no page.
    #[error("the server answered with status {0}, which brings no page")]
    NoPage(u16),
    /// A chain of redirects without end.
    #[error("redirects more than {0} times")]
    Redirects(usize),
    /// A redirect that leads nowhere.
    #[error("redirects to {to:?}: {problem}")]
    Redirect {
        /// What the server wrote.
        to: String,
        /// Why it is not followed.
        problem: BadAddress,
    },
    /// A content type that holds no article.
    #[error("is {0}, not a page of text")]
    NotText(String),
    /// A compression that was not asked for.
    #[error("comes in the encoding {0:?}, which was not asked for")]
    Encoding(String),
    /// The connection ended before the content did.
    #[error("the answer was cut short")]
    CutShort,
    /// What the server sent is not HTTP, or its headers are over the limit.
    #[error("the answer is not proper HTTP: {0}")]
    Protocol(String),
}

fn bytes(size: Option<u64>, limit: usize) -> String {
    match size {
        Some(size) => format!("{size} bytes"),
        None => format!("over {limit} bytes"),
    }
}

impl Error {
    /// What a failed file operation means to the person who named the file.
    pub(crate) fn from_io(name: &str, source: io::Error) -> Error {
        let name = name.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Error::Missing { name },
            _ => Error::Io { name, source },
        }
    }
}
