//! The articles of a page that holds more than one.
//!
//! Two designs print a whole other article below the page's own. One puts it under a `Read also:`
//! line: it shows by what follows, a title, then running text that shares its words with that title
//! rather than with the page's own headline. The other loads the next article when readers come to
//! the end of this one: each then stands in an element of its own, beside the first. The entries of a
//! live blog stand in such elements too, but inside the first, and are parts of it.

use std::{collections::HashSet, ops::Range};

use crate::text::token;

use super::{
    body,
    container::{self, Container},
    dom::{Attr, Dom, NodeId},
    hints::Hints,
    pieces::{Kind, Piece, Pieces},
};

/// So many pieces of running text under one title are an article; a teaser has one, rarely two.
const FEWEST_PARAGRAPHS: usize = 3;

/// So many characters of running text has an article that stands beside another.
const SHORTEST: f32 = 400.0;

/// How far below the beginning of its element an article's title stands, in pieces.
const TITLE_WITHIN: usize = 6;

/// More articles on a page than this are an archive's list of them.
const MOST: usize = 20;

/// The most scalar values of a title.
const LONGEST_TITLE: usize = 200;

/// One of the articles of a page.
pub(super) struct Part {
    /// The pieces that can be its own.
    pub(super) range: Range<usize>,
    pub(super) container: Container,
    /// Its title and the rule that found it; the page's own article has those of the page.
    pub(super) title: Option<(usize, &'static str)>,
    /// What all of it stands under, and what therefore tells nothing of its parts.
    pub(super) of_all: Hints,
}

/// The articles of a page whose own stands in `container`, that one first.
pub(super) fn of(dom: &Dom, pieces: &Pieces, container: Container, headline: &str) -> Vec<Part> {
    let beside = beside(dom, pieces, &container, headline);
    if !beside.is_empty() {
        return beside;
    }
    let whole = 0..pieces.list.len();
    let Some((seam, title, node)) = below(dom, pieces, &container, headline) else {
        return vec![own(whole, container)];
    };
    let second = Container {
        node,
        chrome: container.chrome,
        body_only: false,
        worth: container.worth,
        teasers: Vec::new(),
    };
    vec![
        own(0..seam, container),
        Part {
            range: title..whole.end,
            container: second,
            title: Some((title, "title-under-read-also")),
            of_all: pieces.list[title].hints,
        },
    ]
}

fn own(range: Range<usize>, container: Container) -> Part {
    Part {
        range,
        container,
        title: None,
        of_all: Hints::NONE,
    }
}

/// The articles that stand beside each other in elements of their own; none if there is only one.
fn beside(dom: &Dom, pieces: &Pieces, container: &Container, headline: &str) -> Vec<Part> {
    let mut elements: Vec<NodeId> = Vec::new();
    for id in dom.descendants(dom.root()) {
        let is_inner = elements
            .last()
            .is_some_and(|&outer| dom.is_within(id, outer));
        if !is_inner && is_article(dom, id) {
            elements.push(id);
        }
    }
    if !(2..=MOST).contains(&elements.len()) {
        return Vec::new();
    }
    let has_headline = |&element: &NodeId| {
        let pieces = pieces.inside(dom, element).iter().take(TITLE_WITHIN);
        let mut headings = pieces.filter(|piece| matches!(piece.kind, Kind::Heading(_)));
        headings.any(|piece| body::same_words(&piece.text, headline))
    };
    let Some(first) = elements.iter().position(has_headline) else {
        return Vec::new();
    };
    let parts: Vec<Part> = elements[first..]
        .iter()
        .filter_map(|&element| part(dom, pieces, element, container.chrome))
        .collect();
    let is_first = |part: &Part| dom.is_within(part.container.node, elements[first]);
    match &parts[..] {
        [own, _, ..] if is_first(own) => parts
            .into_iter()
            .enumerate()
            .map(|(at, part)| Part {
                title: part.title.filter(|_| at > 0),
                ..part
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether an element says it is an article.
fn is_article(dom: &Dom, id: NodeId) -> bool {
    dom.name(id) == "article"
        || dom.attribute(id, Attr::Role) == Some("article")
        || dom
            .attribute(id, Attr::Itemtype)
            .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"))
}

/// The article that an element holds, if it is more than the teaser of one.
fn part(dom: &Dom, pieces: &Pieces, element: NodeId, chrome: Hints) -> Option<Part> {
    let container = container::within(dom, pieces, element, chrome)?;
    let range = pieces.range(dom, element);
    let title = range.clone().take(TITLE_WITHIN).find(|&index| {
        let piece = &pieces.list[index];
        matches!(piece.kind, Kind::Heading(1..=3)) && is_title(piece)
    })?;
    let running = pieces.list[range.clone()]
        .iter()
        .filter(|piece| is_running(piece));
    let is_whole = container.worth >= SHORTEST && running.count() >= FEWEST_PARAGRAPHS;
    is_whole.then_some(Part {
        range,
        container,
        title: Some((title, "title-of-element")),
        of_all: Hints::NONE,
    })
}

/// A second article under a `Read also:` line: the places of that line and of its title, and the
/// smallest element that holds it. It is looked for from the page's own article on in document
/// order, since designs differ in how deep they put it.
fn below(
    dom: &Dom,
    pieces: &Pieces,
    container: &Container,
    headline: &str,
) -> Option<(usize, usize, NodeId)> {
    let first = pieces.range(dom, container.node).start;
    let list = &pieces.list;
    (first + 1..list.len().saturating_sub(1)).find_map(|seam| {
        let (line, title) = (&list[seam], seam + 1);
        if !line.ends_article
            || !is_title(&list[title])
            || is_section(dom, pieces, container, title)
        {
            return None;
        }
        let running: Vec<&Piece> = list[title + 1..]
            .iter()
            .skip_while(|piece| is_lead(piece))
            .take_while(|piece| is_running(piece))
            .collect();
        // A line of a page without tags may be a paragraph or two.
        let fewest = if pieces.has_tags {
            FEWEST_PARAGRAPHS
        } else {
            2
        };
        if running.len() < fewest {
            return None;
        }
        let topic = Topic::of(running.iter().map(|piece| &*piece.text));
        let is_article = topic.share(&list[title].text) > topic.share(headline);
        let node = common(dom, list[title].node, running.last()?.node)?;
        is_article.then_some((seam, title, node))
    })
}

/// A heading of which the article has others of the same rank heads a part of it.
fn is_section(dom: &Dom, pieces: &Pieces, container: &Container, title: usize) -> bool {
    let kind = pieces.list[title].kind;
    let alike = pieces
        .range(dom, container.node)
        .filter(|&index| index != title && pieces.list[index].kind == kind);
    // In a page without tags headings have no rank.
    matches!(kind, Kind::Heading(1..)) && alike.count() > 0
}

/// The smallest element that holds both.
fn common(dom: &Dom, one: NodeId, other: NodeId) -> Option<NodeId> {
    let above: Vec<NodeId> = dom.ancestors(one).collect();
    dom.ancestors(other).find(|node| above.contains(node))
}

/// The words of a text, for asking whether a title is about it.
pub(super) struct Topic(HashSet<String>);

impl Topic {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Topic {
        let words = texts.flat_map(token::tokens);
        Topic(words.map(|word| word.folded()).collect())
    }

    /// The share of a title's longer words that stand in the text.
    pub(super) fn share(&self, title: &str) -> f32 {
        let words = token::tokens(title).map(|word| word.folded());
        let words: Vec<String> = words.filter(|word| word.chars().count() >= 4).collect();
        let shared = words.iter().filter(|word| self.0.contains(*word)).count();
        shared as f32 / words.len().max(1) as f32
    }
}

fn is_running(piece: &Piece) -> bool {
    piece.chars >= 50 && piece.ends_as_sentence() && piece.link_share() < 0.3
}

/// A short sentence between title and text.
fn is_lead(piece: &Piece) -> bool {
    !is_running(piece) && piece.ends_as_sentence() && piece.link_share() < 0.3
}

fn is_title(piece: &Piece) -> bool {
    let is_heading = matches!(piece.kind, Kind::Heading(_));
    // A linked title leads to the other article instead of standing above it.
    let leads_away = piece.link_share() > 0.3;
    !leads_away
        && (is_heading || !piece.ends_as_sentence())
        && (15..=LONGEST_TITLE).contains(&piece.chars)
}
