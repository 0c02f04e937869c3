//! Which vocabulary a name belongs to.
//!
//! By its namespace where it has a known one; else by its prefix, since feeds forget to declare what
//! everybody knows. The namespace of a document's root, whatever it is, is the document's own.

use super::{ATTRIBUTES, Attributes, tag::local};

/// The vocabularies that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// The document's own words: RSS, Atom, CDF, a sitemap; Atom inside RSS, too.
    Own,
    /// RDF, the frame of RSS 1.0.
    Rdf,
    /// Dublin Core elements.
    Dc,
    /// Dublin Core terms.
    DcTerms,
    /// `content:encoded`.
    Content,
    /// XHTML.
    Xhtml,
    /// Media RSS.
    Media,
    /// Podcasts.
    Itunes,
    /// Places: GeoRSS, GML and W3C Geo.
    Geo,
    /// FeedBurner.
    FeedBurner,
    /// Google News sitemaps.
    News,
    /// Anything else.
    Other,
}

use Vocabulary::{
    Content, Dc, DcTerms, FeedBurner, Geo, Itunes, Media, News, Other, Own, Rdf, Xhtml,
};

/// Namespaces, in small letters and without what versions change at their ends.
const SPACES: &[(&str, Vocabulary)] = &[
    ("http://www.w3.org/2005/atom", Own),
    ("http://purl.org/atom", Own),
    ("http://purl.org/rss/1.0/modules/content", Content),
    ("http://purl.org/rss/1.0/modules", Other),
    ("http://purl.org/rss/1.0", Own),
    ("http://purl.org/net/rss1.1", Own),
    ("http://my.netscape.com/rdf/simple/0.9", Own),
    ("http://my.netscape.com/publish/formats/rss-0.9", Own),
    ("http://channel.netscape.com/rdf/simple/0.9", Own),
    ("http://backend.userland.com/rss", Own),
    ("http://blogs.law.harvard.edu/tech/rss", Own),
    ("http://www.sitemaps.org/schemas/sitemap/", Own),
    ("http://www.google.com/schemas/sitemap-news/", News),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", Rdf),
    ("http://purl.org/dc/elements/", Dc),
    ("http://purl.org/dc/terms", DcTerms),
    ("http://www.w3.org/1999/xhtml", Xhtml),
    ("http://search.yahoo.com/mrss", Media),
    ("http://video.search.yahoo.com/mrss", Media),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", Itunes),
    ("http://www.georss.org/georss", Geo),
    ("http://www.opengis.net/gml", Geo),
    ("http://www.w3.org/2003/01/geo/wgs84_pos", Geo),
    ("http://rssnamespace.org/feedburner/ext/", FeedBurner),
];

/// Prefixes that are used without a declaration.
const PREFIXES: &[(&str, Vocabulary)] = &[
    ("atom", Own),
    ("atom10", Own),
    ("rss", Own),
    ("rdf", Rdf),
    ("dc", Dc),
    ("dcterms", DcTerms),
    ("content", Content),
    ("xhtml", Xhtml),
    ("media", Media),
    ("itunes", Itunes),
    ("georss", Geo),
    ("geo", Geo),
    ("gml", Geo),
    ("feedburner", FeedBurner),
    ("news", News),
];

/// The namespaces in force at the place that is read.
pub(crate) struct Names<'a> {
    /// Prefix, vocabulary, and the depth of the element that declares it.
    declared: Vec<(&'a str, Vocabulary, usize)>,
    /// The namespace of the root.
    own: Option<String>,
    is_root: bool,
}

impl<'a> Names<'a> {
    /// Before the root.
    pub(crate) fn new() -> Names<'a> {
        Names {
            declared: Vec::new(),
            own: None,
            is_root: true,
        }
    }

    /// Takes up what an element at `depth` declares.
    pub(crate) fn open(&mut self, name: &str, attributes: &Attributes<'a>, depth: usize) {
        let is_root = std::mem::take(&mut self.is_root);
        if self.declared.len() >= 4 * ATTRIBUTES {
            return;
        }
        for (key, value) in attributes.iter() {
            let Some(prefix) = key
                .strip_prefix("xmlns")
                .map(|rest| rest.trim_start_matches(':'))
            else {
                continue;
            };
            let root_prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
            if is_root && prefix == root_prefix {
                self.own = Some(value.trim().to_owned());
            }
            self.declared
                .push((prefix, self.vocabulary(value.trim()), depth));
        }
    }

    /// Forgets what elements at `depth` and deeper declared.
    pub(crate) fn close(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(_, _, at)| *at >= depth) {
            self.declared.pop();
        }
    }

    fn vocabulary(&self, space: &str) -> Vocabulary {
        let small = space.to_ascii_lowercase();
        let small = small.replacen("https://", "http://", 1);
        if space.is_empty() {
            return Own;
        }
        match SPACES.iter().find(|(known, _)| small.starts_with(known)) {
            Some((_, vocabulary)) => *vocabulary,
            None if self.own.as_deref() == Some(space) => Own,
            None => Other,
        }
    }

    /// The vocabulary of a name and the name without its prefix.
    pub(crate) fn resolve<'n>(&self, name: &'n str) -> (Vocabulary, &'n str) {
        let (prefix, name) = match name.split_once(':') {
            Some((prefix, _)) => (prefix, local(name)),
            None => ("", name),
        };
        let declared = self
            .declared
            .iter()
            .rev()
            .find(|(known, _, _)| *known == prefix);
        let known = || {
            PREFIXES
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(prefix))
        };
        let vocabulary = match declared {
            Some((_, vocabulary, _)) => *vocabulary,
            None if prefix.is_empty() => Own,
            None => known().map_or(Other, |(_, vocabulary)| *vocabulary),
        };
        (vocabulary, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::Tag;

    fn open<'a>(names: &mut Names<'a>, tag: &'a str, depth: usize) {
        let tag = Tag::new(tag);
        names.open(tag.name, &tag.attributes(), depth);
    }

    fn resolve(root: &str, name: &str) -> Vocabulary {
        let mut names = Names::new();
        open(&mut names, root, 0);
        names.resolve(name).0
    }

    #[test]
    fn vocabularies() {
        let cases = [
            ("rss", "title", Own),
            ("rss", "dc:title", Dc),
            ("rss", "x:title", Other),
            (
                "rss xmlns:x='http://purl.org/dc/terms/'",
                "x:title",
                DcTerms,
            ),
            ("rss xmlns:dc='http://tern.example/'", "dc:title", Other),
            ("rss xmlns:a='http://www.w3.org/2005/Atom'", "a:link", Own),
            ("feed xmlns='http://tern.example/'", "title", Own),
            ("x:feed xmlns:x='http://tern.example/'", "x:title", Own),
            ("feed xmlns=''", "title", Own),
            (
                "RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'",
                "Seq",
                Rdf,
            ),
            ("rdf:RDF xmlns='http://purl.org/rss/1.0/'", "item", Own),
            (
                "rss xmlns:m='https://search.yahoo.com/mrss/'",
                "m:title",
                Media,
            ),
        ];
        for (root, name, expected) in cases {
            assert_eq!(resolve(root, name), expected, "{root}: {name}");
        }
    }

    #[test]
    fn declarations_end_with_their_elements() {
        let mut names = Names::new();
        open(&mut names, "rss", 0);
        open(&mut names, "div xmlns='http://www.w3.org/1999/xhtml'", 1);
        assert_eq!(names.resolve("p").0, Xhtml);
        names.close(1);
        assert_eq!(names.resolve("p").0, Own);
    }
}
