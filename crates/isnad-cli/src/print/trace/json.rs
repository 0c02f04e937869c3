//! What was traced, as JSON. `docs/json.md` describes each field.

use std::io::{self, Write};

use isnad::{
    model::{ArticleId, Conflict, Document, Origin, Practice, Source, Story},
    trace::{self, Exclusive},
};
use serde_json::{Map, Value, json};

use crate::traced::{Held, Traced};

use super::{carriers, of_unknown_origin};

/// Everything in one document.
pub(crate) fn document(out: &mut impl Write, traced: &Traced) -> io::Result<()> {
    let articles: Vec<Value> = traced.held().map(|held| article(traced, held)).collect();
    let stories = traced
        .stories
        .iter()
        .map(|story| self::story(traced, story));
    let stories: Vec<Value> = stories.collect();
    let outlets: Vec<Value> = traced.outlets().into_iter().map(outlet).collect();
    let document = json!({
        "schema": Document::SCHEMA,
        "articles": articles,
        "stories": stories,
        "outlets": outlets,
    });
    writeln!(out, "{document:#}")
}

/// An article a line, then a story a line, then an outlet a line; `type` tells them apart.
pub(crate) fn lines(out: &mut impl Write, traced: &Traced) -> io::Result<()> {
    for held in traced.held() {
        writeln!(out, "{}", row("article", article(traced, held)))?;
    }
    for story in &traced.stories {
        writeln!(out, "{}", row("story", self::story(traced, story)))?;
    }
    for found in traced.outlets() {
        writeln!(out, "{}", row("outlet", outlet(found)))?;
    }
    Ok(())
}

fn row(kind: &str, mut fields: Value) -> Value {
    fields["schema"] = json!(Document::SCHEMA);
    fields["type"] = json!(kind);
    fields
}

fn article(traced: &Traced, held: Held<'_>) -> Value {
    let article = held.article;
    json!({
        "id": article.id,
        "input": held.name,
        "states": held.states,
        "url": article.url,
        "ordinal": article.ordinal,
        "headline": article.headline(),
        "publisher": article.publisher,
        "published": article.published,
        "language": article.language,
        "chain_line": trace::chain(held.reading).to_string(),
        "story": traced.story_of(article.id).map(|story| story.id),
        "origin": placed(json!(traced.origin(article.id)), &article.text),
        "derivation": derivation(traced, held),
        "exclusive": exclusive(traced, held),
        "shares": placed(json!(traced.shares(article.id)), &article.text),
        "shared_quotation": traced.quoting_the_same(article.id),
    })
}

/// Places of the parent point into its text, all others into the copy's.
fn derivation(traced: &Traced, held: Held<'_>) -> Value {
    let Some(derivation) = traced.derivation(held.article.id) else {
        return Value::Null;
    };
    let parent = derivation.parent.and_then(|id| traced.get(id));
    let parent = parent.map_or("", |held| &held.article.text);
    let mut value = json!(derivation);
    for change in value["changes"].as_array_mut().into_iter().flatten() {
        let before = change["parent"].take();
        change["parent"] = placed(before, parent);
    }
    placed(value, &held.article.text)
}

fn exclusive(traced: &Traced, held: Held<'_>) -> Value {
    let Some((claim, found)) = traced.exclusive(held) else {
        return Value::Null;
    };
    let (found, article) = match found {
        Exclusive::Alone => ("alone", None),
        Exclusive::First => ("first", None),
        Exclusive::After(parent) => ("after", Some(parent)),
        Exclusive::Open => ("open", None),
    };
    let claim = placed(json!(claim), &held.article.text);
    json!({ "claim": claim, "found": found, "article": article })
}

fn story(traced: &Traced, story: &Story) -> Value {
    let origins = story.origins.iter();
    let origins: Vec<Value> = origins.map(|one| origin(traced, story, one)).collect();
    let conflicts = story.conflicts.iter();
    let conflicts: Vec<Value> = conflicts.map(|one| conflict(traced, one)).collect();
    let mut value = json!(story);
    value["origins"] = json!(origins);
    value["unknown_origin"] = json!(of_unknown_origin(traced, story));
    value["conflicts"] = json!(conflicts);
    value["shares"] = json!(traced.story_shares(story));
    value
}

/// An origin with the articles that come from it. Where its evidence stands is said at each article.
fn origin(traced: &Traced, story: &Story, origin: &Origin) -> Value {
    let articles: Vec<ArticleId> = carriers(traced, story, origin)
        .map(|held| held.article.id)
        .collect();
    let mut value = json!(origin);
    if let Some(evidence) = value["evidence"].as_object_mut() {
        evidence.remove("span");
    }
    value["articles"] = json!(articles);
    value
}

/// A publisher and what its articles are made of.
fn outlet((source, practice): (&Source, Practice)) -> Value {
    let mut value = json!(practice);
    value["source"] = json!(source);
    value
}

fn conflict(traced: &Traced, conflict: &Conflict) -> Value {
    let claims = traced.claims(conflict).into_iter();
    let figures: Vec<Value> = claims
        .map(|(held, figure)| {
            let mut value = placed(json!(figure), &held.article.text);
            value["article"] = json!(held.article.id);
            value
        })
        .collect();
    json!({ "unit": conflict.unit, "figures": figures })
}

/// Turns every span of a text into a place as in a [`Document`]: offsets in scalar values, and the
/// words that stand there. Places are left as they are.
fn placed(value: Value, text: &str) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| placed(item, text)).collect(),
        Value::Object(fields) => place(&fields, text).unwrap_or_else(|| {
            let fields = fields.into_iter();
            Value::Object(
                fields
                    .map(|(name, one)| (name, placed(one, text)))
                    .collect(),
            )
        }),
        other => other,
    }
}

fn place(fields: &Map<String, Value>, text: &str) -> Option<Value> {
    if fields.len() != 2 {
        return None;
    }
    let start = fields.get("start")?.as_u64()? as usize;
    let end = fields.get("end")?.as_u64()? as usize;
    let (before, exact) = (text.get(..start)?, text.get(start..end)?);
    let start = before.chars().count();
    Some(json!({ "start": start, "end": start + exact.chars().count(), "exact": exact }))
}
