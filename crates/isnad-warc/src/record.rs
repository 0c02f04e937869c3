use crate::{
    error::{Error, Fault},
    fields::{Fields, blank_line},
    http::{self, Payload},
    stream::Stream,
};

/// A header longer than this is taken for damage.
const LONGEST_HEADER: usize = 256 * 1024;

/// What is taken from memory for a block before its bytes have come: a header may claim anything.
const FIRST_RESERVE: usize = 1024 * 1024;

/// One record of a WARC file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The byte of the file at which its gzip member starts, or the record itself in a file that is
    /// not compressed.
    pub offset: u64,
    /// The bytes it takes up in the file. Where several records share one member, up to as far as
    /// was read of it.
    pub length: u64,
    /// Its place among the records of its gzip member, from 0: always 0 where each has its own.
    pub nth: u64,
    /// The named fields of its header.
    pub fields: Fields,
    /// What follows the header: for a `response`, the HTTP answer with its own header.
    pub block: Vec<u8>,
}

impl Record {
    /// `WARC-Type`: `response`, `resource`, `warcinfo`, … Empty when the record does not say.
    pub fn kind(&self) -> &str {
        self.fields.get("WARC-Type").unwrap_or_default()
    }

    /// `WARC-Target-URI`, without the angle brackets that older tools put around it.
    pub fn uri(&self) -> Option<&str> {
        let uri = self.fields.get("WARC-Target-URI")?;
        Some(uri.trim_start_matches('<').trim_end_matches('>'))
    }

    /// `WARC-Date`, as written: RFC 3339 in UTC in well-formed files.
    pub fn date(&self) -> Option<&str> {
        self.fields.get("WARC-Date")
    }

    /// What was archived, without the dress it travelled in: the HTTP header is taken apart,
    /// chunked transfer and gzip or deflate are undone. Records that hold no HTTP answer give their
    /// block as it is.
    ///
    /// # Errors
    /// [`Error::Encoding`] when the body is compressed in a way not known here,
    /// [`Error::Damaged`] when it does not decompress at all.
    pub fn payload(&self) -> Result<Payload<'_>, Error> {
        let content_type = self.fields.get("Content-Type").unwrap_or_default();
        let is_http = content_type
            .get(..16)
            .is_some_and(|start| start.eq_ignore_ascii_case("application/http"));
        if is_http && self.kind() != "request" {
            return http::payload(&self.block, self.offset);
        }
        Ok(Payload::plain(&self.block, self.fields.get("Content-Type")))
    }
}

/// Which records a reader holds.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// The most bytes a block may have.
    pub(crate) limit: u64,
    /// Whether a record of this header is asked for at all.
    pub(crate) header: fn(&Fields) -> bool,
}

/// Takes the header and block of one record; the caller knows where it stands. `None` for one that is
/// not wanted: its block is passed over and held nowhere.
pub(crate) fn take_record(
    stream: &mut impl Stream,
    wanted: &Wanted,
) -> Result<Option<Record>, Fault> {
    let fields = take_header(stream)?;
    let length: u64 = fields
        .get("Content-Length")
        .and_then(|length| length.parse().ok())
        .ok_or(Fault::Damaged("its header has no Content-Length"))?;
    let is_wanted = (wanted.header)(&fields);
    if !is_wanted || length > wanted.limit {
        take_block(stream, length, |_| {})?;
        take_end(stream)?;
        return match is_wanted {
            true => Err(Fault::TooLarge { length }),
            false => Ok(None),
        };
    }
    let mut block = Vec::with_capacity(FIRST_RESERVE.min(length as usize));
    take_block(stream, length, |bytes| block.extend_from_slice(bytes))?;
    take_end(stream)?;
    Ok(Some(Record {
        fields,
        block,
        ..Record::default()
    }))
}

fn take_header(stream: &mut impl Stream) -> Result<Fields, Fault> {
    let mut searched = 0;
    loop {
        let bytes = stream.peek();
        let head = bytes.get(..5).unwrap_or(bytes);
        if !b"WARC/".starts_with(head) {
            return Err(Fault::Damaged("it does not start with WARC/"));
        }
        if let Some((end, next)) = blank_line(bytes, searched) {
            let fields = Fields::parse(&bytes[..end]);
            stream.consume(next);
            return Ok(fields);
        }
        searched = bytes.len().saturating_sub(3);
        if searched > LONGEST_HEADER {
            return Err(Fault::Damaged("its header does not end"));
        }
        if !stream.more()? {
            return Err(Fault::CutShort);
        }
    }
}

fn take_block(
    stream: &mut impl Stream,
    length: u64,
    mut keep: impl FnMut(&[u8]),
) -> Result<(), Fault> {
    let mut left = length;
    while left > 0 {
        let bytes = stream.peek();
        if bytes.is_empty() {
            if !stream.more()? {
                return Err(Fault::CutShort);
            }
            continue;
        }
        let count = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        keep(&bytes[..count]);
        stream.consume(count);
        left -= count as u64;
    }
    Ok(())
}

/// Takes the line breaks between records. A file whose last ones are missing has lost nothing.
pub(crate) fn take_end(stream: &mut impl Stream) -> Result<(), Fault> {
    loop {
        let bytes = stream.peek();
        let breaks = bytes
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let is_end = breaks < bytes.len();
        stream.consume(breaks);
        if is_end || !stream.more()? {
            return Ok(());
        }
    }
}
