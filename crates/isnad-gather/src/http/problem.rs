//! What a failed fetch means to the person who asked for it.

use std::io;

use ureq::Timeout;

use super::resolver::Forbidden;
use crate::{Error, Limits, Problem, read::Stop};

/// Why a fetch failed, before it is known what to call it.
#[derive(Debug)]
pub(super) enum Failure {
    Client(Box<ureq::Error>),
    Stop(Stop),
    TooLarge(u64),
    Problem(Problem),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        Failure::Problem(problem)
    }
}

impl Failure {
    /// The same as an error about an address.
    pub(super) fn about(self, address: &str, limits: &Limits) -> Error {
        let problem = match self {
            Failure::Problem(problem) => problem,
            Failure::Client(error) => problem(*error, limits),
            // A carrier's error comes through the reader in an envelope.
            Failure::Stop(Stop::Io(error)) => problem(ureq::Error::from(error), limits),
            Failure::Stop(stop) => return stop.about(address, limits),
            Failure::TooLarge(size) => {
                return Error::TooLarge {
                    name: address.to_owned(),
                    size: Some(size),
                    limit: limits.max_bytes,
                };
            }
        };
        Error::Fetch {
            address: address.to_owned(),
            problem,
        }
    }
}

/// What a status that brings no page means.
pub(super) fn status(code: u16) -> Problem {
    if code < 400 {
        return Problem::NoPage(code);
    }
    let reason = ureq::http::StatusCode::from_u16(code)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("no standard meaning");
    Problem::Status(code, reason)
}

fn problem(error: ureq::Error, limits: &Limits) -> Problem {
    match error {
        ureq::Error::HostNotFound => Problem::NotFound,
        ureq::Error::Timeout(timeout) => timed_out(timeout, limits),
        ureq::Error::Io(error) => from_io(&error),
        ureq::Error::Tls(reason) => Problem::Tls(reason.to_owned()),
        ureq::Error::Rustls(error) => Problem::Tls(error.to_string()),
        ureq::Error::ConnectionFailed => Problem::Connect("no address answered".to_owned()),
        ureq::Error::Other(error) => match error.downcast::<Forbidden>() {
            Ok(forbidden) => Problem::Forbidden {
                ip: forbidden.ip,
                range: forbidden.range,
            },
            Err(error) => Problem::Protocol(error.to_string()),
        },
        error => Problem::Protocol(error.to_string()),
    }
}

fn from_io(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset => Problem::CutShort,
        io::ErrorKind::InvalidData => Problem::Tls(error.to_string()),
        _ => Problem::Connect(error.to_string()),
    }
}

/// A timeout in its own words. The limit given is the one that was met.
fn timed_out(timeout: Timeout, limits: &Limits) -> Problem {
    let (doing, limit) = match timeout {
        Timeout::Resolve => ("looking up the host", limits.connect),
        Timeout::Connect => ("connecting", limits.connect),
        _ => ("waiting for the answer", limits.total),
    };
    Problem::Timeout { doing, limit }
}
