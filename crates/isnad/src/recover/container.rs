//! Which element holds the article.
//!
//! Every piece is worth something: words in sentences count for an element that holds them, menus
//! and lists of links count against it. The element with the highest sum holds the article; it is
//! then narrowed to the smallest element that still holds nearly all of that sum.

use super::{
    dom::{Dom, NodeId},
    hints::Hints,
    pieces::{Kind, Piece, Pieces},
    teasers,
};

/// The share of the best sum that a narrower element must still hold.
const NARROW: f32 = 0.92;

/// The share of the container's sum that elements which call themselves the article's body must
/// hold together for that word to be believed.
const BELIEVE_BODY: f32 = 0.55;

/// What was found.
pub(super) struct Container {
    /// The hints that speak against a piece on this page.
    pub(super) chrome: Hints,
    /// The element.
    pub(super) node: NodeId,
    /// Whether words outside an element that calls itself the body are to be left out.
    pub(super) body_only: bool,
    /// How many characters of running text it holds.
    pub(super) worth: f32,
    /// Elements inside it that list other articles.
    pub(super) teasers: Vec<NodeId>,
}

/// The characters a piece counts for, or against, whoever holds it.
pub(super) fn worth(piece: &Piece, chrome: Hints) -> f32 {
    let chars = piece.chars as f32;
    if piece.hints.any(chrome) {
        return -0.1 * chars.min(200.0);
    }
    if piece.link_share() > 0.5 {
        return -0.5 * chars.min(200.0);
    }
    let running = chars * (1.0 - piece.link_share());
    let is_sentence = piece.ends_as_sentence() && piece.chars >= 40;
    match piece.kind {
        Kind::Heading(_) => 0.0,
        _ if piece.stops >= 2 && piece.chars >= 80 => running,
        _ if is_sentence => running,
        Kind::Paragraph | Kind::Quotation if piece.chars >= 60 => 0.6 * running,
        Kind::Paragraph if piece.chars >= 25 => 0.2 * running,
        Kind::ListItem if piece.chars < 60 => -5.0,
        _ => 0.0,
    }
}

/// The element that holds the article, believing what elements say of themselves; where nothing is
/// left then, believing only the surest of it.
pub(super) fn find(dom: &Dom, pieces: &Pieces) -> Option<Container> {
    let found = within(dom, pieces, dom.root(), Hints::CHROME);
    match found {
        Some(container) if container.worth >= ENOUGH => Some(container),
        found => {
            let other = within(dom, pieces, dom.root(), SUREST);
            let is_better = |other: &Container| {
                let known = found.as_ref().map_or(0.0, |known| known.worth);
                other.worth >= ENOUGH && other.worth > 4.0 * known
            };
            other.filter(is_better).or(found)
        }
    }
}

/// So many characters of running text are certainly an article.
const ENOUGH: f32 = 400.0;

/// What elements say of themselves that is hardly ever said by mistake.
const SUREST: Hints = Hints::NAVIGATION
    .with(Hints::FOOTER)
    .with(Hints::FORM)
    .with(Hints::HIDDEN)
    .with(Hints::COMMENTS)
    .with(Hints::RELATED);

/// The element inside `top` that holds most; `chrome` are the hints that are believed.
pub(super) fn within(dom: &Dom, pieces: &Pieces, top: NodeId, chrome: Hints) -> Option<Container> {
    let worths: Vec<f32> = pieces
        .list
        .iter()
        .map(|piece| worth(piece, chrome))
        .collect();
    let sums = sums(dom, pieces, &worths);
    let mut node = best(dom, top, &sums)?;
    let total = sums[node.index()];
    while let Some(child) = dom
        .children(node)
        .find(|child| sums[child.index()] >= total * NARROW)
    {
        node = child;
    }
    let inside = pieces.range(dom, node);
    let is_body = |index: usize| pieces.list[index].hints.any(Hints::BODY);
    let of_body: f32 = inside
        .clone()
        .filter(|&index| is_body(index))
        .map(|index| worths[index].max(0.0))
        .sum();
    let everything_is_body = inside.clone().all(is_body);
    let body_only = !everything_is_body && of_body >= total * BELIEVE_BODY;
    let mut container = Container {
        node,
        chrome,
        body_only,
        worth: total,
        teasers: Vec::new(),
    };
    container.teasers = teasers::find(dom, pieces, &container);
    Some(container)
}

/// For each node the sum of the worths of its pieces and of those below it.
fn sums(dom: &Dom, pieces: &Pieces, worths: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0; dom.len()];
    for (piece, worth) in pieces.list.iter().zip(worths) {
        sums[piece.node.index()] += worth;
    }
    for id in dom.descendants(dom.root()).rev() {
        if let Some(parent) = dom.parent(id) {
            sums[parent.index()] += sums[id.index()];
        }
    }
    sums
}

fn best(dom: &Dom, top: NodeId, sums: &[f32]) -> Option<NodeId> {
    let mut best: Option<NodeId> = None;
    for node in std::iter::once(top).chain(dom.descendants(top)) {
        let sum = sums[node.index()];
        // The deeper of two equals, since parents come first.
        if sum > 0.0 && best.is_none_or(|known| sum >= sums[known.index()]) {
            best = Some(node);
        }
    }
    best
}
