//! Articles as rows of a table, for tools that read tables: the columns, and the forms that hold them.

pub(crate) mod csv;
pub(crate) mod parquet;

use isnad::{
    model::{Chain, Moment, Reading},
    trace,
};
use isnad_gather::Gathered;
use serde::{Deserialize, Serialize};

/// An article with the page it was read from.
struct Entry<'r> {
    gathered: &'r Gathered,
    reading: &'r Reading,
    chain: Chain,
}

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Cell {
    Text(Option<String>),
    Number(Option<i64>),
    List(Vec<String>),
}

/// The kind of a column's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    List,
}

/// A column: its name, and where its cells come from.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    of: Of,
}

/// What a column takes from an entry.
enum Of {
    Text(fn(&Entry<'_>) -> Option<String>),
    Number(fn(&Entry<'_>) -> Option<i64>),
    List(fn(&Entry<'_>) -> Vec<String>),
}

impl Column {
    pub(crate) fn kind(&self) -> Kind {
        match self.of {
            Of::Text(_) => Kind::Text,
            Of::Number(_) => Kind::Number,
            Of::List(_) => Kind::List,
        }
    }

    fn cell(&self, entry: &Entry<'_>) -> Cell {
        match self.of {
            Of::Text(of) => Cell::Text(of(entry)),
            Of::Number(of) => Cell::Number(of(entry)),
            Of::List(of) => Cell::List(of(entry)),
        }
    }
}

const fn text(name: &'static str, of: fn(&Entry<'_>) -> Option<String>) -> Column {
    Column {
        name,
        of: Of::Text(of),
    }
}

const fn number(name: &'static str, of: fn(&Entry<'_>) -> Option<i64>) -> Column {
    Column {
        name,
        of: Of::Number(of),
    }
}

const fn list(name: &'static str, of: fn(&Entry<'_>) -> Vec<String>) -> Column {
    Column {
        name,
        of: Of::List(of),
    }
}

/// One article; a cell a column.
pub(crate) type Row = Vec<Cell>;

/// The columns, in order; docs/cli.md describes each.
pub(crate) const COLUMNS: &[Column] = &[
    text("id", |it| Some(it.reading.article.id.to_string())),
    text("url", |it| it.reading.article.url.clone()),
    text("canonical", |it| it.reading.article.canonical.clone()),
    number("ordinal", |it| Some(i64::from(it.reading.article.ordinal))),
    text("file", |it| {
        it.gathered.place.as_ref().map(|place| place.file.clone())
    }),
    text("member", |it| {
        it.gathered
            .place
            .as_ref()
            .and_then(|place| place.member.clone())
    }),
    number("offset", |it| {
        it.gathered
            .place
            .as_ref()
            .and_then(|place| place.offset.try_into().ok())
    }),
    text("fetched", |it| {
        it.gathered.page.fetched.map(|time| time.to_string())
    }),
    text("published", |it| moment(it.reading.article.published)),
    text("modified", |it| moment(it.reading.article.modified)),
    text("language", |it| {
        let language = it.reading.article.language.as_ref();
        language.map(|language| language.as_str().to_owned())
    }),
    text("publisher", |it| {
        let publisher = it.reading.article.publisher.as_ref();
        publisher.map(|source| source.name.clone())
    }),
    text("section", |it| it.reading.article.section.clone()),
    list("authors", |it| it.reading.article.byline.clone()),
    list("tags", |it| it.reading.article.tags.clone()),
    list("credits", |it| {
        let credits = it.reading.credits.iter();
        credits.map(|credit| credit.source.name.clone()).collect()
    }),
    text("chain", |it| Some(it.chain.to_string())),
    text("image", |it| it.reading.article.image.clone()),
    text("headline", |it| {
        it.reading.article.headline().map(str::to_owned)
    }),
    text("lead", |it| it.reading.article.lead().map(str::to_owned)),
    text("body", |it| Some(it.reading.article.body_text())),
];

fn moment(moment: Option<Moment>) -> Option<String> {
    moment.map(|moment| moment.to_string())
}

/// The row of an article.
pub(crate) fn row(gathered: &Gathered, reading: &Reading) -> Row {
    let entry = Entry {
        gathered,
        reading,
        chain: trace::chain(reading),
    };
    COLUMNS.iter().map(|column| column.cell(&entry)).collect()
}
