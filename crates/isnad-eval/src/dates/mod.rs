//! How many dates are read as the day they mean.
//!
//! A row is a text with one date in it, the day it is read against, and what it should come to. The
//! longest expression found is the answer; it is right when it agrees with the gold to the grain the gold has.

use std::{fmt::Write, fs, time::Instant};

use isnad::{
    annotate::{self, time::Reference},
    model::Language,
    text::lexeme::{Lexemes, Vocabulary},
};
use jiff::{civil::DateTime, tz::Offset};
use serde::Deserialize;

use crate::{
    args::Args,
    error::Error,
    report::{Report, Scores},
};

/// What the measure takes.
pub(crate) const USAGE: &str = "FILE.jsonl [--wrong]   dates against a reference day";

#[derive(Deserialize)]
struct Row {
    text: String,
    lang: String,
    reference_date: Option<String>,
    expected: Option<serde_json::Value>,
    #[serde(default)]
    grain: String,
}

/// A row that can be scored.
struct Case {
    text: String,
    vocabulary: &'static Vocabulary,
    reference: Reference,
    expected: String,
}

/// Scores a file of rows `{text, lang, reference_date, expected, grain}`. Rows without a reference
/// or with other than one expected value are left out.
///
/// # Errors
/// When the file cannot be read, is no JSON Lines, or has no row to score.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &[], &["wrong"])?;
    let path = args.path()?;
    let data = fs::read_to_string(&path).map_err(Error::io(&path))?;
    let mut cases = Vec::new();
    for (number, line) in data.lines().enumerate() {
        let row: Row = serde_json::from_str(line).map_err(Error::json(&path, number + 1))?;
        cases.extend(case(row));
    }
    if cases.is_empty() {
        let hint = "rows need text, lang, reference_date and expected";
        return Err(Error::Empty { path, hint });
    }
    Ok(score(&cases, args.has("wrong")))
}

fn case(row: Row) -> Option<Case> {
    let reference = row.reference_date?;
    let now: DateTime = reference.get(..19).unwrap_or(&reference).parse().ok()?;
    let expected = row.expected?.as_str()?.to_owned();
    let length = match row.grain.as_str() {
        "year" => 4,
        "month" => 7,
        "minute" | "hour" | "second" => 16,
        _ => 10,
    };
    let arabic = row
        .text
        .chars()
        .any(|c| ('\u{600}'..'\u{700}').contains(&c));
    let language = Language::from_tag(&row.lang).filter(|tag| arabic == tag.is_rtl());
    Some(Case {
        text: row.text,
        vocabulary: annotate::vocabulary(language.as_ref()),
        reference: Reference {
            day: now.date(),
            instant: Offset::UTC.to_timestamp(now).ok(),
            own: true,
        },
        expected: expected.chars().take(length).collect(),
    })
}

fn answer(case: &Case) -> Option<String> {
    let lexemes = Lexemes::of(&case.text, case.vocabulary);
    annotate::time::read(&lexemes, Some(case.reference))
        .into_iter()
        .max_by_key(|time| time.span.len())
        .and_then(|time| time.value)
}

fn score(cases: &[Case], list_wrong: bool) -> Report {
    let started = Instant::now();
    let answers: Vec<Option<String>> = cases.iter().map(answer).collect();
    let seconds = started.elapsed().as_secs_f64().max(1e-9);
    let mut text = String::new();
    let (mut right, mut none) = (0, 0);
    for (case, answer) in cases.iter().zip(&answers) {
        match answer {
            Some(answer) if answer.starts_with(&case.expected) => right += 1,
            answer => {
                none += usize::from(answer.is_none());
                if list_wrong {
                    let said = answer.as_deref().unwrap_or("-");
                    let (day, expected) = (case.reference.day, &case.expected);
                    // Writing to a String cannot fail.
                    let _ = writeln!(text, "{day}  {}  =  {expected}, read {said}", case.text);
                }
            }
        }
    }
    let scores = Scores::new("dates")
        .count("n", cases.len())
        .number("right", right as f64 / cases.len() as f64, 3)
        .count("wrong", cases.len() - right - none)
        .count("none", none)
        .number("per_s", cases.len() as f64 / seconds, 0);
    Report { text, scores }
}
