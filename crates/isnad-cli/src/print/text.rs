//! An article as text for people.

use std::io::{self, Write};

use console::Style;
use isnad::model::{BlockKind, Chain, Credit, CreditRole, Moment, Reading, SourceKind};

use super::{harmless, isolated};

/// Prints headline, facts, body, related headlines and what was dropped.
pub(crate) fn article(
    out: &mut impl Write,
    name: &str,
    reading: &Reading,
    chain: &Chain,
) -> io::Result<()> {
    let article = &reading.article;
    let dim = Style::new().dim();
    writeln!(
        out,
        "{}",
        dim.apply_to(format!("── {} ({})", isolated(name), article.ordinal + 1))
    )?;
    let headline = article
        .headline()
        .map_or_else(|| "(no headline)".to_owned(), harmless);
    writeln!(out, "{}\n", Style::new().bold().apply_to(headline))?;
    for (label, value) in facts(reading, chain) {
        writeln!(out, "  {} {value}", dim.apply_to(format!("{label:<11}")))?;
    }
    body(out, reading)?;
    if !article.related.is_empty() {
        writeln!(out, "\n{}", dim.apply_to("related"))?;
        for related in &article.related {
            writeln!(out, "  - {}", isolated(&related.text))?;
        }
    }
    if !article.dropped.is_empty() {
        writeln!(out, "\n{}", dim.apply_to("dropped"))?;
        for dropped in &article.dropped {
            writeln!(
                out,
                "  - {} {}",
                dim.apply_to(format!("[{}]", dropped.rule)),
                isolated(&dropped.text)
            )?;
        }
    }
    writeln!(out)
}

fn body(out: &mut impl Write, reading: &Reading) -> io::Result<()> {
    let article = &reading.article;
    for block in article.body() {
        let words = harmless(article.words(block));
        writeln!(out)?;
        match block.kind {
            BlockKind::Heading => writeln!(out, "{}", Style::new().bold().apply_to(words))?,
            BlockKind::Lead => writeln!(out, "{}", Style::new().italic().apply_to(words))?,
            BlockKind::ListItem => writeln!(out, "- {words}")?,
            BlockKind::Quotation => writeln!(out, "> {words}")?,
            _ => writeln!(out, "{words}")?,
        }
    }
    Ok(())
}

/// What is known, label by label; what is not known has no line.
fn facts(reading: &Reading, chain: &Chain) -> Vec<(&'static str, String)> {
    let article = &reading.article;
    let rule = article
        .published_evidence
        .as_ref()
        .map(|evidence| format!(" [{}]", evidence.rule));
    let published = article
        .published
        .map(|moment| day(moment) + rule.as_deref().unwrap_or(""));
    let credits: Vec<String> = reading.credits.iter().map(credit).collect();
    let rows = [
        ("chain", Some(isolated(&chain.to_string()))),
        ("published", published),
        ("modified", article.modified.map(day)),
        ("byline", joined(&article.byline)),
        (
            "publisher",
            article
                .publisher
                .as_ref()
                .map(|source| isolated(&source.name)),
        ),
        (
            "language",
            article.language.as_ref().map(ToString::to_string),
        ),
        ("credits", joined(&credits)),
        ("address", article.url.as_deref().map(isolated)),
        ("id", Some(article.id.to_string())),
    ];
    rows.into_iter()
        .filter_map(|(label, value)| Some((label, value?)))
        .collect()
}

fn joined(names: &[String]) -> Option<String> {
    let names: Vec<String> = names.iter().map(|name| isolated(name)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn day(moment: Moment) -> String {
    match moment.instant {
        Some(instant) => format!("{} ({instant})", moment.date),
        None => moment.date.to_string(),
    }
}

/// `Reuters (agency)`, and what the credit claims where that is not the text.
pub(crate) fn credit(credit: &Credit) -> String {
    let kind = match credit.source.kind {
        SourceKind::Agency => "agency",
        SourceKind::Outlet => "outlet",
        SourceKind::Aggregator => "aggregator",
        SourceKind::Speaker => "speaker",
    };
    let role = match credit.role {
        CreditRole::Text => "",
        CreditRole::Cited => ", cited",
        CreditRole::Photo => ", photo",
    };
    format!("{} ({kind}{role})", isolated(&credit.source.name))
}
