//! What each room saw in a page and did with it.

use std::io::{self, Write};

use console::Style;
use isnad::{
    model::{Evidence, Reading, Rule, Span},
    trace,
};
use isnad_gather::Gathered;

use crate::pipeline::PageReading;

use super::{isolated, text};

/// How many scalar values of a block are shown.
const SHOWN: usize = 70;

pub(crate) fn page(
    out: &mut impl Write,
    gathered: &Gathered,
    page: &PageReading,
) -> io::Result<()> {
    let recovered = &page.recovered;
    room(out, "gather", &isolated(&gathered.name))?;
    let input = &gathered.page;
    row(out, "page", "bytes", &input.bytes.len().to_string())?;
    row(
        out,
        "page",
        "said to be",
        &format!(
            "{:?}, character set {}",
            input.media_type,
            input.charset.as_deref().unwrap_or("not named")
        ),
    )?;
    if let Some(fetched) = input.fetched {
        row(out, "page", "fetched", &fetched.to_string())?;
    }
    room(
        out,
        "recover",
        &format!(
            "read as {}, {} characters mended",
            recovered.charset, recovered.mended
        ),
    )?;
    for reading in &page.readings {
        kept(out, reading)?;
    }
    for dropped in &recovered.dropped {
        row(out, "drop", &dropped.rule, &shown(&dropped.text))?;
    }
    for reading in &page.readings {
        annotated(out, reading)?;
    }
    writeln!(out)
}

fn kept(out: &mut impl Write, reading: &Reading) -> io::Result<()> {
    let article = &reading.article;
    row(
        out,
        "article",
        &article.id.to_string(),
        &format!("number {} on the page", article.ordinal + 1),
    )?;
    for block in &article.blocks {
        let kind = format!("{:?}", block.kind).to_lowercase();
        row(out, &kind, &block.rule, &shown(article.words(block)))?;
    }
    for related in &article.related {
        row(out, "related", &related.rule, &shown(&related.text))?;
    }
    if let (Some(published), Some(evidence)) = (article.published, &article.published_evidence) {
        row(out, "published", &evidence.rule, &published.to_string())?;
    }
    for choice in &article.choices {
        let against = match &choice.against[..] {
            [] => String::new(),
            places => format!(", against {}", places.join(", ")),
        };
        row(
            out,
            "chosen",
            &choice.rule,
            &format!("{}{against}", choice.field),
        )?;
    }
    Ok(())
}

fn annotated(out: &mut impl Write, reading: &Reading) -> io::Result<()> {
    let words = |span: Span| shown(span.of(&reading.article.text));
    room(
        out,
        "annotate",
        &isolated(reading.article.headline().unwrap_or("(no headline)")),
    )?;
    for credit in &reading.credits {
        derived(
            out,
            "credit",
            &credit.evidence,
            &format!("{} → {}", words(credit.span), text::credit(credit)),
        )?;
    }
    if let Some(claim) = &reading.exclusive {
        let place = claim.span.map_or_else(String::new, words);
        derived(out, "claim", claim, &format!("{place} → exclusive"))?;
    }
    for quote in &reading.quotes {
        let speaker = quote.speaker.map_or_else(|| "?".to_owned(), words);
        derived(
            out,
            "quote",
            &quote.evidence,
            &format!(
                "{speaker}{}: {}",
                aside(" by way of ", quote.channel.map(words)),
                words(quote.span)
            ),
        )?;
    }
    for figure in &reading.figures {
        let value = figure
            .value
            .map_or_else(|| "?".to_owned(), |value| value.to_string());
        let unit = figure.unit.as_deref().unwrap_or("?");
        derived(
            out,
            "figure",
            &figure.evidence,
            &format!(
                "{} → {:?} {value} {}{}",
                words(figure.span),
                figure.bound,
                isolated(unit),
                aside(" as of ", figure.as_of.map(words))
            ),
        )?;
    }
    for time in &reading.times {
        let anchor = time
            .anchor
            .map_or_else(String::new, |date| format!(" against {date}"));
        derived(
            out,
            "time",
            &time.evidence,
            &format!(
                "{} → {}{anchor}",
                words(time.span),
                time.best().unwrap_or("open")
            ),
        )?;
    }
    if let Some(window) = &reading.inferred {
        for clue in &window.from {
            let place = clue.span.map_or("(the page)".to_owned(), words);
            derived(
                out,
                "written",
                clue,
                &format!("{place} → inferred {}, no date of its own", window.value),
            )?;
        }
    }
    for mention in &reading.mentions {
        derived(
            out,
            "mention",
            &mention.evidence,
            &format!(
                "{} → {:?} {}",
                words(mention.span),
                mention.kind,
                isolated(&mention.entity)
            ),
        )?;
    }
    let chain = trace::chain(reading);
    room(out, "trace", &isolated(&chain.to_string()))?;
    for link in &chain.links {
        derived(out, "link", &link.evidence, &isolated(&link.source.name))?;
    }
    Ok(())
}

/// Words after what introduces them; nothing where there are none.
fn aside(before: &str, words: Option<String>) -> String {
    words.map_or_else(String::new, |words| format!("{before}{words}"))
}

fn room(out: &mut impl Write, name: &str, about: &str) -> io::Result<()> {
    writeln!(
        out,
        "{} {about}",
        Style::new().bold().cyan().apply_to(format!("{name:<9}"))
    )
}

fn derived(out: &mut impl Write, kind: &str, evidence: &Evidence, about: &str) -> io::Result<()> {
    row(
        out,
        kind,
        &Rule::from(format!("{} {:.2}", evidence.rule, evidence.confidence)),
        about,
    )
}

fn row(out: &mut impl Write, kind: &str, rule: &str, about: &str) -> io::Result<()> {
    writeln!(
        out,
        "  {kind:<10} {} {about}",
        Style::new().dim().apply_to(format!("{rule:<28}"))
    )
}

fn shown(words: &str) -> String {
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => isolated(&format!("{}…", &words[..end])),
        None => isolated(words),
    }
}
