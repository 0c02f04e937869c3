//! What a page says of its article in JSON-LD.
//!
//! Pages put one object, an array, a `@graph`, or several scripts; the article may hang under
//! `mainEntity`; names may be strings, objects or lists of either; the JSON may be broken. Everything
//! that calls itself a kind of article is collected, and the one that says most wins.

use serde_json::{Map, Value};

use super::{dom::Dom, space};

/// The facts one article object gives, as written there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Structured {
    pub(super) headline: Option<String>,
    /// Another headline it gives.
    pub(super) alternative: Option<String>,
    pub(super) description: Option<String>,
    pub(super) body: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    pub(super) section: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) image: Option<String>,
    pub(super) url: Option<String>,
}

/// The types of schema.org that are articles, by their endings.
const ARTICLE_TYPES: [&str; 5] = [
    "Article",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "Review",
];

/// How deep objects are followed; real pages nest articles at most four deep.
const MAX_DEPTH: usize = 8;

/// The article that a page's JSON-LD describes best.
pub(super) fn of(dom: &Dom) -> Option<Structured> {
    let values: Vec<Value> = dom
        .json_ld()
        .iter()
        .filter_map(|source| read(source))
        .collect();
    let (mut found, mut people) = (Vec::new(), Vec::new());
    for value in &values {
        collect(value, &mut found, &mut people, 0);
    }
    let articles = found.iter().map(|object| article(object, &people));
    articles.max_by_key(Structured::weight)
}

/// JSON, mended where pages break it most: control characters inside strings, commas before a
/// closing bracket, comment marks around the whole.
fn read(source: &str) -> Option<Value> {
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
    serde_json::from_str(trimmed)
        .ok()
        .or_else(|| serde_json::from_str(&mend(trimmed)).ok())
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
    }
}

impl Structured {
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
    let dom = super::dom::parse(text);
    dom.text(dom.root())
}

/// A text with its lines, each cleaned; those of HTML end where its blocks do.
fn lines(text: &str) -> String {
    let cleaned = if text.contains("</p>") || text.contains("<br") {
        let dom = super::dom::parse(text);
        let pieces = super::pieces::Pieces::of(&dom);
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
        of(&super::super::dom::parse(&format!(
            "<script type='application/ld+json'>{json}</script>"
        )))
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
