//! An HTML page to its articles.

use std::ops::Range;

use crate::{
    model::{Article, BlockKind, Dropped},
    text::language,
};

use super::{
    assemble,
    body::{self, Verdict},
    container::{self, Container},
    dom, front, glue,
    hints::Hints,
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
    let metadata = Places::of(&dom, &is_line).read(structured.as_ref(), url);
    let container = container::find(&dom, &pieces).filter(|container| container.worth >= SHORTEST);
    match container {
        Some(container) => articles(&dom, &pieces, &container, metadata),
        None => (
            Vec::new(),
            assemble::all_dropped(&pieces, "no-running-text"),
        ),
    }
}

/// The page's own article and, when another is glued on below, that one.
fn articles(
    dom: &dom::Dom,
    pieces: &Pieces,
    container: &Container,
    metadata: Metadata,
) -> (Vec<Article>, Vec<Dropped>) {
    let whole = 0..pieces.list.len();
    let headline = metadata.headline.as_ref().map_or("", |(text, _)| text);
    let Some(glued) = glue::find(dom, pieces, container, headline) else {
        let (article, verdicts) = article(pieces, container, whole, Hints::NONE, metadata);
        return (vec![article], assemble::dropped(pieces, &verdicts));
    };
    let second = Metadata {
        headline: Some((
            pieces.list[glued.title].text.clone(),
            "title-under-read-also",
        )),
        publisher: metadata.publisher.clone(),
        language: metadata.language.clone(),
        ..Metadata::default()
    };
    let (first, above) = article(pieces, container, 0..glued.seam, Hints::NONE, metadata);
    let below = Container {
        node: glued.node,
        body_only: false,
        worth: container.worth,
        teasers: Vec::new(),
    };
    let (second, below) = article(
        pieces,
        &below,
        glued.title..whole.end,
        pieces.list[glued.title].hints,
        second,
    );
    let verdicts: Vec<Verdict> = above
        .into_iter()
        .zip(below)
        .map(|(above, below)| if below.keeps() { below } else { above })
        .collect();
    (vec![first, second], assemble::dropped(pieces, &verdicts))
}

/// The article that `range` of the pieces holds, with the verdict on every piece of the page.
fn article(
    pieces: &Pieces,
    container: &Container,
    range: Range<usize>,
    of_all: Hints,
    mut metadata: Metadata,
) -> (Article, Vec<Verdict>) {
    let headline = metadata.headline.as_ref().map_or("", |(text, _)| text);
    let known = body::Known {
        container,
        range,
        headline,
        of_all,
        description: metadata.description.as_deref(),
    };
    let mut verdicts = body::judge(pieces, &known);
    let front = front::keep(pieces, &mut verdicts, &known, metadata.language.as_ref());
    metadata.published = metadata.published.or(front.published);
    if metadata.authors.is_empty() {
        metadata.authors = front.authors;
    }
    (assembled(pieces, &verdicts, metadata), verdicts)
}

fn assembled(pieces: &Pieces, verdicts: &[Verdict], metadata: Metadata) -> Article {
    let mut article = Article::default();
    if let Some((headline, rule)) = &metadata.headline {
        assemble::push(&mut article, BlockKind::Headline, headline, rule);
    }
    for (piece, verdict) in pieces.list.iter().zip(verdicts) {
        if let Verdict::Keep(rule) = *verdict {
            assemble::push(
                &mut article,
                block_kind(piece.kind, rule),
                &piece.text,
                rule,
            );
        }
    }
    article.dropped = assemble::dropped(pieces, verdicts);
    article.related = assemble::related(pieces, verdicts, article.headline().unwrap_or(""));
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
