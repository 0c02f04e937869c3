//! A block as words and marks, each with what the lexicons know of it.
//!
//! Every reader of names works on this, so that a block is tokenised, folded and looked up once.

mod lookup;

use std::ops::Range;

use crate::{
    model::{Article, BlockKind, Span},
    text::{
        fold::{fold_char, is_mark},
        lang::{self, Lexicons, classes::Classes, gazetteer::Known},
        language::identify,
        phrase::Phrases,
        token::{Tokens, tokens},
    },
};

/// A word or a mark of a block.
#[derive(Clone, Copy, Debug)]
pub(in crate::annotate) struct Item {
    /// Its place in the article's text.
    pub(in crate::annotate) span: Span,
    /// The mark, or `None` for a word.
    pub(in crate::annotate) mark: Option<char>,
    /// Whether nothing stands between it and the item before.
    pub(in crate::annotate) glued: bool,
    /// Whether it begins with a capital letter.
    pub(in crate::annotate) capital: bool,
    /// The classes of the phrase that begins here.
    pub(in crate::annotate) class: Classes,
    /// How many items that phrase has.
    pub(in crate::annotate) class_len: usize,
    /// Bytes of conjunctions and prepositions in front of what was recognised.
    pub(in crate::annotate) prefix: usize,
    /// What the gazetteer knows of the name that begins here, and how many items it has.
    pub(in crate::annotate) known: Option<(Known, usize)>,
    folded: (u32, u32),
}

/// A block as items.
pub(in crate::annotate) struct Words<'t> {
    /// The article's text.
    pub(in crate::annotate) text: &'t str,
    /// What kind of block.
    pub(in crate::annotate) kind: BlockKind,
    /// Where the block stands.
    pub(in crate::annotate) span: Span,
    /// Its words and marks.
    pub(in crate::annotate) items: Vec<Item>,
    /// The lexicons of the article's language.
    pub(in crate::annotate) lexicons: &'static Lexicons,
    folded: String,
}

/// The blocks of an article as words; none when its language is not known here.
pub(in crate::annotate) fn read(article: &Article) -> Vec<Words<'_>> {
    let Some(lexicons) = lexicons_of(article) else {
        return Vec::new();
    };
    article
        .blocks
        .iter()
        .map(|block| Words::new(&article.text, block.span, block.kind, lexicons))
        .collect()
}

/// By the article's language; without one, by its text.
fn lexicons_of(article: &Article) -> Option<&'static Lexicons> {
    match &article.language {
        Some(language) => lang::of(language),
        None => lang::of(&identify(&article.text)?),
    }
}

/// The stroke that draws an Arabic letter out.
const TATWEEL: char = 'ـ';

/// Whether a character is of the Arabic script.
pub(in crate::annotate) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
}

impl<'t> Words<'t> {
    fn new(text: &'t str, span: Span, kind: BlockKind, lexicons: &'static Lexicons) -> Words<'t> {
        let mut words = Words {
            text,
            kind,
            span,
            items: Vec::new(),
            lexicons,
            folded: String::new(),
        };
        words.split();
        for at in 0..words.items.len() {
            words.look_up(at);
        }
        words
    }

    /// Whether the language is Arabic.
    pub(in crate::annotate) fn arabic(&self) -> bool {
        self.lexicons.code == "ar"
    }

    fn split(&mut self) {
        let block = self.span.of(self.text);
        let base = self.span.start as usize;
        let mut end = 0;
        let mut list: Tokens<'_> = tokens(block);
        loop {
            let token = list.next();
            let start = token.map_or(block.len(), |token| token.span.start as usize);
            self.push_marks(block, base, end..start);
            let Some(token) = token else { break };
            let folded = self.folded.len() as u32;
            self.folded.extend(token.text.chars().filter_map(fold_char));
            let glued = self
                .items
                .last()
                .is_some_and(|last| last.span.end as usize == base + start);
            self.items.push(Item {
                glued: glued || start == end && start > 0,
                folded: (folded, self.folded.len() as u32),
                capital: token.text.chars().next().is_some_and(char::is_uppercase),
                ..Item::at(token.span.shifted(base), None)
            });
            end = token.span.end as usize;
        }
    }

    /// Marks between two words. A hyphen or apostrophe inside a word in Latin letters is none.
    fn push_marks(&mut self, block: &str, base: usize, gap: Range<usize>) {
        let between = block.get(gap.clone()).unwrap_or("");
        let inside = !self.items.is_empty() && gap.end < block.len();
        let latin = block[..gap.start]
            .chars()
            .next_back()
            .is_some_and(|c| !is_arabic(c));
        if inside && latin && matches!(between, "-" | "'" | "’" | "‑") {
            return;
        }
        // `05:17` opens no speech.
        let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
        if between == ":"
            && digit(block[..gap.start].chars().next_back())
            && digit(block[gap.end..].chars().next())
        {
            return;
        }
        for (offset, c) in between
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace() && (!is_mark(*c) || *c == TATWEEL))
        {
            // Drawn out between spaces it is a dash, however long.
            if c == TATWEEL && self.items.last().is_some_and(|last| last.mark == Some(c)) {
                continue;
            }
            let start = base + gap.start + offset;
            let glued = self
                .items
                .last()
                .is_some_and(|last| last.span.end as usize == start);
            self.items.push(Item {
                glued,
                ..Item::at(Span::new(start, start + c.len_utf8()), Some(c))
            });
        }
    }

    /// The longest phrase of a table that begins at an item, read as `first` there: how many items
    /// it has, and its value.
    pub(in crate::annotate) fn phrase<'p, T>(
        &self,
        table: &'p Phrases<T>,
        first: &str,
        at: usize,
    ) -> Option<(usize, &'p T)> {
        let (count, value) = table.longest(first, |ahead| self.ahead(at, ahead))?;
        Some((self.reach(at, count), value))
    }

    /// The folded word `ahead` words after the item `at`, when only joining marks stand between.
    fn ahead(&self, at: usize, ahead: usize) -> Option<&str> {
        let next = self.reach_from(at, ahead)?;
        Some(self.fold(next))
    }

    fn reach_from(&self, at: usize, ahead: usize) -> Option<usize> {
        let mut place = at;
        for _ in 0..ahead {
            place += 1;
            let joined = self
                .items
                .get(place)
                .is_some_and(|item| item.mark == Some('.') && item.glued);
            if joined {
                place += 1;
            }
            let item = self.items.get(place)?;
            if item.mark.is_some() || joined && item.glued && self.fold(place).chars().count() > 2 {
                return None;
            }
        }
        Some(place)
    }

    /// How many items the `count` words from `at` on are.
    fn reach(&self, at: usize, count: usize) -> usize {
        self.reach_from(at, count - 1).unwrap_or(at) + 1 - at
    }

    /// The folded letters of an item; empty for marks and out of range.
    pub(in crate::annotate) fn fold(&self, at: usize) -> &str {
        let Some(item) = self.items.get(at) else {
            return "";
        };
        let (start, end) = item.folded;
        self.folded.get(start as usize..end as usize).unwrap_or("")
    }

    /// An item, when there is one.
    pub(in crate::annotate) fn get(&self, at: usize) -> Option<&Item> {
        self.items.get(at)
    }

    /// The classes at a place; none out of range.
    pub(in crate::annotate) fn class(&self, at: usize) -> Classes {
        self.items.get(at).map_or(Classes::NONE, |item| item.class)
    }

    /// Whether a word of these classes begins here.
    pub(in crate::annotate) fn is(&self, at: usize, classes: Classes) -> bool {
        self.class(at).any(classes)
    }

    /// The mark at a place.
    pub(in crate::annotate) fn mark(&self, at: usize) -> Option<char> {
        self.items.get(at).and_then(|item| item.mark)
    }

    /// Whether one of these marks stands here.
    pub(in crate::annotate) fn marked(&self, at: usize, marks: &[char]) -> bool {
        self.mark(at).is_some_and(|mark| marks.contains(&mark))
    }

    /// Whether a word stands here.
    pub(in crate::annotate) fn word(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.mark.is_none())
    }

    /// The words of the items as written.
    pub(in crate::annotate) fn of(&self, items: Range<usize>) -> &'t str {
        self.place(items).of(self.text)
    }

    /// Where the items stand.
    pub(in crate::annotate) fn place(&self, items: Range<usize>) -> Span {
        let start = self
            .items
            .get(items.start)
            .map_or(self.span.end, |item| item.span.start);
        let last = items
            .end
            .checked_sub(1)
            .and_then(|last| self.items.get(last));
        let end = last.map_or(start, |item| item.span.end).max(start);
        Span { start, end }
    }

    /// Where the items stand, without the conjunctions and prepositions written onto the first.
    pub(in crate::annotate) fn bare_place(&self, items: Range<usize>) -> Span {
        let mut span = self.place(items.clone());
        let Some(first) = self.items.get(items.start) else {
            return span;
        };
        let (mut left, mut bytes) = (first.prefix, 0);
        for c in first.span.of(self.text).chars() {
            if left == 0 && fold_char(c).is_some() {
                break;
            }
            left = left.saturating_sub(fold_char(c).map_or(0, char::len_utf8));
            bytes += c.len_utf8() as u32;
        }
        span.start = (span.start + bytes).min(span.end);
        span
    }
}

impl Item {
    fn at(span: Span, mark: Option<char>) -> Item {
        Item {
            span,
            mark,
            glued: false,
            capital: false,
            class: Classes::NONE,
            class_len: 1,
            prefix: 0,
            known: None,
            folded: (0, 0),
        }
    }
}
