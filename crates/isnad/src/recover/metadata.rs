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
    dom::{Dom, NodeId},
    space,
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
const TITLE: [&str; 5] = [
    "og:title",
    "twitter:title",
    "headline",
    "parsely-title",
    "dc.title",
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
}

impl<'d> Places<'d> {
    pub(super) fn of(dom: &'d Dom) -> Places<'d> {
        let mut places = Places {
            dom,
            metas: Vec::new(),
            times: Vec::new(),
            headings: Vec::new(),
            title: None,
            canonical: None,
            html_lang: None,
            bylines: Vec::new(),
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
                    .attribute(id, "lang")
                    .or_else(|| dom.attribute(id, "xml:lang"))
            }
            "meta" => self.meta(id),
            "title" if self.title.is_none() => self.title = Some(id),
            "link" if dom.attribute(id, "rel") == Some("canonical") => {
                self.canonical = dom.attribute(id, "href")
            }
            "time" => self.times.push(id),
            "h1" => self.headings.push(id),
            _ => {}
        }
        let is_author = dom.attribute(id, "itemprop") == Some("author")
            || dom.attribute(id, "rel") == Some("author");
        if is_author && dom.name(id) != "meta" && dom.name(id) != "link" {
            self.bylines.push(id);
        }
    }

    fn meta(&mut self, id: NodeId) {
        let name = ["property", "name", "itemprop"]
            .iter()
            .find_map(|key| self.dom.attribute(id, key));
        if let (Some(name), Some(content)) = (name, self.dom.attribute(id, "content")) {
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
        Metadata {
            headline: self.headline(said),
            description: self
                .first(&DESCRIPTION)
                .or_else(|| said.description.clone()),
            authors: self.authors(said),
            published: self.published(said, language.as_ref(), url),
            modified: self.modified(said, language.as_ref()),
            publisher: self.publisher(said, url),
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

    /// The headline that two places agree on, else the one of the most trusted place.
    fn headline(&self, said: &Structured) -> Option<(String, &'static str)> {
        let visible = self.headings.iter().map(|&id| ("h1", self.dom.text(id)));
        let metas = self.all(&TITLE).map(|(_, text)| ("meta-title", text));
        let title = self.title.map(|id| ("title", self.dom.text(id)));
        let structured = said.headline.clone().map(|text| ("json-ld", text));
        let candidates: Vec<(&'static str, String)> = structured
            .into_iter()
            .chain(metas)
            .chain(visible)
            .chain(title)
            .map(|(rule, text)| {
                (
                    rule,
                    without_site_name(&text, self.first(&PUBLISHER).as_deref()),
                )
            })
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let seen = candidates.iter().find(|(rule, text)| {
            *rule == "h1"
                && candidates
                    .iter()
                    .any(|(other, known)| *other != "h1" && body::same_words(text, known))
        });
        let (rule, text) = seen.or_else(|| candidates.first())?;
        Some((text.clone(), rule))
    }

    fn authors(&self, said: &Structured) -> Vec<String> {
        let mut names: Vec<String> = said
            .authors
            .iter()
            .flat_map(|text| author_names(text))
            .collect();
        if names.is_empty() {
            names = self
                .all(&AUTHORS)
                .flat_map(|(_, text)| author_names(&text))
                .collect();
        }
        if names.is_empty() {
            names = self
                .bylines
                .iter()
                .flat_map(|&id| author_names(&self.dom.text(id)))
                .collect();
        }
        let mut seen = std::collections::HashSet::new();
        names.retain(|name| seen.insert(name.to_lowercase()));
        names
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
        let machine = |&id: &NodeId| self.dom.attribute(id, "datetime").and_then(moment);
        if let Some(found) = self.times.iter().find_map(machine) {
            return Some((found, Evidence::rule("time-element", 0.7)));
        }
        let visible = |&id: &NodeId| moment(&self.dom.text(id));
        if let Some(found) = self.times.iter().find_map(visible) {
            return Some((found, Evidence::rule("time-element-text", 0.6)));
        }
        let found = date_in_address(url.or(self.canonical)?)?;
        Some((Moment::day(found), Evidence::rule("address", 0.6)))
    }

    fn modified(&self, said: &Structured, language: Option<&Language>) -> Option<Moment> {
        let moment = |text: &str| date::stamp(text, language).map(|(_, moment)| moment);
        said.modified
            .as_deref()
            .and_then(moment)
            .or_else(|| self.all(&MODIFIED).find_map(|(_, text)| moment(&text)))
    }

    fn publisher(&self, said: &Structured, url: Option<&str>) -> Option<Source> {
        let key = url.or(self.canonical).and_then(host);
        let name = self
            .first(&PUBLISHER)
            .or_else(|| said.publisher.clone())
            .or_else(|| key.clone())?;
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

/// `Harbour reopens | The Tern` without the name of the site, where the page gives that name.
fn without_site_name(title: &str, site: Option<&str>) -> String {
    let Some(site) = site else {
        return title.to_owned();
    };
    for mark in ["|", "-", "–", "—", "·", "»", ":"] {
        if let Some((head, tail)) = title.rsplit_once(&format!(" {mark} "))
            && body::same_words(tail, site)
        {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}

/// The names in a byline such as `By Ada Lind and Omar Sel`.
fn author_names(text: &str) -> Vec<String> {
    const LABELS: [&str; 8] = [
        "by ",
        "von ",
        "par ",
        "por ",
        "di ",
        "av ",
        "door ",
        "بقلم ",
    ];
    let text = space::collapse(text);
    if text.starts_with("http") || text.starts_with('@') || text.contains("://") {
        return Vec::new();
    }
    let lower = text.to_lowercase();
    let label = LABELS.iter().find(|label| lower.starts_with(**label));
    let bare = label
        .and_then(|label| text.get(label.len()..))
        .unwrap_or(&text);
    bare.split([',', ';', '|', '،', '/'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" und "))
        .flat_map(|part| part.split(" & "))
        .map(|name| name.trim().trim_end_matches('.').to_owned())
        .filter(|name| (2..=80).contains(&name.chars().count()))
        .collect()
}

/// The host of an address without `www.`, in lower case.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next()?.to_ascii_lowercase();
    let bare = host.strip_prefix("www.").unwrap_or(&host);
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// A date in an address: `/2031/05/03/` or `-20310503-`.
fn date_in_address(url: &str) -> Option<jiff::civil::Date> {
    let numbers: Vec<&str> = url
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let date = |y: &str, m: &str, d: &str| {
        let (year, month, day) = (y.parse::<i16>().ok()?, m.parse().ok()?, d.parse().ok()?);
        (1990..2100)
            .contains(&year)
            .then(|| jiff::civil::Date::new(year, month, day).ok())?
    };
    let split = numbers.windows(3).find_map(|w| {
        (w[0].len() == 4 && w[1].len() <= 2 && w[2].len() <= 2).then(|| date(w[0], w[1], w[2]))?
    });
    split.or_else(|| {
        numbers
            .iter()
            .find_map(|run| (run.len() == 8).then(|| date(&run[..4], &run[4..6], &run[6..]))?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_give_hosts_and_dates() {
        assert_eq!(
            host("https://www.Tern.example:8080/a?b").as_deref(),
            Some("tern.example")
        );
        assert_eq!(host("nowhere"), None);
        let cases = [
            ("https://tern.example/2031/5/3/harbour", Some("2031-05-03")),
            ("https://tern.example/harbour-20310503", Some("2031-05-03")),
            ("https://tern.example/id/20319903", None),
            ("https://tern.example/12/1/1", None),
        ];
        for (url, expected) in cases {
            assert_eq!(
                date_in_address(url).map(|date| date.to_string()).as_deref(),
                expected,
                "{url}"
            );
        }
    }

    #[test]
    fn bylines_fall_into_names() {
        assert_eq!(
            author_names("By Ada Lind and Omar Sel"),
            ["Ada Lind", "Omar Sel"]
        );
        assert_eq!(author_names("بقلم سعاد العمري"), ["سعاد العمري"]);
        assert!(author_names("https://tern.example/ada").is_empty());
    }

    #[test]
    fn the_site_name_is_no_part_of_the_headline() {
        assert_eq!(
            without_site_name("Harbour reopens - The Tern", Some("The Tern")),
            "Harbour reopens"
        );
        assert_eq!(
            without_site_name("Yes - or no", Some("The Tern")),
            "Yes - or no"
        );
    }
}
