//! How fast all of annotation is, and how much it allocates.

use std::time::Instant;

use isnad::{annotate::annotate, model::Article};

use crate::{
    args::Args,
    error::Error,
    gold, memory,
    report::{Report, Scores},
};

use super::rows::Labelled;

/// The length of an article in the news, in words.
const ARTICLE: f64 = 300.0;

/// The size of the one large article that is read too, in bytes.
const LARGE: usize = 10 << 20;

/// Reads every article of a file of rows `{text, lang}`, and one article made of all of them up to
/// ten megabytes.
///
/// # Errors
/// On bad arguments, unreadable data, and when there is nothing to read.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &[], &[])?;
    let path = args.path()?;
    let rows = gold::lines::<Labelled>(&path)?;
    let articles: Vec<Article> = rows.iter().map(Labelled::article).collect();
    let words: usize = rows
        .iter()
        .map(|row| row.text.split_whitespace().count())
        .sum();
    if words == 0 {
        let hint = "rows need text";
        return Err(Error::Empty { path, hint });
    }
    let large = large(&rows);
    // The lexicons are read when they are first asked for.
    timed(articles.iter().take(1).cloned().collect());
    let bytes = large.text.len();
    let seconds = timed(articles.clone());
    let held = articles.into_iter().map(|article| {
        let size = article.text.len().max(1);
        memory::most_held(|| drop(annotate(article, None))).map(|held| held as f64 / size as f64)
    });
    let memory_times = held.flatten().reduce(f64::max);
    let scores = Scores::new("annotate")
        .count("n", rows.len())
        .count("words", words)
        .number("per_s_of_300_words", words as f64 / ARTICLE / seconds, 0)
        .number("large_mb", bytes as f64 / 1e6, 1)
        .number("large_s", timed(vec![large]), 2);
    Ok(Report {
        text: String::new(),
        scores: match memory_times {
            Some(times) => scores.number("memory_times", times, 1),
            None => scores,
        },
    })
}

/// Seconds to read articles.
fn timed(articles: Vec<Article>) -> f64 {
    let started = Instant::now();
    for article in articles {
        std::hint::black_box(annotate(article, None));
    }
    started.elapsed().as_secs_f64().max(f64::MIN_POSITIVE)
}

/// All texts over and over, as one article.
fn large(rows: &[Labelled]) -> Article {
    let mut one = rows[0].clone();
    one.forget_blocks();
    one.text.clear();
    for row in rows.iter().cycle() {
        if one.text.len() >= LARGE {
            break;
        }
        one.text.push_str(&row.text);
        one.text.push('\n');
    }
    one.article()
}
