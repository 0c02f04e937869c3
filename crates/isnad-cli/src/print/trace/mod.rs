//! What was traced among articles, in its four forms.

mod changes;
pub(crate) mod json;
mod outlets;
pub(crate) mod prov;
pub(crate) mod text;
mod tree;

use isnad::model::{ArticleId, ChangeKind, Origin, Story};
use serde_json::Value;

use crate::traced::{Held, Traced};

/// What an article is called in a line: its publisher, else where it was read.
fn who(held: Held<'_>) -> &str {
    let publisher = held.article.publisher.as_ref();
    publisher.map_or(held.name, |source| &source.name)
}

/// The number by which a printed story speaks of an article: its place, the earliest first, from 1.
fn number(story: &Story, id: ArticleId) -> String {
    let place = story.articles.iter().position(|own| *own == id);
    place.map_or_else(String::new, |at| (at + 1).to_string())
}

/// The word that JSON has for a value (`credited-agency`), so that all forms say the same.
fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// Whether a change is one of fact (numbers, names, credits, …), which readers should see first, and
/// not one of wording.
fn is_fact(kind: ChangeKind) -> bool {
    kind < ChangeKind::Reworded
}

/// The articles of a story that come from one of its origins.
fn carriers<'t>(
    traced: &'t Traced,
    story: &'t Story,
    origin: &Origin,
) -> impl Iterator<Item = Held<'t>> {
    let identity = origin.identity();
    let members = traced.members(story);
    members.filter(move |held| {
        let own = traced.origin(held.article.id).and_then(Origin::identity);
        own == identity
    })
}

/// How many articles of a story come from nobody knows where.
fn of_unknown_origin(traced: &Traced, story: &Story) -> usize {
    let known = |held: &Held<'_>| traced.origin(held.article.id).and_then(Origin::identity);
    traced
        .members(story)
        .filter(|held| known(held).is_none())
        .count()
}
