//! The places of a page that say something of its article: `<meta>`, microdata and RDFa, and the few
//! elements that carry facts by their names.

use super::{
    super::{
        dom::{Attr, Dom, NodeId},
        hints::{self, Hints},
        people, space,
    },
    facts::{Facts, Field},
};

/// `<meta>` names (or properties), the most trusted of each field first.
const METAS: [(&str, Field); 58] = [
    ("article:published_time", Field::Published),
    ("article:published", Field::Published),
    ("datepublished", Field::Published),
    ("og:published_time", Field::Published),
    ("og:article:published_time", Field::Published),
    ("parsely-pub-date", Field::Published),
    ("sailthru.date", Field::Published),
    ("cxenseparse:recs:publishtime", Field::Published),
    ("cxenseparse:publishtime", Field::Published),
    ("pubdate", Field::Published),
    ("publishdate", Field::Published),
    ("publish-date", Field::Published),
    ("dc.date.issued", Field::Published),
    ("dcterms.created", Field::Published),
    ("dc.date", Field::Published),
    ("date", Field::Published),
    ("article:modified_time", Field::Modified),
    ("og:updated_time", Field::Modified),
    ("datemodified", Field::Modified),
    ("dcterms.modified", Field::Modified),
    ("last-modified", Field::Modified),
    ("author", Field::Author),
    ("article:author", Field::Author),
    ("articleauthor", Field::Author),
    ("parsely-author", Field::Author),
    ("sailthru.author", Field::Author),
    ("dc.creator", Field::Author),
    ("byl", Field::Author),
    ("og:article:author", Field::Author),
    ("twitter:creator", Field::Author),
    ("og:title", Field::Headline),
    ("twitter:title", Field::Headline),
    ("headline", Field::Headline),
    ("parsely-title", Field::Headline),
    ("dc.title", Field::Headline),
    ("title", Field::Headline),
    ("og:description", Field::Description),
    ("description", Field::Description),
    ("twitter:description", Field::Description),
    ("dc.description", Field::Description),
    ("og:site_name", Field::Publisher),
    ("publisher", Field::Publisher),
    ("application-name", Field::Publisher),
    ("dc.publisher", Field::Publisher),
    ("article:section", Field::Section),
    ("section", Field::Section),
    ("articlesection", Field::Section),
    ("parsely-section", Field::Section),
    ("article:tag", Field::Tags),
    ("keywords", Field::Tags),
    ("news_keywords", Field::Tags),
    ("parsely-tags", Field::Tags),
    ("og:image", Field::Image),
    ("twitter:image", Field::Image),
    ("og:image:url", Field::Image),
    ("og:locale", Field::Language),
    ("article:content_tier", Field::Access),
    ("og:url", Field::Canonical),
];

/// The properties of schema.org that microdata and RDFa put on elements.
const PROPERTIES: [(&str, Field); 10] = [
    ("headline", Field::Headline),
    ("author", Field::Author),
    ("creator", Field::Author),
    ("datePublished", Field::Published),
    ("dateModified", Field::Modified),
    ("articleSection", Field::Section),
    ("keywords", Field::Tags),
    ("inLanguage", Field::Language),
    ("isAccessibleForFree", Field::Access),
    ("description", Field::Description),
];

/// How far each kind of place is trusted; JSON-LD stands before all at 0.
const MICRODATA: u32 = 100;
const META: u32 = 200;
const ELEMENT: u32 = 300;
const ELEMENT_TEXT: u32 = 400;

/// Elements that call themselves author beyond this many are a list of the newsroom.
const MOST_BYLINES: usize = 3;

/// More elements of one kind than this are no facts of one article.
const MOST_OF_A_KIND: usize = 50;

/// A longer text is no fact, in scalar values.
const LONGEST_FACT: usize = 300;

/// What is found on the way through the page.
pub(super) struct Places<'d> {
    pub(super) headings: Vec<NodeId>,
    pub(super) title: Option<NodeId>,
    /// The `<time>` elements.
    times: Vec<NodeId>,
    bylines: usize,
    properties: usize,
    /// What `twitter:label1` and its like announce the value of.
    label: Option<&'d str>,
}

impl<'d> Places<'d> {
    /// Walks the page once and adds what it says.
    pub(super) fn of(dom: &'d Dom, facts: &mut Facts<'d>) -> Places<'d> {
        let mut places = Places {
            headings: Vec::new(),
            title: None,
            times: Vec::new(),
            bylines: 0,
            properties: 0,
            label: None,
        };
        for id in dom.descendants(dom.root()) {
            places.look_at(dom, id, facts);
        }
        places.times(dom, facts);
        places
    }

    fn look_at(&mut self, dom: &'d Dom, id: NodeId, facts: &mut Facts<'d>) {
        let attribute = |name| dom.attribute(id, name);
        match dom.name(id) {
            "" => return,
            "html" => {
                let language = attribute(Attr::Lang).or_else(|| attribute(Attr::XmlLang));
                facts.add(Field::Language, "html-lang", 0, language.unwrap_or(""));
            }
            "meta" => return self.meta(dom, id, facts),
            "title" if self.title.is_none() => self.title = Some(id),
            "link" => {
                if attribute(Attr::Rel) == Some("canonical") {
                    let href = attribute(Attr::Href).unwrap_or("");
                    facts.add(Field::Canonical, "link-canonical", 0, href);
                }
                return;
            }
            "time" if self.times.len() < MOST_OF_A_KIND => self.times.push(id),
            "h1" if self.headings.len() < MOST_OF_A_KIND && !is_in(dom, id, NO_HEADLINES) => {
                self.headings.push(id);
            }
            _ => {}
        }
        self.property(dom, id, facts);
    }

    /// Times of other articles stand on a page too: the one nearest to the headline is its own.
    fn times(&mut self, dom: &'d Dom, facts: &mut Facts<'d>) {
        let headings = &self.headings;
        // Of two as near the one below it.
        let distance = |id: NodeId| {
            let distances = headings
                .iter()
                .map(|&heading| (heading.index().abs_diff(id.index()), id < heading));
            distances.min().unwrap_or((id.index(), false))
        };
        self.times
            .sort_by_cached_key(|&id| (is_in(dom, id, OTHERS), distance(id)));
        for (rank, &id) in (0..).zip(&self.times) {
            let machine = dom.attribute(id, Attr::Datetime).unwrap_or("");
            facts.add(Field::Published, "time-element", ELEMENT + rank, machine);
            facts.add(
                Field::Published,
                "time-element-text",
                ELEMENT_TEXT + rank,
                dom.text(id),
            );
        }
    }

    fn meta(&mut self, dom: &'d Dom, id: NodeId, facts: &mut Facts<'d>) {
        let keys = [Attr::Property, Attr::Name, Attr::Itemprop];
        let name = keys.into_iter().find_map(|key| dom.attribute(id, key));
        let (Some(name), Some(content)) = (name, dom.attribute(id, Attr::Content)) else {
            return;
        };
        let name = name.trim().to_ascii_lowercase();
        self.labelled(&name, content, facts);
        for (rank, (known, field)) in METAS.iter().enumerate() {
            if *known == name {
                let value = space::collapse(content);
                facts.add(*field, format!("meta-{known}"), META + rank as u32, value);
            }
        }
        // Microdata puts what is not shown into `<meta>` as well.
        let property = dom.attribute(id, Attr::Itemprop).unwrap_or("");
        if let Some((_, field)) = PROPERTIES.iter().find(|(known, _)| *known == property) {
            facts.add(*field, "microdata", MICRODATA, space::collapse(content));
        }
    }

    /// `twitter:label1` says what `twitter:data1` is: `Written by`, then a name.
    fn labelled(&mut self, name: &str, content: &'d str, facts: &mut Facts<'d>) {
        if name.starts_with("twitter:label") {
            self.label = Some(content);
        } else if name.starts_with("twitter:data")
            && let Some(label) = self.label.take()
            && people::is_byline(&format!("{label}: {content}"))
        {
            facts.add(
                Field::Author,
                "meta-twitter-data",
                META + METAS.len() as u32,
                content,
            );
        }
    }

    /// `<span itemprop="datePublished" content="…">`, `<a rel="author">`.
    fn property(&mut self, dom: &'d Dom, id: NodeId, facts: &mut Facts<'d>) {
        let is_author = dom.attribute(id, Attr::Rel) == Some("author");
        let named = [Attr::Itemprop, Attr::Property]
            .into_iter()
            .find_map(|key| dom.attribute(id, key));
        let name = match named {
            Some(names) => names.rsplit([' ', ':']).next().unwrap_or(names),
            None if is_author => "author",
            None => return,
        };
        let Some((_, field)) = PROPERTIES.iter().find(|(known, _)| *known == name) else {
            return;
        };
        if *field == Field::Author {
            self.bylines += 1;
            if self.bylines > MOST_BYLINES {
                return;
            }
        }
        self.properties += 1;
        let is_elsewhere = || is_in(dom, id, OTHERS) || is_of_picture(dom, id);
        if self.properties > MOST_OF_A_KIND || is_elsewhere() {
            return;
        }
        let rule = if named.is_some() {
            "microdata"
        } else {
            "rel-author"
        };
        facts.add(*field, rule, MICRODATA, value(dom, id, *field));
    }
}

/// The machine's value of an element, or else its words.
fn value(dom: &Dom, id: NodeId, field: Field) -> String {
    let attributes: &[Attr] = match field {
        Field::Published | Field::Modified => &[Attr::Content, Attr::Datetime],
        _ => &[Attr::Content],
    };
    let given = attributes.iter().find_map(|&name| dom.attribute(id, name));
    // A person is an item of its own, with its name inside.
    let named = dom.descendants(id).find(|&child| {
        field == Field::Author && dom.attribute(child, Attr::Itemprop) == Some("name")
    });
    let text = match (given, named) {
        (Some(given), _) => space::collapse(given),
        (None, Some(named)) => {
            let content = dom.attribute(named, Attr::Content).map(space::collapse);
            content.unwrap_or_else(|| dom.text(named))
        }
        (None, None) => dom.text(id),
    };
    if text.chars().count() > LONGEST_FACT {
        String::new()
    } else {
        text
    }
}

/// Parts of a page that are about other things: comments, other articles.
const OTHERS: Hints = Hints::COMMENTS
    .with(Hints::RELATED)
    .with(Hints::NAVIGATION)
    .with(Hints::FOOTER);

/// Parts whose headings are not the page's: the heading of a window for logging in, say.
const NO_HEADLINES: Hints = Hints::FORM.with(Hints::HIDDEN).with(Hints::FOOTER);

/// Pictures have authors and dates of their own.
fn is_of_picture(dom: &Dom, id: NodeId) -> bool {
    dom.ancestors(id)
        .any(|up| matches!(dom.name(up), "figure" | "figcaption"))
}

/// Whether an element stands in a part that calls itself one of these.
fn is_in(dom: &Dom, id: NodeId, parts: Hints) -> bool {
    let mut hints = hints::Cache::default();
    dom.ancestors(id).any(|up| {
        let is_part = !matches!(dom.name(up), "html" | "body" | "main" | "article");
        is_part && hints.of(dom, up).any(parts)
    })
}
