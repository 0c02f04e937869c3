//! The blocks of an article with its annotations marked.

use std::collections::BTreeMap;

use isnad::model::{Article, Block, BlockKind};

use crate::{
    marks::{Mark, Segment, segments},
    strings::Words,
    text::{lang_of, neutral},
};

use super::{blame::Blame, notes::Note};

/// A block of the article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BlockView {
    pub(crate) id: String,
    pub(crate) shape: Shape,
    /// `lead`, `quotation`, `caption`, … for the style.
    pub(crate) class: &'static str,
    pub(crate) dir: &'static str,
    pub(crate) lang: String,
    pub(crate) pieces: Vec<Piece>,
    /// Where it stands first, where that was asked.
    pub(crate) blame: Option<Blame>,
    /// The first item of a list.
    pub(crate) opens_list: bool,
    /// The last item of a list.
    pub(crate) closes_list: bool,
}

/// The element a block becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Heading,
    Paragraph,
    Item,
    Quotation,
}

/// Words under the same marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) words: String,
    /// What the mark opens; plain words have none.
    pub(crate) mark: Option<PieceMark>,
}

/// How a marked piece looks and what it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PieceMark {
    pub(crate) id: String,
    pub(crate) classes: String,
    /// The anchor of the note of the narrowest mark.
    pub(crate) note: String,
    /// One line that says what all marks here are.
    pub(crate) title: String,
}

/// The blocks after the headline; each note learns where its first piece stands.
pub(crate) fn body(
    words: &Words,
    article: &Article,
    marks: &[Mark],
    notes: &mut [Note],
    mut blame: BTreeMap<usize, Blame>,
) -> Vec<BlockView> {
    let title = title(article);
    for note in notes.iter_mut() {
        note.place = anchor(article, None);
    }
    let mut placed = vec![false; notes.len()];
    let mut out = Vec::new();
    for (index, block) in article.blocks.iter().enumerate() {
        if Some(index) == title {
            continue;
        }
        let mut view = frame(article, block, index);
        view.blame = blame.remove(&index);
        for (at, segment) in segments(&article.text, block.span, marks)
            .iter()
            .enumerate()
        {
            let id = format!("b{index}-{at}");
            for mark in &segment.marks {
                if !std::mem::replace(&mut placed[mark.note], true) {
                    notes[mark.note].place.clone_from(&id);
                }
            }
            view.pieces.push(piece(words, segment, id, notes));
        }
        out.push(view);
    }
    lists(&mut out);
    out
}

/// The block that is shown as the page's title.
fn title(article: &Article) -> Option<usize> {
    let blocks = &article.blocks;
    blocks.iter().position(|b| b.kind == BlockKind::Headline)
}

/// Where a block stands on the article's page: the title's place where there is none.
pub(crate) fn anchor(article: &Article, block: Option<usize>) -> String {
    match block {
        Some(at) if Some(at) != title(article) => format!("b{at}"),
        _ => "headline".to_owned(),
    }
}

fn frame(article: &Article, block: &Block, index: usize) -> BlockView {
    let (shape, class) = match block.kind {
        BlockKind::Headline | BlockKind::Heading => (Shape::Heading, "heading"),
        BlockKind::Lead => (Shape::Paragraph, "lead"),
        BlockKind::Paragraph => (Shape::Paragraph, "paragraph"),
        BlockKind::ListItem => (Shape::Item, "item"),
        BlockKind::Quotation => (Shape::Quotation, "quotation"),
        BlockKind::TableRow => (Shape::Paragraph, "row"),
        BlockKind::Caption => (Shape::Paragraph, "caption"),
        BlockKind::Post => (Shape::Quotation, "post"),
        BlockKind::Byline => (Shape::Paragraph, "aside byline"),
        BlockKind::Dateline => (Shape::Paragraph, "aside dateline"),
        BlockKind::Credit => (Shape::Paragraph, "aside credit"),
    };
    BlockView {
        id: format!("b{index}"),
        shape,
        class,
        dir: block.direction.as_str(),
        lang: lang_of(article),
        pieces: Vec::new(),
        blame: None,
        opens_list: false,
        closes_list: false,
    }
}

fn piece(words: &Words, segment: &Segment<'_>, id: String, notes: &[Note]) -> Piece {
    let said = |mark: &Mark| notes.get(mark.note).map(|note| summary(words, note));
    let note = segment.marks.first().and_then(|mark| notes.get(mark.note));
    let mark = note.map(|note| {
        let mut kinds: Vec<&str> = segment.marks.iter().map(|mark| mark.kind.name()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let classes: Vec<String> = kinds.iter().map(|kind| format!("m-{kind}")).collect();
        let titles: Vec<String> = segment.marks.iter().filter_map(said).collect();
        PieceMark {
            id,
            classes: classes.join(" "),
            note: note.id.clone(),
            title: titles.join(" · "),
        }
    });
    Piece {
        words: neutral(segment.words),
        mark,
    }
}

/// `Figure: more than 1000`.
fn summary(words: &Words, note: &Note) -> String {
    let value = note.rows.first().map_or("", |row| row.value.as_str());
    format!("{}: {value}", words.get(&note.kind_key()))
}

fn lists(blocks: &mut [BlockView]) {
    let items: Vec<bool> = blocks.iter().map(|b| b.shape == Shape::Item).collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        let before = at.checked_sub(1).and_then(|at| items.get(at));
        block.opens_list = items[at] && before != Some(&true);
        block.closes_list = items[at] && items.get(at + 1) != Some(&true);
    }
}
