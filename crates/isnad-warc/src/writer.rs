use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::{
    digest::{labelled, sha256_of, uuid},
    error::Error,
};

/// Where a record stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The byte at which its gzip member starts.
    pub offset: u64,
    /// The bytes of that member.
    pub length: u64,
}

/// Something to archive.
#[derive(Clone, Copy, Debug, Default)]
pub struct Capture<'a> {
    /// Its address: `https:…`, or `urn:…` for what has none.
    pub uri: &'a str,
    /// When it was fetched: RFC 3339 in UTC, with as many digits of the second as are known.
    pub date: &'a str,
    /// What the carrier said of the content, as an HTTP `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The content.
    pub body: &'a [u8],
    /// Further fields of the record's header. The standard allows them; readers that do not know
    /// them pass over them.
    pub fields: &'a [(&'a str, &'a str)],
}

/// Writes WARC/1.1, one gzip member a record.
///
/// Each record goes to the output in one `write_all`, so that a crash leaves at most one record cut
/// short, at the end. The writer flushes nothing: whoever owns the output knows when it must be safe.
pub struct Writer<W> {
    output: W,
    offset: u64,
}

impl<W: Write> Writer<W> {
    /// Writes to a new file.
    pub fn new(output: W) -> Writer<W> {
        Writer::appending(output, 0)
    }

    /// Writes to the end of a file that has `offset` bytes already.
    pub fn appending(output: W, offset: u64) -> Writer<W> {
        Writer { output, offset }
    }

    /// The output, for flushing it.
    pub fn get_ref(&self) -> &W {
        &self.output
    }

    /// Where the next record will start.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Gives the output back.
    pub fn into_inner(self) -> W {
        self.output
    }

    /// Writes the record that says what wrote the file. It comes first in a file.
    ///
    /// # Errors
    /// When the output cannot be written, or a value holds a line break.
    pub fn info(&mut self, file_name: &str, date: &str, software: &str) -> Result<Place, Error> {
        check("software", software)?;
        let block = format!("software: {software}\r\nformat: WARC File Format 1.1\r\n");
        let block = block.as_bytes();
        let mut header = Header::new("warcinfo", &[date.as_bytes(), file_name.as_bytes(), block]);
        header.set("WARC-Date", date)?;
        header.set("WARC-Filename", file_name)?;
        header.set("WARC-Block-Digest", &labelled(&sha256_of(&[block])))?;
        header.set("Content-Type", "application/warc-fields")?;
        self.record(header, &[block])
    }

    /// Writes the answer to an HTTP request.
    ///
    /// # Errors
    /// When the output cannot be written, or a value holds a line break.
    pub fn response(&mut self, capture: &Capture<'_>) -> Result<Place, Error> {
        let mut head = String::from("HTTP/1.1 200 OK\r\n");
        if let Some(content_type) = capture.content_type {
            check("Content-Type", content_type)?;
            head.push_str(&format!("Content-Type: {content_type}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", capture.body.len()));
        let pieces = [head.as_bytes(), capture.body];
        let mut header = capture.header("response")?;
        header.set("WARC-Block-Digest", &labelled(&sha256_of(&pieces)))?;
        header.set("Content-Type", "application/http;msgtype=response")?;
        self.record(header, &pieces)
    }

    /// Writes something that came by another way than HTTP.
    ///
    /// # Errors
    /// When the output cannot be written, or a value holds a line break.
    pub fn resource(&mut self, capture: &Capture<'_>) -> Result<Place, Error> {
        let mut header = capture.header("resource")?;
        header.set("WARC-Block-Digest", &labelled(&sha256_of(&[capture.body])))?;
        if let Some(content_type) = capture.content_type {
            header.set("Content-Type", content_type)?;
        }
        self.record(header, &[capture.body])
    }

    fn record(&mut self, mut header: Header, pieces: &[&[u8]]) -> Result<Place, Error> {
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        header.set("Content-Length", &length.to_string())?;
        header.lines.push_str("\r\n");
        let mut member = GzEncoder::new(Vec::new(), Compression::default());
        member.write_all(header.lines.as_bytes())?;
        for piece in pieces {
            member.write_all(piece)?;
        }
        member.write_all(b"\r\n\r\n")?;
        let member = member.finish()?;
        self.output.write_all(&member)?;
        let place = Place {
            offset: self.offset,
            length: member.len() as u64,
        };
        self.offset += place.length;
        Ok(place)
    }
}

impl Capture<'_> {
    fn header(&self, kind: &str) -> Result<Header, Error> {
        let digest = sha256_of(&[self.body]);
        let id = [self.uri.as_bytes(), self.date.as_bytes(), &digest];
        let mut header = Header::new(kind, &id);
        header.set("WARC-Date", self.date)?;
        header.set("WARC-Target-URI", self.uri)?;
        header.set("WARC-Payload-Digest", &labelled(&digest))?;
        for (name, value) in self.fields {
            check("the name of a field", name)?;
            header.set(name, value)?;
        }
        Ok(header)
    }
}

/// The header of a record as it grows.
struct Header {
    lines: String,
}

impl Header {
    /// A header whose record id is made of `id`: the same record gets the same id.
    fn new(kind: &str, id: &[&[u8]]) -> Header {
        let id = uuid(&sha256_of(id));
        Header {
            lines: format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n"),
        }
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        check(name, value)?;
        self.lines.push_str(&format!("{name}: {value}\r\n"));
        Ok(())
    }
}

/// A control character in a value could end the header and start another.
fn check(name: &str, value: &str) -> Result<(), Error> {
    if value.chars().any(char::is_control) {
        return Err(Error::Field {
            name: name.to_owned(),
            value: value.to_owned(),
        });
    }
    Ok(())
}
