//! Reading and writing WARC files, one record at a time.
//!
//! WARC (ISO 28500) is the format of web archives: a file is a row of records, each of which is
//! compressed on its own (a gzip *member*), so that any of them can be read again by its offset
//! with any tool that knows the format. This crate knows the format, and the few fields that Isnad adds to
//! it ([`own`]): it fetches nothing, needs no clock, and depends on no other part of Isnad.
//!
//! Two types carry it: a [`Writer`] over anything that can be written, and a [`Reader`] over
//! anything that can be read.
//!
//! ```
//! use isnad_warc::{Capture, Reader, Writer};
//!
//! let mut writer = Writer::new(Vec::new());
//! writer.info("sample.warc.gz", "2031-05-03T10:00:00Z", "sample/1")?;
//! let place = writer.response(&Capture {
//!     uri: "https://lennar.example/harbour",
//!     date: "2031-05-03T10:00:01Z",
//!     content_type: Some("text/html; charset=utf-8"),
//!     body: b"<h1>Harbour reopens</h1>",
//!     fields: &[],
//! })?;
//! let file = writer.into_inner();
//!
//! // A damaged record is an error item; the records after it still come.
//! for item in Reader::new(file.as_slice()) {
//!     let record = match item {
//!         Ok(record) => record,
//!         Err(isnad_warc::Error::Io(error)) => return Err(error.into()),
//!         Err(damaged) => { eprintln!("{damaged}"); continue }
//!     };
//!     if record.kind() != "response" { continue }
//!     let payload = record.payload()?;
//!     assert_eq!(record.offset, place.offset);
//!     assert_eq!(record.uri(), Some("https://lennar.example/harbour"));
//!     assert_eq!(record.date(), Some("2031-05-03T10:00:01Z"));
//!     assert_eq!(payload.status, Some(200));
//!     assert_eq!(payload.content_type.as_deref(), Some("text/html; charset=utf-8"));
//!     assert_eq!(&*payload.body, b"<h1>Harbour reopens</h1>");
//! }
//!
//! // Any record can be read again by its offset.
//! let record = isnad_warc::read_at(&mut std::io::Cursor::new(&file), place.offset)?;
//! assert_eq!(record.kind(), "response");
//! # Ok::<(), isnad_warc::Error>(())
//! ```
//!
//! # What pages need to survive the round trip
//!
//! The address is `WARC-Target-URI`, the time of the fetch is `WARC-Date`, the media type and the
//! character set are the `Content-Type` of the HTTP answer (of the record itself in a `resource`,
//! which has no HTTP answer). Whatever else must come back goes into [`Capture::fields`]; which fields Isnad
//! adds, and how they are read, stands in [`own`].
//!
//! # Limits
//!
//! Records whose block is over the reader's [limit](Reader::limit) are reported and passed over.
//! Bodies compressed with Brotli or Zstandard are not decompressed: [`Record::payload`] says so, unless the
//! archive undid the compression and kept the header that names it. Nor are whole files in Zstandard read.
//! Revisits and segmented records are handed out as they are.

mod content_type;
mod digest;
mod error;
mod fields;
mod gzip;
mod http;
pub mod own;
mod reader;
mod record;
mod stream;
#[cfg(test)]
mod tests;
mod writer;

pub use content_type::ContentType;
pub use digest::sha256;
pub use error::Error;
pub use fields::Fields;
pub use http::Payload;
pub use own::Answer;
pub use reader::{DEFAULT_LIMIT, Reader, read_at};
pub use record::Record;
pub use writer::{Capture, Draft, Place, Writer, record_id};
