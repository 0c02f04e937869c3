//! The drawing of a story's tree: generations are columns from the start side of the page, those
//! that took from one text stand below each other in the order of time, and arrows lead from a text
//! to what was taken from it. Right-to-left pages are drawn in the mirror.
//!
//! ```text
//! <agency>───▸[outlet]───▸[outlet]
//!          └─▸[outlet]
//! [outlet]
//! ```

use isnad::model::SourceKind;

use crate::{
    strings::Words,
    text::{RLM, mark_of},
};

use super::{
    outline::{Frame, POINT, shape},
    tree::{DEEPEST, Node, Tree},
};

/// A box, and the room between boxes; a unit is a CSS pixel where the screen is wide enough.
const WIDTH: usize = 196;
const HEIGHT: usize = 64;
const GAP: usize = 58;
const ROW: usize = HEIGHT + 16;
/// How far an arrow runs before it turns.
const TURN: usize = 18;
/// Room around the drawing, for the strokes.
const EDGE: usize = 2;
/// More boxes than this make no picture; the text twin has them all.
const MOST: usize = 60;
/// Letters in a line of a box: of Latin script, and of Arabic, whose letters are narrower.
const LETTERS: (usize, usize) = (20, 26);
/// From one line to the next.
const LINE: usize = 17;

/// The drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) boxes: Vec<Drawn>,
    /// The shapes that occur, each as a path in a field of 30 by 18 with the string key of its name.
    pub(crate) legend: Vec<(String, &'static str)>,
    /// Whether any box is a source whose page is not held.
    pub(crate) has_unheld: bool,
    /// How many nodes of the tree are left out.
    pub(crate) undrawn: usize,
}

/// One box and the arrow that leads to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawn {
    pub(crate) name: String,
    pub(crate) held: bool,
    /// Its outline, as an SVG path.
    pub(crate) outline: String,
    /// Lines of the name, then the time: each with its height.
    pub(crate) lines: Vec<(usize, String)>,
    pub(crate) detail: Option<(usize, String)>,
    /// Where the words start: the right edge in right-to-left pages.
    pub(crate) text_x: usize,
    /// The arrow from the box above, as an SVG path.
    pub(crate) arrow: Option<String>,
    /// Where the share taken stands, and the share.
    pub(crate) share: Option<(usize, usize, String)>,
}

/// Draws a tree.
pub(crate) fn picture(words: &Words, tree: &Tree) -> Picture {
    let nodes = tree.nodes.get(..MOST).unwrap_or(&tree.nodes);
    let rows = rows(nodes);
    let columns = nodes.iter().map(|node| node.depth + 1).max().unwrap_or(0);
    let sheet = Sheet {
        width: columns * (WIDTH + GAP) - GAP.min(columns * GAP) + 2 * EDGE,
        rtl: words.dir == "rtl",
    };
    let draw = |(node, &row): (&Node, &usize)| {
        let above = node
            .parent
            .and_then(|at| Some((nodes.get(at)?, *rows.get(at)?)));
        sheet.draw(node, row, above)
    };
    Picture {
        width: sheet.width,
        height: rows
            .iter()
            .max()
            .map_or(0, |last| last * ROW + HEIGHT + 2 * EDGE),
        boxes: nodes.iter().zip(&rows).map(draw).collect(),
        legend: legend(nodes),
        has_unheld: nodes.iter().any(|node| !node.held),
        undrawn: tree.nodes.len() - nodes.len(),
    }
}

/// The row of each node: the first that hangs under a node stands beside it, the others below.
fn rows(nodes: &[Node]) -> Vec<usize> {
    let mut rows: Vec<usize> = Vec::with_capacity(nodes.len());
    let mut next = 0;
    for (at, node) in nodes.iter().enumerate() {
        let beside = node.parent.filter(|&above| {
            above + 1 == at
                && nodes
                    .get(above)
                    .is_some_and(|above| above.depth < node.depth)
        });
        let row = beside.and_then(|above| rows.get(above).copied());
        rows.push(row.unwrap_or(next));
        next = next.max(row.unwrap_or(next) + 1);
    }
    rows
}

fn legend(nodes: &[Node]) -> Vec<(String, &'static str)> {
    let kinds = [
        (SourceKind::Agency, "kind.agency"),
        (SourceKind::Outlet, "kind.outlet"),
        (SourceKind::Aggregator, "kind.aggregator"),
    ];
    let occurs = |kind| nodes.iter().any(|node| shape(node.kind) == shape(kind));
    let small = Frame {
        x: 1,
        y: 1,
        width: 28,
        height: 16,
    };
    let kinds = kinds.into_iter().filter(|(kind, _)| occurs(*kind));
    kinds
        .map(|(kind, key)| (small.outline(shape(kind)), key))
        .collect()
}

struct Sheet {
    width: usize,
    rtl: bool,
}

impl Sheet {
    fn draw(&self, node: &Node, row: usize, above: Option<(&Node, usize)>) -> Drawn {
        let (start, y) = (column(node), row * ROW + EDGE);
        let frame = Frame {
            x: if self.rtl {
                self.width - start - WIDTH
            } else {
                start
            },
            y,
            width: WIDTH,
            height: HEIGHT,
        };
        let name = wrap(&node.name);
        let count = name.len() + usize::from(node.brief.is_some());
        let first = y + HEIGHT / 2 + 5 - count.saturating_sub(1) * LINE / 2;
        let height = |at: usize| first + at * LINE;
        let brief = node.brief.clone();
        let detail = brief.map(|brief| (height(name.len()) + 1, brief));
        let lines = name.into_iter().enumerate();
        Drawn {
            name: node.name.clone(),
            held: node.held,
            outline: frame.outline(shape(node.kind)),
            lines: lines.map(|(at, line)| (height(at), line)).collect(),
            detail,
            text_x: self.mirror(start + POINT + 6),
            arrow: above.map(|above| self.arrow(above, (node, row))),
            share: node.share.clone().filter(|_| above.is_some()).map(|share| {
                let middle = start - (GAP - TURN) / 2 - 3;
                (self.mirror(middle), y + HEIGHT / 2 - 6, share)
            }),
        }
    }

    /// From the end of one box to the start of another, with a turn where it stands lower. Below the
    /// deepest column boxes stand under each other, and the arrow goes around.
    fn arrow(&self, (from, from_row): (&Node, usize), (to, to_row): (&Node, usize)) -> String {
        let middle = |row: usize| row * ROW + EDGE + HEIGHT / 2;
        let tip = column(to);
        let leaves = if from.depth < to.depth {
            column(from) + WIDTH
        } else {
            tip
        };
        let turn = if from.depth < to.depth {
            leaves + TURN
        } else {
            tip - TURN
        };
        let head = if self.rtl {
            "m7 -4l-7 4l7 4"
        } else {
            "m-7 -4l7 4l-7 4"
        };
        format!(
            "M{} {}H{}V{}H{}{head}",
            self.mirror(leaves),
            middle(from_row),
            self.mirror(turn),
            middle(to_row),
            self.mirror(tip),
        )
    }

    fn mirror(&self, x: usize) -> usize {
        if self.rtl { self.width - x } else { x }
    }
}

/// Where a node's box starts, counted from the start side.
fn column(node: &Node) -> usize {
    EDGE + node.depth.min(DEEPEST) * (WIDTH + GAP)
}

/// A name in at most two lines: broken at spaces, within a long word at a point or anywhere, and cut
/// short when it is longer.
fn wrap(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ");
    let letters = letters(&name);
    if name.chars().count() <= letters {
        return vec![name];
    }
    let room = name
        .char_indices()
        .nth(letters)
        .map_or(name.len(), |(byte, _)| byte);
    let head = name.get(..=room).or(name.get(..room)).unwrap_or(&name);
    let space = head.rfind(' ');
    let point = || {
        head.rfind(['.', '-'])
            .map(|at| at + 1)
            .filter(|at| *at <= room)
    };
    let (first, rest) = name.split_at(space.or_else(point).unwrap_or(room));
    // A point at the end of a line keeps its side of the word.
    let first = match space {
        Some(_) => first.to_owned(),
        None => format!("{first}{}", mark_of(first)),
    };
    vec![first, short(rest.trim_start(), letters)]
}

fn letters(name: &str) -> usize {
    match mark_of(name) {
        RLM => LETTERS.1,
        _ => LETTERS.0,
    }
}

/// The line, or its beginning and an ellipsis that stands at the end of its own direction.
fn short(line: &str, letters: usize) -> String {
    if line.chars().count() <= letters {
        return line.to_owned();
    }
    let cut: String = line.chars().take(letters - 1).collect();
    format!("{}…{}", cut.trim_end(), mark_of(&cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(name: &str, kind: SourceKind, parent: Option<usize>, depth: usize) -> Node {
        Node {
            name: name.to_owned(),
            kind,
            when: None,
            brief: None,
            share: parent.map(|_| "84%".to_owned()),
            href: "/article/1".to_owned(),
            held: true,
            parent,
            depth,
        }
    }

    fn family() -> Tree {
        let outlet = |name, parent, depth| node(name, SourceKind::Outlet, parent, depth);
        let nodes = vec![
            node("Northwire", SourceKind::Agency, None, 0),
            outlet("Port Post", Some(0), 1),
            outlet("Cape Times", Some(1), 2),
            outlet("Tern", Some(0), 1),
            outlet("The Lennar Ledger", None, 0),
        ];
        Tree { nodes }
    }

    #[test]
    fn generations_are_columns_and_the_first_copy_stands_beside_its_source() {
        assert_eq!(rows(&family().nodes), [0, 0, 0, 1, 2]);
        let words = Words::of("en").expect("en");
        let drawn = picture(words, &family());
        assert_eq!(drawn.width, 3 * WIDTH + 2 * GAP + 2 * EDGE);
        assert_eq!(drawn.height, 2 * ROW + HEIGHT + 2 * EDGE);
        let arrows: Vec<_> = drawn.boxes.iter().map(|one| one.arrow.as_deref()).collect();
        assert_eq!(arrows[1], Some("M198 34H216V34H256m-7 -4l7 4l-7 4"));
        assert_eq!(arrows[3], Some("M198 34H216V114H256m-7 -4l7 4l-7 4"));
        assert_eq!((arrows[0], arrows[4]), (None, None));
        assert_eq!(drawn.legend.len(), 2);
        assert_ne!(drawn.legend[0].0, drawn.legend[1].0);
    }

    #[test]
    fn right_to_left_is_the_mirror() {
        let words = Words::of("ar").expect("ar");
        let drawn = picture(words, &family());
        let arrow = drawn.boxes[1].arrow.as_deref();
        assert_eq!(arrow, Some("M510 34H492V34H452m7 -4l-7 4l7 4"));
        assert_eq!(drawn.boxes[0].text_x, drawn.width - EDGE - POINT - 6);
    }

    #[test]
    fn chains_longer_than_the_sheet_go_on_below() {
        let mut nodes = vec![node("0", SourceKind::Outlet, None, 0)];
        for depth in 1..=7 {
            nodes.push(node(
                "x",
                SourceKind::Outlet,
                Some(depth - 1),
                depth.min(DEEPEST),
            ));
        }
        assert_eq!(rows(&nodes), [0, 0, 0, 0, 0, 1, 2, 3]);
        let drawn = picture(Words::of("ar").expect("ar"), &Tree { nodes });
        assert_eq!(drawn.width, (DEEPEST + 1) * (WIDTH + GAP) - GAP + 2 * EDGE);
    }

    #[test]
    fn nothing_makes_an_empty_picture_and_too_much_is_left_out() {
        let words = Words::of("fr").expect("fr");
        assert_eq!(picture(words, &Tree::default()).boxes.len(), 0);
        let nodes = vec![node("x", SourceKind::Outlet, None, 0); MOST + 3];
        assert_eq!(picture(words, &Tree { nodes }).undrawn, 3);
    }

    #[test]
    fn names_wrap_and_shorten() {
        let cases = [
            ("Northwire", vec!["Northwire"]),
            (
                "The Selwana Business Ledger",
                vec!["The Selwana Business", "Ledger"],
            ),
            (
                "rasminagazette.example",
                vec!["rasminagazette.\u{200E}", "example"],
            ),
            (
                "وكالة الميناء للأنباء والصور البحرية في لينار وكيلان",
                vec!["وكالة الميناء للأنباء", "والصور البحرية في لينار و…\u{200F}"],
            ),
            (
                "abcdefghijklmnopqrstuvwxyz",
                vec!["abcdefghijklmnopqrst\u{200E}", "uvwxyz"],
            ),
            (" a  b ", vec!["a b"]),
        ];
        for (name, expected) in cases {
            assert_eq!(wrap(name), expected);
        }
    }
}
