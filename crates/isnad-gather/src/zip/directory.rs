//! The directory at the end of a zip file (PKWARE's APPNOTE, with zip64): what is inside and where.
//!
//! Nothing that it says is trusted: places lie inside the file, no two members overlap, and how long a
//! member is when decompressed is seen and not believed.

use std::io::{self, Read, Seek, SeekFrom};

/// A directory longer than this is not read: some 300,000 members.
const LONGEST: u64 = 32 << 20;

/// The end record with the longest comment.
const TAIL: u64 = 22 + 65_535;

/// A file inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    /// 0 as it is, 8 deflated.
    pub(super) method: u16,
    pub(super) is_encrypted: bool,
    pub(super) crc: u32,
    /// Where its local header stands.
    pub(super) header: u64,
    /// Its bytes in the file.
    pub(super) packed: u64,
}

/// Why a zip file cannot be read.
#[derive(Debug)]
pub(super) enum Fault {
    Io(io::Error),
    Broken(&'static str),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Fault::Broken("is cut short"),
            _ => Fault::Io(error),
        }
    }
}

/// What is inside, in the order in which it stands in the file.
pub(super) fn read<F: Read + Seek>(file: &mut F) -> Result<Vec<Member>, Fault> {
    let length = file.seek(SeekFrom::End(0))?;
    let (start, size) = place(file, length)?;
    if size > LONGEST {
        return Err(Fault::Broken("has a directory of over 32 MiB; split it"));
    }
    if start.checked_add(size).is_none_or(|end| end > length) {
        return Err(Fault::Broken("has a directory outside of itself"));
    }
    let bytes = bytes_at(file, start, size)?;
    let mut rest = bytes.as_slice();
    let mut members = Vec::new();
    while let Some(member) = next(&mut rest)? {
        members.push(member);
    }
    members.sort_by_key(|member| member.header);
    Ok(members)
}

/// Where the directory starts and how long it is.
fn place<F: Read + Seek>(file: &mut F, length: u64) -> Result<(u64, u64), Fault> {
    let from = length.saturating_sub(TAIL);
    let tail = bytes_at(file, from, length - from)?;
    let at = tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06");
    let at = at.ok_or(Fault::Broken(
        "has no directory: it is no zip file, or is cut short",
    ))?;
    let end = tail.get(at..).unwrap_or_default();
    let (size, start) = (number(end, 12, 4)?, number(end, 16, 4)?);
    let is_long = size == 0xffff_ffff || start == 0xffff_ffff;
    let locator = at.checked_sub(20).and_then(|before| tail.get(before..at));
    match locator {
        Some(locator) if is_long && locator.starts_with(b"PK\x06\x07") => {
            let end = bytes_at(file, number(locator, 8, 8)?, 56)?;
            if !end.starts_with(b"PK\x06\x06") {
                return Err(Fault::Broken("has a broken zip64 directory"));
            }
            Ok((number(&end, 48, 8)?, number(&end, 40, 8)?))
        }
        _ => Ok((start, size)),
    }
}

/// The next entry of a directory.
fn next(rest: &mut &[u8]) -> Result<Option<Member>, Fault> {
    let bytes = *rest;
    if !bytes.starts_with(b"PK\x01\x02") {
        return Ok(None);
    }
    let length = |at| number(bytes, at, 2).map(|length| length as usize);
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let cut = Fault::Broken("has a directory that is cut short");
    let (Some(words), Some(more)) = (
        bytes.get(46..46 + name),
        bytes.get(46 + name..46 + name + extra),
    ) else {
        return Err(cut);
    };
    let (packed, whole) = (number(bytes, 20, 4)?, number(bytes, 24, 4)?);
    let header = number(bytes, 42, 4)?;
    // Of each that does not fit into four bytes there are eight in the extra field, in this order.
    let mut long = zip64(more);
    let mut wide = |value: u64| match value {
        0xffff_ffff => take_eight(&mut long).unwrap_or(value),
        value => value,
    };
    wide(whole);
    let member = Member {
        name: String::from_utf8_lossy(words).into_owned(),
        method: number(bytes, 10, 2)? as u16,
        is_encrypted: number(bytes, 8, 2)? & 1 != 0,
        crc: number(bytes, 16, 4)? as u32,
        packed: wide(packed),
        header: wide(header),
    };
    *rest = bytes.get(46 + name + extra + comment..).ok_or(cut)?;
    Ok(Some(member))
}

/// The extra field of zip64.
fn zip64(mut extra: &[u8]) -> &[u8] {
    while let [a, b, c, d, rest @ ..] = extra {
        let length = usize::from(u16::from_le_bytes([*c, *d])).min(rest.len());
        let (field, after) = rest.split_at(length);
        if u16::from_le_bytes([*a, *b]) == 1 {
            return field;
        }
        extra = after;
    }
    &[]
}

fn take_eight(bytes: &mut &[u8]) -> Option<u64> {
    let (eight, rest) = bytes.split_first_chunk::<8>()?;
    *bytes = rest;
    Some(u64::from_le_bytes(*eight))
}

/// Where the bytes of a member start and end.
pub(super) fn data<F: Read + Seek>(file: &mut F, member: &Member) -> Result<(u64, u64), Fault> {
    let local = bytes_at(file, member.header, 30)?;
    if !local.starts_with(b"PK\x03\x04") {
        return Err(Fault::Broken("is not where the directory says"));
    }
    let start = member.header + 30 + number(&local, 26, 2)? + number(&local, 28, 2)?;
    let end = start.checked_add(member.packed);
    Ok((start, end.ok_or(Fault::Broken("has no length"))?))
}

fn bytes_at<F: Read + Seek>(file: &mut F, at: u64, count: u64) -> Result<Vec<u8>, Fault> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(count).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < count {
        return Err(Fault::Broken("is cut short"));
    }
    Ok(bytes)
}

/// A number of `width` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, width: usize) -> Result<u64, Fault> {
    let field = bytes.get(at..at + width);
    let field = field.ok_or(Fault::Broken("is cut short"))?;
    Ok(field
        .iter()
        .rev()
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}
