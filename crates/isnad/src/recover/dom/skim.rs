//! Takes out of a page what nobody reads.
//!
//! Scripts, styles, comments and drawings are more than half of the bytes of a news page, and the
//! tokenizer would look at each of them. Here they are found by their ends and left out before.
//! Their tags stay, so the tree is the same. Scripts of JSON-LD are handed on.
//!
//! In doubt a part stays where it is and the tokenizer decides: a part without an end, a script
//! that holds `<!--` (where the end of a script is a matter of its own).

use memchr::memmem;

use super::super::scripted;

/// A page without the parts that nobody reads.
#[derive(Debug, Default)]
pub(super) struct Skimmed<'h> {
    pub(super) html: String,
    /// The sources of scripts that hold JSON-LD.
    pub(super) json_ld: Vec<&'h str>,
    /// The sources of other scripts that may hold an article.
    pub(super) scripts: Vec<&'h str>,
}

/// A kind of element whose content is left out.
struct Part {
    /// How its tag begins.
    open: &'static [u8],
    /// How its end tag begins.
    close: &'static [u8],
}

const PARTS: [Part; 3] = [
    Part {
        open: b"<script",
        close: b"</script",
    },
    Part {
        open: b"<style",
        close: b"</style",
    },
    Part {
        open: b"<svg",
        close: b"</svg",
    },
];

/// More scripts with data than this are not looked at.
const MOST_SCRIPTS: usize = 100;

const COMMENT: &[u8] = b"<!--";

pub(super) fn skim(html: &str) -> Skimmed<'_> {
    let bytes = html.as_bytes();
    let mut skimmed = Skimmed {
        html: String::with_capacity(html.len() / 2),
        ..Skimmed::default()
    };
    // Parts that are never closed are looked for once, not at every tag that opens one.
    let mut unclosed = [false; PARTS.len() + 1];
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        let Some((kind, content)) = part_at(bytes, start) else {
            continue;
        };
        if unclosed[kind] {
            continue;
        }
        let Some(end) = end_of(bytes, kind, content) else {
            unclosed[kind] = true;
            continue;
        };
        let inside = &html[content..end];
        if kind == 0 && is_json_ld(&html[start..content]) {
            if skimmed.json_ld.len() < MOST_SCRIPTS {
                skimmed.json_ld.push(inside);
            }
        } else if kind == 0 && inside.contains("<!--") {
            at = end;
            continue;
        } else if kind == 0 && skimmed.scripts.len() < MOST_SCRIPTS && scripted::may_hold(inside) {
            skimmed.scripts.push(inside);
        }
        skimmed.html.push_str(&html[copied..content]);
        copied = end;
        at = end;
    }
    skimmed.html.push_str(&html[copied..]);
    skimmed
}

/// What begins at a `<`: its place in [`PARTS`], or one past them for a comment, and where its
/// content starts.
fn part_at(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let rest = &bytes[start..];
    if rest.starts_with(COMMENT) {
        return Some((PARTS.len(), start + COMMENT.len()));
    }
    // Tags of other names are told by their first letter, nearly always.
    if !matches!(rest.get(1), Some(b's' | b'S')) {
        return None;
    }
    let kind = PARTS.iter().position(|part| {
        let name_ends = rest
            .get(part.open.len())
            .is_some_and(|&byte| ends_name(byte));
        name_ends && rest[..part.open.len()].eq_ignore_ascii_case(part.open)
    })?;
    let tag_end = tag_end(rest)?;
    // `<svg/>` has no content; `<script/>` has, in HTML.
    let is_empty = kind == 2 && rest[tag_end - 2] == b'/';
    (!is_empty).then_some((kind, start + tag_end))
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

/// One past the `>` that ends a tag; one inside quotation marks does not.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', &tag[at..])?;
        match tag[at] {
            b'>' => return Some(at + 1),
            quote => at += 1 + memchr::memchr(quote, &tag[at + 1..])? + 1,
        }
    }
}

/// Where the content of a part ends, which is where its end tag begins. A comment has none: its
/// content ends with its last mark, which stays to close it.
fn end_of(bytes: &[u8], kind: usize, content: usize) -> Option<usize> {
    let Some(part) = PARTS.get(kind) else {
        return end_of_comment(bytes, content);
    };
    let mut at = content;
    loop {
        let found = at + memmem::find(&bytes[at..], b"</")?;
        let name_end = found + part.close.len();
        let is_end = bytes.len() > name_end
            && bytes[found..name_end].eq_ignore_ascii_case(part.close)
            && ends_name(bytes[name_end]);
        if is_end {
            return Some(found);
        }
        at = found + 2;
    }
}

/// `-->` ends a comment, and so do `--!>` and, right at its start, `>` and `->`: in those cases, as
/// rare as they are, it is left alone.
fn end_of_comment(bytes: &[u8], content: usize) -> Option<usize> {
    let rest = &bytes[content..];
    if rest.starts_with(b">") || rest.starts_with(b"->") {
        return Some(content);
    }
    let end = memmem::find(rest, b"-->")?;
    let is_plain = memmem::find(&rest[..end], b"--!>").is_none();
    Some(content + if is_plain { end } else { 0 })
}

fn is_json_ld(tag: &str) -> bool {
    let tag = tag.as_bytes();
    memmem::find(tag, b"ld+json").is_some()
}
