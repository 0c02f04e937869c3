//! A file as the suite gives it to a reader: from disk, or from a server.

use std::{fs, path::Path};

use isnad_gather::feed::{self, About, Feed};

use crate::error::Error;

/// Where the suite's server stands, which its checks name.
const SERVER: &str = "http://127.0.0.1:8097/";

/// The bytes of a file and what the suite's server says of them.
#[derive(Debug)]
pub(super) struct Served {
    bytes: Vec<u8>,
    address: Option<String>,
    headers: Vec<(String, String)>,
}

impl Served {
    /// Reads a file of the suite.
    pub(super) fn read(suite: &Path, file: &str) -> Result<Served, Error> {
        let path = suite.join(file);
        Ok(Served::of(file, fs::read(&path).map_err(Error::io(&path))?))
    }

    /// A file with these bytes. Those that are about HTTP say so in their path.
    pub(super) fn of(file: &str, bytes: Vec<u8>) -> Served {
        Served {
            address: file.contains("http").then(|| format!("{SERVER}{file}")),
            headers: headers(&String::from_utf8_lossy(&bytes)),
            bytes,
        }
    }

    /// Reads it as a feed.
    pub(super) fn parse(&self) -> Result<Feed, feed::Error> {
        let header = |name: &str| {
            let named = self
                .headers
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name));
            named.map(|(_, value)| value.as_str())
        };
        let about = About {
            address: self.address.as_deref(),
            content_type: header("Content-Type"),
            content_location: header("Content-Location"),
            content_language: header("Content-Language"),
        };
        feed::parse(&self.bytes, &about)
    }
}

/// The lines `Header: Name: value` of the comment that each file begins with.
fn headers(text: &str) -> Vec<(String, String)> {
    let comment = text.split("-->").next().unwrap_or("");
    let line = |line: &str| {
        let (name, value) = line.trim().strip_prefix("Header:")?.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    comment.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_stand_in_the_first_comment() {
        let text = "<!--\nHeader:  Content-Language: fr\nExpect: x\n-->\n<!-- Header: X: y -->";
        assert_eq!(
            headers(text),
            [("Content-Language".to_owned(), "fr".to_owned())]
        );
        assert_eq!(
            Served::of("base/http_a.xml", Vec::new()).address.as_deref(),
            Some("http://127.0.0.1:8097/base/http_a.xml")
        );
        assert_eq!(Served::of("rss/a.xml", Vec::new()).address, None);
    }
}
