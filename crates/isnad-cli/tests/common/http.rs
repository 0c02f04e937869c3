//! A client for HTTP/1.1 on loopback, as small as the tests need.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// An answer: its status and its body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// Asks `address` (`host:port`) once.
pub(crate) fn request(address: &str, method: &str, path: &str, body: Option<&str>) -> Answer {
    try_request(address, method, path, body)
        .unwrap_or_else(|error| panic!("{method} http://{address}{path}: {error}"))
}

/// The same where a failure is an answer too.
pub(crate) fn try_request(
    address: &str,
    method: &str,
    path: &str,
    body: Option<&str>,
) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    // A browser may take its time to start; nothing else here takes more than a moment.
    stream.set_read_timeout(Some(Duration::from_secs(120)))?;
    let body = body.unwrap_or("");
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes())?;
    answer(BufReader::new(stream))
}

fn answer(mut stream: impl BufRead) -> io::Result<Answer> {
    let status = line(&mut stream)?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or(io::ErrorKind::InvalidData)?;
    let mut length = None;
    loop {
        let header = line(&mut stream)?.to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok();
        }
    }
    let mut body = String::new();
    stream
        .take(length.unwrap_or(u64::MAX))
        .read_to_string(&mut body)?;
    Ok(Answer { status, body })
}

fn line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}
