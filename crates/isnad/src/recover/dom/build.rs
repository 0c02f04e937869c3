//! html5ever's tree sink, filling the arena.

use std::{
    borrow::Cow,
    cell::{Cell, Ref, RefCell},
};

use html5ever::{
    Attribute, QualName, TokenizerResult,
    interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tokenizer},
    tree_builder::TreeBuilder,
};

use super::{Data, Dom, Node, NodeId, depth::DepthGuard};

/// Parses a page. Never fails: like a browser, it makes a tree of anything.
pub(in crate::recover) fn parse(html: &str) -> Dom {
    let builder = TreeBuilder::new(Sink::new(html.len()), Default::default());
    let tokenizer = Tokenizer::new(DepthGuard::new(builder), Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The tokenizer stops after each `</script>` so that a browser can run it.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.into_inner().sink.finish()
}

pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the innermost open element stands.
    depth: Cell<u32>,
}

/// The handle given for what is not kept.
const NOTHING: usize = 1;

impl Sink {
    fn new(bytes: usize) -> Sink {
        let mut nodes = Vec::with_capacity(bytes / 32 + 16);
        nodes.push(node(Data::Root));
        nodes.push(node(Data::Root));
        Sink {
            nodes: RefCell::new(nodes),
            depth: Cell::new(0),
        }
    }

    pub(super) fn depth(&self) -> u32 {
        self.depth.get()
    }

    fn make(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node(data));
        NodeId::new(nodes.len() - 1)
    }

    fn attach(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<NodeId>) {
        let nodes = &mut *self.nodes.borrow_mut();
        let id = match child {
            NodeOrText::AppendNode(id) if id.index() == NOTHING => return,
            NodeOrText::AppendNode(id) => {
                detach(nodes, id);
                id
            }
            NodeOrText::AppendText(text) => {
                let previous = match before {
                    Some(sibling) => nodes[sibling.index()].previous,
                    None => nodes[parent.index()].last,
                };
                if let Some(Data::Text(words)) = previous.map(|id| &mut nodes[id.index()].data) {
                    words.push_tendril(&text);
                    return;
                }
                nodes.push(node(Data::Text(text)));
                NodeId::new(nodes.len() - 1)
            }
        };
        insert(nodes, parent, before, id);
        if matches!(nodes[id.index()].data, Data::Element(..)) {
            self.depth.set(nodes[id.index()].depth);
        }
    }
}

fn node(data: Data) -> Node {
    Node {
        parent: None,
        previous: None,
        next: None,
        first: None,
        last: None,
        depth: 0,
        data,
    }
}

fn insert(nodes: &mut [Node], parent: NodeId, before: Option<NodeId>, id: NodeId) {
    let previous = match before {
        Some(sibling) => nodes[sibling.index()].previous,
        None => nodes[parent.index()].last,
    };
    let depth = nodes[parent.index()].depth + 1;
    let new = &mut nodes[id.index()];
    new.parent = Some(parent);
    new.previous = previous;
    new.next = before;
    new.depth = depth;
    match previous {
        Some(previous) => nodes[previous.index()].next = Some(id),
        None => nodes[parent.index()].first = Some(id),
    }
    match before {
        Some(next) => nodes[next.index()].previous = Some(id),
        None => nodes[parent.index()].last = Some(id),
    }
}

fn detach(nodes: &mut [Node], id: NodeId) {
    let node = &mut nodes[id.index()];
    let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
    let Some(parent) = parent else { return };
    match previous {
        Some(previous) => nodes[previous.index()].next = next,
        None => nodes[parent.index()].first = next,
    }
    match next {
        Some(next) => nodes[next.index()].previous = previous,
        None => nodes[parent.index()].last = previous,
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        Dom {
            nodes: self.nodes.into_inner(),
        }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::new(0)
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| {
            match &nodes[target.index()].data {
                Data::Element(name, _) => name,
                // The tree builder asks only for names of elements it made.
                _ => unreachable!("the name of a node that is no element"),
            }
        })
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> NodeId {
        self.make(Data::Element(name, attributes))
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        NodeId::new(NOTHING)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        NodeId::new(NOTHING)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.attach(*parent, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.nodes.borrow()[element.index()].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &NodeId) {
        self.depth
            .set(self.nodes.borrow()[node.index()].depth.saturating_sub(1));
    }

    fn get_template_contents(&self, _target: &NodeId) -> NodeId {
        self.make(Data::Root)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[sibling.index()].parent;
        if let Some(parent) = parent {
            self.attach(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let nodes = &mut *self.nodes.borrow_mut();
        if let Data::Element(_, own) = &mut nodes[target.index()].data {
            for attribute in attributes {
                if !own.iter().any(|known| known.name == attribute.name) {
                    own.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let nodes = &mut *self.nodes.borrow_mut();
        while let Some(child) = nodes[node.index()].first {
            detach(nodes, child);
            insert(nodes, *new_parent, None, child);
        }
    }
}
