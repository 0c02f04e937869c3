//! The pieces that are kept, put together into an article: paragraphs and headings, lists, tables,
//! links, pictures with their captions, posts from elsewhere.

mod left_out;
mod pictures;
mod posts;

use std::ops::Range;

use crate::model::{Article, BlockKind, Direction, Link, Span};

use super::{
    body::{self, Verdict},
    dom::{Attr, Dom, NodeId},
    front,
    hints::Hints,
    pieces::{Kind, Piece, Pieces},
};

pub(super) use left_out::{all_dropped, dropped, give, related};

/// The direction of the first strong letter (the Unicode bidirectional algorithm's rules P2 and P3,
/// for the scripts that news is written in), if there is one.
fn direction(text: &str) -> Option<Direction> {
    let strong = text.chars().find(|c| c.is_alphabetic())?;
    let is_rtl = matches!(strong,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    Some(if is_rtl {
        Direction::Rtl
    } else {
        Direction::Ltr
    })
}

/// The direction that an element is given, by itself or one above it.
fn given_direction(dom: &Dom, node: NodeId) -> Option<Direction> {
    let mut up = std::iter::once(node).chain(dom.ancestors(node));
    up.find_map(|id| match dom.attribute(id, Attr::Dir)? {
        dir if dir.eq_ignore_ascii_case("rtl") => Some(Direction::Rtl),
        dir if dir.eq_ignore_ascii_case("ltr") => Some(Direction::Ltr),
        _ => None,
    })
}

/// How many pieces above the first paragraph a lead picture can stand, where no headline is seen.
const ABOVE: usize = 8;

/// Parts near an article that are about something else, whatever they show.
const ELSEWHERE: Hints = body::CHROME_OF_LEADS
    .without(Hints::CAPTION)
    .with(Hints::FORM)
    .with(Hints::SHARE);

/// The blocks of an article, from the pieces that its verdicts keep and those around them that
/// belong to its pictures and posts.
pub(super) fn blocks(
    dom: &Dom,
    pieces: &Pieces,
    verdicts: &mut [Verdict],
    headline: Option<(&str, &'static str)>,
) -> Article {
    let extent = extent(pieces, verdicts, headline.map_or("", |(text, _)| text));
    let of_tables = of_tables(&pieces.list);
    keep_what_belongs(pieces, verdicts, &of_tables, extent.clone());
    let mut page = Assembly {
        dom,
        article: Article::default(),
        pictures: pictures::of(dom, pieces, extent),
    };
    if let Some((headline, rule)) = headline {
        page.push(BlockKind::Headline, headline, rule, dom.root());
        let title = pieces.list.iter().find(|piece| piece.text == headline);
        page.stands(title.and_then(|piece| piece.place));
    }
    let mut index = 0;
    while let Some(piece) = pieces.list.get(index) {
        page.pictures_before(piece);
        let run = match verdicts[index] {
            Verdict::Drop(_) => 1,
            Verdict::Keep(rule @ "caption") => page.caption(piece, rule),
            Verdict::Keep(rule @ "post") => {
                // What the model took for the article's own words in between is no part of it.
                let rest = verdicts[index..].iter();
                let run = rest.take_while(|verdict| verdict.rule() == rule).count();
                page.post(&pieces.list[index..index + run], rule)
            }
            Verdict::Keep(rule) if of_tables[index] => page.row(&pieces.list[index..], rule),
            Verdict::Keep(rule) => page.block(piece, rule),
        };
        index += run;
    }
    page.article
}

/// From the headline to the last piece that is kept.
fn extent(pieces: &Pieces, verdicts: &[Verdict], headline: &str) -> Range<usize> {
    let mut kept = (0..verdicts.len()).filter(|&index| verdicts[index].keeps());
    let Some(first) = kept.next() else {
        return 0..0;
    };
    let last = kept.next_back().unwrap_or(first);
    let is_headline = |&index: &usize| body::same_words(&pieces.list[index].text, headline);
    let title = (0..first).rev().find(is_headline);
    title.unwrap_or(first.saturating_sub(ABOVE))..last + 1
}

/// A cell with more running text than this is a layout's, in scalar values.
const LONGEST_CELL: usize = 200;

/// For each piece whether it is a cell of a table of data: its row has others, and none is running
/// text.
fn of_tables(pieces: &[Piece]) -> Vec<bool> {
    let mut of_tables = vec![false; pieces.len()];
    let is_cell = |piece: &Piece| piece.row.is_some() && piece.kind == Kind::Cell;
    let is_beside = |a: &Piece, b: &Piece| is_cell(a) && is_cell(b) && a.row == b.row;
    let mut start = 0;
    for row in pieces.chunk_by(is_beside) {
        if row.len() >= 2 && row.iter().all(|cell| cell.chars <= LONGEST_CELL) {
            of_tables[start..start + row.len()].fill(true);
        }
        start += row.len();
    }
    of_tables
}

/// Captions, tables and posts are no part of the body, and yet of the article.
fn keep_what_belongs(
    pieces: &Pieces,
    verdicts: &mut [Verdict],
    of_tables: &[bool],
    extent: Range<usize>,
) {
    for index in extent {
        let piece = &pieces.list[index];
        if verdicts[index].keeps() || piece.hints.any(ELSEWHERE) {
            continue;
        }
        if piece.hints.any(Hints::EMBED) {
            verdicts[index] = Verdict::Keep("post");
        } else if piece.kind == Kind::Caption {
            verdicts[index] = Verdict::Keep("caption");
        } else if of_tables[index] {
            verdicts[index] = Verdict::Keep("table");
        }
    }
}

struct Assembly<'d> {
    dom: &'d Dom,
    article: Article,
    /// The pictures that are still to come.
    pictures: pictures::Pictures,
}

impl Assembly<'_> {
    fn pictures_before(&mut self, piece: &Piece) {
        for picture in self.pictures.before(piece.at) {
            self.article
                .images
                .push(picture.image(self.article.blocks.len()));
        }
    }

    /// Adds a block; its own letters say which way it runs, and where it has none, its element.
    fn push(&mut self, kind: BlockKind, words: &str, rule: &'static str, node: NodeId) -> Span {
        let direction = direction(words).or_else(|| given_direction(self.dom, node));
        let direction = direction.unwrap_or_default();
        self.article.push(kind, words, rule, direction)
    }

    /// Each of these returns how many pieces it took.
    fn block(&mut self, piece: &Piece, rule: &'static str) -> usize {
        let span = self.push(kind(piece.kind, rule), &piece.text, rule, piece.node);
        if let Some(block) = self.article.blocks.last_mut() {
            (block.level, block.number) = match piece.kind {
                Kind::Heading(level) => (level, None),
                Kind::ListItem => (piece.list_depth, piece.number),
                _ => (0, None),
            };
        }
        self.stands(piece.place);
        self.links(piece, span);
        1
    }

    /// Says where the last block stands in the page.
    fn stands(&mut self, place: Option<Span>) {
        if let Some(block) = self.article.blocks.last_mut() {
            block.at = place;
        }
    }

    fn caption(&mut self, piece: &Piece, rule: &'static str) -> usize {
        let span = self.push(BlockKind::Caption, &piece.text, rule, piece.node);
        let belongs = self.pictures.captioned(self.dom, piece);
        let images = &mut self.article.images;
        if let Some(image) = images
            .iter_mut()
            .rev()
            .find(|image| Some(&image.src) == belongs)
        {
            pictures::add_caption(image, span, &piece.text);
        }
        1
    }

    /// The cells of a table's row, as one block.
    fn row(&mut self, pieces: &[Piece], rule: &'static str) -> usize {
        let row = pieces[0].row;
        let cells = pieces
            .iter()
            .take_while(|piece| piece.row == row && piece.kind == Kind::Cell);
        let texts: Vec<&str> = cells.map(|piece| &*piece.text).collect();
        let span = self.push(
            BlockKind::TableRow,
            &texts.join(" | "),
            rule,
            pieces[0].node,
        );
        let mut start = span.start as usize;
        for piece in &pieces[..texts.len()] {
            self.links(piece, Span::new(start, start + piece.text.len()));
            start += piece.text.len() + " | ".len();
        }
        texts.len()
    }

    /// The pieces of a post, as one block.
    fn post(&mut self, pieces: &[Piece], rule: &'static str) -> usize {
        let (count, post) = posts::read(self.dom, pieces);
        if let Some(post) = post {
            let span = self.push(BlockKind::Post, &post.text, rule, pieces[0].node);
            self.article.posts.push(post.at(span));
        }
        count
    }

    fn links(&mut self, piece: &Piece, span: Span) {
        for link in &piece.links {
            let Some(href) = self.dom.attribute(link.node, Attr::Href) else {
                continue;
            };
            let start = span.start as usize;
            self.article.links.push(Link {
                span: Span::new(start + link.start, start + link.end),
                href: href.trim().to_owned(),
            });
        }
    }
}

fn kind(kind: Kind, rule: &str) -> BlockKind {
    if let Some(kind) = front::block_kind(rule) {
        return kind;
    }
    match kind {
        _ if rule.starts_with("lead") => BlockKind::Lead,
        Kind::Heading(_) => BlockKind::Heading,
        Kind::ListItem => BlockKind::ListItem,
        Kind::Quotation => BlockKind::Quotation,
        Kind::Cell | Kind::Paragraph | Kind::Caption | Kind::Bare => BlockKind::Paragraph,
    }
}
