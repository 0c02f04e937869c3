//! Credits, dates, figures, quotes and names, of the gold and of a reading, as facts.

use isnad::model::{Reading, Span};
use serde::Serialize;
use serde_json::Value;

use super::{
    fact::{Fact, Field},
    gold::{GoldArticle, Row},
    place::Map,
};

const AS_OF: Field = Field::Key("as_of");
const BOUND: Field = Field::Key("bound");
const CHANNEL: Field = Field::Words("channel");
const DIRECT: Field = Field::Key("direct");
const KEY: Field = Field::Key("key");
const KIND: Field = Field::Key("kind");
const ROLE: Field = Field::Key("role");
const SAID_BY: Field = Field::Words("said_by");
const SPEAKER: Field = Field::Words("speaker");
const UNIT: Field = Field::Key("unit");
const VALUE: Field = Field::Key("value");

/// One kind of annotation: where the gold keeps it, what of it is compared, where a reading keeps it.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// The rows of an article.
    pub(crate) gold: fn(&GoldArticle) -> &[Row],
    /// Compared fields, each with the key it has in the gold. A key that a row lacks is not compared.
    pub(crate) fields: &'static [(Field, &'static str)],
    /// Whether the page's day of fetch is known.
    pub(crate) anchored: bool,
    pub(crate) found: fn(Reader<'_>) -> Vec<Fact>,
}

/// Every kind, in the order of the report.
pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "credits",
        gold: |article| &article.credits,
        fields: &[(KIND, "kind")],
        anchored: false,
        found: |reader| reader.credits(),
    },
    Kind {
        name: "dates",
        gold: |article| &article.dates,
        fields: &[(VALUE, "value")],
        anchored: false,
        found: |reader| reader.dates(),
    },
    Kind {
        name: "dates_anchored",
        gold: |article| &article.dates,
        fields: &[(VALUE, "anchored")],
        anchored: true,
        found: |reader| reader.dates_anchored(),
    },
    Kind {
        name: "figures",
        gold: |article| &article.figures,
        fields: &[
            (VALUE, "value"),
            (BOUND, "bound"),
            (UNIT, "unit"),
            (SAID_BY, "said_by"),
        ],
        anchored: false,
        found: |reader| reader.figures(),
    },
    Kind {
        name: "quotes",
        gold: |article| &article.quotes,
        fields: &[(SPEAKER, "speaker")],
        anchored: false,
        found: |reader| reader.quotes(),
    },
    Kind {
        name: "names",
        gold: |article| &article.names,
        fields: &[(KIND, "kind")],
        anchored: false,
        found: |reader| reader.names(),
    },
];

impl Kind {
    /// The gold facts of an article.
    pub(crate) fn wanted(&self, article: &GoldArticle) -> Vec<Fact> {
        (self.gold)(article)
            .iter()
            .map(|row| self.fact(row))
            .collect()
    }

    fn fact(&self, row: &Row) -> Fact {
        let field = |&(field, key): &(Field, &str)| {
            // What an anchor does not change has no `anchored` of its own.
            let fallback = || row.fields.get("value").filter(|_| key == "anchored");
            let value = row.fields.get(key).or_else(fallback)?;
            Some((field, plain(value)))
        };
        Fact {
            place: row.place(),
            text: row.text.clone(),
            optional: row.optional,
            fields: self.fields.iter().filter_map(field).collect(),
        }
    }
}

/// A reading with the way back to its page.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) page: &'a str,
}

impl Reader<'_> {
    fn fact(self, span: Span, fields: Vec<(Field, Option<String>)>) -> Fact {
        let article = &self.reading.article;
        let map = Map {
            page: self.page,
            article,
        };
        Fact {
            place: map.of(span).unwrap_or_default(),
            text: span.of(&article.text).to_owned(),
            optional: false,
            fields,
        }
    }

    fn words(self, span: Option<Span>) -> Option<String> {
        span.map(|span| span.of(&self.reading.article.text).to_owned())
    }

    /// The day of the time expression at a place; times of day are not compared.
    fn day(self, span: Option<Span>) -> Option<String> {
        let time = self
            .reading
            .times
            .iter()
            .find(|time| Some(time.span) == span)?;
        Some(calendar(time.best()?).to_owned())
    }

    pub(crate) fn credits(self) -> Vec<Fact> {
        let credits = self.reading.credits.iter();
        credits
            .map(|credit| {
                let fields = vec![
                    (KIND, word(credit.source.kind)),
                    (ROLE, word(credit.role)),
                    (KEY, credit.source.key.clone()),
                ];
                self.fact(credit.span, fields)
            })
            .collect()
    }

    fn dates(self) -> Vec<Fact> {
        let times = self.reading.times.iter();
        times
            .map(|time| self.fact(time.span, vec![(VALUE, time.value.clone())]))
            .collect()
    }

    fn dates_anchored(self) -> Vec<Fact> {
        let times = self.reading.times.iter();
        times
            .map(|time| self.fact(time.span, vec![(VALUE, time.best().map(str::to_owned))]))
            .collect()
    }

    pub(crate) fn figures(self) -> Vec<Fact> {
        let figures = self.reading.figures.iter();
        figures
            .map(|figure| {
                let fields = vec![
                    (VALUE, figure.value.map(number)),
                    (BOUND, word(figure.bound)),
                    (UNIT, figure.unit.clone()),
                    (SAID_BY, self.words(figure.said_by)),
                    (AS_OF, self.day(figure.as_of)),
                ];
                self.fact(figure.span, fields)
            })
            .collect()
    }

    pub(crate) fn quotes(self) -> Vec<Fact> {
        let quotes = self.reading.quotes.iter();
        quotes
            .map(|quote| {
                let speaker = self.words(quote.speaker);
                let mut fields = vec![
                    (SPEAKER, speaker),
                    (DIRECT, word(quote.direct)),
                    (CHANNEL, self.words(quote.channel)),
                ];
                fields.extend(quote.speaker_name.clone().map(|name| (SPEAKER, Some(name))));
                self.fact(quote.span, fields)
            })
            .collect()
    }

    fn names(self) -> Vec<Fact> {
        let mentions = self.reading.mentions.iter();
        mentions
            .map(|mention| self.fact(mention.span, vec![(KIND, word(mention.kind))]))
            .collect()
    }
}

/// The calendar part of a time's value.
pub(crate) fn calendar(value: &str) -> &str {
    value.split('T').next().unwrap_or(value)
}

/// The word that stands for a plain enum value in JSON.
fn word(value: impl Serialize) -> Option<String> {
    plain(&serde_json::to_value(value).ok()?)
}

pub(crate) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.as_f64().map_or_else(|| other.to_string(), number)),
    }
}

fn number(value: f64) -> String {
    value.to_string()
}
