//! A figure with what is needed to compare it with another.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{ArticleId, Figure, MentionKind, Reading, Span, TimeExpression};
use crate::text::{
    fold::fold,
    lang::states::states,
    sentence::{ENDS, stretch},
    token::{Token, tokens},
};

use super::stem::stem;

/// Words on each side of a figure that tell what it counts.
const CONTEXT: usize = 10;
/// Days from an article's own date beyond which a time in it is that of another event.
const PERIOD: i32 = 60;
/// Units that measure and do not count: one report gives many of them, of many things, in sentences
/// of one pattern ("profit fell by … per cent").
const MEASURES: &[&str] = &[
    "percent",
    "percentage point",
    "basis point",
    "point",
    "degree",
    "tonne",
    "kilogram",
    "gram",
    "litre",
    "barrel",
    "kilometre",
    "kilometre per hour",
    "mile",
    "mile per hour",
    "nautical mile",
    "knot",
    "metre",
    "centimetre",
    "millimetre",
    "inch",
    "square kilometre",
    "square metre",
    "cubic metre",
    "hectare",
    "acre",
    "megawatt",
    "dollar",
    "euro",
    "pound",
    "dinar",
    "dirham",
    "riyal",
    "rial",
    "lira",
    "rouble",
    "yuan",
    "yen",
    "franc",
    "rupee",
    "shekel",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
];
/// Units that say no more of people than that they are some: what happened to them tells what is counted.
const PEOPLE: &[&str] = &[
    "person",
    "citizen",
    "civilian",
    "resident",
    "man",
    "worker",
    "miner",
    "sailor",
    "fisherman",
    "farmer",
    "passenger",
    "patient",
];
/// Words of up to so many letters tell nothing of a thing.
const SHORT_WORD: usize = 3;

/// A figure with what is needed to compare it.
pub(super) struct Claim<'r> {
    pub(super) article: ArticleId,
    pub(super) figure: &'r Figure,
    pub(super) unit: &'r str,
    pub(super) value: f64,
    /// What happened to those counted, where the words nearby say so.
    pub(super) state: Option<&'static str>,
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
    /// The time at which it holds.
    pub(super) as_of: Option<&'r str>,
    /// A time in its sentence that is not that of the report: last year, `2027`.
    pub(super) period: Option<String>,
    /// Places named in the same clause.
    pub(super) places: BTreeSet<&'r str>,
}

impl Claim<'_> {
    /// What the figures of one thing have in common: the unit, or what happened where the unit is people.
    pub(super) fn kind(&self) -> &str {
        match self.state {
            Some(state) if PEOPLE.contains(&self.unit) => state,
            _ => states().of_unit(self.unit).unwrap_or(self.unit),
        }
    }

    /// Whether the unit measures and does not count.
    pub(super) fn measures(&self) -> bool {
        MEASURES.contains(&self.unit)
    }
}

/// The figures of an article that can be compared.
pub(super) fn claims(reading: &Reading) -> Vec<Claim<'_>> {
    let claim = |figure| claim(reading, figure);
    reading.figures.iter().filter_map(claim).collect()
}

fn claim<'r>(reading: &'r Reading, figure: &'r Figure) -> Option<Claim<'r>> {
    let article = &reading.article;
    let (value, unit) = (figure.value?, figure.unit.as_deref()?);
    if is_further(&article.text, figure.span) {
        return None;
    }
    let sentence = stretch(&article.text, figure.span, ENDS);
    let clause = stretch(&article.text, figure.span, CLAUSE);
    let times = within(&reading.times, clause);
    let around = Around::new(&article.text, sentence, figure.span);
    let as_of = reading
        .times
        .iter()
        .find(|time| Some(time.span) == figure.as_of);
    let places = reading
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Place);
    Some(Claim {
        article: article.id,
        figure,
        unit,
        value,
        state: states()
            .of_unit(unit)
            .or_else(|| state(&article.text, clause, figure.span)),
        beside: beside(reading, unit),
        speaker: figure
            .said_by
            .map(|span| fold(span.of(&article.text)).into_owned()),
        counted: around.counted,
        context: around.context,
        times: times
            .filter_map(|time| time.best().map(str::to_owned))
            .collect(),
        as_of: as_of.and_then(TimeExpression::best),
        period: period(reading, sentence),
        places: places
            .filter(|mention| clause.contains(mention.span))
            .map(|mention| mention.entity.as_str())
            .collect(),
    })
}

/// Whether a figure is of more of something (`two more bodies`, `12 جريحا آخرين`), and not of all.
fn is_further(text: &str, figure: Span) -> bool {
    let further = |word: Token<'_>| states().further.word(&word.folded()).is_some();
    let after = text.get(figure.end as usize..).unwrap_or("");
    let inside: Vec<Token<'_>> = tokens(figure.of(text)).collect();
    // `more than`: a bound stands first.
    inside.into_iter().skip(1).any(further) || tokens(after).take(1).any(further)
}

fn within(times: &[TimeExpression], place: Span) -> impl Iterator<Item = &TimeExpression> {
    let first = times.partition_point(|time| time.span.start < place.start);
    times[first..]
        .iter()
        .take_while(move |time| time.span.end <= place.end)
}

fn beside(reading: &Reading, unit: &str) -> Vec<f64> {
    let same = reading
        .figures
        .iter()
        .filter(|figure| figure.unit.as_deref() == Some(unit));
    same.filter_map(|figure| figure.value).collect()
}

/// The state whose word stands nearest to a figure in its clause; of two as near the one before it, where
/// Arabic and lists in English put it.
fn state(text: &str, clause: Span, figure: Span) -> Option<&'static str> {
    let base = clause.start as usize;
    let words: Vec<Token<'_>> = tokens(clause.of(text)).collect();
    let folded: Vec<String> = words.iter().map(Token::folded).collect();
    let apart = |at: usize| {
        let place = words[at].span.shifted(base);
        (place.distance(figure), place.start >= figure.end)
    };
    let said = |at: usize| {
        let ahead = |ahead: usize| folded.get(at + ahead).map(String::as_str);
        let word = folded[at].as_str();
        let found = states().words.longest(word, ahead);
        let found = found.or_else(|| states().words.longest(word.strip_prefix('و')?, ahead));
        found.map(|(_, key)| *key)
    };
    let near = (0..words.len()).filter_map(|at| said(at).map(|key| (apart(at), key)));
    near.min().map(|(_, key)| key)
}

/// The year of a time in a sentence that lies far from the article's own day, or is no day at all.
fn period(reading: &Reading, sentence: Span) -> Option<String> {
    let own = reading.article.published.map(|moment| moment.date);
    let far = within(&reading.times, sentence)
        .filter_map(TimeExpression::best)
        .find(|value| value.starts_with(|c: char| c.is_ascii_digit()) && !is_near(value, own))?;
    Some(far.chars().take(4).collect())
}

fn is_near(value: &str, own: Option<Date>) -> bool {
    let day: Option<Date> = value.get(..10).and_then(|day| day.parse().ok());
    match (day, own) {
        (Some(day), Some(own)) => own
            .since(day)
            .is_ok_and(|gap| gap.get_days().abs() <= PERIOD),
        // "May" of the same year, said in May.
        (None, Some(own)) if value.len() >= 7 => own.to_string().starts_with(value),
        (Some(_), None) => true,
        _ => false,
    }
}

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
            tokens(part).map(|token| told(&token.folded())).collect()
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

/// The stem of a word that is long enough to tell of a thing; of a short one its beginning, which tells nothing.
fn told(word: &str) -> String {
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    if digits || word.chars().count() > SHORT_WORD {
        stem(word).to_owned()
    } else {
        word.chars().take(SHORT_WORD - 1).collect()
    }
}

fn tells(stem: &str) -> bool {
    stem.chars().count() >= SHORT_WORD && !stem.starts_with(|c: char| c.is_ascii_digit())
}
