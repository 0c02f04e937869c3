//! How many questions about robots.txt are answered as the specification's own cases have it.
//!
//! A case is a robots.txt, a robot and an address. The address is taken as it is written, not as a
//! browser would send it: some cases are about just that. A hostile robots.txt can be timed beside.

mod proto;

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use isnad_gather::robots::Robots;

use crate::{
    args::Args,
    error::Error,
    gold,
    report::{Report, Scores},
};
use proto::Case;

/// What the measure takes.
pub(crate) const USAGE: &str = "DIR [--hostile FILE]
      robots.txt against the specification's cases (*.textproto); the time one hostile file takes";

/// Scores the cases of all files below a folder.
///
/// # Errors
/// When the folder or a file cannot be read, or no file holds a case.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["hostile"], &[])?;
    let folder = args.path()?;
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort_unstable();
    let mut cases = Vec::new();
    for path in files {
        let bytes = fs::read(&path).map_err(Error::io(&path))?;
        cases.extend(proto::cases(&bytes));
    }
    if cases.is_empty() {
        return Err(Error::Empty {
            path: folder,
            hint: "cases stand in files *.textproto",
        });
    }
    let mut report = score(&cases);
    if let Some(path) = args.option("hostile") {
        let robots = gold::bytes(Path::new(path))?;
        report.text.push_str(&hostile(&robots));
    }
    Ok(report)
}

/// How long reading a file takes, and one question whose answer every wildcard has a part in.
fn hostile(bytes: &[u8]) -> String {
    let start = Instant::now();
    let robots = Robots::parse(bytes);
    let read = start.elapsed();
    let target = format!("/{}", "a".repeat(7_000));
    let start = Instant::now();
    let allowed = robots.allows_target("isnad", &target);
    let asked = start.elapsed();
    let bytes = bytes.len();
    format!(
        "hostile: {bytes} bytes read in {read:.1?}, one question in {asked:.1?} (allowed: {allowed})\n"
    )
}

fn score(cases: &[Case]) -> Report {
    let start = Instant::now();
    let wrong: Vec<&Case> = cases.iter().filter(|case| !is_right(case)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let mut text = String::new();
    for case in &wrong {
        let expected = if case.allowed { "allowed" } else { "forbidden" };
        let robots = String::from_utf8_lossy(&case.robots);
        let _ = writeln!(
            text,
            "{:?} {:?}: {expected} by {robots:?}",
            case.agent, case.url
        );
    }
    let scores = Scores::new("robots")
        .part("right", cases.len() - wrong.len(), cases.len())
        .number("per_second", cases.len() as f64 / seconds, 0);
    Report { text, scores }
}

fn is_right(case: &Case) -> bool {
    let robots = Robots::parse(&case.robots);
    robots.allows_target(&case.agent, target(&case.url)) == case.allowed
}

/// Path and query of an address as it is written.
fn target(url: &str) -> &str {
    let from_host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = from_host.find('/').and_then(|at| from_host.get(at..));
    path.unwrap_or("/")
}

/// The case files below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
        let path = entry.map_err(Error::io(folder))?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|it| it == "textproto") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_answer_is_shown_and_counted() {
        let case = |allowed| Case {
            robots: b"user-agent: *\ndisallow: /a".to_vec(),
            url: "http://lennar.example/a/b?c".into(),
            agent: "isnad".into(),
            allowed,
        };
        let report = score(&[case(false), case(true)]);
        assert_eq!(report.scores.get("right"), Some("1/2"));
        assert_eq!(report.text.lines().count(), 1);
        assert!(report.text.contains("allowed by \"user-agent"));
    }

    #[test]
    fn targets_are_taken_as_written() {
        for (url, expected) in [
            ("http://a.example/b?c/d", "/b?c/d"),
            ("http://a.example", "/"),
            ("", "/"),
            ("http://a.example/ض", "/ض"),
        ] {
            assert_eq!(target(url), expected);
        }
    }
}
