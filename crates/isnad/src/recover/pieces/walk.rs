//! The walk over the tree that cuts the pieces.

use super::{
    super::{
        dom::{Attr, Dom, NodeId},
        hints::{Cache, Hints},
        people,
    },
    Kind, Piece,
    flow::{Flow, flow},
    run::{Author, Context, Run},
};

pub(super) fn pieces(dom: &Dom) -> Vec<Piece> {
    let mut walk = Walk {
        dom,
        list: Vec::new(),
        weight: weights(dom),
        run: Run::default(),
        hints: Cache::default(),
        numbers: Vec::new(),
    };
    walk.run();
    walk.list
}

struct Walk<'d> {
    dom: &'d Dom,
    list: Vec<Piece>,
    /// Bytes of running text below each node, for telling a whole page from a part of it.
    weight: Vec<u32>,
    run: Run,
    hints: Cache<'d>,
    /// The numbered lists that are open, each with the number of its last item.
    numbers: Vec<(NodeId, u32)>,
}

enum Step {
    Enter(NodeId, Context),
    /// Out of a block element.
    Leave(Context),
}

impl Walk<'_> {
    fn run(&mut self) {
        let root = self.dom.root();
        let context = Context {
            block: root,
            kind: Kind::Bare,
            hints: Hints::NONE,
            row: None,
            list_depth: 0,
            number: None,
            author: None,
            is_hidden: false,
            link: None,
            is_bold: false,
            is_italic: false,
        };
        let mut steps = vec![Step::Enter(root, context)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(id, context) => self.enter(id, context, &mut steps),
                Step::Leave(context) => self.flush(context),
            }
        }
    }

    fn enter(&mut self, id: NodeId, outer: Context, steps: &mut Vec<Step>) {
        if let Some(words) = self.dom.words(id) {
            self.run.push(self.dom, words, id, outer);
            return;
        }
        let inner = match flow(self.dom, id) {
            Flow::Skip => return,
            Flow::Break => {
                if self.run.line_break() {
                    self.flush(outer);
                }
                return;
            }
            Flow::Inline => self.inline_context(id, outer),
            Flow::Block(kind) => {
                self.flush(outer);
                let inner = self.block_context(id, kind, outer);
                steps.push(Step::Leave(inner));
                inner
            }
        };
        let first = steps.len();
        steps.extend(self.dom.children(id).map(|child| Step::Enter(child, inner)));
        steps[first..].reverse();
    }

    fn inline_context(&mut self, id: NodeId, outer: Context) -> Context {
        let name = self.dom.name(id);
        // An inline element that says its words are a date or a name still stands in its paragraph:
        // only what no reader sees is kept out.
        let hints = self.hints.of(self.dom, id);
        let is_hidden = outer.is_hidden || hints.any(Hints::HIDDEN);
        // Inside what calls itself the byline every element is a name of its own.
        let said_by = if hints.any(Hints::AUTHOR) || self.is_authors_page(id) {
            Some(id)
        } else if let Some(outer) = outer.author {
            Some(outer.said_by)
        } else {
            outer.hints.any(Hints::AUTHOR).then_some(outer.block)
        };
        Context {
            is_hidden,
            author: said_by.map(|said_by| Author { node: id, said_by }),
            link: if name == "a" { Some(id) } else { outer.link },
            is_bold: outer.is_bold || matches!(name, "b" | "strong"),
            is_italic: outer.is_italic || matches!(name, "i" | "em" | "cite"),
            ..outer
        }
    }

    /// Whether an element links to the page of somebody who writes.
    fn is_authors_page(&self, id: NodeId) -> bool {
        let href = self.dom.attribute(id, Attr::Href);
        self.dom.name(id) == "a" && href.is_some_and(people::is_authors_page)
    }

    fn block_context(&mut self, id: NodeId, kind: Option<Kind>, outer: Context) -> Context {
        let kind = match (kind, outer.kind) {
            (None, Kind::Paragraph | Kind::Heading(_) | Kind::Cell) => Kind::Bare,
            (None, kept) => kept,
            (Some(Kind::Paragraph), kept @ (Kind::ListItem | Kind::Quotation | Kind::Caption)) => {
                kept
            }
            (Some(kind), _) => kind,
        };
        let own = self.own_hints(id);
        let mut inner = Context {
            block: id,
            kind,
            hints: outer.hints.with(own),
            author: None,
            ..outer
        };
        match self.dom.name(id) {
            "tr" => inner.row = Some(id),
            "ul" => (inner.list_depth, inner.number) = (outer.list_depth.saturating_add(1), None),
            "ol" => {
                inner.list_depth = outer.list_depth.saturating_add(1);
                inner.number = Some(0);
            }
            "li" => inner.number = self.number(id, outer.number),
            _ => {}
        }
        inner
    }

    /// The number of an item, in a numbered list.
    fn number(&mut self, item: NodeId, list: Option<u32>) -> Option<u32> {
        list?;
        let list = self.dom.parent(item)?;
        // Lists inside the last item of this one are over.
        while self.numbers.last().is_some_and(|(open, _)| *open > list) {
            self.numbers.pop();
        }
        if self.numbers.last().is_none_or(|(open, _)| *open != list) {
            self.numbers.push((list, 0));
        }
        let (_, number) = self.numbers.last_mut()?;
        *number += 1;
        Some(*number)
    }

    /// What an element says of itself, as far as it can be meant.
    fn own_hints(&mut self, id: NodeId) -> Hints {
        let own = self.hints.of(self.dom, id);
        // Who names most of the page a menu does not mean it (`<body class="has-sidebar">`).
        let is_whole = matches!(self.dom.name(id), "html" | "body" | "main" | "article");
        let (part, page) = (
            u64::from(self.weight[id.index()]),
            u64::from(self.weight[0]),
        );
        let captions = if part * 10 > page * 2 {
            Hints::CAPTION
        } else {
            Hints::NONE
        };
        let mistaken = match () {
            () if is_whole || part * 10 > page * 7 => Hints::CHROME,
            () if part * 10 > page * 4 => Hints::CHROME.without(NEVER_THE_ARTICLE),
            () => captions,
        };
        own.without(mistaken)
    }

    fn flush(&mut self, context: Context) {
        self.list.extend(self.run.take(self.dom, context));
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
