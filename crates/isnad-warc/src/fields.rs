//! The header of a record or of an HTTP answer: named fields, a line each.

use std::fmt;

/// The named fields of a header, in order. Names are the same in any case.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// Names and values one after the other: two pieces of memory a header, however many fields.
    text: String,
    /// Where each field's name and where its value ends; it starts where the one before ends.
    ends: Vec<(usize, usize)>,
}

impl Fields {
    /// The value of the first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// All fields: name, value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&(_, end)| end));
        starts.zip(&self.ends).filter_map(|(start, &(name, end))| {
            Some((self.text.get(start..name)?, self.text.get(name..end)?))
        })
    }

    /// The fields of a header, one a line. Lines that start with a space go on the line before;
    /// lines without a colon are passed over.
    pub(crate) fn parse(lines: &[u8]) -> Fields {
        let lines = String::from_utf8_lossy(lines);
        let mut fields = Fields {
            text: String::with_capacity(lines.len()),
            ends: Vec::with_capacity(16),
        };
        for line in lines.lines() {
            if line.starts_with([' ', '\t']) {
                fields.go_on(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push(name.trim(), value.trim());
            }
        }
        fields
    }

    fn push(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        let middle = self.text.len();
        self.text.push_str(value);
        self.ends.push((middle, self.text.len()));
    }

    /// More of the last value.
    fn go_on(&mut self, value: &str) {
        if let Some((_, end)) = self.ends.last_mut() {
            self.text.push(' ');
            self.text.push_str(value);
            *end = self.text.len();
        }
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_map().entries(self.iter()).finish()
    }
}

/// The first blank line at or after `from`: where the header ends and where the block starts.
pub(crate) fn blank_line(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    while let Some(found) = bytes.get(at..)?.iter().position(|&byte| byte == b'\n') {
        let rest = bytes.get(at + found + 1..)?;
        match rest {
            [b'\n', ..] => return Some((at + found, at + found + 2)),
            [b'\r', b'\n', ..] => return Some((at + found, at + found + 3)),
            _ => at += found + 1,
        }
    }
    None
}
