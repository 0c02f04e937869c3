//! A start tag as written: its name and attributes.

use std::borrow::Cow;

use quick_xml::events::attributes;

use super::{ATTRIBUTES, reference};

/// A start tag, or an empty element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'a> {
    /// The name as written, with its prefix.
    pub(crate) name: &'a str,
    /// Whether it closes itself.
    pub(crate) empty: bool,
    /// The name and what follows it.
    inside: &'a str,
}

impl<'a> Tag<'a> {
    /// The tag with what stands behind its `<`, up to its `>` or without it.
    pub(super) fn new(inside: &'a str) -> Tag<'a> {
        let inside = inside.strip_suffix('>').unwrap_or(inside);
        let (inside, empty) = match inside.strip_suffix('/') {
            Some(before) => (before, true),
            None => (inside, false),
        };
        let is_end = |c: char| c.is_whitespace() || c == '/' || c == '<';
        let name = inside.split(is_end).next().unwrap_or(inside);
        Tag {
            name,
            empty,
            inside,
        }
    }

    /// The attributes. Those after the first 64 are left out.
    pub(crate) fn attributes(&self) -> Attributes<'a> {
        if self.inside.len() == self.name.len() {
            return Attributes(Vec::new());
        }
        let mut read = attributes::Attributes::html(self.inside, self.name.len());
        read.with_checks(false);
        let all = read.take(ATTRIBUTES).filter_map(|attribute| {
            let attribute = attribute.ok()?;
            let value = match attribute.value {
                Cow::Borrowed(value) => reference::decoded(value),
                Cow::Owned(value) => Cow::Owned(reference::decoded(&value).into_owned()),
            };
            Some((attribute.key.0, value))
        });
        Attributes(all.collect())
    }
}

/// Names and values of attributes, in order; values with their references resolved. One without a value
/// has an empty one.
#[derive(Debug)]
pub(crate) struct Attributes<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Attributes<'a> {
    /// The value of an attribute, by its name without prefix and in any case. One without a prefix comes
    /// first: `href` is meant rather than `xlink:href`.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let bare = self
            .0
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        let prefixed = || {
            let is_it =
                |key: &str| local(key).eq_ignore_ascii_case(name) && !key.starts_with("xmlns");
            self.0.iter().find(|(key, _)| is_it(key))
        };
        bare.or_else(prefixed).map(|(_, value)| value.as_ref())
    }

    /// The value of an attribute, by its name as written.
    pub(crate) fn exactly(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, &str)> {
        self.0.iter().map(|(key, value)| (*key, value.as_ref()))
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_every_form() {
        let tag = Tag::new("a:b x='1' Y = \"2 &amp; 3\" z=4 w x:href=\"5\"/>");
        assert_eq!((tag.name, tag.empty), ("a:b", true));
        let attributes = tag.attributes();
        let all: Vec<String> = attributes
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        assert_eq!(all, ["x=1", "Y=2 & 3", "z=4", "w=", "x:href=5"]);
        assert_eq!(attributes.get("y"), Some("2 & 3"));
        assert_eq!(attributes.get("href"), Some("5"));
        assert_eq!(attributes.get("v"), None);
        assert_eq!(Tag::new("a").attributes().get("x"), None);
    }
}
