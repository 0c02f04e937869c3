//! Paths with wildcards, and what they are compared with.

use memchr::memmem;

/// Path and query of an address, in the two forms that rules are compared with.
pub(super) struct Target {
    literal: Vec<u8>,
    open: Vec<u8>,
}

impl Target {
    /// Of a target as it stands in a request.
    pub(super) fn new(target: &str) -> Target {
        let target = if target.is_empty() { "/" } else { target };
        Target {
            literal: target.as_bytes().to_vec(),
            open: normal(target.as_bytes(), true),
        }
    }
}

/// A path of a rule: `*` stands for anything, `$` at the end for the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// In normal form, without the `$` at the end.
    text: Vec<u8>,
    ends: bool,
    /// Compared with the target as it is, and not with the form in which more is the same.
    literal: bool,
}

impl Pattern {
    pub(super) fn new(value: &[u8], literal: bool) -> Pattern {
        let mut text = normal(value, !literal);
        let ends = text.last() == Some(&b'$');
        if ends {
            text.pop();
        }
        Pattern {
            text,
            ends,
            literal,
        }
    }

    /// How much it says: the longest pattern that matches decides.
    pub(super) fn length(&self) -> usize {
        self.text.len() + usize::from(self.ends)
    }

    /// Takes time in proportion to the target, however many wildcards there are: what a wildcard
    /// skips is the shortest that will do, and that never has to be taken back.
    pub(super) fn matches(&self, target: &Target) -> bool {
        let target = if self.literal {
            &target.literal
        } else {
            &target.open
        };
        let mut pieces = self.text.split(|&byte| byte == b'*').peekable();
        let first = pieces.next().unwrap_or_default();
        let Some(mut rest) = target.strip_prefix(first) else {
            return false;
        };
        if pieces.peek().is_none() {
            return !self.ends || rest.is_empty();
        }
        while let Some(piece) = pieces.next() {
            if self.ends && pieces.peek().is_none() {
                return rest.ends_with(piece);
            }
            let Some(at) = memmem::find(rest, piece) else {
                return false;
            };
            rest = rest.get(at + piece.len()..).unwrap_or_default();
        }
        true
    }
}

/// What may stand in an address as itself and means something there (RFC 3986).
const RESERVED: &[u8] = b":/?#[]@!$&'()*+,;=%";

/// A path with everything outside ASCII percent-encoded, in capitals; `open` decodes what needs no
/// encoding and what a writer of rules would not encode (spaces, quotes).
fn normal(path: &[u8], open: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match encoded(rest).filter(|_| byte == b'%') {
            Some(decoded) => {
                rest = rest.get(2..).unwrap_or_default();
                let plain = matches!(decoded, b' '..=b'~') && !RESERVED.contains(&decoded);
                put(&mut out, decoded, !(open && plain));
            }
            None => put(&mut out, byte, !matches!(byte, b' '..=b'~')),
        }
    }
    out
}

/// The byte that two hexadecimal digits stand for.
fn encoded(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

fn put(out: &mut Vec<u8>, byte: u8, encode: bool) {
    if encode {
        out.extend(format!("%{byte:02X}").bytes());
    } else {
        out.push(byte);
    }
}
