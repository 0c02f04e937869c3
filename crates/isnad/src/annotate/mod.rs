//! Article to credits, quotes, figures, time expressions and mentions.
//!
//! Each reader finds one kind of thing and knows nothing of the others; what one needs of another
//! (a figure's speaker is the speaker of the quote it stands in) is joined here at the end.

mod credit;
mod figure;
mod mention;
mod quote;
#[cfg(test)]
mod sample;
mod taken;
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
    let exclusive = credit::exclusive(&blocks);
    let mut quotes = quote::quotes(&blocks);
    quote::channels(&blocks, &credits, &mut quotes);
    let mentions = mention::mentions(&blocks, &mut quotes, &credits);
    let (times, inferred) = time::times(&article, &lexemes, fetched);
    let mut figures = figure::figures(&lexemes, &times);
    let day = article.published.map(|moment| moment.date);
    figure::as_of(&lexemes, &times, day, &mut figures);
    figure::attribute(&article.text, &mut figures, &quotes);
    Reading {
        article,
        credits,
        exclusive,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Bound, CreditRole, Direction};

    /// The rows of `text/lang/qaa` are all that is known of this language.
    #[test]
    fn a_language_is_added_by_its_files_alone() {
        let mut article = Article {
            language: Language::from_tag("qaa"),
            ..Article::default()
        };
        let lines = [
            "Ministru Adalo Brenk dirzu dak plusse ka trevi millok homrus in 12 florvan 2031 tornu.",
            "Lo portu tornu, daruk Reuters.",
        ];
        for line in lines {
            article.push(BlockKind::Paragraph, line, "test", Direction::Ltr);
        }
        let reading = annotate(article, None);
        let of = |span: crate::model::Span| span.of(&reading.article.text);
        let quote = &reading.quotes[0];
        assert!(of(quote.span).starts_with("plusse ka trevi millok"));
        assert_eq!(quote.speaker.map(of), Some("Adalo Brenk"));
        assert_eq!(quote.role.map(of), Some("Ministru"));
        let figure = &reading.figures[0];
        assert_eq!(
            (figure.value, figure.bound),
            (Some(3000.0), Bound::MoreThan)
        );
        assert_eq!(figure.unit.as_deref(), Some("person"));
        assert_eq!(figure.said_by.map(of), Some("Adalo Brenk"));
        assert_eq!(reading.times[0].value.as_deref(), Some("2031-05-12"));
        let credit = &reading.credits[0];
        assert_eq!(of(credit.span), "Reuters");
        assert_eq!(credit.role, CreditRole::Cited);
        let person = reading
            .mentions
            .iter()
            .find(|one| of(one.span) == "Adalo Brenk");
        assert_eq!(person.map(|one| &*one.entity), Some("adalo brenk"));
    }
}
