//! An HTML page to its article.

use crate::{
    model::{Article, BlockKind, Dropped},
    text::language,
};

use super::{
    assemble, body, container, dom, front,
    metadata::{Metadata, Places},
    pieces::{Kind, Pieces},
    structured,
};

/// Fewer characters of running text than this are a notice, not an article.
const SHORTEST: f32 = 80.0;

/// The articles of a page and what none of them keeps.
pub(super) fn read(html: &str, url: Option<&str>) -> (Vec<Article>, Vec<Dropped>) {
    let dom = dom::parse(html);
    let structured = structured::of(&dom);
    let pieces = Pieces::of(&dom);
    let is_line = |text: &str| {
        pieces
            .list
            .iter()
            .any(|piece| body::same_words(&piece.text, text))
    };
    let mut metadata = Places::of(&dom, &is_line).read(structured.as_ref(), url);
    let container = container::find(&dom, &pieces).filter(|container| container.worth >= SHORTEST);
    let Some(container) = container else {
        return (
            Vec::new(),
            assemble::all_dropped(&pieces, "no-running-text"),
        );
    };
    let known = body::Known {
        container: &container,
        headline: metadata.headline.as_ref().map_or("", |(text, _)| text),
        description: metadata.description.as_deref(),
    };
    let mut verdicts = body::judge(&pieces, &known);
    let front = front::keep(
        &pieces,
        &mut verdicts,
        known.headline,
        metadata.language.as_ref(),
    );
    metadata.published = metadata.published.or(front.published);
    if metadata.authors.is_empty() {
        metadata.authors = front.authors;
    }
    let article = article(&pieces, &verdicts, metadata);
    let dropped = article.dropped.clone();
    (vec![article], dropped)
}

fn article(pieces: &Pieces, verdicts: &[body::Verdict], metadata: Metadata) -> Article {
    let mut article = Article::default();
    if let Some((headline, rule)) = &metadata.headline {
        assemble::push(&mut article, BlockKind::Headline, headline, rule);
    }
    for (piece, verdict) in pieces.list.iter().zip(verdicts) {
        if let body::Verdict::Keep(rule) = *verdict {
            assemble::push(
                &mut article,
                block_kind(piece.kind, rule),
                &piece.text,
                rule,
            );
        }
    }
    article.dropped = assemble::dropped(pieces, verdicts);
    article.language = language::identify(&article.text).or(metadata.language);
    article.byline = metadata.authors;
    (article.published, article.published_evidence) = metadata.published.unzip();
    article.modified = metadata.modified;
    article.publisher = metadata.publisher;
    article.canonical = metadata.canonical;
    article.section = metadata.section;
    article.tags = metadata.tags;
    article.image = metadata.image;
    article
}

fn block_kind(kind: Kind, rule: &str) -> BlockKind {
    if let Some(kind) = front::block_kind(rule) {
        return kind;
    }
    match kind {
        _ if rule == "lead" => BlockKind::Lead,
        Kind::Heading(_) => BlockKind::Heading,
        Kind::ListItem => BlockKind::ListItem,
        Kind::Quotation => BlockKind::Quotation,
        Kind::Cell => BlockKind::TableRow,
        Kind::Paragraph | Kind::Caption | Kind::Bare => BlockKind::Paragraph,
    }
}
