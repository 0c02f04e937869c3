//! Articles for tests of the readers.

use crate::model::{Article, BlockKind, Direction, Language};

/// An article in a language, of these paragraphs.
pub(super) fn article(language: &str, paragraphs: &[&str]) -> Article {
    let mut article = Article {
        language: Language::from_tag(language),
        ..Article::default()
    };
    for text in paragraphs {
        article.push(BlockKind::Paragraph, text, "test", Direction::Ltr);
    }
    article
}
