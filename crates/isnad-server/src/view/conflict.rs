//! Figures about one thing that do not agree, side by side. No figure is preferred: they stand in
//! the order in which the story carried them.

use isnad::model::{ArticleId, Conflict, Figure, Reading, Span};

use crate::{
    marks::MarkKind,
    strings::Words,
    text::{Text, neutral},
};

use super::{SourceView, article_href, compare_href, notes};

/// The figures about one unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ConflictView {
    pub(crate) unit: String,
    pub(crate) claims: Vec<Claim>,
}

/// One value and everywhere it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Claim {
    pub(crate) value: String,
    /// The words of its first place.
    pub(crate) words: Text,
    pub(crate) places: Vec<ClaimPlace>,
}

/// Who gives a figure, and in which article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClaimPlace {
    pub(crate) speaker: Option<Text>,
    pub(crate) publisher: Option<SourceView>,
    pub(crate) href: String,
    /// The time at which it holds, as the text has it, and as a date where that is known.
    pub(crate) as_of: Option<Text>,
    pub(crate) as_of_date: Option<String>,
    /// Its article beside the one of the first figure, when that is another.
    pub(crate) compare: Option<String>,
}

impl ClaimPlace {
    fn is_of(&self, article: ArticleId) -> bool {
        self.href.starts_with(&article_href(article))
    }
}

/// Figures that the readings no longer hold are left out; a conflict needs two values.
pub(crate) fn conflicts(
    words: &Words,
    conflicts: &[Conflict],
    readings: &[Reading],
) -> Vec<ConflictView> {
    conflicts
        .iter()
        .map(|conflict| one(words, conflict, readings))
        .filter(|view| view.claims.len() > 1)
        .collect()
}

fn one(words: &Words, conflict: &Conflict, readings: &[Reading]) -> ConflictView {
    let mut claims: Vec<Claim> = Vec::new();
    let mut first = None;
    for &(id, span) in &conflict.figures {
        let reading = readings.iter().find(|reading| reading.article.id == id);
        let Some(reading) = reading else { continue };
        let figures = reading.figures.iter().enumerate();
        let held = figures.into_iter().find(|(_, figure)| figure.span == span);
        let Some((index, figure)) = held else {
            continue;
        };
        let value = notes::value(words, figure);
        let place = place(reading, figure, index, first.get_or_insert(id));
        match claims.iter_mut().find(|claim| claim.value == value) {
            // An article often gives a figure twice, in its headline and below.
            Some(claim)
                if claim
                    .places
                    .iter()
                    .any(|other| other.is_of(id) && other.speaker == place.speaker) => {}
            Some(claim) => claim.places.push(place),
            None => claims.push(Claim {
                value,
                words: Text::of(&reading.article, figure.span.of(&reading.article.text)),
                places: vec![place],
            }),
        }
    }
    // Those that give the first figure agree with its article.
    for place in claims
        .iter_mut()
        .take(1)
        .flat_map(|claim| &mut claim.places)
    {
        place.compare = None;
    }
    ConflictView {
        unit: neutral(&words.unit(&conflict.unit)),
        claims,
    }
}

fn place(reading: &Reading, figure: &Figure, index: usize, first: &ArticleId) -> ClaimPlace {
    let article = &reading.article;
    let text = |span: Span| Text::of(article, span.of(&article.text));
    let time = reading
        .times
        .iter()
        .find(|time| Some(time.span) == figure.as_of);
    let anchor = notes::anchor(MarkKind::Figure, index);
    ClaimPlace {
        speaker: figure.said_by.map(text),
        publisher: article.publisher.as_ref().map(SourceView::of),
        href: format!("{}#{anchor}", article_href(article.id)),
        as_of: figure.as_of.map(text),
        as_of_date: time.and_then(|time| time.best()).map(neutral),
        compare: (*first != article.id).then(|| compare_href(*first, article.id)),
    }
}
