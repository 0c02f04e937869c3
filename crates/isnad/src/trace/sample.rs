//! Invented reports for the tests of this room.

use jiff::Timestamp;

use crate::model::{
    Article, ArticleId, BlockKind, Bound, Credit, CreditRole, Direction, Evidence, Figure,
    Language, Mention, MentionKind, Moment, Quote, Reading, Source, SourceKind, Span,
};

/// Three paragraphs of one invented report.
pub(super) const FERRY: [&str; 3] = [
    "The ferry to Orsund was turned back on Monday after its crew saw ice in the strait, the \
     harbour master Ilsa Brandt said, and 210 travellers spent the night in the hall of the port.",
    "A second ship, the Havtorn, waits outside the strait with timber for the mills of Lennar and \
     will be brought in by tug as soon as the wind turns, according to the pilots' office.",
    "Winters with ice in the strait have become rare since the power station upstream began to warm \
     the river, and the last time a ferry was stopped lies eleven years back.",
];

pub(super) fn agency(name: &str) -> Source {
    source(name, SourceKind::Agency)
}

pub(super) fn outlet(name: &str) -> Source {
    source(name, SourceKind::Outlet)
}

fn source(name: &str, kind: SourceKind) -> Source {
    Source {
        name: name.into(),
        kind,
        key: Some(name.to_lowercase()),
    }
}

/// A report by a publisher, a paragraph each.
pub(super) fn report(id: u64, publisher: &Source, paragraphs: &[&str]) -> Reading {
    let mut article = Article {
        id: ArticleId(id),
        publisher: Some(publisher.clone()),
        language: Language::from_tag("en"),
        ..Article::default()
    };
    for paragraph in paragraphs {
        article.push(BlockKind::Paragraph, paragraph, "sample", Direction::Ltr);
    }
    Reading {
        article,
        ..Reading::default()
    }
}

/// The same with a headline below which the text stands.
pub(super) fn titled(id: u64, publisher: &Source, headline: &str, body: &[&str]) -> Reading {
    let mut reading = report(id, publisher, &[]);
    reading
        .article
        .push(BlockKind::Headline, headline, "sample", Direction::Ltr);
    for paragraph in body {
        reading
            .article
            .push(BlockKind::Paragraph, paragraph, "sample", Direction::Ltr);
    }
    reading
}

/// The same, crediting its text to a source in a line of its own.
pub(super) fn crediting(mut reading: Reading, source: &Source) -> Reading {
    let span = reading
        .article
        .push(BlockKind::Credit, &source.name, "sample", Direction::Ltr);
    reading.credits.push(Credit {
        span,
        source: source.clone(),
        role: CreditRole::Text,
        evidence: Evidence::at("sample", span, 0.9),
    });
    reading
}

/// The same, published at an hour counted from an invented midnight (plus five minutes, so that no
/// hour is midnight sharp).
pub(super) fn at_hour(mut reading: Reading, hour: i64) -> Reading {
    reading.article.published = moment(hour);
    reading
}

/// The same, fetched at such an hour.
pub(super) fn fetched_at_hour(mut reading: Reading, hour: i64) -> Reading {
    reading.article.fetched = moment(hour);
    reading
}

fn moment(hour: i64) -> Option<Moment> {
    let instant = Timestamp::from_second(1_940_000_000 / 86_400 * 86_400 + hour * 3600 + 300);
    instant.ok().map(Moment::at)
}

/// The same, with a figure at the first place where `words` stand.
pub(super) fn with_figure(
    mut reading: Reading,
    words: &str,
    (value, bound, unit): (f64, Bound, &str),
    said_by: Option<&str>,
) -> Reading {
    let span = place(&reading, words);
    reading.figures.push(Figure {
        span,
        value: Some(value),
        upper: None,
        bound,
        unit: Some(unit.into()),
        said_by: said_by.map(|name| place(&reading, name)),
        as_of: None,
        evidence: Evidence::at("sample", span, 0.9),
    });
    reading
}

/// The same, with words in marks at the first place where they stand.
pub(super) fn with_quote(mut reading: Reading, words: &str, speaker: &str) -> Reading {
    let span = place(&reading, words);
    reading.quotes.push(Quote {
        span,
        speaker: Some(place(&reading, speaker)),
        speaker_name: None,
        role: None,
        channel: None,
        verb: None,
        direct: true,
        evidence: Evidence::at("sample", span, 0.9),
    });
    reading
}

/// The same, with a person's name at the first place where `words` stand.
pub(super) fn with_name(mut reading: Reading, words: &str) -> Reading {
    let span = place(&reading, words);
    reading.mentions.push(Mention {
        span,
        kind: MentionKind::Person,
        entity: words.to_lowercase(),
        evidence: Evidence::at("sample", span, 0.9),
    });
    reading
}

fn place(reading: &Reading, words: &str) -> Span {
    let start = reading.article.text.find(words).unwrap_or(0);
    Span::new(start, start + words.len())
}

/// Numbers that look random and are the same on every run (a linear congruence).
pub(super) fn shuffled<T: Clone>(items: &[T], seed: u64) -> Vec<T> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut items = items.to_vec();
    for at in (1..items.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, (state >> 33) as usize % (at + 1));
    }
    items
}
