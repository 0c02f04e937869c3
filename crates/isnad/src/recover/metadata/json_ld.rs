//! What a page says of its article in JSON-LD.
//!
//! Pages put one object, an array, a `@graph`, or several scripts; the article may hang under
//! `mainEntity`; names may be strings, objects or lists of either; the JSON may be broken. Everything
//! that calls itself a kind of article is collected, and the one that says most wins.

use serde_json::{Map, Value};

use super::{
    super::{dom, dom::Dom, pieces::Pieces, space},
    facts::{Facts, Field},
};

/// The facts one article object gives, as written there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Structured {
    headline: Option<String>,
    alternative: Option<String>,
    description: Option<String>,
    /// The article's text, a paragraph a line.
    pub(super) body: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    modified: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
    section: Option<String>,
    tags: Vec<String>,
    image: Option<String>,
    url: Option<String>,
    access: Option<String>,
}

/// The types of schema.org that are articles, by their endings.
const ARTICLE_TYPES: [&str; 5] = [
    "Article",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "Review",
];

/// Where JSON-LD is not the first to be asked: what a page writes for people to share it is looked
/// after better.
const LATE: [(Field, u32); 5] = [
    (Field::Description, 250),
    (Field::Publisher, 250),
    (Field::Image, 260),
    (Field::Canonical, 1),
    (Field::Language, 1),
];

/// How deep objects are followed; real pages nest articles at most four deep.
const MAX_DEPTH: usize = 8;

/// The article that a page's JSON-LD describes best, with what other objects say of the same one.
pub(super) fn read(dom: &Dom) -> Structured {
    let sources = dom.json_ld().iter();
    let values: Vec<Value> = sources.filter_map(|source| parse(source)).collect();
    let (mut found, mut people) = (Vec::new(), Vec::new());
    for value in &values {
        collect(value, &mut found, &mut people, 0);
    }
    let mut articles: Vec<Structured> = found
        .iter()
        .map(|object| article(object, &people))
        .collect();
    // The first of equals: pages put their own article before others.
    articles.sort_by_key(|article| std::cmp::Reverse(article.weight()));
    let mut articles = articles.into_iter();
    let mut best = articles.next().unwrap_or_default();
    for other in articles.filter(|other| other.headline.is_some()) {
        if other.headline == best.headline {
            best.complete(other);
        }
    }
    best
}

/// JSON, mended where pages break it most: control characters inside strings, commas before a
/// closing bracket, comment marks around the whole.
fn parse(source: &str) -> Option<Value> {
    let trimmed = source
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let trimmed = trimmed
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches(';');
    let whole = serde_json::from_str(trimmed).ok();
    let mended = whole.or_else(|| serde_json::from_str(&mend(trimmed)).ok());
    // Quoted once too often: `{\"@type\": …`.
    mended.or_else(|| {
        let text: String = serde_json::from_str(&format!("\"{trimmed}\"")).ok()?;
        serde_json::from_str(&text).ok()
    })
}

fn mend(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let mut in_string = false;
    let mut escaped = false;
    for c in json.chars() {
        match c {
            '"' if !escaped => in_string = !in_string,
            '\n' | '\r' | '\t' if in_string => {
                mended.push_str(if c == '\t' { "\\t" } else { "\\n" });
                escaped = false;
                continue;
            }
            c if c.is_control() && in_string => continue,
            '}' | ']' if !in_string => {
                while mended.ends_with(|c: char| c == ',' || c.is_whitespace()) {
                    mended.pop();
                }
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        mended.push(c);
    }
    mended
}

/// Articles, and the people that others point to by `@id`.
fn collect<'v>(
    value: &'v Value,
    found: &mut Vec<&'v Map<String, Value>>,
    people: &mut Vec<&'v Map<String, Value>>,
    depth: usize,
) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect(item, found, people, depth + 1)),
        Value::Object(object) => {
            if has_type(object, &ARTICLE_TYPES) {
                found.push(object);
            }
            if object.contains_key("@id") && object.contains_key("name") {
                people.push(object);
            }
            object
                .values()
                .for_each(|field| collect(field, found, people, depth + 1));
        }
        _ => {}
    }
}

fn has_type(object: &Map<String, Value>, endings: &[&str]) -> bool {
    let is_one = |value: &Value| {
        value
            .as_str()
            .is_some_and(|name| endings.iter().any(|ending| name.ends_with(ending)))
    };
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is_one),
        Some(one) => is_one(one),
        None => false,
    }
}

fn article(object: &Map<String, Value>, people: &[&Map<String, Value>]) -> Structured {
    let text = |name: &str| object.get(name).and_then(first_text);
    Structured {
        headline: text("headline").or_else(|| text("name")),
        alternative: text("alternativeHeadline"),
        description: text("description"),
        body: object.get("articleBody").and_then(Value::as_str).map(lines),
        authors: names(
            object.get("author").or_else(|| object.get("creator")),
            people,
        ),
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        publisher: names(object.get("publisher"), people).into_iter().next(),
        language: text("inLanguage"),
        section: text("articleSection"),
        tags: tags(object.get("keywords")),
        image: object.get("image").and_then(image),
        url: text("url").or_else(|| object.get("mainEntityOfPage").and_then(image)),
        access: object
            .get("isAccessibleForFree")
            .and_then(|value| match value {
                Value::Bool(is_free) => Some(is_free.to_string()),
                other => first_text(other),
            }),
    }
}

impl Structured {
    /// Every fact, the most trusted of all places.
    pub(super) fn add_to(&self, facts: &mut Facts<'_>) {
        const RULE: &str = "json-ld";
        let one = [
            (Field::Headline, &self.headline),
            (Field::Description, &self.description),
            (Field::Published, &self.published),
            (Field::Modified, &self.modified),
            (Field::Publisher, &self.publisher),
            (Field::Language, &self.language),
            (Field::Section, &self.section),
            (Field::Image, &self.image),
            (Field::Canonical, &self.url),
            (Field::Access, &self.access),
        ];
        for (field, value) in one {
            let rank = LATE
                .iter()
                .find(|(late, _)| *late == field)
                .map_or(0, |(_, rank)| *rank);
            facts.add(field, RULE, rank, value.clone().unwrap_or_default());
        }
        for (field, values) in [(Field::Author, &self.authors), (Field::Tags, &self.tags)] {
            for value in values {
                facts.add(field, RULE, 0, value.clone());
            }
        }
        let alternative = self.alternative.clone().unwrap_or_default();
        facts.add(Field::Headline, "json-ld-alternative", 1, alternative);
    }

    /// Takes over what another object says of the same article and this one does not.
    fn complete(&mut self, other: Structured) {
        if other.authors.len() > self.authors.len() {
            self.authors = other.authors;
        }
        if self.tags.is_empty() {
            self.tags = other.tags;
        }
        let pairs = [
            (&mut self.description, other.description),
            (&mut self.body, other.body),
            (&mut self.published, other.published),
            (&mut self.modified, other.modified),
            (&mut self.publisher, other.publisher),
            (&mut self.section, other.section),
            (&mut self.image, other.image),
            (&mut self.access, other.access),
        ];
        for (own, other) in pairs {
            if own.is_none() {
                *own = other;
            }
        }
    }

    /// How much an object says: the page's own article says most, teasers of others little.
    fn weight(&self) -> usize {
        let said = [
            &self.headline,
            &self.published,
            &self.modified,
            &self.publisher,
            &self.image,
            &self.section,
        ];
        let fields = said.iter().filter(|field| field.is_some()).count()
            + usize::from(!self.authors.is_empty());
        fields * 1000 + self.body.as_ref().map_or(0, String::len).min(900)
    }
}

/// Markup and character references inside JSON strings are common.
fn clean(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return space::collapse(text);
    }
    let dom = dom::parse(text);
    dom.text(dom.root())
}

/// A text with its lines, each cleaned; those of HTML end where its blocks do.
fn lines(text: &str) -> String {
    let cleaned = if text.contains("</p>") || text.contains("<br") {
        let dom = dom::parse(text);
        let pieces = Pieces::of(&dom);
        pieces.list.into_iter().map(|piece| piece.text).collect()
    } else {
        let lines = text.lines().map(clean);
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
    };
    cleaned.join("\n")
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(clean(text)).filter(|text| !text.is_empty()),
        Value::Array(items) => items.iter().find_map(first_text),
        Value::Object(object) => object
            .get("name")
            .or_else(|| object.get("@value"))
            .and_then(first_text),
        _ => None,
    }
}

fn names(value: Option<&Value>, people: &[&Map<String, Value>]) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items
            .iter()
            .flat_map(|item| names(Some(item), people))
            .collect(),
        Some(Value::Object(object)) => match object.get("name") {
            Some(name) => names(Some(name), people),
            None => {
                let known = people.iter().find(|person| {
                    person.get("@id") == object.get("@id") && object.contains_key("@id")
                });
                known
                    .and_then(|person| person.get("name"))
                    .and_then(first_text)
                    .into_iter()
                    .collect()
            }
        },
        Some(value) => first_text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn tags(value: Option<&Value>) -> Vec<String> {
    let split = |text: &str| -> Vec<String> {
        text.split([',', '،', ';'])
            .map(space::collapse)
            .filter(|tag| !tag.is_empty())
            .collect()
    };
    match value {
        Some(Value::String(text)) => split(text),
        Some(Value::Array(items)) => items.iter().filter_map(first_text).collect(),
        _ => Vec::new(),
    }
}

fn image(value: &Value) -> Option<String> {
    match value {
        Value::String(address) => {
            Some(address.trim().to_owned()).filter(|address| !address.is_empty())
        }
        Value::Array(items) => items.iter().find_map(image),
        Value::Object(object) => object
            .get("url")
            .or_else(|| object.get("@id"))
            .and_then(image),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_script(json: &str) -> Option<Structured> {
        let html = format!("<script type='application/ld+json'>{json}</script>");
        Some(read(&dom::parse(&html))).filter(|said| said.headline.is_some())
    }

    #[test]
    fn the_article_is_found_however_it_hangs() {
        let inner =
            r#"{"@type":"NewsArticle","headline":"Harbour reopens","author":{"name":"Ada Lind"}}"#;
        let forms = [
            inner.to_owned(),
            format!("[{inner}]"),
            format!(r#"{{"@graph":[{{"@type":"WebSite","name":"x"}},{inner}]}}"#),
            format!(r#"{{"@type":"WebPage","mainEntity":{inner}}}"#),
            format!("{},\n}}", inner.trim_end_matches('}').to_owned() + "}"),
            format!("<!-- {inner} -->"),
            inner.replace('"', "\\\""),
        ];
        for json in forms {
            let article = of_script(&json).unwrap_or_else(|| panic!("{json}"));
            assert_eq!(
                article.headline.as_deref(),
                Some("Harbour reopens"),
                "{json}"
            );
            assert_eq!(article.authors, ["Ada Lind"], "{json}");
        }
    }

    #[test]
    fn broken_strings_are_mended_and_references_resolved() {
        let article = of_script(
            "{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"A \n &amp; B\",\"author\":{\"@id\":\"#p\"},},
            {\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"Ada Lind\"}]}",
        );
        let article = article.unwrap();
        assert_eq!(article.headline.as_deref(), Some("A & B"));
        assert_eq!(article.authors, ["Ada Lind"]);
    }
}
