//! A block as words and marks, each with what the lexicons know of it.
//!
//! Every reader of names works on this, so that a block is tokenised, folded and looked up once.

use std::{borrow::Cow, ops::Range};

use crate::{
    model::{Article, BlockKind, Span},
    text::{
        fold::{fold_char, is_mark},
        lang::{
            self, Lexicons,
            classes::Classes,
            gazetteer::{Known, gazetteer},
        },
        language::identify,
        phrase::Phrases,
        token::{Tokens, tokens},
    },
};

/// Arabic conjunctions and prepositions that are written onto the next word.
const CONJUNCTIONS: [&str; 2] = ["و", "ف"];
const PREPOSITIONS: [&str; 3] = ["ب", "ل", "ك"];

/// What a word with a preposition in front of it may still be recognised as.
const AFTER_PREPOSITION: Classes = Classes::NAMES_AND_BODIES;

/// A word or a mark of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Its place in the article's text.
    pub(super) span: Span,
    /// The mark, or `None` for a word.
    pub(super) mark: Option<char>,
    /// Whether nothing stands between it and the item before.
    pub(super) glued: bool,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// The classes of the phrase that begins here.
    pub(super) class: Classes,
    /// How many items that phrase has.
    pub(super) class_len: usize,
    /// Bytes of conjunctions and prepositions in front of what was recognised.
    pub(super) prefix: usize,
    /// What the gazetteer knows of the name that begins here, and how many items it has.
    pub(super) known: Option<(Known, usize)>,
    folded: (u32, u32),
}

/// A block as items.
pub(super) struct Words<'t> {
    /// The article's text.
    pub(super) text: &'t str,
    /// What kind of block.
    pub(super) kind: BlockKind,
    /// Where the block stands.
    pub(super) span: Span,
    /// Its words and marks.
    pub(super) items: Vec<Item>,
    /// The lexicons of the article's language.
    pub(super) lexicons: &'static Lexicons,
    folded: String,
}

/// The blocks of an article as words; none when its language is not known here.
pub(super) fn read(article: &Article) -> Vec<Words<'_>> {
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

/// Whether a character is of the Arabic script.
pub(super) fn is_arabic(c: char) -> bool {
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
    pub(super) fn arabic(&self) -> bool {
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
        for (offset, c) in between
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace() && !is_mark(*c))
        {
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
    pub(super) fn phrase<'p, T>(
        &self,
        table: &'p Phrases<T>,
        first: &str,
        at: usize,
    ) -> Option<(usize, &'p T)> {
        let (count, value) = table.longest(first, |ahead| self.ahead(at, ahead))?;
        Some((self.reach(at, count), value))
    }

    fn look_up(&mut self, at: usize) {
        if self.items[at].mark.is_some() {
            return;
        }
        let word = self.fold(at);
        let mut class = self.class_of(word, at).map(|found| (0, found));
        let mut known = self.known_as(word, at).map(|found| (0, found));
        if self.arabic() && (class.is_none() || known.is_none()) {
            for (prefix, stem) in stems(word) {
                let conjunction = CONJUNCTIONS.contains(&&word[..prefix]);
                let fits = |class: &Classes| conjunction || class.any(AFTER_PREPOSITION);
                class = class.or_else(|| {
                    let found = self.class_of(&stem, at).filter(|(_, class)| fits(class));
                    Some((prefix, found?))
                });
                known = known.or_else(|| Some((prefix, self.known_as(&stem, at)?)));
            }
        }
        // Folding makes the preposition `على` the name `علي`: the letter as written tells them apart.
        let preposition = self.items[at].span.of(self.text).ends_with('ى');
        let names = if preposition {
            Classes::GIVEN
        } else {
            Classes::NONE
        };
        let item = &mut self.items[at];
        if let Some((prefix, (count, class))) = class {
            (item.prefix, item.class_len, item.class) = (prefix, count, class.without(names));
        }
        if let Some((prefix, (count, known))) = known {
            (item.prefix, item.known) = (prefix, Some((known, count)));
        }
    }

    fn class_of(&self, word: &str, at: usize) -> Option<(usize, Classes)> {
        let (count, class) = self.phrase(&self.lexicons.words.words, word, at)?;
        Some((count, *class))
    }

    fn known_as(&self, word: &str, at: usize) -> Option<(usize, Known)> {
        let (count, known) = self.phrase(gazetteer(), word, at)?;
        Some((count, *known))
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
    pub(super) fn fold(&self, at: usize) -> &str {
        let Some(item) = self.items.get(at) else {
            return "";
        };
        let (start, end) = item.folded;
        self.folded.get(start as usize..end as usize).unwrap_or("")
    }

    /// An item, when there is one.
    pub(super) fn get(&self, at: usize) -> Option<&Item> {
        self.items.get(at)
    }

    /// The classes at a place; none out of range.
    pub(super) fn class(&self, at: usize) -> Classes {
        self.items.get(at).map_or(Classes::NONE, |item| item.class)
    }

    /// Whether a word of these classes begins here.
    pub(super) fn is(&self, at: usize, classes: Classes) -> bool {
        self.class(at).any(classes)
    }

    /// The mark at a place.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        self.items.get(at).and_then(|item| item.mark)
    }

    /// Whether one of these marks stands here.
    pub(super) fn marked(&self, at: usize, marks: &[char]) -> bool {
        self.mark(at).is_some_and(|mark| marks.contains(&mark))
    }

    /// Whether a word stands here.
    pub(super) fn word(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.mark.is_none())
    }

    /// The words of the items as written.
    pub(super) fn of(&self, items: Range<usize>) -> &'t str {
        self.place(items).of(self.text)
    }

    /// Where the items stand.
    pub(super) fn place(&self, items: Range<usize>) -> Span {
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
    pub(super) fn bare_place(&self, items: Range<usize>) -> Span {
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

/// The ways to read a folded Arabic word other than as it is: without the conjunction, without the
/// preposition, without both (`لل` gives back the article's alef). Each with the bytes taken off.
fn stems(word: &str) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
    let conjoined = CONJUNCTIONS
        .iter()
        .filter_map(move |front| Some((front.len(), word.strip_prefix(front)?)))
        .find(|(_, rest)| rest.len() >= 4);
    let bare = [conjoined, Some((0, word))].into_iter().flatten();
    let prepositions = bare.flat_map(|(base, rest)| {
        let article = rest
            .strip_prefix("لل")
            .map(|after| (base + 'ل'.len_utf8(), Cow::Owned(format!("ال{after}"))));
        let plain = PREPOSITIONS
            .iter()
            .filter_map(move |front| Some((base + front.len(), rest.strip_prefix(front)?)))
            .find(|(_, stem)| stem.len() >= 6)
            .map(|(prefix, stem)| (prefix, Cow::Borrowed(stem)));
        [article, plain].into_iter().flatten()
    });
    let conjoined = conjoined.map(|(prefix, rest)| (prefix, Cow::Borrowed(rest)));
    conjoined.into_iter().chain(prepositions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Direction, Language};

    #[test]
    fn known_names_behind_clitics() {
        let cases = [
            ("ومينسك", "مينسك", "city:minsk"),
            ("بالولايات المتحدة", "الولايات المتحدة", "country:US"),
            ("للأمم المتحدة", "لأمم المتحدة", "org:un"),
            ("ولليابان", "ليابان", "country:JP"),
            ("كوبا", "كوبا", "country:CU"),
        ];
        for (text, name, key) in cases {
            let mut article = Article {
                language: Language::from_tag("ar"),
                ..Article::default()
            };
            article.push(BlockKind::Paragraph, text, "test", Direction::Rtl);
            let blocks = read(&article);
            let (known, count) = blocks[0].items[0].known.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(known.key, key);
            assert_eq!(blocks[0].bare_place(0..count).of(text), name);
        }
    }
}
