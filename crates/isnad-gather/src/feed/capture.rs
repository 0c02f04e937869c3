//! The content of an element, while it is read.

use super::{MAX_TEXT, element::Field, value::Form};
use crate::{html, xml::Attributes};

/// What was read of an element that says something.
pub(super) struct Capture {
    /// The depth of the element.
    pub(super) depth: usize,
    pub(super) field: Field,
    pub(super) rank: u8,
    /// What its attributes say of its form.
    pub(super) form: Form,
    /// Whether a `guid` is an address (`isPermaLink`).
    pub(super) permalink: bool,
    /// Text, or markup once an element was met.
    pub(super) written: String,
    /// Whether `written` is markup.
    pub(super) is_markup: bool,
}

impl Capture {
    /// Nothing is read yet.
    pub(super) fn new(
        depth: usize,
        field: Field,
        rank: u8,
        attributes: &Attributes<'_>,
    ) -> Capture {
        Capture {
            depth,
            field,
            rank,
            form: if field.is_text() {
                Form::of(attributes)
            } else {
                Form::Unknown
            },
            permalink: !attributes
                .get("ispermalink")
                .is_some_and(|said| said.trim().eq_ignore_ascii_case("false")),
            written: String::new(),
            is_markup: false,
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let room = MAX_TEXT.saturating_sub(self.written.len());
        let text = text.get(..text.floor_char_boundary(room)).unwrap_or("");
        if self.is_markup {
            html::escape_into(text, &mut self.written);
        } else {
            self.written.push_str(text);
        }
    }

    /// An element inside. Only texts have any that matter.
    pub(super) fn open(&mut self, name: &str, attributes: &Attributes<'_>, depth: usize) {
        if !self.field.is_text() {
            return;
        }
        if !self.is_markup {
            self.is_markup = true;
            self.written = html::escaped(&self.written);
        }
        if self.is_frame(name, depth) || self.written.len() > MAX_TEXT {
            return;
        }
        self.written.push('<');
        self.written.push_str(name);
        for (key, value) in attributes
            .iter()
            .filter(|(key, _)| !key.starts_with("xmlns"))
        {
            self.written.push(' ');
            self.written
                .push_str(if key == "xml:lang" { "lang" } else { key });
            self.written.push_str("=\"");
            html::escape_into(value, &mut self.written);
            self.written.push('"');
        }
        self.written.push('>');
    }

    /// The end of an element inside, at `depth`.
    pub(super) fn close(&mut self, name: &str, depth: usize) {
        let cut = self.written.len() > MAX_TEXT;
        if self.field.is_text() && !self.is_frame(name, depth) && !cut {
            self.written.push_str("</");
            self.written.push_str(name);
            self.written.push('>');
        }
    }

    /// The `div` that Atom wraps XHTML into is not part of it.
    fn is_frame(&self, name: &str, depth: usize) -> bool {
        self.form == Form::Xhtml && depth == self.depth + 1 && name.eq_ignore_ascii_case("div")
    }
}
