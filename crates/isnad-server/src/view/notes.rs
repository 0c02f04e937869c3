//! Every annotation of a reading as a note that tells its evidence, and as a mark in the text.

use isnad::model::{
    Article, Bound, Credit, CreditRole, Evidence, Figure, Mention, MentionKind, Quote, Reading,
    Span, TimeExpression,
};

use crate::{
    marks::{Mark, MarkKind},
    strings::Words,
    text::{Text, brief, neutral},
};

use super::{SourceView, confidence};

/// What was read at one place, and why.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note {
    /// Its anchor in the page: `figure-3`.
    pub(crate) id: String,
    pub(crate) kind: MarkKind,
    /// The anchor of the first marked segment, filled when the body is built.
    pub(crate) place: String,
    /// The words it is about, shortened.
    pub(crate) words: Text,
    /// String keys of labels, and values.
    pub(crate) rows: Vec<Row>,
    pub(crate) rule: String,
    pub(crate) confidence: String,
}

/// A labelled value of a note.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) label: &'static str,
    pub(crate) value: String,
    pub(crate) href: Option<String>,
}

impl Row {
    fn new(label: &'static str, value: impl Into<String>) -> Row {
        Row {
            label,
            value: neutral(&value.into()),
            href: None,
        }
    }
}

impl Note {
    /// String key of the kind's name for one.
    pub(crate) fn kind_key(&self) -> String {
        format!("one.{}", self.kind.name())
    }
}

/// The anchor of the `index`-th annotation of a kind, for links from other pages.
pub(crate) fn anchor(kind: MarkKind, index: usize) -> String {
    format!("{}-{index}", kind.name())
}

/// The notes of a reading in the order of the legend, and their marks in the order of the text.
pub(crate) fn notes(words: &Words, reading: &Reading) -> (Vec<Note>, Vec<Mark>) {
    let mut desk = Desk {
        words,
        article: &reading.article,
        notes: Vec::new(),
        marks: Vec::new(),
    };
    desk.all(MarkKind::Quote, &reading.quotes, Desk::quote);
    desk.all(MarkKind::Figure, &reading.figures, Desk::figure);
    desk.all(MarkKind::Time, &reading.times, Desk::time);
    desk.mentions(&reading.mentions);
    desk.all(MarkKind::Credit, &reading.credits, Desk::credit);
    desk.marks.sort_by_key(|mark| (mark.span, mark.note));
    (desk.notes, desk.marks)
}

/// Rows, place and evidence of one annotation.
type Facts = (Vec<Row>, Span, Evidence);

struct Desk<'a> {
    words: &'a Words,
    article: &'a Article,
    notes: Vec<Note>,
    marks: Vec<Mark>,
}

impl Desk<'_> {
    fn all<T>(&mut self, kind: MarkKind, items: &[T], facts: fn(&Self, &T) -> Facts) {
        for (index, item) in items.iter().enumerate() {
            let facts = facts(self, item);
            self.add(anchor(kind, index), kind, facts);
        }
    }

    fn mentions(&mut self, mentions: &[Mention]) {
        for (index, mention) in mentions.iter().enumerate() {
            let kind = match mention.kind {
                MentionKind::Person => MarkKind::Person,
                MentionKind::Place => MarkKind::Place,
                MentionKind::Organisation => MarkKind::Organisation,
            };
            let rows = vec![Row::new("note.entity", &mention.entity)];
            let facts = (rows, mention.span, mention.evidence.clone());
            self.add(anchor(kind, index), kind, facts);
        }
    }

    fn add(&mut self, id: String, kind: MarkKind, (rows, span, evidence): Facts) {
        let note = self.notes.len();
        self.marks.push(Mark { span, kind, note });
        self.notes.push(Note {
            id,
            kind,
            place: String::new(),
            words: Text::of(self.article, &brief(self.exact(span), 160)),
            rows,
            rule: neutral(&evidence.rule),
            confidence: confidence(evidence.confidence),
        });
    }

    fn exact(&self, span: Span) -> &str {
        span.of(&self.article.text)
    }

    fn quote(&self, quote: &Quote) -> Facts {
        let named = quote.speaker_name.as_deref();
        let speaker = named
            .or_else(|| quote.speaker.map(|span| self.exact(span)))
            .unwrap_or_else(|| self.words.get("note.speaker.unknown"));
        let form = if quote.direct {
            "note.direct"
        } else {
            "note.reported"
        };
        let mut rows = vec![Row::new("note.speaker", speaker)];
        rows.extend(
            quote
                .role
                .map(|span| Row::new("note.role", self.exact(span))),
        );
        rows.extend(
            quote
                .channel
                .map(|span| Row::new("note.channel", self.exact(span))),
        );
        rows.extend(
            quote
                .verb
                .map(|span| Row::new("note.verb", self.exact(span))),
        );
        rows.push(Row::new("note.form", self.words.get(form)));
        (rows, quote.span, quote.evidence.clone())
    }

    fn figure(&self, figure: &Figure) -> Facts {
        let mut rows = vec![Row::new("note.value", value(self.words, figure))];
        let unit = figure.unit.as_ref().map(|unit| self.words.unit(unit));
        rows.extend(unit.map(|unit| Row::new("note.unit", unit)));
        let speaker = figure.said_by.map(|span| self.exact(span));
        rows.extend(speaker.map(|name| Row::new("note.said_by", name)));
        let as_of = figure.as_of.map(|span| self.exact(span));
        rows.extend(as_of.map(|time| Row::new("note.as_of", time)));
        (rows, figure.span, figure.evidence.clone())
    }

    fn time(&self, time: &TimeExpression) -> Facts {
        let resolved = time.best().unwrap_or_else(|| self.words.get("note.open"));
        let mut rows = vec![Row::new("note.resolved", resolved)];
        let anchor = time.anchor.map(|day| self.words.day(day));
        rows.extend(anchor.map(|day| Row::new("note.anchor", day)));
        (rows, time.span, time.evidence.clone())
    }

    fn credit(&self, credit: &Credit) -> Facts {
        let role = match credit.role {
            CreditRole::Text => "credit.text",
            CreditRole::Cited => "credit.cited",
            CreditRole::Photo => "credit.photo",
        };
        let SourceView { name, href, .. } = SourceView::of(&credit.source);
        let source = Row {
            href: Some(href),
            ..Row::new("note.source", name)
        };
        let rows = vec![source, Row::new("note.credit", self.words.get(role))];
        (rows, credit.span, credit.evidence.clone())
    }
}

/// A figure's value with its bound, in the words of the interface.
pub(crate) fn value(words: &Words, figure: &Figure) -> String {
    let key = match figure.bound {
        Bound::Exactly => "bound.exactly",
        Bound::About => "bound.about",
        Bound::MoreThan => "bound.more_than",
        Bound::LessThan => "bound.less_than",
        Bound::AtLeast => "bound.at_least",
        Bound::AtMost => "bound.at_most",
        Bound::Between => "bound.between",
        Bound::Tens => "bound.tens",
        Bound::Hundreds => "bound.hundreds",
        Bound::Thousands => "bound.thousands",
        Bound::Millions => "bound.millions",
    };
    let numbers: Vec<String> = [figure.value, figure.upper]
        .into_iter()
        .flatten()
        .map(number)
        .collect();
    words.get(key).replace("{n}", &numbers.join("–"))
}

/// Whole numbers without a point, thousands apart by a narrow space from five digits on (it keeps
/// digits together in right-to-left text, where a comma's meaning also differs by country).
pub(crate) fn number(value: f64) -> String {
    let plain = format!("{value}");
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = whole.trim_start_matches('-');
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return plain;
    }
    let mut out = String::from(if whole.starts_with('-') { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            out.push('\u{202F}');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_bounded() {
        let cases = [
            (Bound::Exactly, Some(52.0), None, "52"),
            (Bound::MoreThan, Some(1000.0), None, "more than 1000"),
            (Bound::Between, Some(30.0), Some(40.0), "between 30–40"),
            (
                Bound::AtLeast,
                Some(12_345.5),
                None,
                "at least 12\u{202F}345.5",
            ),
            (
                Bound::Exactly,
                Some(-1_234_567.0),
                None,
                "-1\u{202F}234\u{202F}567",
            ),
            (Bound::Tens, None, None, "tens"),
        ];
        let words = Words::of("en").expect("en");
        for (bound, low, upper, expected) in cases {
            let figure = Figure {
                span: Span::new(0, 0),
                value: low,
                upper,
                bound,
                unit: None,
                said_by: None,
                as_of: None,
                evidence: Evidence::rule("test", 1.0),
            };
            assert_eq!(value(words, &figure), expected);
        }
    }

    #[test]
    fn a_number_beyond_measure_does_not_break_the_page() {
        for value in [f64::NAN, f64::INFINITY, 1e300, -0.0] {
            assert!(!number(value).is_empty());
        }
    }
}
