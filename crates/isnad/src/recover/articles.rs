//! The articles of a page, once its pieces and what it says of itself are known: the same for pages
//! with tags and without.

use crate::{
    model::{Article, Dropped},
    text::language,
};

use super::{
    assemble,
    body::{self, Verdict},
    container::Container,
    dom::Dom,
    features::Features,
    front,
    hints::Hints,
    metadata::{self, Metadata},
    parts::{self, Part},
    pieces::Pieces,
};

/// Fewer characters of running text than this are a notice, not an article.
pub(super) const SHORTEST: f32 = 80.0;

/// A page as it is before its pieces are judged.
pub(super) struct Draft {
    pub(super) dom: Dom,
    pub(super) pieces: Pieces,
    /// Where the article stands, if there is one.
    pub(super) container: Option<Container>,
    pub(super) metadata: Metadata,
    /// What the page shows, where its article is taken from elsewhere.
    pub(super) passed_over: Vec<Dropped>,
}

impl Draft {
    /// The articles of the page and what none of them keeps.
    pub(super) fn articles(mut self) -> (Vec<Article>, Vec<Dropped>) {
        let mut passed_over = std::mem::take(&mut self.passed_over);
        let (articles, mut dropped) = self.read();
        dropped.append(&mut passed_over);
        (articles, dropped)
    }

    fn read(self) -> (Vec<Article>, Vec<Dropped>) {
        let container = self
            .container
            .filter(|container| container.worth >= SHORTEST);
        match container {
            Some(container) => articles(&self.dom, &self.pieces, container, self.metadata),
            None => (
                Vec::new(),
                assemble::all_dropped(&self.pieces, "no-running-text"),
            ),
        }
    }

    fn known<'d>(&'d self, container: &'d Container) -> body::Known<'d> {
        let headline = self.metadata.headline.as_ref();
        body::Known {
            dom: &self.dom,
            container,
            range: 0..self.pieces.list.len(),
            headline: headline.map_or("", |(text, _)| text),
            of_all: Hints::NONE,
            description: self.metadata.description.as_deref(),
        }
    }

    /// Which pieces are kept, taking all of the page for one article.
    pub(super) fn kept(&self) -> Vec<bool> {
        let Some(container) = &self.container else {
            return vec![false; self.pieces.list.len()];
        };
        let verdicts = body::judge(&self.pieces, &self.known(container));
        verdicts.iter().map(|verdict| verdict.keeps()).collect()
    }

    /// The blocks that can be the article's, with what the model is told of each.
    pub(super) fn seen(&self) -> Vec<super::Seen> {
        let Some(container) = &self.container else {
            return Vec::new();
        };
        let (pieces, known) = (&self.pieces, self.known(container));
        let verdicts = body::by_rules(pieces, &known);
        let features = Features::of(pieces, &known, &verdicts);
        let seen = pieces.list.iter().zip(&verdicts).enumerate();
        seen.filter_map(|(index, (piece, verdict))| {
            Some(super::Seen {
                text: piece.text.clone(),
                keeps: verdict.keeps(),
                rule: verdict.rule(),
                features: features.row(index)?.0.to_vec(),
            })
        })
        .collect()
    }
}

/// The page's own article and the others that it prints whole.
fn articles(
    dom: &Dom,
    pieces: &Pieces,
    container: Container,
    metadata: Metadata,
) -> (Vec<Article>, Vec<Dropped>) {
    let headline = metadata.headline.as_ref().map_or("", |(text, _)| text);
    let parts = parts::of(dom, pieces, container, headline);
    let mut verdicts: Vec<Verdict> = Vec::new();
    let mut articles = Vec::with_capacity(parts.len());
    let related = metadata.related.clone();
    let (publisher, language) = (metadata.publisher.clone(), metadata.language.clone());
    let mut of_page = Some(metadata);
    for part in parts {
        let own = match part.title {
            None => of_page.take().unwrap_or_default(),
            Some((title, rule)) => Metadata {
                headline: Some((pieces.list[title].text.clone(), rule)),
                publisher: publisher.clone(),
                language: language.clone(),
                ..Metadata::default()
            },
        };
        let (article, judged) = article(dom, pieces, &part, own);
        articles.push(article);
        // A piece that any article keeps is not dropped.
        match verdicts.is_empty() {
            true => verdicts = judged,
            false => {
                for (known, new) in verdicts.iter_mut().zip(judged) {
                    *known = if new.keeps() { new } else { *known };
                }
            }
        }
    }
    for headline in related {
        assemble::give(&mut articles, headline);
    }
    (articles, assemble::dropped(pieces, &verdicts))
}

/// One article of a page, with the verdict on every piece of the page.
fn article(
    dom: &Dom,
    pieces: &Pieces,
    part: &Part,
    mut metadata: Metadata,
) -> (Article, Vec<Verdict>) {
    let headline = metadata.headline.as_ref().map_or("", |(text, _)| text);
    let known = body::Known {
        dom,
        container: &part.container,
        range: part.range.clone(),
        headline,
        of_all: part.of_all,
        description: metadata.description.as_deref(),
    };
    let mut verdicts = body::judge(pieces, &known);
    let front = front::keep(pieces, &mut verdicts, &known, metadata.language.as_ref());
    metadata.published = match (metadata.published, front.published) {
        (Some((told, evidence)), Some((shown, _))) => {
            Some((metadata::as_shown(told, &shown), evidence))
        }
        (told, shown) => told.or(shown),
    };
    metadata.authors = metadata.authors.or_visible(front.authors);
    let article = assembled(dom, pieces, &mut verdicts, metadata);
    (article, verdicts)
}

fn assembled(dom: &Dom, pieces: &Pieces, verdicts: &mut [Verdict], metadata: Metadata) -> Article {
    let headline = metadata
        .headline
        .as_ref()
        .map(|(text, rule)| (&**text, *rule));
    let mut article = assemble::blocks(dom, pieces, verdicts, headline);
    article.dropped = assemble::dropped(pieces, verdicts);
    article.related = assemble::related(dom, pieces, verdicts, article.headline().unwrap_or(""));
    article.language = language::identify(&article.text).or(metadata.language);
    article.byline = metadata.authors.names;
    article.is_accessible_for_free = metadata.is_accessible_for_free;
    article.choices = metadata.choices;
    article.choices.extend(metadata.authors.choice);
    (article.published, article.published_evidence) = metadata.published.unzip();
    article.modified = metadata.modified;
    article.publisher = metadata.publisher;
    article.canonical = metadata.canonical;
    article.section = metadata.section;
    article.tags = metadata.tags;
    article.image = metadata.image;
    article
}
