//! A figure with what is needed to compare it with another.

use std::collections::BTreeSet;

use crate::model::{ArticleId, Figure, Reading, Span};
use crate::text::{fold::fold, sentence::stretch, token::tokens};

use super::stem::stem;

/// Words on each side of a figure that tell what it counts.
const CONTEXT: usize = 10;
/// A unit that no lexicon knows has less confidence than this, and may be no unit.
const KNOWN_UNIT: f32 = 0.8;
/// Units that measure and do not count: one report gives many of them, of many things, in sentences
/// of one pattern ("profit fell by … per cent").
const MEASURES: &[&str] = &[
    "percent",
    "point",
    "degree",
    "ton",
    "kilogram",
    "gram",
    "litre",
    "barrel",
    "kilometre",
    "mile",
    "metre",
    "centimetre",
    "millimetre",
    "hectare",
    "acre",
    "megawatt",
    "dollar",
    "euro",
    "pound",
    "dinar",
    "dirham",
    "riyal",
    "lira",
    "rouble",
    "yuan",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
];
/// Words of up to so many letters tell nothing of a thing.
const SHORT_WORD: usize = 3;

/// A figure with what is needed to compare it.
pub(super) struct Claim<'r> {
    pub(super) article: ArticleId,
    pub(super) figure: &'r Figure,
    pub(super) unit: &'r str,
    pub(super) value: f64,
    /// The values its article gives in the same unit.
    pub(super) beside: Vec<f64>,
    /// Who says it, folded.
    pub(super) speaker: Option<String>,
    /// Stems of the words of its unit: the noun and what describes it.
    pub(super) counted: BTreeSet<String>,
    /// Stems of the longer words around the figure.
    pub(super) context: BTreeSet<String>,
    /// Values of the time expressions in the same clause.
    pub(super) times: BTreeSet<String>,
}

/// The figures of an article that can be compared.
pub(super) fn claims(reading: &Reading) -> Vec<Claim<'_>> {
    let claim = |figure| claim(reading, figure);
    reading.figures.iter().filter_map(claim).collect()
}

fn claim<'r>(reading: &'r Reading, figure: &'r Figure) -> Option<Claim<'r>> {
    let article = &reading.article;
    let (value, unit) = (figure.value?, figure.unit.as_deref()?);
    if MEASURES.contains(&unit) || figure.evidence.confidence < KNOWN_UNIT {
        return None;
    }
    let sentence = stretch(&article.text, figure.span, SENTENCE);
    let clause = stretch(&article.text, figure.span, CLAUSE);
    let times = reading
        .times
        .iter()
        .filter(|time| clause.contains(time.span));
    let around = Around::new(&article.text, sentence, figure.span);
    Some(Claim {
        article: article.id,
        figure,
        unit,
        value,
        beside: beside(reading, unit),
        speaker: figure
            .said_by
            .map(|span| fold(span.of(&article.text)).into_owned()),
        counted: around.counted,
        context: around.context,
        times: times
            .filter_map(|time| time.best().map(str::to_owned))
            .collect(),
    })
}

fn beside(reading: &Reading, unit: &str) -> Vec<f64> {
    let same = reading
        .figures
        .iter()
        .filter(|figure| figure.unit.as_deref() == Some(unit));
    same.filter_map(|figure| figure.value).collect()
}

/// What ends a sentence, as far as one mark tells.
const SENTENCE: &[char] = &['.', '!', '?', '؟', '؛', '\n'];
/// What ends a clause: a time in another clause is that of another thing.
const CLAUSE: &[char] = &['.', '!', '?', '؟', '؛', '\n', ',', '،'];

/// The words of a figure and around it.
struct Around {
    counted: BTreeSet<String>,
    context: BTreeSet<String>,
}

impl Around {
    fn new(text: &str, sentence: Span, figure: Span) -> Around {
        let part = |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or("");
        let stems = |part: &str| -> Vec<String> {
            tokens(part)
                .map(|token| stem(&token.folded()).to_owned())
                .collect()
        };
        let inside = stems(figure.of(text));
        let before = stems(part(sentence.start.min(figure.start), figure.start));
        let after = stems(part(figure.end, sentence.end.max(figure.end)));
        let context = before
            .iter()
            .rev()
            .take(CONTEXT)
            .chain(after.iter().take(CONTEXT));
        Around {
            counted: counted(&inside)
                .iter()
                .filter(|word| tells(word))
                .cloned()
                .collect(),
            context: context.filter(|word| tells(word)).cloned().collect(),
        }
    }
}

/// The words of a figure after its number; the last two where the number is in words.
fn counted(inside: &[String]) -> &[String] {
    let digits = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let from = inside
        .iter()
        .rposition(digits)
        .map_or(inside.len().saturating_sub(2), |at| at + 1);
    inside.get(from..).unwrap_or(&[])
}

fn tells(word: &str) -> bool {
    word.chars().count() > SHORT_WORD && !word.starts_with(|c: char| c.is_ascii_digit())
}
