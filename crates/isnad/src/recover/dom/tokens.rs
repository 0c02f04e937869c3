//! From html5gum's tokenizer to html5ever's tree builder.
//!
//! Both follow the same standard. html5gum reads from a slice and lets its caller decide what is
//! kept of a tag, which makes it three times as fast here as html5ever's own tokenizer, whose input
//! may come in parts; attributes that nobody asks for are passed over.
//!
//! Between the two stands a guard on what a page can cost: see [`Tokens::holds_back`].

use std::{borrow::Cow, convert::Infallible, sync::LazyLock};

use html5ever::{
    Attribute, LocalName, QualName,
    interface::TreeSink,
    ns,
    tendril::StrTendril,
    tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult, states::RawKind},
    tree_builder::TreeBuilder,
};
use html5gum::{Emitter, Error, State, Tokenizer};

use super::{Attr, Dom, attribute::LONGEST_VALUE, build::Sink};

/// The deepest element that is still nested. Real pages stay under 100, browsers stop at 512. The
/// tree builder walks its stack of open elements for nearly every tag, so without a bound 200,000
/// nested elements would take quadratic time.
const MAX_DEPTH: u16 = 512;

/// The most nodes that a page of a given size becomes. Of 345 news pages the middle one has a node in
/// 124 bytes, the densest one in 25, and none has 10,000; a page of nothing but `<p><p><p>` would take
/// 50 times its size.
fn max_nodes(bytes: usize) -> usize {
    20_000 + bytes / 20
}

/// Tags that never hold others, or whose text the tokenizer must read in another way: these pass
/// however deep they stand.
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

/// Those of them whose text is raw.
const READ_OTHERWISE: [&str; 9] = [
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
];

pub(super) fn parse(html: &str) -> Dom {
    let builder = TreeBuilder::new(Sink::new(html.len()), Default::default());
    let tokens = Tokens {
        builder: &builder,
        max_nodes: max_nodes(html.len()),
        held: 0,
        text: Vec::new(),
        tag: Vec::new(),
        last_start_tag: Vec::new(),
        kind: TagKind::StartTag,
        is_self_closing: false,
        attributes: Vec::new(),
        name: Vec::new(),
        value: Vec::new(),
    };
    // Reading a slice cannot fail, and no tokens are given back: everything happens on the way.
    let Ok(()) = Tokenizer::new_with_emitter(html, tokens).finish();
    builder.sink.finish()
}

/// What is read of the token under way.
struct Tokens<'b> {
    builder: &'b TreeBuilder<u32, Sink>,
    max_nodes: usize,
    /// Start tags that were held back and whose end tags are still to come.
    held: u32,
    text: Vec<u8>,
    tag: Vec<u8>,
    last_start_tag: Vec<u8>,
    kind: TagKind,
    is_self_closing: bool,
    attributes: Vec<Attribute>,
    /// The attribute under way.
    name: Vec<u8>,
    value: Vec<u8>,
}

impl Tokens<'_> {
    /// Gives a token that is no tag, and so asks for no other way of reading.
    fn give(&self, token: Token) {
        let _ = self.builder.process_token(token, 1);
    }

    fn flush_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = text(&self.text);
        for (index, part) in text.split('\0').enumerate() {
            if index > 0 {
                self.give(Token::NullCharacterToken);
            }
            if !part.is_empty() {
                self.give(Token::CharacterTokens(StrTendril::from_slice(part)));
            }
        }
        self.text.clear();
    }

    /// Puts the attribute under way on the tag, if it is one that is kept.
    fn flush_attribute(&mut self) {
        let name = std::str::from_utf8(&self.name).ok().and_then(Attr::of);
        let is_new = |name: &LocalName| {
            self.attributes
                .iter()
                .all(|known| known.name.local != *name)
        };
        let name = name.map(local_name).filter(|name| is_new(name));
        if let Some(name) = name.filter(|_| self.value.len() <= LONGEST_VALUE) {
            self.attributes.push(Attribute {
                name: QualName::new(None, ns!(), name),
                value: StrTendril::from_slice(&text(&self.value)),
            });
        }
        self.name.clear();
        self.value.clear();
    }

    /// Whether a tag is kept from the tree: beyond [`MAX_DEPTH`] and [`max_nodes`] nothing is nested
    /// any more, and the end tags of what was held back are held back too. Text always passes, so
    /// nothing readable is lost.
    fn holds_back(&mut self, name: &str) -> bool {
        let sink = &self.builder.sink;
        let is_full = sink.len() >= self.max_nodes;
        let is_deep = sink.depth() >= MAX_DEPTH;
        if !is_full && !is_deep && self.held == 0 {
            return false;
        }
        if NEVER_NESTS.contains(&name) {
            return is_full && self.kind == TagKind::StartTag && !READ_OTHERWISE.contains(&name);
        }
        match self.kind {
            TagKind::StartTag if is_full || is_deep => {
                self.held += 1;
                true
            }
            TagKind::EndTag if self.held > 0 => {
                self.held -= 1;
                true
            }
            _ => false,
        }
    }
}

/// What was read of a page that is UTF-8 is UTF-8 again.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    // The check alone is faster than the loop that would replace what is wrong.
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// The name of an attribute as html5ever wants it; making one takes a look-up.
fn local_name(attribute: Attr) -> LocalName {
    static NAMES: LazyLock<Vec<(Attr, LocalName)>> = LazyLock::new(|| {
        Attr::ALL
            .iter()
            .map(|&name| (name, name.local_name()))
            .collect()
    });
    NAMES[attribute as usize].1.clone()
}

impl Emitter for Tokens<'_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start_tag.clear();
        self.last_start_tag
            .extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.flush_text();
        self.give(Token::EOFToken);
        self.builder.end();
    }

    fn emit_error(&mut self, _error: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
    }

    fn init_start_tag(&mut self) {
        self.kind = TagKind::StartTag;
        self.init_tag();
    }

    fn init_end_tag(&mut self) {
        self.kind = TagKind::EndTag;
        self.init_tag();
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush_attribute();
        self.flush_text();
        let attributes = std::mem::take(&mut self.attributes);
        let tag = std::mem::take(&mut self.tag);
        let name = text(&tag);
        let held = self.holds_back(&name);
        let token = (!held).then(|| Tag {
            kind: self.kind,
            name: LocalName::from(&*name),
            self_closing: self.is_self_closing,
            attrs: attributes,
            had_duplicate_attributes: false,
        });
        if self.kind == TagKind::StartTag {
            self.last_start_tag.clear();
            self.last_start_tag.extend_from_slice(&tag);
        }
        self.tag = tag;
        match self.builder.process_token(Token::TagToken(token?), 1) {
            TokenSinkResult::Continue | TokenSinkResult::EncodingIndicator(_) => None,
            TokenSinkResult::Script(_) => Some(State::Data),
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(_) => Some(State::ScriptData),
        }
    }

    /// Comments part texts, and so the tree builder sees them, if empty.
    fn emit_current_comment(&mut self) {
        self.flush_text();
        self.give(Token::CommentToken(StrTendril::new()));
    }

    fn emit_current_doctype(&mut self) {
        self.flush_text();
        // Quirks change one thing that is read here: whether a table ends a paragraph.
        self.give(Token::DoctypeToken(Doctype {
            name: Some(StrTendril::from_slice("html")),
            ..Doctype::default()
        }));
    }

    fn set_self_closing(&mut self) {
        self.is_self_closing = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, part: &[u8]) {
        self.tag.extend_from_slice(part);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.flush_attribute();
    }

    fn push_attribute_name(&mut self, part: &[u8]) {
        self.name.extend_from_slice(part);
    }

    fn push_attribute_value(&mut self, part: &[u8]) {
        if self.value.len() <= LONGEST_VALUE {
            self.value.extend_from_slice(part);
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.kind == TagKind::EndTag && !self.tag.is_empty() && self.tag == self.last_start_tag
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Tokens<'_> {
    fn init_tag(&mut self) {
        self.tag.clear();
        self.attributes.clear();
        self.name.clear();
        self.value.clear();
        self.is_self_closing = false;
    }
}
