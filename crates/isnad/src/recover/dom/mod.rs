//! A page as a tree in one flat arena.
//!
//! Nodes stand in document order: a node's number is its place in the page, what lies below it is a
//! range of numbers, all words stand in one string, and the whole tree is freed at once. Three steps
//! make it: [`skim`] takes out what nobody reads (scripts, styles, comments, drawings: more than
//! half of a page), [`tokens`] cuts the rest into tags and text, and html5ever's tree builder, which
//! makes of broken HTML what browsers make of it, links the nodes ([`build`]).

mod attribute;
mod build;
mod skim;
mod tokens;

use html5ever::LocalName;

pub(super) use attribute::Attr;

/// Parses a page. Never fails: like a browser, it makes a tree of anything.
pub(super) fn parse(html: &str) -> Dom {
    let skimmed = skim::skim(html);
    let mut dom = tokens::parse(&skimmed.html);
    let owned = |sources: Vec<&str>| sources.into_iter().map(str::to_owned).collect();
    dom.json_ld = owned(skimmed.json_ld);
    dom.scripts = owned(skimmed.scripts);
    dom
}

/// The number of a node in its [`Dom`]: its place in document order, the root being 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

impl NodeId {
    fn new(index: usize) -> NodeId {
        NodeId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }

    /// The element of a paragraph in [`Dom::of_paragraphs`].
    pub(super) fn of_paragraph(index: usize) -> NodeId {
        NodeId::new(2 * index + 1)
    }

    /// The text of a paragraph there.
    pub(super) fn of_words(index: usize) -> NodeId {
        NodeId::new(2 * index + 2)
    }
}

/// A half-open range, in 8 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Range {
    start: u32,
    end: u32,
}

impl Range {
    fn as_usize(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a node is.
#[derive(Clone, Debug)]
enum Data {
    /// The document, or a fragment apart from it.
    Root,
    /// An element: its local name and where its attributes stand.
    Element(LocalName, Range),
    /// Characters, by their place among all words.
    Text(Range),
}

#[derive(Debug)]
struct Node {
    parent: NodeId,
    /// One past the last node below this one.
    end: NodeId,
    data: Data,
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
    /// The attributes of all elements: what each is and where its value stands among the words.
    attributes: Vec<(Attr, Range)>,
    /// The words of all texts and attributes.
    words: String,
    json_ld: Vec<String>,
    scripts: Vec<String>,
}

impl Dom {
    /// A page of so many paragraphs, each an element with one text: what a page without tags is.
    /// The words stand elsewhere.
    pub(super) fn of_paragraphs(count: usize) -> Dom {
        let node = |parent: usize, end: usize, data| Node {
            parent: NodeId::new(parent),
            end: NodeId::new(end),
            data,
        };
        let mut nodes = Vec::with_capacity(2 * count + 1);
        nodes.push(node(0, 2 * count + 1, Data::Root));
        for at in (1..).step_by(2).take(count) {
            let name = html5ever::local_name!("p");
            nodes.push(node(0, at + 2, Data::Element(name, Range::default())));
            nodes.push(node(at, at + 2, Data::Text(Range::default())));
        }
        Dom {
            nodes,
            attributes: Vec::new(),
            words: String::new(),
            json_ld: Vec::new(),
            scripts: Vec::new(),
        }
    }

    pub(super) fn root(&self) -> NodeId {
        NodeId(0)
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The sources of the scripts that hold JSON-LD.
    pub(super) fn json_ld(&self) -> &[String] {
        &self.json_ld
    }

    /// The sources of other scripts that may hold an article.
    pub(super) fn scripts(&self) -> &[String] {
        &self.scripts
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id.0 > 0).then(|| self.node(id).parent)
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.node(id).end;
        let within = move |child: &NodeId| *child < end;
        let first = Some(NodeId(id.0 + 1)).filter(within);
        std::iter::successors(first, move |&child| {
            Some(self.node(child).end).filter(within)
        })
    }

    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |&up| self.parent(up))
    }

    /// Every node below `id`, in document order.
    pub(super) fn descendants(
        &self,
        id: NodeId,
    ) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (id.0 + 1..self.node(id).end.0).map(NodeId)
    }

    /// The nodes from one to another, both included.
    pub(super) fn between(
        &self,
        first: NodeId,
        last: NodeId,
    ) -> impl Iterator<Item = NodeId> + use<> {
        (first.0..=last.0).map(NodeId)
    }

    /// Whether `id` is `top` or lies below it.
    pub(super) fn is_within(&self, id: NodeId, top: NodeId) -> bool {
        top <= id && id < self.node(top).end
    }

    /// The local name of an element; `""` for what is none.
    pub(super) fn name(&self, id: NodeId) -> &str {
        self.local_name(id).map_or("", |name| name)
    }

    pub(super) fn local_name(&self, id: NodeId) -> Option<&LocalName> {
        match &self.node(id).data {
            Data::Element(name, _) => Some(name),
            _ => None,
        }
    }

    /// The characters of a text node.
    pub(super) fn words(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).data {
            Data::Text(range) => self.words.get(range.as_usize()),
            _ => None,
        }
    }

    /// Those attributes of an element that are kept at all.
    pub(super) fn attributes(&self, id: NodeId) -> impl Iterator<Item = (Attr, &str)> {
        let range = match &self.node(id).data {
            Data::Element(_, range) => range.as_usize(),
            _ => 0..0,
        };
        self.attributes[range]
            .iter()
            .map(|(name, range)| (*name, self.words.get(range.as_usize()).unwrap_or("")))
    }

    pub(super) fn attribute(&self, id: NodeId, name: Attr) -> Option<&str> {
        let mut named = self.attributes(id).filter(|(known, _)| *known == name);
        named.next().map(|(_, value)| value)
    }

    /// All characters below a node, white space folded to single spaces.
    pub(super) fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for node in self.descendants(id) {
            match &self.node(node).data {
                Data::Text(range) => text.push_str(&self.words[range.as_usize()]),
                Data::Element(name, _) if matches!(&**name, "br" | "p" | "div" | "li") => {
                    text.push(' ');
                }
                _ => {}
            }
        }
        super::space::collapse(&text)
    }
}

#[cfg(test)]
mod tests;
