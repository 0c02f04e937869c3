//! Posts from elsewhere that an article shows.
//!
//! A network's code for showing a post begins with the post itself, for readers without scripts: its
//! words, then a line with a dash, who posted it, and a link with the day.

use crate::model::{Post, Span};

use super::super::{
    dom::{Attr, Dom},
    hints::{Cache, Hints},
    pieces::{Piece, share},
};

/// The words of a post and what is known of it.
pub(super) struct Words {
    pub(super) text: String,
    author: Option<String>,
    href: Option<String>,
}

impl Words {
    pub(super) fn at(self, span: Span) -> Post {
        Post {
            span,
            author: self.author,
            href: self.href,
        }
    }
}

/// The post that the first of these pieces begins, and how many pieces it has.
pub(super) fn read(dom: &Dom, pieces: &[Piece]) -> (usize, Option<Words>) {
    let first = &pieces[0];
    let mut hints = Cache::default();
    let above = std::iter::once(first.node).chain(dom.ancestors(first.node));
    // The outermost element that says it is an embedded post, not the article around it.
    let is_post = |id: &_| hints.of(dom, *id).any(Hints::EMBED);
    let post = above.filter(is_post).last().unwrap_or(first.node);
    let inside = |piece: &&Piece| dom.is_within(piece.at, post);
    let pieces: Vec<&Piece> = pieces.iter().take_while(inside).collect();
    let (mut texts, mut author, mut href) = (Vec::new(), None, None);
    for piece in &pieces {
        let link = piece.links.last();
        href = link
            .and_then(|link| dom.attribute(link.node, Attr::Href))
            .or(href);
        match signature(&piece.text) {
            Some(name) => author = Some(name.to_owned()),
            // `View this post on …` and its like are links alone.
            None if share(piece.link_chars, piece.chars) < 0.9 => texts.push(&*piece.text),
            None => {}
        }
    }
    let words = Words {
        text: texts.join(" "),
        author,
        href: href.map(|href| href.trim().to_owned()),
    };
    (
        pieces.len(),
        Some(words).filter(|words| !words.text.is_empty()),
    )
}

/// Who posted it, in the line that says so: `— Ada Lind (@ada) 3 May 2031`, `A post shared by Ada
/// Lind (@ada)`.
fn signature(line: &str) -> Option<&str> {
    let dashed = line.strip_prefix(['—', '–', '-']);
    let shared = || line.split_once("shared by ").map(|(_, rest)| rest);
    let rest = dashed.or_else(shared)?;
    let name = rest.split(" (@").next()?.trim();
    (rest.contains("(@") && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::signature;

    #[test]
    fn who_posted_it() {
        let cases = [
            ("— Ada Lind (@ada) 3 May 2031", Some("Ada Lind")),
            ("A post shared by سعاد العمري (@suad)", Some("سعاد العمري")),
            ("— and so on", None),
            ("We sail!", None),
        ];
        for (line, expected) in cases {
            assert_eq!(signature(line), expected, "{line}");
        }
    }
}
