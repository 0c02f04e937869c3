use std::{borrow::Cow, io::Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::{
    error::Error,
    fields::{Fields, blank_line},
    reader::DEFAULT_LIMIT,
};

/// What a record archived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payload<'r> {
    /// The HTTP status; absent where there was no HTTP.
    pub status: Option<u16>,
    /// The `Content-Type` of the content, as written.
    pub content_type: Option<String>,
    /// The fields of the HTTP header.
    pub headers: Fields,
    /// The content, decompressed.
    pub body: Cow<'r, [u8]>,
}

impl<'r> Payload<'r> {
    pub(crate) fn plain(block: &'r [u8], content_type: Option<&str>) -> Payload<'r> {
        Payload {
            content_type: content_type.map(str::to_owned),
            body: Cow::Borrowed(block),
            ..Payload::default()
        }
    }
}

/// Takes an HTTP answer apart.
pub(crate) fn payload(block: &[u8], offset: u64) -> Result<Payload<'_>, Error> {
    if !block.starts_with(b"HTTP/") {
        // Some archives hold the body alone under this type.
        return Ok(Payload::plain(block, None));
    }
    let (end, start) = blank_line(block, 0).unwrap_or((block.len(), block.len()));
    let (head, body) = (&block[..end], &block[start..]);
    let headers = Fields::parse(head);
    let mut body = Cow::Borrowed(body);
    if is_chunked(&headers)
        && let Some(whole) = unchunk(&body)
    {
        body = Cow::Owned(whole);
    }
    let codings = headers.get("Content-Encoding").unwrap_or_default();
    for coding in codings.rsplit(',').map(str::trim) {
        if let Some(decoded) = decode(&body, coding, offset)? {
            body = Cow::Owned(decoded);
        }
    }
    Ok(Payload {
        status: status(head),
        content_type: headers.get("Content-Type").map(str::to_owned),
        headers,
        body,
    })
}

fn status(head: &[u8]) -> Option<u16> {
    let line = head.split(|&byte| byte == b'\n').next()?;
    let code = line.split(|&byte| byte == b' ').nth(1)?;
    std::str::from_utf8(code).ok()?.trim().parse().ok()
}

fn is_chunked(headers: &Fields) -> bool {
    headers
        .get("Transfer-Encoding")
        .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
}

/// The body without its chunk lines; `None` when it has none, because many archives keep the header
/// `Transfer-Encoding` over a body that is whole already. A missing end is no reason to lose the rest.
fn unchunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Some(end) = rest.iter().position(|&byte| byte == b'\n') else {
            return (!whole.is_empty()).then_some(whole);
        };
        let size = chunk_size(&rest[..end])?;
        let content = rest.get(end + 1..)?;
        let size = size.min(content.len());
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&content[..size]);
        rest = &content[size..];
        rest = rest.strip_prefix(b"\r\n").unwrap_or(rest);
    }
}

fn chunk_size(line: &[u8]) -> Option<usize> {
    let digits = std::str::from_utf8(line).ok()?.split(';').next()?.trim();
    usize::from_str_radix(digits, 16).ok()
}

/// The bytes behind one content coding; `None` when they are as they should be already.
fn decode(body: &[u8], coding: &str, offset: u64) -> Result<Option<Vec<u8>>, Error> {
    match coding.to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(None),
        // Archives that undo the compression often keep the header that names it.
        "gzip" | "x-gzip" if !body.starts_with(&[0x1f, 0x8b]) => Ok(None),
        "gzip" | "x-gzip" => inflate(MultiGzDecoder::new(body), offset).map(Some),
        _ if is_text(body) => Ok(None),
        "deflate" => inflate(ZlibDecoder::new(body), offset)
            .or_else(|_| inflate(DeflateDecoder::new(body), offset))
            .map(Some),
        _ => Err(Error::Encoding {
            offset,
            coding: coding.to_owned(),
        }),
    }
}

/// Whether a body looks like text as it stands: codings without a mark at their start (Brotli, deflate)
/// give control characters away within their first bytes.
fn is_text(body: &[u8]) -> bool {
    let start = body.get(..256).unwrap_or(body);
    let is_control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace();
    start.iter().any(u8::is_ascii) && !start.iter().any(is_control)
}

/// What comes out before the end or the first damage: half a page is better than none.
fn inflate(decoder: impl Read, offset: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let result = decoder.take(DEFAULT_LIMIT).read_to_end(&mut bytes);
    match result {
        Err(_) if bytes.is_empty() => Err(Error::Damaged {
            offset,
            reason: "the body does not decompress",
        }),
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::payload;

    /// A header's fields, the bytes after it, and the content behind them.
    type Case<'a> = (&'a str, &'a [u8], Option<&'a [u8]>);

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn body_of(head: &str, body: &[u8]) -> Option<Vec<u8>> {
        let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
        payload(&block, 0)
            .ok()
            .map(|payload| payload.body.into_owned())
    }

    #[test]
    fn the_dress_of_the_way_is_taken_off() {
        let packed = gzip(b"harbour");
        let cases: &[Case] = &[
            ("", b"harbour", Some(b"harbour")),
            (
                "Transfer-Encoding: chunked\r\n",
                b"4\r\nharb\r\n3;x=1\r\nour\r\n0\r\n\r\n",
                Some(b"harbour"),
            ),
            (
                "Transfer-Encoding: chunked\r\n",
                b"4\r\nharb\r\n9\r\nour",
                Some(b"harbour"),
            ),
            (
                "Transfer-Encoding: chunked\r\n",
                b"<p>harbour\n</p>",
                Some(b"<p>harbour\n</p>"),
            ),
            ("content-encoding: GZIP\r\n", &packed, Some(b"harbour")),
            ("Content-Encoding: gzip\r\n", b"harbour", Some(b"harbour")),
            (
                "Content-Encoding: identity\r\n",
                b"harbour",
                Some(b"harbour"),
            ),
            ("Content-Encoding: br\r\n", b"\x1b\x06\0\xf8harbour", None),
            (
                "Content-Encoding: br\r\n",
                b"<p>harbour",
                Some(b"<p>harbour"),
            ),
            ("Content-Encoding: zstd\r\n", b"\x28\xb5\x2f\xfd\0", None),
            ("Content-Encoding: deflate\r\n", b"\xff\xff\xff\xff", None),
        ];
        for (head, body, expected) in cases {
            let found = body_of(head, body);
            assert_eq!(found.as_deref(), *expected, "{head:?} {body:?}");
        }
    }

    #[test]
    fn a_body_cut_short_keeps_what_came() {
        let text = "the harbour of Lennar ".repeat(9000);
        let packed = gzip(text.as_bytes());
        let half = body_of("Content-Encoding: gzip\r\n", &packed[..packed.len() / 2]).unwrap();
        assert!(!half.is_empty() && text.as_bytes().starts_with(&half));
    }

    #[test]
    fn odd_answers_are_read_too() {
        let cases: &[(&[u8], Option<u16>, &[u8])] = &[
            (b"HTTP/1.1 404 Not Found\r\nA: b\r\n\r\nx", Some(404), b"x"),
            (b"HTTP/1.0 200\nA: b\n\nx", Some(200), b"x"),
            (b"HTTP/1.1 200 OK\r\n\r\n", Some(200), b""),
            (b"HTTP/1.1 200 OK", Some(200), b""),
            (b"HTTP/", None, b""),
            (b"<html>", None, b"<html>"),
            (b"", None, b""),
        ];
        for (block, status, body) in cases {
            let payload = payload(block, 0).unwrap();
            assert_eq!(payload.status, *status, "{block:?}");
            assert_eq!(&*payload.body, *body, "{block:?}");
        }
    }
}
