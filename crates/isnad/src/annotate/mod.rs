//! Article to credits, quotes, figures, time expressions and mentions.

mod credit;
mod mention;
mod quote;
mod words;

use jiff::civil::Date;

use crate::model::{Article, Reading};

/// Reads an article. `fetched` is the day the page was fetched: what dates in an article without a
/// date of its own are resolved against.
pub fn annotate(article: Article, fetched: Option<Date>) -> Reading {
    let _ = fetched;
    let blocks = words::read(&article);
    let credits = credit::credits(&article, &blocks);
    let mut quotes = quote::quotes(&blocks);
    let mentions = mention::mentions(&blocks, &mut quotes, &credits);
    Reading {
        credits,
        mentions,
        quotes,
        article,
        ..Reading::default()
    }
}
