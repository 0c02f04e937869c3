//! html5ever's tree sink: it links nodes while the page is parsed, and puts them into document
//! order at the end.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
};

use html5ever::{
    Attribute, LocalName, Namespace, QualName,
    interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink},
    ns,
    tendril::StrTendril,
};

use super::{Attr, Data, Dom, Node, NodeId, Range};

/// A node while the page is parsed: the links let it be moved.
#[derive(Debug)]
struct Growing {
    parent: u32,
    previous: u32,
    next: u32,
    first: u32,
    last: u32,
    depth: u16,
    namespace: Space,
    data: Data,
}

/// No node: as a link, and as the handle given for what is not kept.
const NONE: u32 = u32::MAX;

/// The three namespaces that HTML knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    Html,
    Svg,
    MathMl,
}

#[derive(Debug, Default)]
struct Arena {
    nodes: Vec<Growing>,
    attributes: Vec<(Attr, Range)>,
    words: String,
}

pub(super) struct Sink {
    arena: RefCell<Arena>,
    /// How deep the innermost open element stands.
    depth: Cell<u16>,
}

impl Sink {
    /// A sink for a page of so many bytes.
    pub(super) fn new(bytes: usize) -> Sink {
        let mut arena = Arena {
            nodes: Vec::with_capacity(bytes / 40 + 16),
            attributes: Vec::with_capacity(bytes / 80 + 16),
            words: String::with_capacity(bytes / 2),
        };
        arena.make(Data::Root, Space::Html);
        Sink {
            arena: RefCell::new(arena),
            depth: Cell::new(0),
        }
    }

    pub(super) fn depth(&self) -> u16 {
        self.depth.get()
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.arena.borrow().nodes.len()
    }

    fn attach(&self, parent: u32, before: u32, child: NodeOrText<u32>) {
        let arena = &mut *self.arena.borrow_mut();
        let id = match child {
            NodeOrText::AppendNode(NONE) => return,
            NodeOrText::AppendNode(id) => {
                arena.detach(id);
                id
            }
            NodeOrText::AppendText(text) => match arena.text(parent, before, &text) {
                Some(id) => id,
                None => return,
            },
        };
        arena.insert(parent, before, id);
        if matches!(arena.nodes[id as usize].data, Data::Element(..)) {
            self.depth.set(arena.nodes[id as usize].depth);
        }
    }
}

impl Arena {
    fn make(&mut self, data: Data, namespace: Space) -> u32 {
        let id = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(Growing {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            depth: 0,
            namespace,
            data,
        });
        id
    }

    fn say(&mut self, words: &str) -> Range {
        let start = self.words.len() as u32;
        self.words.push_str(words);
        Range {
            start,
            end: self.words.len() as u32,
        }
    }

    fn add_attributes(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            let name = Attr::of(&attribute.name.local);
            if let Some(name) = name {
                let value = self.say(&attribute.value);
                self.attributes.push((name, value));
            }
        }
    }

    /// A new node for a text, or none when it could be added to the one before it.
    fn text(&mut self, parent: u32, before: u32, text: &str) -> Option<u32> {
        let previous = match before {
            NONE => self.nodes[parent as usize].last,
            sibling => self.nodes[sibling as usize].previous,
        };
        let range = self.say(text);
        if let Some(Growing {
            data: Data::Text(known),
            ..
        }) = self.nodes.get_mut(previous as usize)
            && known.end == range.start
        {
            known.end = range.end;
            return None;
        }
        Some(self.make(Data::Text(range), Space::Html))
    }

    fn insert(&mut self, parent: u32, before: u32, id: u32) {
        let previous = match before {
            NONE => self.nodes[parent as usize].last,
            sibling => self.nodes[sibling as usize].previous,
        };
        let depth = self.nodes[parent as usize].depth + 1;
        let new = &mut self.nodes[id as usize];
        (new.parent, new.previous, new.next, new.depth) = (parent, previous, before, depth);
        match previous {
            NONE => self.nodes[parent as usize].first = id,
            previous => self.nodes[previous as usize].next = id,
        }
        match before {
            NONE => self.nodes[parent as usize].last = id,
            next => self.nodes[next as usize].previous = id,
        }
    }

    fn detach(&mut self, id: u32) {
        let node = &mut self.nodes[id as usize];
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        if parent == NONE {
            return;
        }
        match previous {
            NONE => self.nodes[parent as usize].first = next,
            previous => self.nodes[previous as usize].next = next,
        }
        match next {
            NONE => self.nodes[parent as usize].last = previous,
            next => self.nodes[next as usize].previous = previous,
        }
    }

    /// The tree in document order. What hangs on no parent (the contents of templates) is left out.
    fn into_dom(mut self) -> Dom {
        let mut nodes: Vec<Node> = Vec::with_capacity(self.nodes.len());
        let mut at = 0_u32;
        let mut parent = NodeId(0);
        loop {
            let id = NodeId::new(nodes.len());
            let growing = &mut self.nodes[at as usize];
            nodes.push(Node {
                parent,
                end: id,
                data: std::mem::replace(&mut growing.data, Data::Root),
            });
            if growing.first != NONE {
                (at, parent) = (growing.first, id);
                continue;
            }
            // Up to the first node that has another after it, closing ranges on the way.
            let mut open = id;
            loop {
                nodes[open.index()].end = NodeId::new(nodes.len());
                let growing = &self.nodes[at as usize];
                if growing.next != NONE {
                    (at, parent) = (growing.next, nodes[open.index()].parent);
                    break;
                }
                if growing.parent == NONE {
                    return Dom {
                        nodes,
                        attributes: self.attributes,
                        words: self.words,
                        json_ld: Vec::new(),
                        scripts: Vec::new(),
                    };
                }
                (at, open) = (growing.parent, nodes[open.index()].parent);
            }
        }
    }
}

/// The name of an element while the page is parsed.
#[derive(Debug)]
pub(super) struct Name {
    local: LocalName,
    namespace: Namespace,
}

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

impl TreeSink for Sink {
    type Handle = u32;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        self.arena.into_inner().into_dom()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> u32 {
        0
    }

    fn elem_name(&self, target: &u32) -> Name {
        let arena = self.arena.borrow();
        let node = &arena.nodes[*target as usize];
        let local = match &node.data {
            Data::Element(name, _) => name.clone(),
            // The tree builder asks only for names of elements it made.
            _ => LocalName::default(),
        };
        let namespace = match node.namespace {
            Space::Html => ns!(html),
            Space::Svg => ns!(svg),
            Space::MathMl => ns!(mathml),
        };
        Name { local, namespace }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> u32 {
        let arena = &mut *self.arena.borrow_mut();
        let start = arena.attributes.len() as u32;
        arena.add_attributes(&attributes);
        let end = arena.attributes.len() as u32;
        let namespace = match name.ns {
            ns!(svg) => Space::Svg,
            ns!(mathml) => Space::MathMl,
            _ => Space::Html,
        };
        arena.make(Data::Element(name.local, Range { start, end }), namespace)
    }

    fn create_comment(&self, _text: StrTendril) -> u32 {
        NONE
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> u32 {
        NONE
    }

    fn append(&self, parent: &u32, child: NodeOrText<u32>) {
        self.attach(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &u32, previous: &u32, child: NodeOrText<u32>) {
        let has_parent = self.arena.borrow().nodes[*element as usize].parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &u32) {
        let depth = self.arena.borrow().nodes[*node as usize].depth;
        self.depth.set(depth.saturating_sub(1));
    }

    fn get_template_contents(&self, _target: &u32) -> u32 {
        self.arena.borrow_mut().make(Data::Root, Space::Html)
    }

    fn same_node(&self, x: &u32, y: &u32) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &u32, child: NodeOrText<u32>) {
        let parent = self.arena.borrow().nodes[*sibling as usize].parent;
        if parent != NONE {
            self.attach(parent, *sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &u32, attributes: Vec<Attribute>) {
        let arena = &mut *self.arena.borrow_mut();
        let Data::Element(_, own) = arena.nodes[*target as usize].data else {
            return;
        };
        let start = arena.attributes.len();
        let known = arena.attributes[own.as_usize()].to_vec();
        arena.attributes.extend(&known);
        let is_new = |attribute: &Attribute| {
            let name = Attr::of(&attribute.name.local);
            known.iter().all(|(known, _)| Some(*known) != name)
        };
        let new: Vec<Attribute> = attributes.into_iter().filter(is_new).collect();
        arena.add_attributes(&new);
        let range = Range {
            start: start as u32,
            end: arena.attributes.len() as u32,
        };
        if let Data::Element(_, own) = &mut arena.nodes[*target as usize].data {
            *own = range;
        }
    }

    fn remove_from_parent(&self, target: &u32) {
        self.arena.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &u32, new_parent: &u32) {
        let arena = &mut *self.arena.borrow_mut();
        while arena.nodes[*node as usize].first != NONE {
            let child = arena.nodes[*node as usize].first;
            arena.detach(child);
            arena.insert(*new_parent, NONE, child);
        }
    }
}
