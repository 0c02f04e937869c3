//! Are figures that count one thing, and do not agree, set side by side, and others not?
//!
//! Rows are labelled articles of stories; figures with the same `thing` count the same. A pair of figures
//! of one story is wanted when they count one thing with different values, unless one speaker gives both
//! for one time or one leaves room for the other ("more than 400" and 412): that may be called either
//! way. So may pairs with a figure that is optional.

use std::{collections::BTreeMap, path::Path};

use isnad::{
    annotate::annotate,
    model::{ArticleId, Conflict, Reading, Span},
    text::sentence,
    trace,
};

use crate::{
    args::Args,
    error::Error,
    gold,
    report::{Report, Scores, share},
    seed::{
        annotations::Reader,
        fact::{Fact, Field},
        place::same,
    },
};

use super::rows::Labelled;

pub(crate) const USAGE: &str = "FILE [--misses] [--sets]
      pairs of figures that disagree within a story; FILE holds rows {story, text, figures}";

/// A labelled figure, and what was found of it.
struct Figure {
    article: String,
    optional: bool,
    /// What it counts.
    thing: Option<String>,
    value: Option<f64>,
    upper: Option<f64>,
    bound: Option<String>,
    as_of: Option<String>,
    /// The label, to be shown.
    label: String,
    /// Where it was found.
    found: Option<(ArticleId, Span)>,
}

/// What a pair of figures is by the labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Yes,
    Either,
    No,
}

#[derive(Default)]
struct Tally {
    wanted: usize,
    right: usize,
    wrong: usize,
    notes: Vec<String>,
    /// A line for each figure of each set found, an empty one between sets.
    sets: Vec<String>,
}

/// Runs the measure.
///
/// # Errors
/// On bad arguments and unreadable data.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &[], &["misses", "sets"])?;
    let path = args.path()?;
    let stories = stories(&path)?;
    let mut tally = Tally::default();
    for rows in stories.values() {
        story(rows, &mut tally)?;
    }
    let precision = share(tally.right, tally.right + tally.wrong);
    let recall = share(tally.right, tally.wanted);
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    let scores = Scores::new("conflicts")
        .count("stories", stories.len())
        .count("pairs", tally.wanted)
        .number("precision", precision, 3)
        .number("recall", recall, 3)
        .number("f1", f1, 3);
    let mut text = String::new();
    if args.has("misses") {
        text = tally.notes.join("\n") + "\n";
    }
    if args.has("sets") {
        text += &(tally.sets.join("\n") + "\n");
    }
    Ok(Report { text, scores })
}

/// The rows of each story.
fn stories(path: &Path) -> Result<BTreeMap<String, Vec<Labelled>>, Error> {
    let mut stories: BTreeMap<String, Vec<Labelled>> = BTreeMap::new();
    for row in gold::lines::<Labelled>(path)? {
        if let Some(story) = row.story() {
            stories.entry(story.to_owned()).or_default().push(row);
        }
    }
    if stories.is_empty() {
        let (path, hint) = (path.to_owned(), "no row has a story");
        return Err(Error::Empty { path, hint });
    }
    Ok(stories)
}

fn story(rows: &[Labelled], tally: &mut Tally) -> Result<(), Error> {
    let mut readings: Vec<Reading> = Vec::new();
    let mut figures: Vec<Figure> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let mut article = row.article();
        article.id = ArticleId(number as u64);
        let reading = annotate(article, None);
        let reader = Reader {
            reading: &reading,
            page: &row.text,
        };
        let found = reader.figures();
        for fact in row.labels("figures")? {
            let at = found
                .iter()
                .position(|other| same(&fact.place, &other.place));
            let found = at.map(|at| (reading.article.id, reading.figures[at].span));
            figures.push(Figure::new(&row.id, &fact, found));
        }
        readings.push(reading);
    }
    let members: Vec<&Reading> = readings.iter().collect();
    let conflicts = trace::conflicts(&members);
    tally.show(&readings, &conflicts);
    let together = |a: &Figure, b: &Figure| {
        let (Some(a), Some(b)) = (a.found, b.found) else {
            return false;
        };
        conflicts
            .iter()
            .any(|set| set.figures.contains(&a) && set.figures.contains(&b))
    };
    for (at, b) in figures.iter().enumerate() {
        for a in &figures[..at] {
            tally.pair(a, b, together(a, b));
        }
    }
    Ok(())
}

impl Tally {
    fn show(&mut self, readings: &[Reading], conflicts: &[Conflict]) {
        for set in conflicts {
            for &(id, span) in &set.figures {
                let of = readings.iter().find(|reading| reading.article.id == id);
                let text = of.map_or("", |reading| reading.article.text.as_str());
                let around = sentence::stretch(text, span, &['\n']);
                let line = format!(
                    "{id} {}: «{}» in: {}",
                    set.unit,
                    span.of(text),
                    around.of(text)
                );
                self.sets.push(line);
            }
            self.sets.push(String::new());
        }
    }

    fn pair(&mut self, a: &Figure, b: &Figure, together: bool) {
        let wanted = wanted(a, b);
        self.wanted += usize::from(wanted == Wanted::Yes);
        // Equal values stand in one set with what both disagree with.
        let sign = match (wanted, together && a.value != b.value) {
            (Wanted::Yes, true) => {
                self.right += 1;
                return;
            }
            (Wanted::Yes, false) => '-',
            (Wanted::No, true) => {
                self.wrong += 1;
                '+'
            }
            _ => return,
        };
        let (of_a, of_b) = (&a.article, &b.article);
        let note = format!("{sign} {of_a} {}  {of_b} {}", a.label, b.label);
        self.notes.push(note);
    }
}

impl Figure {
    fn new(article: &str, fact: &Fact, found: Option<(ArticleId, Span)>) -> Figure {
        let field = |name| {
            let values = fact.values(Field::Key(name));
            values.into_iter().next().flatten().map(str::to_owned)
        };
        let number = |name| field(name).and_then(|value: String| value.parse().ok());
        Figure {
            article: article.to_owned(),
            optional: fact.optional,
            thing: field("thing"),
            value: number("value"),
            upper: number("upper"),
            bound: field("bound"),
            as_of: field("as_of"),
            label: fact.show(),
            found,
        }
    }

    /// Whether what is said leaves room for a value.
    fn allows(&self, other: f64) -> bool {
        let Some(value) = self.value else { return true };
        match self.bound.as_deref() {
            Some("about") => (value - other).abs() <= 0.1 * value,
            Some("more_than" | "at_least") => other >= value,
            Some("less_than" | "at_most") => other <= value,
            Some("between") => other >= value && self.upper.is_some_and(|upper| other <= upper),
            _ => other == value,
        }
    }
}

fn wanted(a: &Figure, b: &Figure) -> Wanted {
    if a.thing.is_none() || a.thing != b.thing {
        return Wanted::No;
    }
    let (Some(x), Some(y)) = (a.value, b.value) else {
        return Wanted::Either;
    };
    let one_voice = a.article == b.article && a.as_of == b.as_of;
    let open = a.optional || b.optional || one_voice || a.allows(y) || b.allows(x);
    if open { Wanted::Either } else { Wanted::Yes }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(article: &str, fields: &[(&'static str, &str)]) -> Figure {
        let field =
            |&(name, value): &(&'static str, &str)| (Field::Key(name), Some(value.to_owned()));
        let fact = Fact {
            fields: fields.iter().map(field).collect(),
            ..Fact::default()
        };
        Figure::new(article, &fact, None)
    }

    #[test]
    fn what_a_pair_is() {
        let of = |article, value, bound, thing| {
            figure(
                article,
                &[("value", value), ("bound", bound), ("thing", thing)],
            )
        };
        let first = || of("a", "410", "exactly", "dead");
        let cases = [
            (of("b", "340", "exactly", "dead"), Wanted::Yes),
            (of("b", "340", "exactly", "hurt"), Wanted::No),
            (of("b", "410", "exactly", "dead"), Wanted::Either),
            (of("b", "400", "more_than", "dead"), Wanted::Either),
            (of("b", "450", "more_than", "dead"), Wanted::Yes),
            (of("a", "340", "exactly", "dead"), Wanted::Either),
        ];
        for (other, expected) in cases {
            assert_eq!(wanted(&first(), &other), expected, "{:?}", other.label);
        }
    }
}
