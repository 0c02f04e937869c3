//! How many dates are read as the day they mean.
//!
//! A row is a text with one date in it, the day it is read against, and what it should come to. The
//! longest expression found is the answer. Rows that ask for what news does not mean are left out, each for
//! a reason that is printed with its count ([`left_out`]).

mod judge;
mod left_out;
mod row;
mod window;

use std::{collections::BTreeMap, fmt::Write, fs, time::Instant};

use isnad::{
    annotate::{self, time::Reference},
    model::TimeExpression,
    text::lexeme::Lexemes,
};

use crate::{
    args::Args,
    error::Error,
    report::{Report, Scores},
};
use judge::{Verdict, verdict};
use row::{Case, Grain, Row};

/// What the measure takes.
pub(crate) const USAGE: &str =
    "FILE.jsonl [--tier NAME] [--grain day] [--news] [--wrong]   dates against a reference day";

/// What was read of a file.
#[derive(Default)]
struct Rows {
    cases: Vec<Case>,
    /// How many rows were left out, by reason.
    left_out: BTreeMap<&'static str, usize>,
}

/// Scores a file of rows `{text, lang, reference_date, expected, grain, tier}`; `expected` is one
/// value or a list of which any is right, or else `expected_start` and `expected_end_exclusive`.
/// `--tier` takes only rows of that tier, `--grain day` leaves out what is finer than a day, `--news`
/// what news does not mean.
///
/// # Errors
/// When the file cannot be read, is no JSON Lines, or has no row to score.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["tier", "grain"], &["news", "wrong"])?;
    let path = args.path()?;
    let days_only = match args.option("grain") {
        None => false,
        Some("day") => true,
        Some(other) => return Err(Error::Usage(format!("--grain is day, not {other}"))),
    };
    let rules = Rules {
        tier: args.option("tier"),
        days_only,
        news: args.has("news"),
    };
    let data = fs::read_to_string(&path).map_err(Error::io(&path))?;
    let mut rows = Rows::default();
    for (number, line) in data.lines().enumerate() {
        let row: Row = serde_json::from_str(line).map_err(Error::json(&path, number + 1))?;
        rows.add(row, &rules);
    }
    if rows.cases.is_empty() {
        let hint = "rows need text and expected, and most a reference_date";
        return Err(Error::Empty { path, hint });
    }
    Ok(score(&rows, args.has("wrong")))
}

/// Which rows to take.
struct Rules<'a> {
    /// Only rows of this tier.
    tier: Option<&'a str>,
    /// None that is finer than a day.
    days_only: bool,
    /// None that asks for what news does not mean.
    news: bool,
}

impl Rows {
    fn add(&mut self, row: Row, rules: &Rules<'_>) {
        if rules.tier.is_some() && rules.tier != row.tier.as_deref() {
            return self.leave_out("of another tier");
        }
        let Some(case) = row.case() else {
            return self.leave_out("no single value as gold");
        };
        let x = Lexemes::of(&case.text, case.vocabulary);
        let finer = (rules.days_only && case.grain == Grain::Finer).then_some("finer than a day");
        let other = || left_out::reason(&case, &x).filter(|_| rules.news);
        match finer.or_else(other) {
            Some(reason) => self.leave_out(reason),
            None => self.cases.push(case),
        }
    }

    fn leave_out(&mut self, reason: &'static str) {
        *self.left_out.entry(reason).or_default() += 1;
    }
}

impl Case {
    fn answer(&self) -> Option<TimeExpression> {
        self.read(self.reference)
    }

    /// The answer if today were later than it is.
    fn later(&self, span: jiff::Span) -> Option<TimeExpression> {
        let mut reference = self.reference?;
        reference.day = reference.day.checked_add(span).ok()?;
        self.read(Some(reference))
    }

    fn read(&self, reference: Option<Reference>) -> Option<TimeExpression> {
        let lexemes = Lexemes::of(&self.text, self.vocabulary);
        annotate::time::read(&lexemes, reference)
            .into_iter()
            .max_by_key(|time| time.span.len())
    }
}

fn score(rows: &Rows, list_wrong: bool) -> Report {
    let cases = &rows.cases;
    let started = Instant::now();
    let answers: Vec<Option<TimeExpression>> = cases.iter().map(Case::answer).collect();
    let seconds = started.elapsed().as_secs_f64().max(1e-9);
    let mut text = String::new();
    let mut verdicts = Vec::with_capacity(cases.len());
    for (case, answer) in cases.iter().zip(&answers) {
        let x = Lexemes::of(&case.text, case.vocabulary);
        let found = verdict(&x, answer.as_ref(), &case.gold, |span| case.later(span));
        if list_wrong && matches!(found, Verdict::Wrong | Verdict::None) {
            text.push_str(&missed(case, answer.as_ref()));
        }
        verdicts.push(found);
    }
    let count = |wanted| verdicts.iter().filter(|found| **found == wanted).count();
    let backwards = count(Verdict::RightBackwards);
    let right = count(Verdict::Right) + backwards;
    // Writing to a String cannot fail.
    for (reason, rows) in &rows.left_out {
        let _ = writeln!(text, "{rows:5} left out: {reason}");
    }
    if backwards > 0 {
        let _ = writeln!(
            text,
            "{backwards:5} right with the past day where the gold, for words that tell neither, has the coming one"
        );
    }
    let scores = Scores::new("dates")
        .count("n", cases.len())
        .number("right", right as f64 / cases.len() as f64, 3)
        .count("wrong", count(Verdict::Wrong))
        .count("none", count(Verdict::None))
        .number("per_s", cases.len() as f64 / seconds, 0);
    Report { text, scores }
}

/// A line about a row that is not right.
fn missed(case: &Case, answer: Option<&TimeExpression>) -> String {
    let said = answer.map_or("-", |time| time.value.as_deref().unwrap_or("?"));
    let day = case
        .reference
        .map_or(String::new(), |given| given.day.to_string());
    let gold: Vec<String> = case.gold.iter().map(ToString::to_string).collect();
    format!(
        "{day}  {}  =  {}, read {said}\n",
        case.text,
        gold.join(" or ")
    )
}

#[cfg(test)]
mod tests {
    use super::{Row, Rows, Rules, score};

    /// What becomes of rows against Friday 14 March 2031: the last line, or why they are left out.
    fn outcome(fields: &str) -> String {
        let row = format!("{{\"reference_date\": \"2031-03-14T09:00:00\", {fields}}}");
        let row: Row = serde_json::from_str(&row).expect("a row");
        let rules = Rules {
            tier: None,
            days_only: true,
            news: true,
        };
        let mut rows = Rows::default();
        rows.add(row, &rules);
        if let Some(reason) = rows.left_out.keys().next() {
            return (*reason).to_owned();
        }
        let report = score(&rows, false);
        let backwards = if report.text.is_empty() {
            ""
        } else {
            " backwards"
        };
        let get = |name| report.scores.get(name).map(str::to_owned);
        let says = [("wrong", "wrong"), ("none", "none")];
        let failed = says
            .iter()
            .find(|(name, _)| get(name).as_deref() == Some("1"));
        failed.map_or(format!("right{backwards}"), |(_, said)| (*said).to_owned())
    }

    #[test]
    fn rows_and_what_becomes_of_them() {
        let cases = [
            (
                r#""text": "26 شباط 2031", "expected": "2031-02-26", "grain": "day""#,
                "right",
            ),
            (
                r#""text": "26 شباط 2031", "expected": ["2030-02-26", "2031-02-26"], "grain": "date""#,
                "right",
            ),
            (
                r#""text": "26 شباط 2031", "expected": "2031-02-27", "grain": "day""#,
                "wrong",
            ),
            (
                r#""text": "26 شباط 2031", "expected": "2031-02-26", "grain": "month""#,
                "wrong",
            ),
            (
                r#""text": "5 تموز", "expected": "2031-07-05T00:00:00", "grain": "day""#,
                "right backwards",
            ),
            (
                r#""text": "الأحد", "expected": "2031-03-16", "grain": "day""#,
                "right backwards",
            ),
            (
                r#""text": "الأحد المقبل", "expected": "2031-03-23", "grain": "day""#,
                "last and next counted from the neighbouring year or week, not from the day",
            ),
            (
                r#""text": "last week", "lang": "en", "expected": "2031-03-03", "grain": "week""#,
                "right",
            ),
            (
                r#""text": "from 3 to 5 March", "lang": "en", "expected_start": "2031-03-03T00:00:00",
                "expected_end_exclusive": "2031-03-06T00:00:00", "grain": "day""#,
                "right",
            ),
            (
                r#""text": "last 2 weeks", "lang": "en", "expected_start": "2031-02-24T00:00:00",
                "expected_end_exclusive": "2031-03-10T00:00:00", "grain": "week""#,
                "right",
            ),
            (
                r#""text": "late February", "lang": "en", "expected_start": "2031-02-21T00:00:00",
                "expected_end_exclusive": "2031-03-01T00:00:00", "grain": "day""#,
                "right",
            ),
            (
                r#""text": "لمدة أسبوع", "expected": ["604800"], "grain": "duration""#,
                "right",
            ),
            (
                r#""text": "à midi", "lang": "fr", "expected": "2031-03-14T12:00:00", "grain": "hour""#,
                "finer than a day",
            ),
            (
                r#""text": "noël 2030", "lang": "fr", "expected": "2030-12-25T00:00:00", "grain": "day""#,
                "names a feast, which needs the feasts of each country",
            ),
            (
                r#""text": "the 24", "lang": "en", "expected": "2031-03-24T00:00:00", "grain": "day""#,
                "no word of a calendar, or a number alone",
            ),
            (
                r#""text": "الأحد 5 آذار 2031", "expected": "2031-03-05", "grain": "day""#,
                "the weekday named is not that of the gold day",
            ),
            (
                r#""text": "", "expected": null, "grain": "day""#,
                "no single value as gold",
            ),
        ];
        for (row, expected) in cases {
            assert_eq!(outcome(row), expected, "{row}");
        }
    }
}
