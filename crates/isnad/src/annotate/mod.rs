//! Article to credits, quotes, figures, time expressions and mentions.

mod credit;
mod words;

use jiff::civil::Date;

use crate::model::{Article, Language, Reading};
use crate::text::lang;
use crate::text::lexeme::{Lexemes, Vocabulary};

mod figure;
pub mod time;

/// Reads an article. `fetched` is the day the page was fetched: what dates in an article without a
/// date of its own are resolved against.
pub fn annotate(article: Article, fetched: Option<Date>) -> Reading {
    let blocks = words::read(&article);
    let lexemes = Lexemes::of(&article.text, vocabulary(article.language.as_ref()));
    let credits = credit::credits(&article, &blocks);
    let times = time::times(&article, &lexemes, fetched);
    let figures = figure::figures(&lexemes, &times);
    let mut reading = Reading {
        credits,
        times,
        figures,
        article,
        ..Reading::default()
    };
    figure::attribute(&mut reading.figures, &reading.quotes);
    reading
}

/// The words an article is read with: those of its language, where that is known to the lexicons.
pub fn vocabulary(language: Option<&Language>) -> &'static Vocabulary {
    match language {
        Some(language) => lang::of(language).map_or(Vocabulary::none(), |known| &known.terms),
        None => Vocabulary::any(),
    }
}
