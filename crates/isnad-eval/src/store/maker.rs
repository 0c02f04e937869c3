//! Articles by their number: the real ones, then simulated ones of later days.

use std::path::Path;

use isnad::{
    annotate::annotate,
    model::{Article, Moment, Reading},
};

use crate::{direction, error::Error, gold, press::Row, scale::simulate::Source};

/// Makes articles by their number.
pub(super) struct Maker {
    rows: Vec<Row>,
    source: Source,
    /// The days from one generation to the next.
    span: u64,
}

impl Maker {
    /// Reads the real articles. `span` is the days from one generation to the next.
    pub(super) fn read(path: &Path, span: u64) -> Result<Maker, Error> {
        let mut rows: Vec<Row> = gold::lines(path)?;
        rows.sort_by(|x, y| (&x.time_extracted, &x.id).cmp(&(&y.time_extracted, &y.id)));
        if rows.is_empty() {
            let (path, hint) = (path.to_owned(), "it has no articles");
            return Err(Error::Empty { path, hint });
        }
        let source = Source::new(rows.iter().map(|row| row.text.as_str()), 1);
        Ok(Maker { rows, source, span })
    }

    /// As its page tells it, with what is found in it.
    pub(super) fn reading(&self, number: u64) -> Reading {
        let (generation, place) = (number / self.source.len(), number % self.source.len());
        let real = direction::article(&self.rows[place as usize]);
        let made = self.source.article(number);
        let days = jiff::SignedDuration::from_hours((24 * self.span * generation) as i64);
        let published = real.published.map(|moment| later(moment, days));
        let article = Article {
            publisher: real.publisher,
            language: real.language,
            url: Some(format!("https://simulated.example/{number}")),
            published,
            fetched: published,
            ..made
        };
        annotate(article, None)
    }
}

fn later(moment: Moment, by: jiff::SignedDuration) -> Moment {
    let instant = moment
        .instant
        .and_then(|instant| instant.checked_add(by).ok());
    Moment {
        date: moment.date.saturating_add(by),
        instant,
    }
}
