//! The pictures of an article.

use std::ops::Range;

use crate::model::{Image, Span};

use super::super::{
    dom::{Attr, Dom, NodeId},
    hints::{Cache, Hints},
    pieces::{Piece, Pieces},
};

/// Pictures in the order of the page, of which the front ones were taken.
pub(super) struct Pictures {
    list: Vec<Picture>,
    taken: usize,
}

/// A picture and the element that holds it with its caption.
pub(super) struct Picture {
    at: NodeId,
    figure: NodeId,
    src: String,
    alt: Option<String>,
}

/// More pictures than this are no article's.
const MOST: usize = 200;

/// How far above a picture the element is looked for that holds its caption too.
const LEVELS: usize = 4;

/// Labels before the name of who made a picture, in lower case.
const CREDITS: [&str; 18] = [
    "photo:",
    "photos:",
    "photo by",
    "photograph:",
    "image:",
    "picture:",
    "credit:",
    "credits:",
    "bild:",
    "foto:",
    "fotos:",
    "crédit:",
    "crédit photo:",
    "©",
    "تصوير:",
    "صورة:",
    "المصدر:",
    "фото:",
];

/// The pictures between the first and the last piece of an extent.
pub(super) fn of(dom: &Dom, pieces: &Pieces, extent: Range<usize>) -> Pictures {
    let mut pictures = Pictures {
        list: Vec::new(),
        taken: 0,
    };
    let (Some(first), Some(last)) = (
        pieces.list.get(extent.start),
        extent
            .end
            .checked_sub(1)
            .and_then(|last| pieces.list.get(last)),
    ) else {
        return pictures;
    };
    let mut hints = Cache::default();
    for id in dom.between(first.at, last.at) {
        if dom.name(id) != "img" || pictures.list.len() == MOST {
            continue;
        }
        let figure = dom
            .ancestors(id)
            .take(LEVELS)
            .find(|&up| hints.of(dom, up).any(Hints::CAPTION));
        let (Some(figure), Some(src)) = (figure, address(dom, id)) else {
            continue;
        };
        if is_elsewhere(dom, &mut hints, figure)
            || pictures.list.iter().any(|known| known.src == src)
        {
            continue;
        }
        let alt = dom.attribute(id, Attr::Alt).map(str::trim);
        pictures.list.push(Picture {
            at: id,
            figure,
            src,
            alt: alt.filter(|alt| !alt.is_empty()).map(str::to_owned),
        });
    }
    pictures
}

/// Whether a picture stands in a list of other articles, or in what is no article.
fn is_elsewhere<'d>(dom: &'d Dom, hints: &mut Cache<'d>, figure: NodeId) -> bool {
    let mut near = dom.ancestors(figure).take(LEVELS);
    near.any(|up| {
        let is_whole = matches!(dom.name(up), "html" | "body" | "main" | "article");
        !is_whole && hints.of(dom, up).any(super::ELSEWHERE)
    })
}

/// The address of an image; those of pages that load them late stand in another attribute.
fn address(dom: &Dom, image: NodeId) -> Option<String> {
    let real = |src: &&str| !src.trim().is_empty() && !src.trim_start().starts_with("data:");
    let given = [Attr::DataSrc, Attr::Src]
        .into_iter()
        .filter_map(|name| dom.attribute(image, name))
        .find(real);
    let set = || {
        let own = dom.attribute(image, Attr::Srcset);
        let picture = dom.parent(image).filter(|&up| dom.name(up) == "picture");
        let sources = picture
            .into_iter()
            .flat_map(|picture| dom.children(picture));
        let sources = sources.filter_map(|source| dom.attribute(source, Attr::Srcset));
        own.into_iter()
            .chain(sources)
            .find_map(|set| set.split_whitespace().next().filter(real))
    };
    given.or_else(set).map(|src| src.trim().to_owned())
}

impl Pictures {
    /// The pictures that stand before a place and were not taken yet.
    pub(super) fn before(&mut self, at: NodeId) -> &[Picture] {
        let start = self.taken;
        self.taken += self.list[start..]
            .iter()
            .take_while(|picture| picture.at < at)
            .count();
        &self.list[start..self.taken]
    }

    /// The address of the picture that a caption belongs to.
    pub(super) fn captioned(&self, dom: &Dom, caption: &Piece) -> Option<&String> {
        let of_figure = |picture: &&Picture| dom.is_within(caption.at, picture.figure);
        self.list
            .iter()
            .rev()
            .find(of_figure)
            .map(|picture| &picture.src)
    }
}

impl Picture {
    pub(super) fn image(&self, before: usize) -> Image {
        Image {
            src: self.src.clone(),
            alt: self.alt.clone(),
            caption: None,
            credit: None,
            before: before as u32,
        }
    }
}

/// Gives a picture its caption; a second one, as where the credit stands apart, goes on with it.
pub(super) fn add_caption(image: &mut Image, span: Span, words: &str) {
    image.credit = image.credit.or_else(|| credit(span, words));
    image.caption = match image.caption {
        Some(known) => Some(Span {
            start: known.start,
            end: span.end,
        }),
        None => Some(span),
    };
}

/// Where a caption says whose picture it is: behind a label, or in brackets at its end.
fn credit(span: Span, words: &str) -> Option<Span> {
    let lower = words.to_lowercase();
    let start = span.start as usize;
    if lower.len() == words.len() {
        let label = CREDITS
            .iter()
            .filter_map(|label| Some((lower.rfind(label)?, label.len())));
        if let Some((at, len)) = label.max() {
            let rest =
                words[at + len..].trim_matches(|c: char| c.is_whitespace() || ":()[]|".contains(c));
            if !rest.is_empty() {
                let at = start + (rest.as_ptr() as usize - words.as_ptr() as usize);
                return Some(Span::new(at, at + rest.len()));
            }
        }
    }
    let inside = words.trim_end_matches('.').strip_suffix(')')?;
    let open = inside.rfind('(')? + 1;
    (open < inside.len()).then(|| Span::new(start + open, start + inside.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_say_whose_picture_it_is() {
        let cases = [
            ("The quay at noon. Photo: Ada Lind", Some("Ada Lind")),
            ("The quay at noon (Northwire)", Some("Northwire")),
            (
                "The quay at noon. © Omar Sel / Northwire",
                Some("Omar Sel / Northwire"),
            ),
            ("الرصيف عند الظهر (تصوير: سعاد العمري)", Some("سعاد العمري")),
            ("The quay at noon", None),
            ("Photo:", None),
        ];
        for (words, expected) in cases {
            let span = Span::new(0, words.len());
            assert_eq!(
                credit(span, words).map(|span| span.of(words)),
                expected,
                "{words}"
            );
        }
    }
}
