//! Article to credits, quotes, figures, time expressions and mentions.
//!
//! Each reader finds one kind of thing and knows nothing of the others; what one needs of another
//! (a figure's speaker is the speaker of the quote it stands in) is joined here at the end.

mod credit;
mod figure;
mod mention;
mod quote;
pub mod time;
mod words;

use jiff::civil::Date;

use crate::{
    model::{Article, Language, Reading},
    text::{
        lang,
        lexeme::{Lexemes, Vocabulary},
    },
};

/// Reads an article. `fetched` is the day the page was fetched: what dates in an article without a
/// date of its own are resolved against.
pub fn annotate(article: Article, fetched: Option<Date>) -> Reading {
    let blocks = words::read(&article);
    let lexemes = Lexemes::of(&article.text, vocabulary(article.language.as_ref()));
    let credits = credit::credits(&article, &blocks);
    let mut quotes = quote::quotes(&blocks);
    let mentions = mention::mentions(&blocks, &mut quotes, &credits);
    let (times, inferred) = time::times(&article, &lexemes, fetched);
    let mut figures = figure::figures(&lexemes, &times);
    figure::attribute(&article.text, &mut figures, &quotes);
    Reading {
        article,
        credits,
        quotes,
        figures,
        times,
        inferred,
        mentions,
    }
}

/// The words an article is read with: those of its language, where that is known to the lexicons.
pub fn vocabulary(language: Option<&Language>) -> &'static Vocabulary {
    match language {
        Some(language) => lang::of(language).map_or(Vocabulary::none(), |known| &known.terms),
        None => Vocabulary::any(),
    }
}
