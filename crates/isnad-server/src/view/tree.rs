//! Who took from whom in a story, as a tree: an article hangs under the one it took from, else under
//! the sources it credits, else it is a root. [`picture`](super::picture) draws it; as a list with
//! steps inward it is the picture's text twin, and what narrow screens show.

use std::collections::{HashMap, HashSet};

use isnad::model::{ArticleId, OriginKind, Reading, Source, SourceKind};

use crate::{strings::Words, text::neutral};

use super::{SourceView, When, article_href, behind, percent, story::StoryParts};

/// The deepest step inward that is still shown apart.
pub(crate) const DEEPEST: usize = 4;

/// The nodes from the roots down, each before those that took from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
}

/// An article, or a source whose page is not held.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) kind: SourceKind,
    /// The time as lists show it, and as a small box does.
    pub(crate) when: Option<When>,
    pub(crate) brief: Option<String>,
    /// How much of it stands in the article above.
    pub(crate) share: Option<String>,
    pub(crate) href: String,
    /// Whether its page is held; else it is known by credits alone.
    pub(crate) held: bool,
    /// Place among the nodes of the one above.
    pub(crate) parent: Option<usize>,
    /// How many stand above it, [`DEEPEST`] at most.
    pub(crate) depth: usize,
}

impl Tree {
    /// The name of the node above.
    pub(crate) fn above(&self, node: &Node) -> Option<&str> {
        let above = self.nodes.get(node.parent?)?;
        Some(&above.name)
    }
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

/// The tree of a story.
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
    let mut tree = Tree::default();
    let mut seen = HashSet::new();
    // Links that run in a circle have no root: their articles are still shown, without a parent.
    let articles = parts.readings.iter().map(|r| Key::Article(r.article.id));
    for root in plan.roots.iter().cloned().chain(articles) {
        plan.grow(root, &mut seen, &mut tree);
    }
    tree
}

impl Plan<'_> {
    /// Hangs an article under its parent, else under the sources it credits, else at the top.
    fn place(&mut self, reading: &Reading) {
        let id = reading.article.id;
        let key = Key::Article(id);
        let parent = self.parts.derivation(id).and_then(|taken| taken.parent);
        match parent.filter(|parent| self.parts.reading(*parent).is_some()) {
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

    /// Adds a root and all that hangs under it. Chains can be as long as a hostile page's credits, so
    /// this keeps its own stack.
    fn grow(&self, root: Key, seen: &mut HashSet<Key>, tree: &mut Tree) {
        let mut waiting = vec![(root, None)];
        while let Some((key, parent)) = waiting.pop() {
            if !seen.insert(key.clone()) {
                continue;
            }
            let Some(mut node) = self.node(&key) else {
                continue;
            };
            let above = parent.and_then(|above: usize| tree.nodes.get(above));
            node.depth = above.map_or(0, |above| (above.depth + 1).min(DEEPEST));
            node.parent = parent;
            let here = Some(tree.nodes.len());
            tree.nodes.push(node);
            let children = self.children.get(&key).into_iter().flatten();
            waiting.extend(children.rev().map(|child| (child.clone(), here)));
        }
    }

    fn node(&self, key: &Key) -> Option<Node> {
        match key {
            Key::Article(id) => self.article(*id),
            Key::Credited(_) => {
                let source = self.sources.get(key)?;
                let SourceView { name, href, .. } = SourceView::of(source);
                Some(Node {
                    name,
                    kind: source.kind,
                    when: None,
                    brief: None,
                    share: None,
                    href,
                    held: false,
                    parent: None,
                    depth: 0,
                })
            }
        }
    }

    /// What a publisher is: an agency also where only the text of others tells it.
    fn kind(&self, publisher: &Source) -> SourceKind {
        let mut origins = self.parts.origins.iter().map(|(_, origin)| origin);
        let known = origins.any(|origin| {
            let source = origin.source.as_ref().map(Source::identity);
            origin.kind == OriginKind::Agency && source == Some(publisher.identity())
        });
        if known {
            SourceKind::Agency
        } else {
            publisher.kind
        }
    }

    fn article(&self, id: ArticleId) -> Option<Node> {
        let article = &self.parts.reading(id)?.article;
        let publisher = article.publisher.as_ref();
        let taken = self.parts.derivation(id).filter(|d| d.parent.is_some());
        let moment = article.moment();
        Some(Node {
            name: publisher.map_or_else(
                || self.words.get("article.publisher.unknown").to_owned(),
                |publisher| neutral(&publisher.name),
            ),
            kind: publisher.map_or(SourceKind::Outlet, |publisher| self.kind(publisher)),
            when: moment.map(|moment| When::of(self.words, moment)),
            brief: moment.map(|moment| self.words.brief_moment(moment)),
            share: taken.map(|derivation| percent(derivation.copy_in_parent)),
            href: article_href(id),
            held: true,
            parent: None,
            depth: 0,
        })
    }
}
