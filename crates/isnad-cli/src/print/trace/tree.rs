//! Who took from whom in a story, as an indented list.

use std::collections::BTreeMap;

use isnad::{
    model::{ArticleId, Story},
    trace,
};

use crate::traced::{Held, Traced};

/// Steps inward that are drawn; deeper generations stand under each other.
const DEEPEST: usize = 8;

/// What stands in a line of the list.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Article(ArticleId),
    /// Sources that an article credits, the nearest first, and whose own page is not held.
    Credited(String),
}

/// The lines from top to bottom, each with the branch in front of it.
pub(super) fn tree(traced: &Traced, story: &Story) -> Vec<(String, Node)> {
    let mut children: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    let mut roots = Vec::new();
    for held in traced.members(story) {
        let above = above(traced, story, held);
        if let Some(credited @ Node::Credited(_)) = &above
            && !children.contains_key(credited)
        {
            roots.push(credited.clone());
        }
        let node = Node::Article(held.article.id);
        match above {
            Some(above) => children.entry(above).or_default().push(node),
            None => roots.push(node),
        }
    }
    let mut lines = Vec::new();
    // A stack, and not recursion: nobody bounds how often a text is handed on.
    let mut open: Vec<(usize, Node)> = roots.into_iter().rev().map(|root| (0, root)).collect();
    while let Some((depth, node)) = open.pop() {
        let below = children.remove(&node).unwrap_or_default();
        open.extend(below.into_iter().rev().map(|node| (depth + 1, node)));
        lines.push((branch(depth), node));
    }
    lines
}

/// The article this one was taken from, when that is in the story; else whom it credits.
fn above(traced: &Traced, story: &Story, held: Held<'_>) -> Option<Node> {
    if let Some((_, parent)) = traced.taken_from(held.article.id) {
        let id = parent.article.id;
        return story.articles.contains(&id).then_some(Node::Article(id));
    }
    let links = trace::chain(held.reading).links;
    let names: Vec<&str> = links.iter().map(|link| &*link.source.name).collect();
    (!names.is_empty()).then(|| Node::Credited(names.join(" ← ")))
}

fn branch(depth: usize) -> String {
    match depth.min(DEEPEST) {
        0 => String::new(),
        depth => format!("{}└ ", "  ".repeat(depth - 1)),
    }
}
