//! Credits in single lines of articles that the project does not hold: the labels name an article,
//! a field of it and places in that field.

use std::{collections::HashMap, ops::Range, path::Path};

use isnad::{
    annotate::annotate,
    model::{Article, BlockKind, Language, Source, SourceKind},
};
use serde::Deserialize;

use crate::{
    error::Error,
    gold,
    seed::{
        annotations::Reader,
        fact::{Fact, Field},
    },
};

use super::{OF_CREDITS, rows, score::Tally};

/// An article as the collection has it.
#[derive(Deserialize)]
struct Row {
    id: String,
    outlet: String,
    url: String,
    title: String,
    byline: String,
    text: String,
}

/// A labelled line. Places count scalar values of the field.
#[derive(Deserialize)]
struct Line {
    id: String,
    field: String,
    start: usize,
    end: usize,
    credits: Vec<Label>,
    #[serde(default)]
    optional: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    start: usize,
    end: usize,
    role: String,
    who: String,
}

/// `who` of a medium that is no agency.
const OUTLET: &str = "outlet";

/// Compares what is found in each labelled line.
///
/// # Errors
/// When a file cannot be read, and when a line's article is not there.
pub(super) fn tally(articles: &Path, labels: &Path) -> Result<Tally, Error> {
    let rows: HashMap<String, Row> = gold::lines::<Row>(articles)?
        .into_iter()
        .map(|row| (row.id.clone(), row))
        .collect();
    let mut tally = Tally::new("credits", OF_CREDITS.fields);
    for line in gold::lines::<Line>(labels)? {
        let row = rows.get(&line.id).ok_or_else(|| Error::Empty {
            path: articles.to_owned(),
            hint: "a labelled article is not in it",
        })?;
        let (article, base) = article(row, &line.field);
        let page = article.text.clone();
        let reading = annotate(article, None);
        let reader = Reader {
            reading: &reading,
            page: &page,
        };
        let place = base + line.start..base + line.end;
        let mut found = (OF_CREDITS.found)(reader);
        found.retain(|fact| place.start <= fact.place.start && fact.place.end <= place.end);
        let name = format!("{} {}", line.id, line.field);
        tally.add(&name, &facts(&line, base, &page), &found);
    }
    Ok(tally)
}

/// The article, and where a field begins in its text, in scalar values.
fn article(row: &Row, field: &str) -> (Article, usize) {
    // Bylines hold spaces as entities; as many spaces keep every place.
    let byline = row.byline.replace("&nbsp;", "      ");
    let head = format!("{}\n{byline}\n", row.title);
    let host = row.url.split('/').nth(2).unwrap_or("");
    let mut article = Article {
        text: format!("{head}{}", row.text),
        language: Language::from_tag("ar"),
        publisher: Some(Source {
            name: row.outlet.clone(),
            kind: SourceKind::Outlet,
            key: Some(host.trim_start_matches("www.").to_owned()),
        }),
        ..Article::default()
    };
    rows::push(&mut article, BlockKind::Headline, 0, row.title.len());
    rows::push(
        &mut article,
        BlockKind::Byline,
        row.title.len() + 1,
        head.len() - 1,
    );
    rows::push_lines(&mut article, head.len(), BlockKind::Paragraph);
    let before = match field {
        "byline" => row.title.chars().count() + 1,
        _ => head.chars().count(),
    };
    (article, before)
}

fn facts(line: &Line, base: usize, page: &str) -> Vec<Fact> {
    let fact = |label: &Label, optional: bool| {
        let place: Range<usize> = base + label.start..base + label.end;
        let mut fields = vec![(Field::Key("role"), Some(label.role.clone()))];
        if label.who != OUTLET {
            fields.push((Field::Key("key"), Some(label.who.clone())));
        }
        Fact {
            text: page.chars().skip(place.start).take(place.len()).collect(),
            place,
            optional,
            fields,
        }
    };
    let counted = line.credits.iter().map(|label| fact(label, false));
    counted
        .chain(line.optional.iter().map(|label| fact(label, true)))
        .collect()
}
