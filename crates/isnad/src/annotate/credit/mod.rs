//! Where the text itself names its sources.
//!
//! Four places, each with its own rule, from the surest to the least sure: lines that are credits,
//! datelines at the head, brackets at the tail, citations in the body. Names that are also common
//! words count only in the first three.

mod cited;
mod dateline;
mod exclusive;
mod line;
mod name;
mod outlet;
#[cfg(test)]
mod tests;

pub(super) use exclusive::exclusive;

use super::words::Words;
use crate::{
    model::{Article, BlockKind, Credit, CreditRole, Evidence, Source, Span},
    text::fold::fold,
};

/// The credits of an article, in the order of the text.
pub(super) fn credits(article: &Article, blocks: &[Words<'_>]) -> Vec<Credit> {
    let mut credits = Vec::new();
    for words in blocks {
        match words.kind {
            BlockKind::Credit | BlockKind::Byline => line::credits(words, &mut credits),
            BlockKind::Caption => line::photo(words, &mut credits),
            _ => {}
        }
    }
    let paragraph =
        |words: &&Words<'_>| matches!(words.kind, BlockKind::Paragraph | BlockKind::Lead);
    for words in blocks.iter().filter(paragraph).take(2) {
        dateline::head(words, &mut credits);
    }
    if let Some(words) = blocks.iter().rfind(paragraph) {
        dateline::tail(words, &mut credits);
    }
    let body = blocks.iter().filter(|words| words.kind.is_body());
    for words in body.clone() {
        line::between_sentences(words, &mut credits);
    }
    cited::credits(body, &mut credits);
    credits.retain(|credit| !is_publisher(&credit.source, article));
    tidy(credits)
}

/// In order of the text; of two credits at one place the first found stays.
fn tidy(found: Vec<Credit>) -> Vec<Credit> {
    let mut credits: Vec<Credit> = Vec::new();
    for credit in found {
        if !credits.iter().any(|other| other.span.overlaps(credit.span)) {
            credits.push(credit);
        }
    }
    credits.sort_by_key(|credit| credit.span);
    credits
}

/// Whether the name of a known agency begins at an item.
pub(super) fn is_agency(words: &Words<'_>, at: usize) -> bool {
    name::agency_at(words, at).is_some_and(|(_, agency)| !agency.short)
}

/// An outlet that names itself is its own reporting.
fn is_publisher(source: &Source, article: &Article) -> bool {
    let Some(publisher) = &article.publisher else {
        return false;
    };
    let same_key = source.key.is_some() && source.key == publisher.key;
    same_key || fold(&source.name) == fold(&publisher.name)
}

/// A credit by a rule.
fn credit(
    span: Span,
    source: Source,
    role: CreditRole,
    rule: &'static str,
    confidence: f32,
) -> Credit {
    Credit {
        span,
        source,
        role,
        evidence: Evidence::at(rule, span, confidence),
    }
}
