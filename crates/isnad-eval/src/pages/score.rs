//! The scores of pages and the tables that explain them.

use std::{collections::BTreeSet, fmt::Write};

use isnad::model::Article;

use crate::{
    gold::PageRow,
    ngram::{Match, average},
    report::{Scores, share},
    table::Table,
};

use super::{Sample, predict};

/// How many of the worst pages the table shows.
const WORST: usize = 25;
const FOLDS: usize = 5;

/// One page's prediction beside its gold.
pub(crate) struct Row {
    pub(crate) gold: PageRow,
    /// What was recovered; empty when nothing was.
    pub(crate) article: Article,
    pub(crate) body: String,
    pub(crate) matched: Match,
}

impl Row {
    pub(crate) fn of(sample: &Sample) -> Row {
        let article = predict(&sample.page).unwrap_or_default();
        let body = article.body_text();
        Row {
            matched: Match::of(&sample.row.body.join("\n"), &body),
            gold: sample.row.clone(),
            article,
            body,
        }
    }

    /// Metadata fields that the gold has: name, gold, predicted, and whether they agree.
    fn fields(&self) -> Vec<Field> {
        let (gold, article) = (&self.gold, &self.article);
        let mut fields = Vec::new();
        if let Some(title) = &gold.title {
            let found = article.headline().unwrap_or("");
            fields.push(Field::new(
                "title",
                title,
                found,
                squeezed(title) == squeezed(found),
            ));
        }
        if let Some(published) = &gold.published {
            let days = days(article);
            let day = published.get(..10).unwrap_or(published);
            let right = days.iter().any(|found| found == day);
            fields.push(Field::new("date", published, &days.join(" or "), right));
        }
        if let Some(authors) = gold.authors.as_ref().filter(|authors| !authors.is_empty()) {
            let right = names(authors) == names(&article.byline);
            fields.push(Field::new(
                "authors",
                &authors.join("; "),
                &article.byline.join("; "),
                right,
            ));
        }
        fields
    }

    fn fold(&self) -> usize {
        let url = self.gold.url.as_deref().unwrap_or(&self.gold.id);
        (fnv1a(host(url)) % FOLDS as u64) as usize
    }
}

/// One metadata field of a page.
struct Field {
    name: &'static str,
    gold: String,
    found: String,
    right: bool,
}

impl Field {
    fn new(name: &'static str, gold: &str, found: &str, right: bool) -> Field {
        Field {
            name,
            gold: gold.to_owned(),
            found: found.to_owned(),
            right,
        }
    }
}

/// The days an article may be said to be published on: as printed, and in UTC when the instant is
/// known. The gold is not of one mind which it gives.
fn days(article: &Article) -> Vec<String> {
    let Some(moment) = article.published else {
        return Vec::new();
    };
    let mut days = vec![moment.date.to_string()];
    let utc = moment.instant.map(|instant| instant.to_string());
    if let Some(day) = utc.as_ref().and_then(|instant| instant.get(..10))
        && day != days[0]
    {
        days.push(day.to_owned());
    }
    days
}

/// Lower case, one space between words, nothing invisible: how titles and names are compared.
fn squeezed(text: &str) -> String {
    let visible = text.replace(INVISIBLE, "");
    let words: Vec<String> = visible.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Soft hyphen, zero-width space, joiners and marks of direction, byte order mark.
const INVISIBLE: [char; 7] = [
    '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{feff}',
];

fn names(authors: &[String]) -> BTreeSet<String> {
    authors.iter().map(|name| squeezed(name)).collect()
}

/// The host of an address, without `www.`; the whole text when it is no address.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// FNV-1a, so that folds are the same in every build.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

/// The scores of quality.
pub(crate) fn scores(rows: &[Row]) -> Scores {
    let (precision, recall, f1) = average(rows.iter().map(|row| row.matched));
    let exact = rows.iter().filter(|row| row.matched.is_exact()).count();
    let fields: Vec<Field> = rows.iter().flat_map(Row::fields).collect();
    let right = |name: &str| {
        let of_name = || fields.iter().filter(|field| field.name == name);
        share(
            of_name().filter(|field| field.right).count(),
            of_name().count(),
        )
    };
    Scores::new("pages")
        .count("n", rows.len())
        .number("f1", f1, 4)
        .number("precision", precision, 4)
        .number("recall", recall, 4)
        .number("exact", share(exact, rows.len()), 4)
        .number("title", right("title"), 4)
        .number("date", right("date"), 4)
        .number("authors", right("authors"), 4)
}

/// The pages with the lowest F1; the last column names the metadata that is wrong.
pub(crate) fn worst(rows: &[Row]) -> String {
    let mut order: Vec<&Row> = rows.iter().collect();
    order.sort_by(|a, b| a.matched.f1().total_cmp(&b.matched.f1()));
    let mut table = Table::new(["worst pages", "precision", "recall", "f1", "wrong"]);
    for row in order.into_iter().take(WORST) {
        let fields = row.fields();
        let wrong: Vec<&str> = fields
            .iter()
            .filter(|field| !field.right)
            .map(|field| field.name)
            .collect();
        table.row([
            row.gold.id.clone(),
            format!("{:.3}", row.matched.precision()),
            format!("{:.3}", row.matched.recall()),
            format!("{:.3}", row.matched.f1()),
            wrong.join(" "),
        ]);
    }
    table.to_string()
}

/// Every wrong title, day and author, field by field.
pub(crate) fn misses(rows: &[Row]) -> String {
    let mut text = String::new();
    for name in ["title", "date", "authors"] {
        let _ = writeln!(text, "\nwrong {name}");
        for row in rows {
            let fields = row.fields();
            for field in fields
                .iter()
                .filter(|field| field.name == name && !field.right)
            {
                let _ = writeln!(text, "  {}", row.gold.id);
                let _ = writeln!(text, "    - {}\n    + {}", field.gold, field.found);
            }
        }
    }
    text
}

/// F1 over five folds of publishers: a rule that fits one outlet shows as a fold that stands out.
pub(crate) fn folds(rows: &[Row]) -> String {
    let mut table = Table::new(["fold", "n", "f1", "precision", "recall"]);
    for fold in 0..FOLDS {
        let matches: Vec<Match> = rows
            .iter()
            .filter(|row| row.fold() == fold)
            .map(|row| row.matched)
            .collect();
        let n = matches.len();
        let (precision, recall, f1) = average(matches);
        table.row([
            fold.to_string(),
            n.to_string(),
            format!("{f1:.4}"),
            format!("{precision:.4}"),
            format!("{recall:.4}"),
        ]);
    }
    format!("\n{table}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad::model::{BlockKind, Direction, Moment};

    fn gold(body: &str) -> PageRow {
        PageRow {
            id: "a".into(),
            file: "a.html".into(),
            url: Some("https://www.ostrel.example/a".into()),
            title: Some("Ferry back".into()),
            authors: Some(vec!["Ines Varro".into(), "Tam Holt".into()]),
            published: Some("2031-05-03 23:30:00-04:00".into()),
            body: vec![body.into()],
        }
    }

    fn row(gold: PageRow, body: &str) -> Row {
        let mut article = Article::default();
        article.push(BlockKind::Headline, "Ferry  Back", "test", Direction::Ltr);
        article.push(BlockKind::Paragraph, body, "test", Direction::Ltr);
        article.byline = vec!["tam holt".into(), "Ines  Varro".into()];
        article.published = Some(Moment {
            date: "2031-05-04".parse().expect("a day"),
            instant: "2031-05-03T23:30:00Z".parse().ok(),
        });
        let body = article.body_text();
        Row {
            matched: Match::of(&gold.body.join("\n"), &body),
            gold,
            article,
            body,
        }
    }

    #[test]
    fn a_perfect_page_scores_one_everywhere() {
        let scores = scores(&[row(
            gold("The ferry is back today"),
            "The ferry is back today",
        )]);
        for name in [
            "f1",
            "precision",
            "recall",
            "exact",
            "title",
            "date",
            "authors",
        ] {
            assert_eq!(scores.get(name), Some("1.0000"), "{name}");
        }
    }

    #[test]
    fn half_a_page_scores_what_the_hand_says() {
        let right = row(gold("one two three four"), "one two three four");
        let mut wrong = row(gold("one two three four five"), "one two three four");
        wrong.article.byline.pop();
        wrong.gold.published = Some("2031-05-05".into());
        wrong.gold.title = None;
        let scores = scores(&[right, wrong]);
        let expected = [
            ("n", "2"),
            ("precision", "1.0000"),
            ("recall", "0.7500"),
            ("f1", "0.8571"),
            ("exact", "0.5000"),
            ("title", "1.0000"),
            ("date", "0.5000"),
            ("authors", "0.5000"),
        ];
        for (name, value) in expected {
            assert_eq!(scores.get(name), Some(value), "{name}");
        }
    }

    #[test]
    fn titles_compare_by_what_is_seen() {
        let cases = [
            ("Ferry  back\u{200b}", "ferry\u{a0}back", true),
            ("\u{200f}السفن تعود", "السفن تعود", true),
            ("Ferry back", "Ferry: back", false),
        ];
        for (a, b, expected) in cases {
            assert_eq!(squeezed(a) == squeezed(b), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn hosts() {
        let cases = [
            ("https://www.ostrel.example:8080/a", "ostrel.example"),
            ("http://news.ostrel.example?x", "news.ostrel.example"),
            ("no-address", "no-address"),
        ];
        for (url, expected) in cases {
            assert_eq!(host(url), expected);
        }
    }
}
