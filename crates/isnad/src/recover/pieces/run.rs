//! The words of a block while they are read, white space folded on the way.

use std::ops::Range;

use super::{
    super::{
        chrome,
        dom::{Dom, NodeId},
        hints::Hints,
        space,
    },
    Kind, Link, Piece,
};

/// What is open around the words being read.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub(super) block: NodeId,
    pub(super) kind: Kind,
    /// Of the block element and those above it.
    pub(super) hints: Hints,
    pub(super) row: Option<NodeId>,
    pub(super) list_depth: u8,
    pub(super) number: Option<u32>,
    /// The innermost inline element that names an author.
    pub(super) author: Option<Author>,
    pub(super) is_hidden: bool,
    pub(super) link: Option<NodeId>,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
}

/// More elements of one piece that name authors are something else.
const MOST_AUTHORS: usize = 50;

/// An inline element that names an author.
#[derive(Clone, Copy)]
pub(super) struct Author {
    pub(super) node: NodeId,
    /// The element that says so, this one or one around it.
    pub(super) said_by: NodeId,
}

/// The words of the piece being read.
#[derive(Default)]
pub(super) struct Run {
    text: String,
    chars: usize,
    link_chars: usize,
    bold_chars: usize,
    italic_chars: usize,
    links: Vec<Link>,
    authors: Vec<(Author, Range<usize>)>,
    /// Where the first words stood, and the last.
    at: Option<NodeId>,
    last: Option<NodeId>,
    /// Whether white space stands behind the last word.
    is_spaced: bool,
    breaks: u32,
}

impl Run {
    pub(super) fn push(&mut self, dom: &Dom, words: &str, at: NodeId, context: Context) {
        if context.is_hidden {
            return;
        }
        self.is_spaced |= self.is_parted(dom, words, at);
        self.last = Some(at);
        let before = self.chars;
        let mut start = None;
        self.is_spaced |= words.starts_with(char::is_whitespace);
        // Of marks of direction alone nothing is left.
        let plain = words.split_whitespace().map(space::plain);
        for word in plain.filter(|word| !word.is_empty()) {
            if self.is_spaced && !self.text.is_empty() {
                self.text.push(' ');
                self.chars += 1;
            }
            start.get_or_insert(self.text.len());
            self.push_word(&word);
            self.is_spaced = true;
        }
        let Some(start) = start else { return };
        self.is_spaced = words.ends_with(char::is_whitespace);
        self.at.get_or_insert(at);
        self.breaks = 0;
        let chars = self.chars - before;
        if let Some(node) = context.link {
            self.link_chars += chars;
            self.push_link(node, start);
        }
        if let Some(author) = context.author {
            self.push_author(author, start);
        }
        self.bold_chars += if context.is_bold { chars } else { 0 };
        self.italic_chars += if context.is_italic { chars } else { 0 };
    }

    /// Whether only their elements tell words from those before: `<i>Lind</i><i>May 3</i>`. A name
    /// or a number begins anew; what goes on in small letters may be one word.
    fn is_parted(&self, dom: &Dom, words: &str, at: NodeId) -> bool {
        let is_end = |c: char| c.is_lowercase() || c.is_numeric();
        let is_start = |c: char| c.is_uppercase() || c.is_numeric();
        if !(self.text.ends_with(is_end) && words.starts_with(is_start)) {
            return false;
        }
        let last = self.last.and_then(|node| dom.parent(node));
        let (Some(last), Some(own)) = (last, dom.parent(at)) else {
            return false;
        };
        !dom.is_within(last, own) && !dom.is_within(own, last)
    }

    fn push_word(&mut self, word: &str) {
        self.text.push_str(word);
        self.chars += match word.is_ascii() {
            true => word.len(),
            false => word.chars().count(),
        };
    }

    fn push_link(&mut self, node: NodeId, start: usize) {
        let end = self.text.len();
        match self.links.last_mut() {
            Some(link) if link.node == node => link.end = end,
            _ => self.links.push(Link { start, end, node }),
        }
    }

    fn push_author(&mut self, author: Author, start: usize) {
        let end = self.text.len();
        if let Some((known, range)) = self.authors.last_mut()
            && known.node == author.node
        {
            range.end = end;
        } else if self.authors.len() < MOST_AUTHORS {
            self.authors.push((author, start..end));
        }
    }

    /// Where authors are named. A byline that has elements for its authors has others for what is none.
    fn authors(&self, dom: &Dom) -> Vec<Range<usize>> {
        let is_closer = |a: NodeId, b: NodeId| a != b && dom.is_within(a, b);
        let is_one = |author: &Author| {
            let mut others = self.authors.iter();
            !others.any(|(other, _)| is_closer(other.said_by, author.said_by))
        };
        let authors = self.authors.iter().filter(|(author, _)| is_one(author));
        authors.map(|(_, range)| range.clone()).collect()
    }

    /// A line break; two are the end of a paragraph.
    pub(super) fn line_break(&mut self) -> bool {
        self.breaks += 1;
        self.is_spaced = true;
        self.breaks >= 2
    }

    /// The piece that the words make, if there are any; then the run is empty.
    pub(super) fn take(&mut self, dom: &Dom, context: Context) -> Option<Piece> {
        let run = std::mem::take(self);
        let at = run.at?;
        let phrase = chrome::at_start(&run.text);
        Some(Piece {
            node: context.block,
            at,
            kind: context.kind,
            row: context.row,
            list_depth: context.list_depth,
            number: context.number,
            hints: context.hints,
            authors: run.authors(dom),
            chars: run.chars,
            link_chars: run.link_chars,
            bold_chars: run.bold_chars,
            italic_chars: run.italic_chars,
            links: run.links,
            stops: stops(&run.text),
            chrome_rule: phrase.and_then(|phrase| chrome::rule(phrase, run.chars)),
            ends_article: phrase.is_some_and(chrome::ends_article),
            text: run.text,
            place: None,
        })
    }
}

/// Commas, full stops and their kin.
pub(in crate::recover) fn stops(text: &str) -> usize {
    let is_stop = |c: &char| {
        matches!(
            c,
            ',' | '.' | ';' | ':' | '!' | '?' | '،' | '؛' | '؟' | '۔' | '、' | '。' | '।'
        )
    };
    text.chars().filter(is_stop).count()
}

#[cfg(test)]
mod tests {
    use crate::recover::{dom, pieces::Pieces};

    #[test]
    fn words_of_neighbouring_elements_are_told_apart() {
        let cases = [
            ("<b>Ada Lind</b><i>May 3</i>", "Ada Lind May 3"),
            ("<i>2031</i><i>2 shares</i>", "2031 2 shares"),
            ("Mac<b>Lind</b>", "MacLind"),
            ("<b>un</b><i>seen</i>", "unseen"),
            ("<b>A<i>da</i></b> Lind", "Ada Lind"),
            ("<b>H</b><i>2</i>", "H2"),
        ];
        for (html, expected) in cases {
            let pieces = Pieces::of(&dom::parse(&format!("<p>{html}</p>")));
            assert_eq!(pieces.list[0].text, expected, "{html}");
        }
    }
}
