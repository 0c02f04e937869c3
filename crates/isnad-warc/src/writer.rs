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

/// A record of any kind, told by its parts. What its kind asks for is the writer's affair: nothing is
/// added but the version, the lengths and the digest of the block.
#[derive(Clone, Copy, Debug, Default)]
pub struct Draft<'a> {
    /// `WARC-Type`: `request`, `revisit`, `metadata`, …
    pub kind: &'a str,
    /// Its name, as [`record_id`] makes one.
    pub id: &'a str,
    /// `WARC-Date`, as in [`Capture::date`].
    pub date: &'a str,
    /// `Content-Type` of the block.
    pub content_type: &'a str,
    /// All other fields of its header.
    pub fields: &'a [(&'a str, &'a str)],
    /// The block, in pieces.
    pub block: &'a [&'a [u8]],
}

/// A name for a record, made of what tells it from all others: `<urn:uuid:…>`. The same parts make the
/// same name, so that records can name each other before they are written.
pub fn record_id(parts: &[&[u8]]) -> String {
    format!("<urn:uuid:{}>", uuid(&sha256_of(parts)))
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
        let id = record_id(&[date.as_bytes(), file_name.as_bytes(), block]);
        let mut header = Header::start("warcinfo", &id)?;
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

    /// Writes a record of any kind.
    ///
    /// # Errors
    /// When the output cannot be written, or a value holds a line break.
    pub fn write(&mut self, draft: &Draft<'_>) -> Result<Place, Error> {
        let mut header = Header::start(draft.kind, draft.id)?;
        header.set("WARC-Date", draft.date)?;
        for (name, value) in draft.fields {
            check("the name of a field", name)?;
            header.set(name, value)?;
        }
        header.set("WARC-Block-Digest", &labelled(&sha256_of(draft.block)))?;
        header.set("Content-Type", draft.content_type)?;
        self.record(header, draft.block)
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
        let id = record_id(&[self.uri.as_bytes(), self.date.as_bytes(), &digest]);
        let mut header = Header::start(kind, &id)?;
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
    fn start(kind: &str, id: &str) -> Result<Header, Error> {
        let lines = "WARC/1.1\r\n".to_owned();
        let mut header = Header { lines };
        header.set("WARC-Type", kind)?;
        header.set("WARC-Record-ID", id)?;
        Ok(header)
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
