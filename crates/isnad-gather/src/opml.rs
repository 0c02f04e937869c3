//! OPML: lists of subscriptions, as feed readers give them to each other.
//!
//! ```
//! use isnad_gather::opml::{self, Outline};
//!
//! let bytes = b"<opml><body><outline text='News'><outline text='Tern' xmlUrl='https://tern.example/feed'/></outline></body></opml>";
//! let outlines = opml::parse(bytes)?;
//! assert_eq!(outlines[0].folder.as_deref(), Some("News"));
//! assert_eq!(opml::parse(opml::write("Mine", &outlines).as_bytes())?, outlines);
//! # Ok::<(), opml::Error>(())
//! ```
//!
//! # Limits
//!
//! Only subscriptions are kept, not other outlines. Folders inside folders become one name, `News/North`.
//! At most [`MAX_OUTLINES`] subscriptions are read.

use isnad::recover;

use crate::{
    feed::MAX_BYTES,
    html,
    xml::{Attributes, Open, Scanner, Tag, Token, local},
};

/// The most subscriptions of one list.
pub const MAX_OUTLINES: usize = 100_000;

/// The most bytes of a folder's name.
const LONGEST_FOLDER: usize = 500;

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outline {
    /// Its name.
    pub title: Option<String>,
    /// The address of the feed, as written.
    pub address: String,
    /// The site it belongs to.
    pub site: Option<String>,
    /// The folder it is in; folders inside others with `/` between them.
    pub folder: Option<String>,
}

/// Why bytes are no list of subscriptions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no text at all.
    #[error("not an OPML file: {0}")]
    Text(recover::Error),
    /// Over [`MAX_BYTES`].
    #[error("the OPML file has {0} bytes; the most that is read is {MAX_BYTES}")]
    TooLarge(usize),
    /// Another document.
    #[error("not an OPML file: its first element is {0:?}; export the subscriptions as OPML")]
    Other(String),
}

/// Reads a list of subscriptions. Those that stand there twice, in one folder, are kept once.
///
/// # Errors
/// When the bytes are no text, or another document. Broken XML is read as far as it means anything.
pub fn parse(bytes: &[u8]) -> Result<Vec<Outline>, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge(bytes.len()));
    }
    let text = recover::text(bytes, None).map_err(Error::Text)?;
    let mut reading = Reading::default();
    for token in Scanner::new(&text) {
        match token {
            Token::Open(tag) => reading.open(&tag)?,
            Token::Close(name) => {
                let depth = reading.open.closes_to(name);
                while reading.open.depth() > depth {
                    reading.open.pop();
                }
            }
            Token::Text(_) => {}
        }
    }
    if !reading.is_opml {
        return Err(Error::Other(String::new()));
    }
    Ok(reading.outlines)
}

/// What is known while a list is read.
#[derive(Default)]
struct Reading<'a> {
    /// Each element with the folder that it is.
    open: Open<'a, Option<String>>,
    outlines: Vec<Outline>,
    seen: std::collections::HashSet<(String, Option<String>)>,
    is_opml: bool,
}

impl<'a> Reading<'a> {
    fn open(&mut self, tag: &Tag<'a>) -> Result<(), Error> {
        let name = local(tag.name);
        if !std::mem::replace(&mut self.is_opml, true)
            && !["opml", "outline", "body"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
        {
            return Err(Error::Other(name.chars().take(40).collect()));
        }
        let is_outline = name.eq_ignore_ascii_case("outline");
        let attributes =
            (is_outline && (tag.empty || !self.open.is_full())).then(|| tag.attributes());
        let folder = attributes.and_then(|attributes| self.outline(&attributes));
        if !tag.empty {
            self.open.push(tag.name, folder);
        }
        Ok(())
    }

    /// Takes up a subscription; answers the folder that it is instead.
    fn outline(&mut self, attributes: &Attributes<'a>) -> Option<String> {
        let named = |name: &str| {
            attributes
                .get(name)
                .map(html::neutral)
                .filter(|text| !text.is_empty())
        };
        let title = || named("title").or_else(|| named("text"));
        let Some(address) =
            named("xmlurl").or_else(|| named("url").filter(|_| is_subscription(attributes)))
        else {
            return title();
        };
        let folder = self.folder();
        if self.outlines.len() < MAX_OUTLINES && self.seen.insert((address.clone(), folder.clone()))
        {
            self.outlines.push(Outline {
                title: title(),
                address,
                site: named("htmlurl"),
                folder,
            });
        }
        None
    }

    /// The folders around the place that is read, outermost first.
    fn folder(&self) -> Option<String> {
        let mut name = String::new();
        let inner_first: Vec<&String> = self.open.inner_to_outer().flatten().collect();
        for folder in inner_first.into_iter().rev() {
            let slash = if name.is_empty() { "" } else { "/" };
            if name.len() + slash.len() + folder.len() > LONGEST_FOLDER {
                break;
            }
            name.push_str(slash);
            name.push_str(folder);
        }
        (!name.is_empty()).then_some(name)
    }
}

/// An old form has the address in `url`, as links have that are none.
fn is_subscription(attributes: &Attributes<'_>) -> bool {
    attributes.get("type").is_some_and(|said| {
        ["rss", "atom", "feed"]
            .iter()
            .any(|known| said.eq_ignore_ascii_case(known))
    })
}

/// Writes a list of subscriptions as OPML 2.0, each folder once, in the order in which they first come.
///
/// A folder `News/North` is written as one outline of that name, which every reader understands.
pub fn write(title: &str, outlines: &[Outline]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>",
    );
    html::escape_into(&html::neutral(title), &mut out);
    out.push_str("</title>\n  </head>\n  <body>\n");
    let mut folders: Vec<(Option<&str>, Vec<&Outline>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for outline in outlines {
        let folder = outline.folder.as_deref();
        let at = *places.entry(folder).or_insert(folders.len());
        if at == folders.len() {
            folders.push((folder, Vec::new()));
        }
        if let Some((_, inside)) = folders.get_mut(at) {
            inside.push(outline);
        }
    }
    for (folder, inside) in folders {
        write_folder(folder, &inside, &mut out);
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn write_folder(folder: Option<&str>, inside: &[&Outline], out: &mut String) {
    let indent = if folder.is_some() { "      " } else { "    " };
    if let Some(folder) = folder {
        out.push_str("    <outline");
        attribute("text", folder, out);
        out.push_str(">\n");
    }
    for outline in inside {
        out.push_str(indent);
        out.push_str("<outline type=\"rss\"");
        let title = outline.title.as_deref();
        // The format asks for a text; a title that nobody gave is not made up when it is read again.
        attribute("text", title.unwrap_or(""), out);
        title
            .into_iter()
            .for_each(|title| attribute("title", title, out));
        attribute("xmlUrl", &outline.address, out);
        outline
            .site
            .iter()
            .for_each(|site| attribute("htmlUrl", site, out));
        out.push_str("/>\n");
    }
    if folder.is_some() {
        out.push_str("    </outline>\n");
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    // XML cannot hold control characters at all.
    html::escape_into(&html::neutral(value), out);
    out.push('"');
}

#[cfg(test)]
mod tests;
