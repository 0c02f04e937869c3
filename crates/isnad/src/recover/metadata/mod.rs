//! Headline, authors, dates, publisher: what a page says of its article, in many places at once.
//!
//! Every place that says something is a fact with the name of the place: JSON-LD, microdata and RDFa,
//! `<meta>`, the feed that led to the page, elements that carry facts by their names, the address. For each field the most trusted
//! place that gives a usable value wins, the headline by vote, the authors by whether people are
//! named; the places that say otherwise are named beside it.

mod authors;
mod facts;
mod headline;
mod item;
mod json_ld;
mod places;
mod published;

use crate::{
    model::{Choice, Evidence, FeedItem, Language, Moment, Related, Source, SourceKind},
    text::date,
};

use self::{
    facts::{Facts, Field, choice},
    places::Places,
};

use super::{body, dom::Dom, names, space};

pub(super) use self::{authors::Authors, published::as_shown};

/// What is known of the article apart from its text.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// The headline and the place that gave it.
    pub(super) headline: Option<(String, &'static str)>,
    pub(super) description: Option<String>,
    pub(super) authors: Authors,
    pub(super) published: Option<(Moment, Evidence)>,
    pub(super) modified: Option<Moment>,
    pub(super) publisher: Option<Source>,
    pub(super) language: Option<Language>,
    pub(super) canonical: Option<String>,
    pub(super) section: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) image: Option<String>,
    pub(super) is_accessible_for_free: Option<bool>,
    /// The article's text in the page's JSON-LD.
    pub(super) body: Option<String>,
    /// Headlines of other articles, in a page without tags.
    pub(super) related: Vec<Related>,
    /// Which place gave what.
    pub(super) choices: Vec<Choice>,
}

/// How sure a date is, by the kind of place that gave it.
const CONFIDENCE: [(&str, f32); 7] = [
    ("json-ld", 0.95),
    ("microdata", 0.9),
    ("meta-", 0.9),
    (item::RULE, 0.85),
    ("time-element-text", 0.6),
    ("time-element", 0.7),
    ("address", 0.6),
];

/// Reads a page. `url` is its address, `item` what the feed that led to it says; `is_line` whether a
/// text stands on the page as a block of its own.
pub(super) fn read(
    dom: &Dom,
    url: Option<&str>,
    item: Option<&FeedItem>,
    is_line: &dyn Fn(&str) -> bool,
) -> Metadata {
    let mut facts = Facts::default();
    let said = json_ld::read(dom);
    said.add_to(&mut facts);
    let places = Places::of(dom, &mut facts);
    if let Some(item) = item {
        item::add_to(item, &mut facts);
    }
    facts.sort();
    let page = Page {
        dom,
        url,
        is_line,
        places,
        facts,
    };
    let mut metadata = page.metadata();
    metadata.body = said.body;
    metadata
}

/// What a feed alone says.
pub(super) fn of_item(item: &FeedItem, url: Option<&str>) -> Metadata {
    read(&Dom::of_paragraphs(0), url, Some(item), &|_| false)
}

impl Metadata {
    /// What is not known here is taken from `other`.
    pub(super) fn or(self, other: Metadata) -> Metadata {
        let names_none = self.authors.names.is_empty();
        let is_taken = |choice: &Choice| match &*choice.field {
            "headline" => self.headline.is_none(),
            "published" => self.published.is_none(),
            "language" => self.language.is_none(),
            _ => true,
        };
        let choices = other.choices.into_iter().filter(is_taken);
        Metadata {
            choices: self.choices.iter().cloned().chain(choices).collect(),
            headline: self.headline.or(other.headline),
            authors: if names_none {
                other.authors
            } else {
                self.authors
            },
            published: self.published.or(other.published),
            modified: self.modified.or(other.modified),
            publisher: self.publisher.or(other.publisher),
            language: self.language.or(other.language),
            ..self
        }
    }
}

struct Page<'p> {
    dom: &'p Dom,
    url: Option<&'p str>,
    is_line: &'p dyn Fn(&str) -> bool,
    places: Places<'p>,
    facts: Facts<'p>,
}

impl Page<'_> {
    fn metadata(&self) -> Metadata {
        let facts = &self.facts;
        let mut choices = Vec::new();
        let mut keep = |choice| choices.push(choice);
        let language = taken(facts.choose(Field::Language, Language::from_tag), &mut keep);
        let site = self.site();
        let headline = self.headline(site.as_deref());
        if let Some((_, choice)) = &headline {
            keep(choice.clone());
        }
        let moment = |text: &str| date::stamp(text, language.as_ref()).map(|(_, moment)| moment);
        let published = self.published(&moment).map(|(moment, choice)| {
            let evidence = evidence(&choice);
            keep(choice);
            (moment, evidence)
        });
        let text = |text: &str| Some(text.to_owned());
        let modified = taken(facts.choose(Field::Modified, moment), &mut keep);
        let canonical = taken(facts.choose(Field::Canonical, address), &mut keep);
        let section = taken(facts.choose(Field::Section, text), &mut keep);
        let tags = taken(
            facts
                .choose(Field::Tags, tag)
                .map(|(_, choice)| ((), choice)),
            &mut keep,
        );
        let image = taken(facts.choose(Field::Image, address), &mut keep);
        let access = taken(facts.choose(Field::Access, access), &mut keep);
        Metadata {
            headline: headline.map(|(headline, _)| headline),
            description: facts.first(Field::Description).map(str::to_owned),
            authors: authors::authors(facts, self.named(site.as_deref())),
            published,
            modified,
            publisher: self.publisher(site),
            canonical,
            section,
            tags: tags.map(|()| self.tags()).unwrap_or_default(),
            image,
            is_accessible_for_free: access,
            language,
            body: None,
            related: Vec::new(),
            choices,
        }
    }

    fn headline(&self, site: Option<&str>) -> Option<((String, &'static str), Choice)> {
        let headings = self.places.headings.iter().map(|&id| self.dom.text(id));
        let won = headline::best(headings, &self.facts, self.title_part(site), site)?;
        let choice = choice(Field::Headline, won.place.into(), won.against);
        Some(((won.text, won.place), choice))
    }

    /// `<title>`, which names the site too: the part of it that stands on the page as a block of
    /// its own, else all of it.
    fn title_part(&self, site: Option<&str>) -> Option<String> {
        let title = names::without_site(&self.dom.text(self.places.title?), site);
        let parts = names::title_parts(&title);
        let seen = parts
            .into_iter()
            .filter(|part| (self.is_line)(part))
            .max_by_key(|part| part.len());
        let text = seen.map_or_else(|| title.clone(), str::to_owned);
        (!text.is_empty()).then_some(text)
    }

    /// The name of the site: what it says, or what its `<title>` says beside the headline.
    fn site(&self) -> Option<String> {
        if let Some(named) = self.facts.first(Field::Publisher) {
            return Some(named.to_owned());
        }
        let title = self.dom.text(self.places.title?);
        let headings = &self.places.headings;
        let is_headline = |part: &str| match headings[..] {
            [] => (self.is_line)(part),
            _ => headings
                .iter()
                .any(|&id| body::same_words(&self.dom.text(id), part)),
        };
        names::site_in_title(&title, is_headline)
    }

    /// All that the site calls itself, for telling it from the people who write in it.
    fn named(&self, site: Option<&str>) -> authors::Site {
        let others = self.facts.of(Field::Publisher).map(|fact| &*fact.value);
        let host = self.address().and_then(names::host);
        authors::Site::new(site.into_iter().chain(others), host.as_deref())
    }

    fn address(&self) -> Option<&str> {
        self.url.or(self.facts.first(Field::Canonical))
    }

    fn published(&self, moment: &dyn Fn(&str) -> Option<Moment>) -> Option<(Moment, Choice)> {
        let told = self.facts.choose(Field::Published, moment);
        let told = told.map(|(told, choice)| {
            let others = self.facts.of(Field::Published);
            let others = others.filter_map(|fact| moment(&fact.value));
            (published::on_its_day(told, others), choice)
        });
        told.or_else(|| {
            let day = names::date_in_address(self.address()?)?;
            let choice = choice(Field::Published, "address".into(), Vec::new());
            Some((Moment::day(day), choice))
        })
    }

    fn publisher(&self, site: Option<String>) -> Option<Source> {
        let key = self.address().and_then(names::host);
        let name = site.or_else(|| key.clone())?;
        Some(Source {
            name,
            kind: SourceKind::Outlet,
            key,
        })
    }

    /// The tags of the place that is trusted most, each once.
    fn tags(&self) -> Vec<String> {
        let mut facts = self.facts.of(Field::Tags).peekable();
        let Some(first) = facts.peek().map(|fact| fact.rule.clone()) else {
            return Vec::new();
        };
        let mut tags: Vec<String> = Vec::new();
        for fact in facts.take_while(|fact| fact.rule == first) {
            for tag in fact.value.split([',', '،', ';']).map(space::collapse) {
                if !tag.is_empty() && !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
        }
        tags
    }
}

/// The value, its choice kept.
fn taken<T>(chosen: Option<(T, Choice)>, keep: &mut impl FnMut(Choice)) -> Option<T> {
    let (value, choice) = chosen?;
    keep(choice);
    Some(value)
}

fn evidence(choice: &Choice) -> Evidence {
    let known = CONFIDENCE
        .iter()
        .find(|(place, _)| choice.rule.starts_with(place));
    Evidence::rule(choice.rule.clone(), known.map_or(0.5, |(_, sure)| *sure))
}

fn address(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && !text.starts_with("data:")).then(|| text.to_owned())
}

fn tag(text: &str) -> Option<String> {
    Some(space::collapse(text))
}

/// schema.org `isAccessibleForFree`, and what Open Graph calls the tier.
fn access(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "free" | "1" => Some(true),
        "false" | "no" | "locked" | "metered" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
