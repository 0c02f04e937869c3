//! How a piece looks.

use super::{
    super::{
        body::Known,
        lines,
        pieces::{Kind, Piece, share},
    },
    F, Row, log, place,
};

/// The elements that pieces stand in most.
const TAGS: [&str; 14] = [
    "p",
    "div",
    "li",
    "td",
    "section",
    "blockquote",
    "article",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "h1",
    "body",
];

pub(super) fn write(row: &mut Row, piece: &Piece, known: &Known) {
    let text = &*piece.text;
    let (mut digits, mut upper) = (0, 0);
    for c in text.chars() {
        let (is_digit, is_upper) = match c {
            // Most of an Arabic text; the general look-ups are slow.
            '\u{621}'..='\u{65f}' => (false, false),
            _ => (c.is_numeric(), c.is_uppercase()),
        };
        digits += usize::from(is_digit);
        upper += usize::from(is_upper);
    }
    let longest = piece.links.iter().map(|link| link.end - link.start).max();
    let level = match piece.kind {
        Kind::Heading(level) => level,
        _ => 0,
    };
    row.put(F::chars, log(piece.chars));
    row.put(F::link_share, piece.link_share());
    row.put(F::longest_link, share(longest.unwrap_or(0), text.len()));
    row.put(F::stops_per_100, 100.0 * share(piece.stops, piece.chars));
    row.set(F::ends_as_sentence, lines::ends_as_sentence(text));
    row.put(F::digit_share, share(digits, piece.chars));
    row.put(F::upper_share, share(upper, piece.chars));
    row.put(F::bold_share, share(piece.bold_chars, piece.chars));
    row.put(F::italic_share, share(piece.italic_chars, piece.chars));
    row.put(F::kind, kind(piece.kind));
    row.put(F::level, f32::from(level));
    let name = known.dom.name(piece.node);
    row.put(F::tag, place(&TAGS, |tag| tag == name));
}

fn kind(kind: Kind) -> f32 {
    match kind {
        Kind::Paragraph => 0.0,
        Kind::Quotation => 1.0,
        Kind::ListItem => 2.0,
        Kind::Bare => 3.0,
        Kind::Cell => 4.0,
        Kind::Caption => 5.0,
        Kind::Heading(_) => 6.0,
    }
}
