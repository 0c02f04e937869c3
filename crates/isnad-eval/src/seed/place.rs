//! From places in an article to places in its page.
//!
//! An article's text is made of blocks that say where they stood in the page. Recovery may have
//! changed the white space between, so places are carried over by counting what is not white space.

use std::ops::Range;

use isnad::model::{Article, Block, Span};

/// Places in a page count Unicode scalar values, as the gold does.
#[derive(Clone, Copy)]
pub(crate) struct Map<'a> {
    pub(crate) page: &'a str,
    pub(crate) article: &'a Article,
}

impl Map<'_> {
    /// Where a span of the article's text stands in the page. `None` when its block does not say.
    pub(crate) fn of(self, span: Span) -> Option<Range<usize>> {
        let holding = |byte: u32| {
            let mut blocks = self.article.blocks.iter();
            blocks.find(|block| block.span.start <= byte && byte < block.span.end)
        };
        let first = holding(span.start)?;
        let last = holding(span.end.checked_sub(1)?)?;
        let start = self.byte(first, span.start, Edge::Start)?;
        let end = self.byte(last, span.end, Edge::End)?;
        scalars(self.page, start..end)
    }

    /// The byte of the page at which byte `at` of the article's text stands.
    fn byte(self, block: &Block, at: u32, edge: Edge) -> Option<usize> {
        let place = block.at?;
        let before = self
            .article
            .text
            .get(block.span.start as usize..at as usize)?;
        let solid = before.chars().filter(|c| !c.is_whitespace()).count();
        let words = self.page.get(place.range())?;
        let mut solids = words.char_indices().filter(|(_, c)| !c.is_whitespace());
        let within = match edge {
            Edge::Start => solids.nth(solid)?.0,
            Edge::End => {
                let (byte, last) = solids.nth(solid.checked_sub(1)?)?;
                byte + last.len_utf8()
            }
        };
        Some(place.start as usize + within)
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

/// Bytes of a text as scalar values. `None` when they do not fit it.
pub(crate) fn scalars(text: &str, bytes: Range<usize>) -> Option<Range<usize>> {
    let start = text.get(..bytes.start)?.chars().count();
    let len = text.get(bytes)?.chars().count();
    Some(start..start + len)
}

/// Whether two places overlap by at least half of each.
pub(crate) fn same(a: &Range<usize>, b: &Range<usize>) -> bool {
    let shared = shared(a, b);
    shared > 0 && 2 * shared >= a.len() && 2 * shared >= b.len()
}

/// How much two places share.
pub(crate) fn shared(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad::model::{BlockKind, Direction};

    #[test]
    fn spans_are_carried_over_changed_white_space() {
        let page = "é Ferry  back today.\nالسفن عادت";
        let mut article = Article::default();
        article.push(
            BlockKind::Paragraph,
            "Ferry back today.",
            "test",
            Direction::Ltr,
        );
        article.push(BlockKind::Paragraph, "السفن عادت", "test", Direction::Rtl);
        article.blocks[0].at = Some(Span::new(3, 21));
        article.blocks[1].at = Some(Span::new(22, page.len()));
        let map = Map {
            page,
            article: &article,
        };
        let cases = [
            ("Ferry", 2..7),
            ("back", 9..13),
            ("today.", 14..20),
            ("عادت", 27..31),
        ];
        for (words, expected) in cases {
            let start = article.text.find(words).expect("in the text");
            let span = Span::new(start, start + words.len());
            assert_eq!(map.of(span), Some(expected), "{words}");
        }
        article.blocks[0].at = None;
        let map = Map {
            page,
            article: &article,
        };
        assert_eq!(map.of(Span::new(0, 5)), None);
    }

    #[test]
    fn half_of_each() {
        let cases = [
            (0..10, 0..10, true),
            (0..10, 5..10, true),
            (0..10, 6..10, false),
            (0..10, 5..15, true),
            (0..10, 10..20, false),
            (3..3, 3..3, false),
        ];
        for (a, b, expected) in cases {
            assert_eq!(same(&a, &b), expected, "{a:?} {b:?}");
            assert_eq!(same(&b, &a), expected, "{b:?} {a:?}");
        }
    }
}
