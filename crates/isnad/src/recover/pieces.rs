//! The page as a list: every run of words that stands as a block, in document order.
//!
//! The list, not the tree, is what the later steps decide on; each piece remembers where in the
//! tree it stood and what the elements above it say of themselves.

use html5ever::local_name;

use super::{
    dom::{Attr, Dom, NodeId},
    hints::{self, Hints},
    lines, space,
};

/// What kind of element a piece stood in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// With its level, 1 to 6.
    Heading(u8),
    ListItem,
    Quotation,
    Cell,
    Caption,
    /// Words directly in a `div`, `section`, `td`, …
    Bare,
}

/// A run of words that stands as a block.
#[derive(Debug)]
pub(super) struct Piece {
    /// The nearest block element.
    pub(super) node: NodeId,
    pub(super) kind: Kind,
    pub(super) hints: Hints,
    /// White space folded.
    pub(super) text: String,
    /// Scalar values.
    pub(super) chars: usize,
    /// Of which inside links.
    pub(super) link_chars: usize,
    /// The first link's address.
    pub(super) href: Option<String>,
    /// Commas, full stops and their kin.
    pub(super) stops: usize,
    /// The place of its first node in document order, for asking what lies inside a container.
    pub(super) order: u32,
}

impl Piece {
    pub(super) fn link_share(&self) -> f32 {
        if self.chars == 0 {
            0.0
        } else {
            self.link_chars as f32 / self.chars as f32
        }
    }

    /// Whether it ends as a sentence does, or announces with a colon what follows.
    pub(super) fn ends_as_sentence(&self) -> bool {
        lines::ends_as_sentence(&self.text)
            || lines::without_closing_marks(&self.text).ends_with(':')
    }
}

/// The pieces of a page and, for each node, where its subtree lies in document order.
pub(super) struct Pieces {
    pub(super) list: Vec<Piece>,
    /// For each node, the half-open range of its subtree in document order.
    pub(super) extent: Vec<(u32, u32)>,
}

impl Pieces {
    pub(super) fn of(dom: &Dom) -> Pieces {
        let mut walk = Walk::new(dom);
        walk.run();
        Pieces {
            list: walk.list,
            extent: walk.extent,
        }
    }

    /// The pieces that lie inside an element.
    pub(super) fn inside(&self, node: NodeId) -> impl Iterator<Item = (usize, &Piece)> {
        let (start, end) = self.extent[node.index()];
        self.list
            .iter()
            .enumerate()
            .filter(move |(_, piece)| (start..end).contains(&piece.order))
    }

    pub(super) fn is_inside(&self, piece: &Piece, node: NodeId) -> bool {
        let (start, end) = self.extent[node.index()];
        (start..end).contains(&piece.order)
    }
}

/// What an element does to the flow of words.
enum Flow {
    /// Its words are never read.
    Skip,
    /// It stands as a block.
    Block(Option<Kind>),
    /// It runs along in the line.
    Inline,
    Break,
}

fn flow(dom: &Dom, id: NodeId) -> Flow {
    let Some(name) = dom.local_name(id) else {
        return Flow::Block(None);
    };
    match *name {
        local_name!("script")
        | local_name!("style")
        | local_name!("noscript")
        | local_name!("template")
        | local_name!("svg")
        | local_name!("iframe")
        | local_name!("object")
        | local_name!("button")
        | local_name!("select")
        | local_name!("textarea")
        | local_name!("head")
        | local_name!("title")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("canvas")
        | local_name!("option")
        | local_name!("math")
        | local_name!("embed")
        | local_name!("rp")
        | local_name!("rt") => Flow::Skip,
        local_name!("p") => Flow::Block(Some(Kind::Paragraph)),
        local_name!("h1") => Flow::Block(Some(Kind::Heading(1))),
        local_name!("h2") => Flow::Block(Some(Kind::Heading(2))),
        local_name!("h3") => Flow::Block(Some(Kind::Heading(3))),
        local_name!("h4") => Flow::Block(Some(Kind::Heading(4))),
        local_name!("h5") => Flow::Block(Some(Kind::Heading(5))),
        local_name!("h6") => Flow::Block(Some(Kind::Heading(6))),
        local_name!("li") | local_name!("dd") | local_name!("dt") => {
            Flow::Block(Some(Kind::ListItem))
        }
        local_name!("blockquote") => Flow::Block(Some(Kind::Quotation)),
        local_name!("td") | local_name!("th") => Flow::Block(Some(Kind::Cell)),
        local_name!("figcaption") | local_name!("caption") => Flow::Block(Some(Kind::Caption)),
        local_name!("br") | local_name!("hr") => Flow::Break,
        local_name!("a")
        | local_name!("abbr")
        | local_name!("acronym")
        | local_name!("b")
        | local_name!("bdi")
        | local_name!("bdo")
        | local_name!("big")
        | local_name!("cite")
        | local_name!("code")
        | local_name!("data")
        | local_name!("del")
        | local_name!("dfn")
        | local_name!("em")
        | local_name!("font")
        | local_name!("i")
        | local_name!("ins")
        | local_name!("kbd")
        | local_name!("label")
        | local_name!("mark")
        | local_name!("q")
        | local_name!("ruby")
        | local_name!("s")
        | local_name!("samp")
        | local_name!("small")
        | local_name!("span")
        | local_name!("strike")
        | local_name!("strong")
        | local_name!("sub")
        | local_name!("sup")
        | local_name!("time")
        | local_name!("tt")
        | local_name!("u")
        | local_name!("var")
        | local_name!("wbr")
        | local_name!("img")
        | local_name!("input")
        | local_name!("picture")
        | local_name!("source") => Flow::Inline,
        _ if name.contains('-') => Flow::Inline,
        _ => Flow::Block(None),
    }
}

/// The walk over the tree that cuts the pieces.
struct Walk<'d> {
    dom: &'d Dom,
    list: Vec<Piece>,
    extent: Vec<(u32, u32)>,
    /// Bytes of running text below each node, for telling a whole page from a part of it.
    weight: Vec<u32>,
    order: u32,
    buffer: Buffer,
}

/// What is open around the words being read.
#[derive(Clone, Copy)]
struct Context {
    block: NodeId,
    kind: Kind,
    hints: Hints,
    in_link: bool,
}

/// The words of the piece being read.
#[derive(Default)]
struct Buffer {
    text: String,
    link_chars: usize,
    href: Option<String>,
    order: u32,
    breaks: u32,
}

enum Step {
    Enter(NodeId, Context),
    Leave(NodeId, Context, bool),
}

impl<'d> Walk<'d> {
    fn new(dom: &'d Dom) -> Walk<'d> {
        Walk {
            dom,
            list: Vec::new(),
            extent: vec![(0, 0); dom.len()],
            weight: weights(dom),
            order: 0,
            buffer: Buffer::default(),
        }
    }

    fn run(&mut self) {
        let root = self.dom.root();
        let context = Context {
            block: root,
            kind: Kind::Bare,
            hints: Hints::NONE,
            in_link: false,
        };
        let mut steps = vec![Step::Enter(root, context)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(id, context) => self.enter(id, context, &mut steps),
                Step::Leave(id, context, block) => {
                    if block {
                        self.flush(context);
                    }
                    self.extent[id.index()].1 = self.order;
                }
            }
        }
    }

    fn enter(&mut self, id: NodeId, outer: Context, steps: &mut Vec<Step>) {
        self.order += 1;
        self.extent[id.index()] = (self.order - 1, self.order);
        if let Some(words) = self.dom.words(id) {
            self.buffer.push(words, outer, self.order - 1);
            return;
        }
        match flow(self.dom, id) {
            Flow::Skip => {}
            Flow::Break => self.line_break(outer),
            Flow::Inline => {
                let inner = self.inline_context(id, outer);
                self.descend(id, inner, outer, false, steps);
            }
            Flow::Block(kind) => {
                self.flush(outer);
                let inner = self.block_context(id, kind, outer);
                self.descend(id, inner, inner, true, steps);
            }
        }
    }

    fn descend(
        &mut self,
        id: NodeId,
        inner: Context,
        leave: Context,
        block: bool,
        steps: &mut Vec<Step>,
    ) {
        steps.push(Step::Leave(id, leave, block));
        let first = steps.len();
        steps.extend(self.dom.children(id).map(|child| Step::Enter(child, inner)));
        steps[first..].reverse();
    }

    fn inline_context(&mut self, id: NodeId, outer: Context) -> Context {
        let name = self.dom.name(id);
        let hints = self.hints(id, outer);
        if name == "a" && self.buffer.href.is_none() {
            self.buffer.href = self.dom.attribute(id, Attr::Href).map(str::to_owned);
        }
        // An inline element that hides its words, or says they are a date or a name, still stands
        // in its paragraph: only what no reader sees is kept out.
        if hints.any(Hints::HIDDEN) && !outer.hints.any(Hints::HIDDEN) {
            return Context { hints, ..outer };
        }
        Context {
            in_link: outer.in_link || name == "a",
            hints: outer.hints,
            ..outer
        }
    }

    fn block_context(&self, id: NodeId, kind: Option<Kind>, outer: Context) -> Context {
        let kind = match (kind, outer.kind) {
            (None, Kind::Paragraph | Kind::Heading(_) | Kind::Cell) => Kind::Bare,
            (None, kept) => kept,
            (Some(Kind::Paragraph), kept @ (Kind::ListItem | Kind::Quotation | Kind::Caption)) => {
                kept
            }
            (Some(kind), _) => kind,
        };
        Context {
            block: id,
            kind,
            hints: self.hints(id, outer),
            ..outer
        }
    }

    fn hints(&self, id: NodeId, outer: Context) -> Hints {
        let own = hints::of_element(self.dom, id);
        // Who names most of the page a menu does not mean it (`<body class="has-sidebar">`).
        let is_whole = matches!(self.dom.name(id), "html" | "body" | "main" | "article");
        let (part, page) = (
            u64::from(self.weight[id.index()]),
            u64::from(self.weight[0]),
        );
        let mistaken = match () {
            () if is_whole || part * 10 > page * 7 => Hints::CHROME,
            () if part * 10 > page * 4 => Hints::CHROME.without(NEVER_THE_ARTICLE),
            () => Hints::NONE,
        };
        let own = own.without(mistaken);
        outer.hints.with(own)
    }

    fn line_break(&mut self, context: Context) {
        self.buffer.breaks += 1;
        if self.buffer.breaks >= 2 {
            self.flush(context);
        } else {
            self.buffer.text.push('\n');
        }
    }

    fn flush(&mut self, context: Context) {
        let buffer = std::mem::take(&mut self.buffer);
        let text = space::collapse(&buffer.text);
        if text.is_empty() {
            return;
        }
        let chars = text.chars().count();
        let stops = text
            .chars()
            .filter(|c| ",.;:!?،؛؟۔、。।".contains(*c))
            .count();
        self.list.push(Piece {
            node: context.block,
            kind: context.kind,
            hints: context.hints,
            chars,
            link_chars: buffer.link_chars.min(chars),
            href: buffer.href,
            stops,
            text,
            order: buffer.order,
        });
    }
}

impl Buffer {
    fn push(&mut self, words: &str, context: Context, order: u32) {
        if context.hints.any(Hints::HIDDEN) && words.trim().is_empty() {
            return;
        }
        if self.text.trim().is_empty() {
            self.order = order;
        }
        if !words.trim().is_empty() {
            self.breaks = 0;
            let chars = words
                .split_whitespace()
                .map(|word| word.chars().count() + 1)
                .sum::<usize>();
            self.link_chars += if context.in_link { chars } else { 0 };
        }
        self.text.push_str(words);
    }
}

/// Parts that can well be longer than the article.
const NEVER_THE_ARTICLE: Hints = Hints::COMMENTS
    .with(Hints::NAVIGATION)
    .with(Hints::FOOTER)
    .with(Hints::RELATED);

/// A text node of fewer bytes is a label, not running text.
const RUNNING_TEXT: usize = 60;

/// For each node the bytes of running text below it that a reader could see.
fn weights(dom: &Dom) -> Vec<u32> {
    let mut weight = vec![0_u32; dom.len()];
    for id in dom.descendants(dom.root()).rev() {
        if let Some(words) = dom.words(id) {
            let len = words.trim().len();
            weight[id.index()] = if len >= RUNNING_TEXT { len as u32 } else { 0 };
        } else if dom.name(id) == "a" || matches!(flow(dom, id), Flow::Skip) {
            weight[id.index()] = 0;
        }
        if let Some(parent) = dom.parent(id) {
            weight[parent.index()] += weight[id.index()];
        }
    }
    weight
}
