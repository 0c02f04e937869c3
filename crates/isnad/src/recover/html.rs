//! An HTML page to its articles.

use crate::{
    model::{Article, Dropped},
    text::language,
};

use super::{
    assemble,
    body::{self, Verdict},
    container::{self, Container},
    dom::{self, Dom},
    features::Features,
    front,
    hints::Hints,
    metadata::{self, Metadata},
    parts::{self, Part},
    pieces::Pieces,
    scripted,
};

/// Fewer characters of running text than this are a notice, not an article.
const SHORTEST: f32 = 80.0;

/// So many characters of running text are not only the beginning of an article.
const WHOLE: f32 = 4000.0;

/// So many times the text that a page shows must stand in its scripts for them to be believed.
const FAR_MORE: f32 = 2.5;

/// What a page is known to be before its pieces are judged.
struct Parsed {
    /// The tree that holds the article: the page's own, or one made of what its scripts hold.
    dom: Dom,
    pieces: Pieces,
    container: Option<Container>,
    metadata: Metadata,
}

impl Parsed {
    fn of(html: &str, url: Option<&str>) -> Parsed {
        let dom = dom::parse(html);
        let pieces = Pieces::of(&dom);
        let is_line = |text: &str| {
            let mut texts = pieces.list.iter().map(|piece| &piece.text);
            texts.any(|line| body::same_words(line, text))
        };
        let metadata = metadata::read(&dom, url, &is_line);
        let own = Candidate::of(dom, pieces);
        let headline = metadata.headline.as_ref().map_or("", |(text, _)| text);
        let best = own.or_better(metadata.body.as_deref(), headline);
        Parsed {
            container: best
                .container
                .filter(|container| container.worth >= SHORTEST),
            dom: best.dom,
            pieces: best.pieces,
            metadata,
        }
    }
}

/// A tree that may hold the article.
struct Candidate {
    dom: Dom,
    pieces: Pieces,
    container: Option<Container>,
}

impl Candidate {
    fn of(dom: Dom, pieces: Pieces) -> Candidate {
        Candidate {
            container: container::find(&dom, &pieces),
            dom,
            pieces,
        }
    }

    fn of_html(html: &str) -> Candidate {
        let dom = dom::parse(html);
        let pieces = Pieces::of(&dom);
        Candidate::of(dom, pieces)
    }

    fn worth(&self) -> f32 {
        self.container
            .as_ref()
            .map_or(0.0, |container| container.worth)
    }

    /// Whether its text has at least half of a headline's longer words. Scripts hold other articles
    /// too.
    fn is_about(&self, headline: &str) -> bool {
        let texts = self.pieces.list.iter().map(|piece| &*piece.text);
        parts::shared_words(headline, texts) >= 0.5
    }

    /// The page's own tree, unless its scripts or its JSON-LD hold far more text: a page that
    /// builds itself with scripts, or one that shows only the beginning.
    fn or_better(self, json_body: Option<&str>, headline: &str) -> Candidate {
        if self.worth() >= WHOLE {
            return self;
        }
        let enough = FAR_MORE * self.worth().max(SHORTEST);
        let scripted = scripted::html(self.dom.scripts(), enough as usize);
        let written = json_body.filter(|body| body.len() as f32 > enough);
        let others = [scripted, written.map(scripted::paragraphs)];
        let best = others
            .iter()
            .flatten()
            .map(|html| Candidate::of_html(html))
            .max_by(|a, b| a.worth().total_cmp(&b.worth()));
        match best {
            Some(best) if best.worth() > enough && best.is_about(headline) => best,
            _ => self,
        }
    }
}

/// The articles of a page and what none of them keeps.
pub(super) fn read(html: &str, url: Option<&str>) -> (Vec<Article>, Vec<Dropped>) {
    let page = Parsed::of(html, url);
    match page.container {
        Some(container) => articles(&page.dom, &page.pieces, container, page.metadata),
        None => (
            Vec::new(),
            assemble::all_dropped(&page.pieces, "no-running-text"),
        ),
    }
}

/// Every block with what the model is told of it.
pub(super) fn blocks(html: &str, url: Option<&str>) -> Vec<super::Seen> {
    let page = Parsed::of(html, url);
    let Some(container) = &page.container else {
        return Vec::new();
    };
    let (pieces, metadata) = (&page.pieces, &page.metadata);
    let headline = metadata.headline.as_ref().map_or("", |(text, _)| text);
    let known = body::Known {
        dom: &page.dom,
        container,
        range: 0..pieces.list.len(),
        headline,
        of_all: Hints::NONE,
        description: metadata.description.as_deref(),
    };
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
    metadata.published = metadata.published.or(front.published);
    let site = metadata.publisher.as_ref().map(|site| &*site.name);
    metadata.authors = metadata.authors.or_visible(front.authors, site);
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
