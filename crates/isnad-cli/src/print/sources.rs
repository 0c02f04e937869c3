//! Sources and how they fare, for people.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use console::Style;
use isnad::model::{Subscription, SubscriptionKind};
use isnad_store::Counts;
use jiff::Timestamp;

use super::{
    count, harmless,
    table::{Cell, Table},
};

/// Two lines a source, by folder and name, and one for what went wrong.
pub(crate) fn table(
    out: &mut impl Write,
    all: &[Subscription],
    counts: &[Counts],
    now: Timestamp,
) -> io::Result<()> {
    let counts: BTreeMap<&str, &Counts> = counts
        .iter()
        .map(|one| (one.address.as_str(), one))
        .collect();
    let mut sorted: Vec<&Subscription> = all.iter().collect();
    sorted.sort_by_key(|one| (&one.folder, name(one)));
    let mut table = Table::new(&[20, 40, 8, 12, 12, 10, 8, 8]);
    let names = [
        "folder",
        "name",
        "kind",
        "state",
        "last look",
        "next",
        "a day",
        "waiting",
    ];
    table.row(names.map(Cell::dim));
    for one in &sorted {
        table.row(row(one, counts.get(one.address.as_str()).copied(), now));
    }
    let mut rows = Vec::new();
    table.print(&mut rows, "")?;
    let rows = String::from_utf8_lossy(&rows);
    let mut rows = rows.lines();
    writeln!(out, "{}", rows.next().unwrap_or(""))?;
    for (row, one) in rows.zip(&sorted) {
        writeln!(out, "{row}")?;
        below(out, one)?;
    }
    writeln!(out, "{}", summary(all))
}

/// The address, whole, since the other commands ask for it; and what went wrong.
fn below(out: &mut impl Write, one: &Subscription) -> io::Result<()> {
    writeln!(
        out,
        "    {}",
        Style::new().dim().apply_to(harmless(&one.address))
    )?;
    match one.ended.as_ref().or(one.last_error.as_ref()) {
        Some(trouble) => writeln!(
            out,
            "    {}",
            Style::new().red().apply_to(harmless(trouble))
        ),
        None => Ok(()),
    }
}

fn row(one: &Subscription, counts: Option<&Counts>, now: Timestamp) -> [Cell; 8] {
    let ago = one
        .last_success
        .map(|then| span(now.as_second() - then.as_second()));
    [
        Cell::dim(one.folder.clone().unwrap_or_default()),
        Cell::new(name(one)),
        Cell::dim(kind(one.kind)),
        Cell::new(state(one)),
        Cell::new(ago.map_or_else(|| "never".to_owned(), |ago| format!("{ago} ago"))),
        Cell::new(next(one, now)),
        Cell::new(counts.map_or_else(String::new, |counts| format!("{:.1}", counts.per_day()))),
        Cell::new(waiting(counts)),
    ]
}

fn name(one: &Subscription) -> &str {
    one.title.as_deref().unwrap_or(&one.address)
}

/// What stands at a source's address.
pub(crate) fn kind(kind: SubscriptionKind) -> &'static str {
    match kind {
        SubscriptionKind::Feed => "feed",
        SubscriptionKind::Sitemap => "sitemap",
        SubscriptionKind::Section => "section",
    }
}

fn state(one: &Subscription) -> String {
    match one {
        Subscription { ended: Some(_), .. } => "ended".to_owned(),
        Subscription { paused: true, .. } => "paused".to_owned(),
        Subscription { failures: 0, .. } => "ok".to_owned(),
        Subscription { failures, .. } => format!("failed {failures}x"),
    }
}

/// When it is looked at next, from now.
fn next(one: &Subscription, now: Timestamp) -> String {
    if one.paused || one.ended.is_some() {
        return String::new();
    }
    let seconds = one
        .next
        .map_or(0, |next| next.as_second() - now.as_second());
    if seconds <= 0 {
        "due".to_owned()
    } else {
        format!("in {}", span(seconds))
    }
}

fn waiting(counts: Option<&Counts>) -> String {
    match counts.map_or(0, |counts| counts.waiting) {
        0 => String::new(),
        waiting => waiting.to_string(),
    }
}

/// `40 s`, `5 min`, `3 h`, `2 d`.
fn span(seconds: i64) -> String {
    const UNITS: [(i64, &str); 3] = [(86_400, "d"), (3600, "h"), (60, "min")];
    let unit = UNITS.into_iter().find(|(size, _)| seconds >= 2 * size);
    let (size, name) = unit.unwrap_or((1, "s"));
    format!("{} {name}", seconds.max(0) / size)
}

fn summary(all: &[Subscription]) -> String {
    let of = |test: fn(&Subscription) -> bool| all.iter().filter(|one| test(one)).count();
    format!(
        "{}: {} paused, {} ended, {} in trouble",
        count(all.len(), "source"),
        of(|one| one.paused),
        of(|one| one.ended.is_some()),
        of(|one| one.ended.is_none() && one.failures > 0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<Timestamp> {
        Some(text.parse().expect("an instant"))
    }

    #[test]
    fn a_row_says_how_a_source_fares() {
        let now = at("2031-05-03T12:00:00Z").unwrap();
        let sources = [
            Subscription {
                address: "https://lennar.example/feed".to_owned(),
                title: Some("بريد لينار".to_owned()),
                last_success: at("2031-05-03T11:50:00Z"),
                next: at("2031-05-03T12:20:00Z"),
                ..Subscription::default()
            },
            Subscription {
                address: "https://rasmina.example/2031/05/03/section".to_owned(),
                kind: SubscriptionKind::Section,
                failures: 3,
                last_error: Some("the server answered 503".to_owned()),
                next: at("2031-05-03T11:00:00Z"),
                ..Subscription::default()
            },
            Subscription {
                address: "https://tamourt.example/rss".to_owned(),
                ended: Some("410 Gone".to_owned()),
                ..Subscription::default()
            },
        ];
        let counts = [Counts {
            address: "https://lennar.example/feed".to_owned(),
            waiting: 2,
            pages: 21,
            days: 7,
        }];
        let mut out = Vec::new();
        table(&mut out, &sources, &counts, now).unwrap();
        let text = String::from_utf8(out).unwrap();
        let words = |line: usize| {
            text.lines()
                .nth(line)
                .unwrap()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let expected = [
            "\u{2068}https://rasmina.example/2031/05/03/sect…\u{2069} section failed 3x never due",
            "https://rasmina.example/2031/05/03/section",
            "the server answered 503",
            "https://tamourt.example/rss feed ended never",
            "https://tamourt.example/rss",
            "410 Gone",
            "\u{2068}بريد لينار\u{2069} feed ok 10 min ago in 20 min 3.0 2",
            "https://lennar.example/feed",
            "3 sources: 0 paused, 1 ended, 1 in trouble",
        ];
        for (line, expected) in (1..).zip(expected) {
            assert_eq!(words(line), expected);
        }
    }

    #[test]
    fn spans_are_in_the_unit_that_reads_best() {
        let cases = [
            (-5, "0 s"),
            (40, "40 s"),
            (119, "119 s"),
            (120, "2 min"),
            (7200, "2 h"),
            (200_000, "2 d"),
        ];
        for (seconds, shown) in cases {
            assert_eq!(span(seconds), shown);
        }
    }
}
