//! The scoring of the seed, on an invented page of two articles.

use isnad::{
    model::{
        Article, Block, BlockKind, Bound, Credit, CreditRole, Direction, Dropped, Evidence, Figure,
        Mention, MentionKind, Quote, Related, Source, SourceKind, Span, TimeExpression,
    },
    recover::Recovered,
};

use super::*;
use crate::gold::tests::Scratch;

const PAGE: &str = "السفن تعود
Share this
قالت ريم قادر إن السفن عادت اليوم وعلى متنها أكثر من 20 راكبا.
نورثواير
Read also: خبر آخر
Second report
Nothing happened in Lennar.";

fn gold_json() -> String {
    let row = |text: &str, fields: &str| {
        let byte = PAGE.find(text).expect("in the page");
        let start = PAGE[..byte].chars().count();
        let end = start + text.chars().count();
        format!(r#"{{"start":{start},"end":{end},"text":"{text}"{fields}}}"#)
    };
    let body = "قالت ريم قادر إن السفن عادت اليوم وعلى متنها أكثر من 20 راكبا.";
    let figure = r#","value":20,"bound":"more_than","unit":"passenger","said_by":"ريم قادر""#;
    format!(
        r#"{{"articles":[
            {{"headline":{},"body":[{}],"published":null,"anchor":{{"fetched":"2031-05-03"}},
              "related":[{}],"credits":[{}],"dates":[{}],"figures":[{}],"quotes":[{}],"names":[{}]}},
            {{"headline":{},"body":[{}],"names":[{}]}}],
          "chrome":[{}]}}"#,
        row("السفن تعود", ""),
        row(body, ""),
        row("خبر آخر", ""),
        row("نورثواير", r#","kind":"agency""#),
        row("اليوم", r#","value":null,"anchored":"2031-05-03""#),
        row("أكثر من 20 راكبا", figure),
        row("السفن عادت اليوم", r#","speaker":"ريم قادر""#),
        row("ريم قادر", r#","kind":"person""#),
        row("Second report", ""),
        row("Nothing happened in Lennar.", ""),
        row("Lennar", r#","kind":"place""#),
        row("Share this", ""),
    )
}

fn place(text: &str) -> Span {
    let start = PAGE.find(text).expect("in the page");
    Span::new(start, start + text.len())
}

fn article(parts: &[(BlockKind, &str)]) -> Article {
    let mut article = Article::default();
    for (kind, words) in parts {
        article.push(*kind, words, "test", Direction::Rtl);
        if let Some(block) = article.blocks.last_mut() {
            *block = Block {
                at: Some(place(words)),
                ..block.clone()
            };
        }
    }
    article
}

fn recovered() -> Recovered {
    use BlockKind::{Credit, Headline, Paragraph};
    let lines: Vec<&str> = PAGE.lines().collect();
    let mut first = article(&[
        (Headline, lines[0]),
        (Paragraph, lines[2]),
        (Credit, lines[3]),
    ]);
    first.related.push(Related {
        text: "خبر آخر".into(),
        href: None,
        at: Some(place("خبر آخر")),
        rule: "test".into(),
    });
    Recovered {
        articles: vec![
            first,
            article(&[(Headline, lines[5]), (Paragraph, lines[6])]),
        ],
        dropped: vec![Dropped {
            text: "Share this".into(),
            rule: "test".into(),
            at: Some(place("Share this")),
        }],
        ..Recovered::default()
    }
}

/// Finds by hand what the gold of the first article asks for, and Lennar.
fn all_found(article: Article, fetched: Option<Date>) -> Reading {
    let span = |words: &str| {
        let start = article.text.find(words)?;
        Some(Span::new(start, start + words.len()))
    };
    let evidence = Evidence::rule("test", 1.0);
    let mention = |(words, kind): (&str, MentionKind)| {
        let span = span(words)?;
        let (entity, evidence) = (words.to_owned(), evidence.clone());
        Some(Mention {
            span,
            kind,
            entity,
            evidence,
        })
    };
    let names = [
        ("ريم قادر", MentionKind::Person),
        ("Lennar", MentionKind::Place),
    ];
    let source = Source {
        name: "Northwire".into(),
        kind: SourceKind::Agency,
        key: None,
    };
    Reading {
        inferred: None,
        credits: span("نورثواير")
            .map(|span| Credit {
                span,
                source,
                role: CreditRole::Text,
                evidence: evidence.clone(),
            })
            .into_iter()
            .collect(),
        exclusive: None,
        quotes: span("السفن عادت اليوم")
            .map(|at| Quote {
                span: at,
                speaker: span("ريم قادر"),
                speaker_name: None,
                role: None,
                channel: None,
                verb: None,
                direct: false,
                evidence: evidence.clone(),
            })
            .into_iter()
            .collect(),
        figures: span("أكثر من 20 راكبا")
            .map(|at| Figure {
                span: at,
                value: Some(20.0),
                upper: None,
                bound: Bound::MoreThan,
                unit: Some("passenger".into()),
                said_by: span("ريم قادر"),
                as_of: None,
                evidence: evidence.clone(),
            })
            .into_iter()
            .collect(),
        times: span("اليوم")
            .map(|span| TimeExpression {
                span,
                value: None,
                anchored: fetched.map(|day| day.to_string()),
                anchor: fetched,
                modifier: None,
                evidence: evidence.clone(),
            })
            .into_iter()
            .collect(),
        mentions: names.into_iter().filter_map(mention).collect(),
        article,
    }
}

fn line(recovered: &Recovered, annotate: Annotate) -> String {
    let gold: Gold = serde_json::from_str(&gold_json()).expect("gold");
    report(&tallies(PAGE, &gold, recovered, annotate))
        .scores
        .to_string()
}

#[test]
fn a_perfect_reading() {
    assert_eq!(
        line(&recovered(), all_found),
        "seed articles=2/2 headlines=2/2 bodies=2/2 chrome=1/1 related=1/1 credits=1/1 dates=1/1 \
         dates_anchored=1/1 figures=1/1 quotes=1/1 names=2/2"
    );
}

#[test]
fn a_reading_with_a_mistake_of_each_kind() {
    let wrong: Annotate = |article, _| {
        let mut reading = all_found(article, "2031-05-04".parse().ok());
        reading
            .credits
            .iter_mut()
            .for_each(|credit| credit.source.kind = SourceKind::Outlet);
        reading
            .times
            .iter_mut()
            .for_each(|time| time.value = Some("2031".into()));
        reading
            .figures
            .iter_mut()
            .for_each(|figure| figure.said_by = None);
        reading
            .quotes
            .iter_mut()
            .for_each(|quote| quote.speaker = None);
        reading
            .mentions
            .iter_mut()
            .for_each(|name| name.kind = MentionKind::Place);
        reading
    };
    let mut recovered = recovered();
    recovered.dropped.clear();
    recovered.articles[0].related[0].at = Some(place("Read also"));
    // The second article keeps its body, loses its headline, and one article too many is found.
    recovered.articles[1] = article(&[(BlockKind::Paragraph, "Nothing happened in Lennar.")]);
    recovered
        .articles
        .push(article(&[(BlockKind::Paragraph, "Share this")]));
    assert_eq!(
        line(&recovered, wrong),
        "seed articles=2/3 headlines=1/2 bodies=2/3 chrome=0/1 related=0/1 credits=0/1 dates=0/1 \
         dates_anchored=0/1 figures=0/1 quotes=0/1 names=1/2"
    );
}

#[test]
fn nothing_recovered_is_nothing_right() {
    assert_eq!(
        line(&Recovered::default(), all_found),
        "seed articles=0/2 headlines=0/2 bodies=0/2 chrome=0/1 related=0/1 credits=0/1 dates=0/1 \
         dates_anchored=0/1 figures=0/1 quotes=0/1 names=0/2"
    );
}

#[test]
fn the_measure_runs_on_a_folder() {
    let scratch = Scratch::new("seed");
    scratch.write("page.txt", PAGE.as_bytes());
    scratch.write("gold.json", gold_json().as_bytes());
    let report = run(&scratch.args(&[])).expect("runs");
    assert!(report.scores.to_string().starts_with("seed articles="));
    assert!(report.text.starts_with("seed"));
}
