//! Tags and text of a document, one after the other, whatever is wrong with it.
//!
//! `quick-xml` cuts the text into pieces; where it stops at a mistake, reading starts again behind it.

use std::borrow::Cow;

use quick_xml::{Error, Reader, errors::SyntaxError, events::Event};

use super::{Tag, reference};

/// Mistakes that are looked at one by one. Each may cost a look at the whole rest of the document, so
/// that a document of nothing but mistakes must not have them all mended.
const MENDED: usize = 64;

/// A piece of a document.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    /// A start tag, or an empty element.
    Open(Tag<'a>),
    /// An end tag: its name as written.
    Close(&'a str),
    /// Text with its references resolved, or a CDATA section. One text may come in several pieces.
    Text(Cow<'a, str>),
}

/// Reads a document from its beginning to its end.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    /// Where in the text `reader` started.
    start: usize,
    reader: Reader<&'a [u8]>,
    mended: usize,
}

impl<'a> Scanner<'a> {
    /// A reader at the beginning of `text`.
    pub(crate) fn new(text: &'a str) -> Scanner<'a> {
        Scanner {
            text,
            start: 0,
            reader: reader(text),
            mended: 0,
        }
    }

    /// How many places broke the rules of XML so far, as far as they were noticed.
    pub(crate) fn mended(&self) -> usize {
        self.mended
    }

    /// How many bytes of the document are read.
    fn at(&self) -> usize {
        self.start + self.reader.buffer_position() as usize
    }

    /// Goes on at a place of the text.
    fn restart(&mut self, at: usize) {
        self.start = at;
        self.reader = reader(self.text.get(at..).unwrap_or(""));
        self.mended += 1;
    }

    /// What a mistake leaves behind, if anything.
    fn mend(&mut self, error: &SyntaxError) -> Option<Token<'a>> {
        let at = self.start + self.reader.error_position() as usize;
        let rest = self.text.get(at..).unwrap_or("");
        let inside = rest.get(1..).unwrap_or("");
        if let (SyntaxError::UnclosedCData, Some(data)) = (error, rest.strip_prefix("<![CDATA[")) {
            self.restart(self.text.len());
            return Some(Token::Text(Cow::Borrowed(data)));
        }
        let is_tag = !inside.starts_with(['!', '?']);
        if is_tag && inside.contains('<') && self.mended < MENDED {
            return Some(self.tag(at, self.text.len()));
        }
        let skipped = match rest.find('>') {
            Some(end) if !is_tag && self.mended < MENDED => at + end + 1,
            _ => self.text.len(),
        };
        self.restart(skipped);
        None
    }

    /// The tag that stands at `from..to`, or what stands there instead.
    fn tag(&mut self, from: usize, to: usize) -> Token<'a> {
        let written = self.text.get(from..to).unwrap_or("");
        let inside = written.strip_prefix('<').unwrap_or(written);
        let named = inside
            .trim_start_matches('/')
            .starts_with(|c: char| c.is_alphabetic() || c == '_' || c == ':');
        if self.mended < MENDED && !named {
            self.restart(from + 1);
            return Token::Text(Cow::Borrowed("<"));
        }
        let cut = inside.find('<').filter(|_| self.mended < MENDED);
        let Some(end) = cut.and_then(|cut| inside.get(..cut)).map(end_of_tag) else {
            return token(inside);
        };
        // A quotation mark that is missing: no value of an attribute holds a tag.
        self.restart(from + 1 + end);
        token(inside.get(..end).unwrap_or(""))
    }
}

/// The tag with what stands between its brackets.
fn token(inside: &str) -> Token<'_> {
    match inside.strip_prefix('/') {
        Some(inside) => Token::Close(Tag::new(inside).name),
        None => Token::Open(Tag::new(inside)),
    }
}

/// Where a tag ends that runs into the next one: behind its `>`, or before that next one.
fn end_of_tag(inside: &str) -> usize {
    inside.find('>').map_or(inside.len(), |end| end + 1)
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let from = self.at();
            match self.reader.read_event() {
                Ok(Event::Eof) => return None,
                Ok(Event::Start(_) | Event::Empty(_) | Event::End(_)) => {
                    return Some(self.tag(from, self.at()));
                }
                Ok(Event::Text(text)) => return Some(Token::Text(text.into_inner())),
                Ok(Event::CData(text)) => return Some(Token::Text(text.into_inner())),
                Ok(Event::GeneralRef(name)) => {
                    return Some(Token::Text(reference::resolved(&name)));
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Err(Error::Syntax(error)) => {
                    if let Some(token) = self.mend(&error) {
                        return Some(token);
                    }
                }
                Err(Error::IllFormed(_)) => self.mended += 1,
                // What is left are errors of reading and of decoding, and this is a string.
                Err(_) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document as its pieces: `+name`, `-name`, and text.
    fn pieces(text: &str) -> String {
        let piece = |token| match token {
            Token::Open(tag) if tag.empty => format!("[{}/]", tag.name),
            Token::Open(tag) => format!("[{}]", tag.name),
            Token::Close(name) => format!("[-{name}]"),
            Token::Text(text) => text.into_owned(),
        };
        Scanner::new(text).map(piece).collect()
    }

    #[test]
    fn whatever_is_wrong_the_rest_is_read() {
        let cases = [
            ("<a>x<b/>y</a >", "[a]x[b/]y[-a]"),
            ("<a><![CDATA[<b>&amp;]]></a>", "[a]<b>&amp;[-a]"),
            ("<a>1 < 2 & 3 <4</a>", "[a]1 < 2 & 3 <4[-a]"),
            ("<a>x?y=1&z=2</a>", "[a]x?y=1&z=2[-a]"),
            (
                "<a>&lt;b&gt; &eacute;&#1576;&#x628; &nothing; &</a>",
                "[a]<b> ébب &nothing; &[-a]",
            ),
            ("<a>x</a", "[a]x"),
            ("<a>x<![CDATA[y</a>", "[a]xy</a>"),
            ("<a><!-- x > y</a><c>z</c>", "[a] y[-a][c]z[-c]"),
            ("<a title=\"x><b>y</b></a>", "[a][b]y[-b][-a]"),
            ("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "[a]&x;[-a]"),
            ("junk <?xml version='1.0'?><?pi <a>?><a/>", "junk [a/]"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let expected = expected.replace("ébب", "é\u{628}\u{628}");
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn a_document_of_mistakes_is_read_in_bounded_time() {
        for piece in [
            "<a \"",
            "< ",
            "<!",
            "<![CDATA[",
            "<?",
            "&",
            "<!DOCTYPE [",
            "<a '<b>",
            "</",
            "&#",
        ] {
            let text = piece.repeat(1 << 18);
            assert!(Scanner::new(&text).count() <= text.len() + 1, "{piece}");
        }
    }
}
