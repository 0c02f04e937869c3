//! Who took from whom in a story, drawn by the server.
//!
//! The drawing is an indented tree: a row a node, a step inward a generation. It fits a narrow
//! screen, grows downward, and mirrors for right-to-left pages. Each row also carries what the text
//! twin under the drawing says.

use std::collections::{HashMap, HashSet};

use isnad::model::{ArticleId, OriginKind, Reading, Source};

use crate::{strings::Words, text::neutral};

use super::{SourceView, When, article_href, behind, percent, story::StoryParts};

/// Width of the drawing in its own units; a unit is a CSS pixel at 360 px screens.
const WIDTH: usize = 360;
/// Height of a box, and of a row with the gap under it.
const BOX: usize = 46;
const ROW: usize = 58;
/// Step inward a generation, and the deepest that is still drawn apart.
const STEP: usize = 26;
const DEEPEST: usize = 5;

/// The drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tree {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) nodes: Vec<Node>,
    /// Whether any node is a source whose page is not held.
    pub(crate) has_unheld: bool,
}

/// One box.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// The name, cut to what the box holds.
    pub(crate) label: String,
    /// Time, and the share taken.
    pub(crate) detail: String,
    pub(crate) href: String,
    /// Whether its page is held; else it is known by credits alone.
    pub(crate) held: bool,
    /// The name of whom it is from.
    pub(crate) parent: Option<String>,
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) width: usize,
    /// Where the words start: the right edge in right-to-left pages.
    pub(crate) text_x: usize,
    /// The elbow from its parent, as an SVG path.
    pub(crate) elbow: Option<String>,
}

/// What a node stands for before it has a place.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Article(ArticleId),
    /// A source known by credit, behind the ones before it: `reuters`, `reuters/mosaique`.
    Credited(String),
}

struct Plan<'a> {
    words: &'a Words,
    parts: &'a StoryParts,
    children: HashMap<Key, Vec<Key>>,
    roots: Vec<Key>,
    sources: HashMap<Key, Source>,
}

/// Draws a story.
pub(crate) fn tree(words: &Words, parts: &StoryParts) -> Tree {
    let mut plan = Plan {
        words,
        parts,
        children: HashMap::new(),
        roots: Vec::new(),
        sources: HashMap::new(),
    };
    for reading in &parts.readings {
        plan.place(reading);
    }
    let mut nodes = Vec::new();
    let mut seen = HashSet::new();
    for root in &plan.roots {
        plan.draw(root, None, 0, &mut seen, &mut nodes);
    }
    // Links that run in a circle have no root: their articles are still shown, without a parent.
    for reading in &parts.readings {
        plan.draw(
            &Key::Article(reading.article.id),
            None,
            0,
            &mut seen,
            &mut nodes,
        );
    }
    Tree {
        width: WIDTH,
        height: nodes.len() * ROW,
        has_unheld: nodes.iter().any(|node| !node.held),
        nodes,
    }
}

impl Plan<'_> {
    /// Hangs an article under its parent, else under the sources it credits, else at the top.
    fn place(&mut self, reading: &Reading) {
        let id = reading.article.id;
        let key = Key::Article(id);
        let taken = self.parts.derivations.iter().find(|d| d.copy == id);
        let parent = taken.and_then(|derivation| derivation.parent);
        match parent.filter(|parent| self.reading(*parent).is_some()) {
            Some(parent) => self.hang(Key::Article(parent), key),
            None => match self.credited(reading) {
                Some(source) => self.hang(source, key),
                None => self.roots.push(key),
            },
        }
    }

    /// The node of the nearest source behind an article, made with all those behind it.
    fn credited(&mut self, reading: &Reading) -> Option<Key> {
        let mut behind: Vec<Source> = behind(reading)
            .into_iter()
            .map(|link| link.source)
            .collect();
        if behind.is_empty() {
            let id = reading.article.id;
            let origins = self.parts.origins.iter();
            let origin = origins.into_iter().find(|(of, _)| *of == id)?;
            let credited = origin.1.kind == OriginKind::CreditedAgency;
            behind.extend(origin.1.source.clone().filter(|_| credited));
        }
        let mut path = String::new();
        let mut nearest = None;
        for source in behind.into_iter().rev() {
            path = format!("{path}/{}", source.identity());
            let key = Key::Credited(path.clone());
            if self.sources.insert(key.clone(), source).is_none() {
                match nearest.take() {
                    Some(above) => self.hang(above, key.clone()),
                    None => self.roots.push(key.clone()),
                }
            }
            nearest = Some(key);
        }
        nearest
    }

    fn hang(&mut self, parent: Key, child: Key) {
        self.children.entry(parent).or_default().push(child);
    }

    fn reading(&self, id: ArticleId) -> Option<&Reading> {
        self.parts.readings.iter().find(|r| r.article.id == id)
    }

    fn draw(
        &self,
        key: &Key,
        above: Option<(&str, usize, usize)>,
        depth: usize,
        seen: &mut HashSet<Key>,
        nodes: &mut Vec<Node>,
    ) {
        if !seen.insert(key.clone()) {
            return;
        }
        let Some(node) = self.node(key, above, depth, nodes.len()) else {
            return;
        };
        let (name, indent, y) = (node.name.clone(), depth.min(DEEPEST) * STEP, node.y);
        nodes.push(node);
        for child in self.children.get(key).into_iter().flatten() {
            self.draw(child, Some((&name, indent, y)), depth + 1, seen, nodes);
        }
    }

    fn node(
        &self,
        key: &Key,
        above: Option<(&str, usize, usize)>,
        depth: usize,
        row: usize,
    ) -> Option<Node> {
        let (name, detail, href, held) = match key {
            Key::Article(id) => self.article(*id)?,
            Key::Credited(_) => {
                let SourceView { name, href, kind } = SourceView::of(self.sources.get(key)?);
                (name, self.words.get(kind).to_owned(), href, false)
            }
        };
        let rtl = self.words.dir == "rtl";
        let mirror = |x: usize| if rtl { WIDTH - x } else { x };
        let indent = depth.min(DEEPEST) * STEP;
        let width = WIDTH - indent - 2;
        let y = row * ROW + 1;
        let elbow = above.map(|(_, parent_indent, parent_y)| {
            let spine = mirror(parent_indent.min(indent.saturating_sub(STEP)) + STEP / 2);
            let (top, turn, tip) = (parent_y + BOX, y + BOX / 2, mirror(indent + 1));
            format!("M{spine} {top}V{turn}H{tip}")
        });
        Some(Node {
            label: label(&name, width),
            name,
            detail,
            href,
            held,
            parent: above.map(|(name, ..)| name.to_owned()),
            x: if rtl { 1 } else { indent + 1 },
            y,
            width,
            text_x: mirror(indent + 13),
            elbow,
        })
    }

    fn article(&self, id: ArticleId) -> Option<(String, String, String, bool)> {
        let article = &self.reading(id)?.article;
        let name = article.publisher.as_ref().map_or_else(
            || self.words.get("article.publisher.unknown").to_owned(),
            |publisher| neutral(&publisher.name),
        );
        let taken = self.parts.derivations.iter().find(|d| d.copy == id);
        let share = taken
            .filter(|derivation| derivation.parent.is_some())
            .map(|derivation| percent(derivation.copy_in_parent));
        let when = article.moment().map(|m| When::of(self.words, m).shown);
        // Isolates keep "UTC" and "84%" from joining into one left-to-right run.
        let pieces = when.into_iter().chain(share);
        let detail: Vec<String> = pieces
            .map(|piece| format!("\u{2068}{piece}\u{2069}"))
            .collect();
        Some((name, detail.join(" · "), article_href(id), true))
    }
}

/// As much of a name as fits a box, at about eight units a letter.
fn label(name: &str, width: usize) -> String {
    let room = (width / 8).saturating_sub(4).max(4);
    if name.chars().count() <= room {
        return name.to_owned();
    }
    let cut: String = name.chars().take(room).collect();
    format!("{}…", cut.trim_end())
}
