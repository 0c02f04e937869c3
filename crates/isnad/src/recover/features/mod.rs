//! What the model is told of each piece: how it looks, where it stands, what stands around it.
//!
//! Every feature is a number that any page has, of any site and language; none is a word of a page.
//! [`NAMES`] lists them in the order of the columns; the model names its columns by them.

mod flow;
mod groups;
mod shape;
mod tree;
mod words;

pub(super) use words::runs;

use super::{
    body::{Known, Verdict},
    pieces::{Piece, Pieces},
};

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A feature; its number is its column.
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types)]
        enum F { $($(#[$doc])* $name,)* }

        /// The names of the features, in the order of the columns.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

features! {
    // How the piece looks.
    /// Scalar values (logarithm).
    chars,
    link_share,
    /// The share of the longest link: a title that leads elsewhere is all of its piece.
    longest_link,
    stops_per_100,
    ends_as_sentence,
    digit_share,
    upper_share,
    bold_share,
    italic_share,
    kind,
    /// Of a heading.
    level,
    /// The name of its element.
    tag,
    // What its words are about.
    words_count,
    reader,
    service,
    elsewhere,
    picture,
    staff,
    like_headline,
    like_description,
    /// How often the same text stands on the page.
    repeats,
    // Where its element stands, by the running text in the elements around it.
    in_container,
    depth_in_container,
    parent_worth,
    grandparent_worth,
    third_worth,
    parent_links,
    grandparent_links,
    parent_pieces,
    siblings_alike,
    // Pieces of the same make: same names and classes.
    group_size,
    group_worth,
    group_chars,
    group_links,
    group_sentences,
    // Where it stands in the order of the page.
    position_in_container,
    after_headline,
    text_before,
    text_after,
    /// Pieces since the last, and until the next, that is text for sure.
    sure_before,
    sure_after,
    /// Pieces since one that announces the end of the article.
    after_end_phrase,
    // What the rules say.
    rule_keeps,
    rule_group,
    // The piece before and the one behind.
    p1_chars,
    p1_links,
    p1_rule,
    n1_chars,
    n1_links,
    n1_rule,
}

/// The number of features.
pub(super) const COUNT: usize = NAMES.len();

/// One piece's features.
#[derive(Clone, Copy)]
pub(super) struct Row(pub(super) [f32; COUNT]);

impl Row {
    fn put(&mut self, feature: F, value: f32) {
        self.0[feature as usize] = value;
    }

    fn set(&mut self, feature: F, value: bool) {
        self.put(feature, f32::from(u8::from(value)));
    }
}

/// Counts matter by their magnitude.
fn log(count: usize) -> f32 {
    (count as f32).ln_1p()
}

/// The place of what begins a name in a table, or one past its end.
fn place(table: &[&str], is_it: impl Fn(&str) -> bool) -> f32 {
    let place = table.iter().position(|known| is_it(known));
    place.unwrap_or(table.len()) as f32
}

/// What the features of the pieces of a page are made of.
pub(super) struct Features<'p> {
    pieces: &'p Pieces,
    known: &'p Known<'p>,
    /// What the rules say.
    verdicts: &'p [Verdict],
    tree: tree::Tree,
    groups: groups::Groups,
    flow: flow::Flow,
    words: words::Words,
}

impl<'p> Features<'p> {
    pub(super) fn of(pieces: &'p Pieces, known: &'p Known, verdicts: &'p [Verdict]) -> Self {
        Features {
            tree: tree::Tree::of(pieces, known),
            groups: groups::Groups::of(pieces, known),
            flow: flow::Flow::of(pieces, known, verdicts),
            words: words::Words::of(pieces, known),
            pieces,
            known,
            verdicts,
        }
    }

    /// The features of a piece that can be the article's. Three in four pieces of a page cannot:
    /// short lines and links in its menus and lists.
    pub(super) fn row(&self, index: usize) -> Option<Row> {
        let (piece, verdict) = (&self.pieces.list[index], self.verdicts[index]);
        if is_out_of_question(piece, self.known, verdict) {
            return None;
        }
        let mut row = Row([0.0; COUNT]);
        shape::write(&mut row, piece, self.known);
        self.tree.write(&mut row, piece, self.known);
        self.groups.write(&mut row, index);
        self.flow.write(&mut row, index);
        self.words.write(&mut row, piece);
        rule(&mut row, verdict);
        neighbours(&mut row, index, self.pieces, self.verdicts);
        Some(row)
    }
}

/// Fewer scalar values than this outside the article are a label.
const LABEL: usize = 60;

/// Posts from elsewhere; and short lines and links outside the article's element, in parts that call
/// themselves something else.
fn is_out_of_question(piece: &Piece, known: &Known, verdict: Verdict) -> bool {
    if verdict.rule() == "hint-embed" {
        return true;
    }
    verdict.rule().starts_with("hint-")
        && (piece.link_share() > 0.5 || piece.chars < LABEL)
        && !known.dom.is_within(piece.at, known.container.node)
}

fn rule(row: &mut Row, verdict: Verdict) {
    const GROUPS: [&str; 14] = [
        "paragraph",
        "list-item",
        "running-text",
        "section-heading",
        "lead",
        "hint-",
        "outside-article",
        "outside-body",
        "phrase-",
        "teaser-list",
        "all-links",
        "mostly-links",
        "short-",
        "repeats-headline",
    ];
    row.set(F::rule_keeps, verdict.keeps());
    row.put(
        F::rule_group,
        place(&GROUPS, |group| verdict.rule().starts_with(group)),
    );
}

/// What stands before and behind; -1 where nothing does.
fn neighbours(row: &mut Row, index: usize, pieces: &Pieces, verdicts: &[Verdict]) {
    let sides = [
        (index.checked_sub(1), [F::p1_chars, F::p1_links, F::p1_rule]),
        (Some(index + 1), [F::n1_chars, F::n1_links, F::n1_rule]),
    ];
    for (at, features) in sides {
        let other = at.and_then(|at| Some((pieces.list.get(at)?, verdicts[at])));
        let values = other.map_or([-1.0; 3], |(piece, verdict)| {
            let keeps = f32::from(u8::from(verdict.keeps()));
            [log(piece.chars), piece.link_share(), keeps]
        });
        for (feature, value) in features.into_iter().zip(values) {
            row.put(feature, value);
        }
    }
}
