//! A bound on nesting.
//!
//! The tree builder walks its stack of open elements for nearly every tag, so a page of 200,000
//! nested elements would take quadratic time. Browsers stop nesting at 512; so does this guard,
//! which stands between tokenizer and tree builder and lets no deeper tag pass. Text always passes,
//! so nothing readable is lost.

use std::cell::Cell;

use html5ever::{
    tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult},
    tree_builder::TreeBuilder,
};

use super::{NodeId, build::Sink};

/// The deepest element that is still nested. Real pages stay under 100.
const MAX_DEPTH: u32 = 512;

/// Elements that hold no others; the tokenizer also needs to see those whose text is raw.
const NEVER_NESTS: [&str; 23] = [
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "iframe",
    "img",
    "input",
    "link",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "param",
    "plaintext",
    "script",
    "source",
    "style",
    "textarea",
    "title",
    "track",
    "wbr",
];

pub(super) struct DepthGuard {
    builder: TreeBuilder<NodeId, Sink>,
    /// Start tags that were kept back and whose end tags are still to come.
    held: Cell<u32>,
}

impl DepthGuard {
    pub(super) fn new(builder: TreeBuilder<NodeId, Sink>) -> DepthGuard {
        DepthGuard {
            builder,
            held: Cell::new(0),
        }
    }

    pub(super) fn into_inner(self) -> TreeBuilder<NodeId, Sink> {
        self.builder
    }

    fn holds_back(&self, tag: &Tag) -> bool {
        if NEVER_NESTS.contains(&&*tag.name) {
            return false;
        }
        let held = self.held.get();
        match tag.kind {
            TagKind::StartTag if self.builder.sink.depth() >= MAX_DEPTH => {
                self.held.set(held + 1);
                true
            }
            TagKind::EndTag if held > 0 => {
                self.held.set(held - 1);
                true
            }
            _ => false,
        }
    }
}

impl TokenSink for DepthGuard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if let Token::TagToken(tag) = &token
            && self.holds_back(tag)
        {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}
