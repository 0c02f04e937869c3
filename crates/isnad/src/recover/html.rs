//! An HTML page to its articles.

use super::{
    articles::{Draft, SHORTEST},
    body,
    container::{self, Container},
    dom::{self, Dom},
    metadata, parts,
    pieces::Pieces,
    scripted,
};

/// So many characters of running text are not only the beginning of an article.
const WHOLE: f32 = 4000.0;

/// So many times the text that a page shows must stand in its scripts for them to be believed.
const FAR_MORE: f32 = 2.5;

/// Reads a page. `url` is its address.
pub(super) fn draft(html: &str, url: Option<&str>) -> Draft {
    let dom = dom::parse(html);
    let pieces = Pieces::of(&dom);
    let is_line = |text: &str| {
        let mut texts = pieces.list.iter().map(|piece| &piece.text);
        texts.any(|line| body::same_words(line, text))
    };
    let metadata = metadata::read(&dom, url, &is_line);
    let headline = metadata.headline.as_ref().map_or("", |(text, _)| text);
    let best = Candidate::of(dom, pieces).or_better(metadata.body.as_deref(), headline);
    Draft {
        dom: best.dom,
        pieces: best.pieces,
        container: best.container,
        metadata,
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
        parts::Topic::of(texts).share(headline) >= 0.5
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
