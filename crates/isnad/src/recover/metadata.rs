//! Headline, authors, dates, publisher: what a page says of its article, in many places at once.
//!
//! Each fact has a row of places that may give it, the most trusted first; the first place that
//! gives a usable value wins, and its name is the evidence.

use crate::{
    model::{Evidence, Language, Moment, Source, SourceKind},
    text::date,
};

use super::{
    body,
    dom::{Attr, Dom, NodeId},
    headline::Headlines,
    names, space,
    structured::Structured,
};

/// What is known of the article apart from its text.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) headline: Option<(String, &'static str)>,
    pub(super) description: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<(Moment, Evidence)>,
    pub(super) modified: Option<Moment>,
    pub(super) publisher: Option<Source>,
    pub(super) language: Option<Language>,
    pub(super) canonical: Option<String>,
    pub(super) section: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) image: Option<String>,
}

/// `<meta>` names (or properties, or itemprops) for each fact, the most trusted first.
const PUBLISHED: [&str; 17] = [
    "article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "og:article:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "last-modified",
];
const MODIFIED: [&str; 5] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
];
const AUTHORS: [&str; 8] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "og:article:author",
    "twitter:creator",
];
const PUBLISHER: [&str; 4] = [
    "og:site_name",
    "publisher",
    "application-name",
    "dc.publisher",
];
const DESCRIPTION: [&str; 4] = [
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
];
const SECTION: [&str; 3] = ["article:section", "section", "parsely-section"];
const TAGS: [&str; 4] = ["article:tag", "keywords", "news_keywords", "parsely-tags"];
const IMAGE: [&str; 3] = ["og:image", "twitter:image", "og:image:url"];

/// Elements that call themselves author beyond this many are a list of the newsroom.
const MOST_BYLINES: usize = 3;

/// The page's `<meta>` elements, `<link>`s, and the few elements that carry facts.
pub(super) struct Places<'d> {
    dom: &'d Dom,
    metas: Vec<(String, &'d str)>,
    times: Vec<NodeId>,
    headings: Vec<NodeId>,
    title: Option<NodeId>,
    canonical: Option<&'d str>,
    html_lang: Option<&'d str>,
    bylines: Vec<NodeId>,
    /// Whether a text stands on the page as a block of its own.
    is_line: &'d dyn Fn(&str) -> bool,
}

impl<'d> Places<'d> {
    pub(super) fn of(dom: &'d Dom, is_line: &'d dyn Fn(&str) -> bool) -> Places<'d> {
        let mut places = Places {
            dom,
            metas: Vec::new(),
            times: Vec::new(),
            headings: Vec::new(),
            title: None,
            canonical: None,
            html_lang: None,
            bylines: Vec::new(),
            is_line,
        };
        for id in dom.descendants(dom.root()) {
            places.look_at(id);
        }
        places
    }

    fn look_at(&mut self, id: NodeId) {
        let dom = self.dom;
        match dom.name(id) {
            "html" => {
                self.html_lang = dom
                    .attribute(id, Attr::Lang)
                    .or_else(|| dom.attribute(id, Attr::XmlLang));
            }
            "meta" => self.meta(id),
            "title" if self.title.is_none() => self.title = Some(id),
            "link" if dom.attribute(id, Attr::Rel) == Some("canonical") => {
                self.canonical = dom.attribute(id, Attr::Href);
            }
            "time" => self.times.push(id),
            "h1" => self.headings.push(id),
            _ => {}
        }
        let is_author = dom.attribute(id, Attr::Itemprop) == Some("author")
            || dom.attribute(id, Attr::Rel) == Some("author");
        if is_author && dom.name(id) != "meta" && dom.name(id) != "link" {
            self.bylines.push(id);
        }
    }

    fn meta(&mut self, id: NodeId) {
        let name = [Attr::Property, Attr::Name, Attr::Itemprop]
            .into_iter()
            .find_map(|key| self.dom.attribute(id, key));
        if let (Some(name), Some(content)) = (name, self.dom.attribute(id, Attr::Content)) {
            self.metas.push((name.trim().to_ascii_lowercase(), content));
        }
    }

    fn all(
        &self,
        names: &'static [&'static str],
    ) -> impl Iterator<Item = (&'static str, String)> + '_ {
        names.iter().flat_map(move |name| {
            let given = self
                .metas
                .iter()
                .filter(move |(known, content)| known == name && !content.trim().is_empty());
            given.map(move |(_, content)| (*name, space::collapse(content)))
        })
    }

    fn first(&self, names: &'static [&'static str]) -> Option<String> {
        self.all(names).next().map(|(_, content)| content)
    }

    /// Everything that is known, `structured` being what the JSON-LD says and `url` the page's address.
    pub(super) fn read(&self, structured: Option<&Structured>, url: Option<&str>) -> Metadata {
        let empty = Structured::default();
        let said = structured.unwrap_or(&empty);
        let language = self.language(said);
        let site = self.site(said);
        let site = site.as_deref();
        Metadata {
            headline: self.headline(said, site),
            description: self
                .first(&DESCRIPTION)
                .or_else(|| said.description.clone()),
            authors: self.authors(said, site),
            published: self.published(said, language.as_ref(), url),
            modified: self.modified(said, language.as_ref()),
            publisher: self.publisher(site, url),
            canonical: self
                .canonical
                .map(str::to_owned)
                .or_else(|| said.url.clone()),
            section: said.section.clone().or_else(|| self.first(&SECTION)),
            tags: self.tags(said),
            image: self.first(&IMAGE).or_else(|| said.image.clone()),
            language,
        }
    }

    fn language(&self, said: &Structured) -> Option<Language> {
        let og = self
            .metas
            .iter()
            .find(|(name, _)| name == "og:locale")
            .map(|(_, content)| *content);
        let named = [self.html_lang, said.language.as_deref(), og];
        named.into_iter().flatten().find_map(Language::from_tag)
    }

    fn headline(&self, said: &Structured, site: Option<&str>) -> Option<(String, &'static str)> {
        let headlines = Headlines {
            dom: self.dom,
            headings: &self.headings,
            said,
            meta: &|names| self.first(names),
            site,
            title: self.title_part(site),
        };
        headlines.best()
    }

    /// `<title>`, which names the site too: the part of it that stands on the page as a block of
    /// its own, else all of it.
    fn title_part(&self, site: Option<&str>) -> Option<String> {
        let title = names::without_site(&self.dom.text(self.title?), site);
        let parts = names::title_parts(&title);
        let seen = parts
            .into_iter()
            .filter(|part| (self.is_line)(part))
            .max_by_key(|part| part.len());
        let text = seen.map_or_else(|| title.clone(), str::to_owned);
        (!text.is_empty()).then_some(text)
    }

    /// The name of the site: what it says, or what its `<title>` says beside the headline.
    fn site(&self, said: &Structured) -> Option<String> {
        let named = self.first(&PUBLISHER).or_else(|| said.publisher.clone());
        named.or_else(|| {
            let title = self.dom.text(self.title?);
            let is_headline = |part: &str| match self.headings[..] {
                [] => (self.is_line)(part),
                _ => self
                    .headings
                    .iter()
                    .any(|&id| body::same_words(&self.dom.text(id), part)),
            };
            names::site_in_title(&title, is_headline)
        })
    }

    /// Authors by the first place that names people; where none does, the site itself if it says so.
    fn authors(&self, said: &Structured, site: Option<&str>) -> Vec<String> {
        let structured = || {
            said.authors
                .iter()
                .flat_map(|text| names::people(text))
                .collect()
        };
        let metas = || {
            self.all(&AUTHORS)
                .flat_map(|(_, text)| names::people(&text))
                .collect()
        };
        let visible = || {
            let elements = self.bylines.iter().take(MOST_BYLINES);
            elements
                .flat_map(|&id| names::people(&self.dom.text(id)))
                .collect()
        };
        let places: [&dyn Fn() -> Vec<String>; 3] = [&structured, &metas, &visible];
        let own = [site, said.publisher.as_deref()];
        let is_site = |name: &str| {
            own.into_iter()
                .flatten()
                .any(|own| body::same_words(own, name))
        };
        let named: Vec<Vec<String>> = places
            .iter()
            .map(|place| names::distinct(place()))
            .collect();
        let people = named
            .iter()
            .find(|names| names.iter().any(|name| !is_site(name)));
        people
            .or_else(|| named.iter().find(|names| !names.is_empty()))
            .cloned()
            .unwrap_or_default()
    }

    fn published(
        &self,
        said: &Structured,
        language: Option<&Language>,
        url: Option<&str>,
    ) -> Option<(Moment, Evidence)> {
        let moment = |text: &str| date::stamp(text, language).map(|(_, moment)| moment);
        if let Some(found) = said.published.as_deref().and_then(moment) {
            return Some((found, Evidence::rule("json-ld", 0.95)));
        }
        if let Some((name, found)) = self
            .all(&PUBLISHED)
            .find_map(|(name, text)| Some((name, moment(&text)?)))
        {
            return Some((found, Evidence::rule(format!("meta {name}"), 0.9)));
        }
        let machine = |&id: &NodeId| self.dom.attribute(id, Attr::Datetime).and_then(moment);
        if let Some(found) = self.times.iter().find_map(machine) {
            return Some((found, Evidence::rule("time-element", 0.7)));
        }
        let visible = |&id: &NodeId| moment(&self.dom.text(id));
        if let Some(found) = self.times.iter().find_map(visible) {
            return Some((found, Evidence::rule("time-element-text", 0.6)));
        }
        let found = names::date_in_address(url.or(self.canonical)?)?;
        Some((Moment::day(found), Evidence::rule("address", 0.6)))
    }

    fn modified(&self, said: &Structured, language: Option<&Language>) -> Option<Moment> {
        let moment = |text: &str| date::stamp(text, language).map(|(_, moment)| moment);
        said.modified
            .as_deref()
            .and_then(moment)
            .or_else(|| self.all(&MODIFIED).find_map(|(_, text)| moment(&text)))
    }

    fn publisher(&self, site: Option<&str>, url: Option<&str>) -> Option<Source> {
        let key = url.or(self.canonical).and_then(names::host);
        let name = site.map(str::to_owned).or_else(|| key.clone())?;
        Some(Source {
            name,
            kind: SourceKind::Outlet,
            key,
        })
    }

    fn tags(&self, said: &Structured) -> Vec<String> {
        if !said.tags.is_empty() {
            return said.tags.clone();
        }
        let split = |text: String| {
            text.split([',', '،'])
                .map(space::collapse)
                .collect::<Vec<_>>()
        };
        let mut tags: Vec<String> = self
            .all(&TAGS)
            .flat_map(|(_, text)| split(text))
            .filter(|tag| !tag.is_empty())
            .collect();
        let mut seen = std::collections::HashSet::new();
        tags.retain(|tag| seen.insert(tag.clone()));
        tags
    }
}
