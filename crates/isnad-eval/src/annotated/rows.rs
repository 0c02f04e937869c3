//! Rows of labelled articles.

use isnad::model::{Article, Block, BlockKind, Direction, Language, Moment, Span};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    error::Error,
    seed::{
        annotations::{calendar, plain},
        fact::{Fact, Field},
    },
};

/// An article and its labels. Places count Unicode scalar values of `text`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Labelled {
    #[serde(default)]
    pub(crate) id: String,
    #[serde(default)]
    lang: String,
    /// The day it was published.
    #[serde(default)]
    published: Option<String>,
    pub(crate) text: String,
    /// What each part of the text is; each line is a paragraph where nothing is said.
    #[serde(default)]
    blocks: Vec<Part>,
    /// The labels of each kind, among other things.
    #[serde(flatten)]
    more: Map<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
struct Part {
    kind: BlockKind,
    start: usize,
    end: usize,
}

/// A label.
#[derive(Debug, Deserialize)]
struct Label {
    start: usize,
    end: usize,
    #[serde(default)]
    text: String,
    #[serde(default)]
    optional: bool,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

impl Labelled {
    /// The article as `recover` would give it.
    pub(crate) fn article(&self) -> Article {
        let published = self.published.as_deref().and_then(|day| day.parse().ok());
        let mut article = Article {
            text: self.text.clone(),
            language: Language::from_tag(&self.lang),
            published: published.map(Moment::day),
            ..Article::default()
        };
        if self.blocks.is_empty() {
            push_lines(&mut article, 0, BlockKind::Paragraph);
        }
        for part in &self.blocks {
            let start = byte(&self.text, part.start);
            push(&mut article, part.kind, start, byte(&self.text, part.end));
        }
        article
    }

    /// Makes every line a paragraph.
    pub(crate) fn forget_blocks(&mut self) {
        self.blocks.clear();
    }

    /// The story that the article is of.
    pub(crate) fn story(&self) -> Option<&str> {
        self.more.get("story").and_then(Value::as_str)
    }

    /// The labels of a kind as facts.
    ///
    /// # Errors
    /// When they are no labels.
    pub(crate) fn labels(&self, kind: &str) -> Result<Vec<Fact>, Error> {
        let Some(labels) = self.more.get(kind) else {
            return Ok(Vec::new());
        };
        let labels: Vec<Label> = serde_json::from_value(labels.clone())
            .map_err(|source| Error::Usage(format!("row {}, {kind}: {source}", self.id)))?;
        Ok(labels.into_iter().map(Label::fact).collect())
    }
}

/// The byte at which a scalar value begins.
fn byte(text: &str, scalar: usize) -> usize {
    text.char_indices()
        .nth(scalar)
        .map_or(text.len(), |(at, _)| at)
}

/// Makes a block of the bytes from `start` to `end`, without the white space around them.
pub(crate) fn push(article: &mut Article, kind: BlockKind, start: usize, end: usize) {
    let words = article.text.get(start..end).unwrap_or("");
    let start = start + words.len() - words.trim_start().len();
    let span = Span::new(start, start + words.trim().len());
    if span.is_empty() {
        return;
    }
    article.blocks.push(Block {
        kind,
        span,
        at: Some(span),
        rule: "label".into(),
        direction: Direction::default(),
        level: 0,
        number: None,
    });
}

/// Makes a block of every line from `start` on.
pub(crate) fn push_lines(article: &mut Article, start: usize, kind: BlockKind) {
    let rest = article.text.get(start..).unwrap_or("");
    let mut places = Vec::new();
    let mut at = start;
    for line in rest.split('\n') {
        places.push((at, at + line.len()));
        at += line.len() + 1;
    }
    for (start, end) in places {
        push(article, kind, start, end);
    }
}

impl Label {
    fn fact(self) -> Fact {
        let mut fields = Vec::new();
        for (key, value) in &self.fields {
            let field = match key.as_str() {
                "speaker" | "speaker_name" => Field::Words("speaker"),
                "role" => Field::Key("role"),
                "key" => Field::Key("key"),
                "direct" => Field::Key("direct"),
                "value" => Field::Key("value"),
                "bound" => Field::Key("bound"),
                "unit" => Field::Key("unit"),
                "channel" => Field::Words("channel"),
                "as_of" => Field::Key("as_of"),
                "upper" => Field::Key("upper"),
                "thing" => Field::Key("thing"),
                _ => continue,
            };
            // A speaker is a place with its words.
            let value = value.get("text").unwrap_or(value);
            let mut value = plain(value);
            if field == Field::Key("as_of") {
                value = value.map(|value| calendar(&value).to_owned());
            }
            fields.push((field, value));
        }
        Fact {
            place: self.start..self.end,
            text: self.text,
            optional: self.optional,
            fields,
        }
    }
}
