//! Scores the rooms of Isnad against gold data.
//!
//! ```text
//! cargo run --release -p isnad-eval -- pages DIR --folds
//! ```
//!
//! Each measure is a module with one function `run(args) -> Result<Report, Error>` and a line in
//! [`MEASURES`]. It prints a readable table and, as the last line, its name and `name=value` pairs,
//! so that a script (or a quality floor in CI) reads the last line only.
//!
//! Limits: the measures need gold data that is not part of the project; without it only the tests
//! of the scoring itself run.

mod annotated;
mod args;
mod blocks;
mod copies;
mod dates;
mod direction;
mod error;
mod feeds;
mod gold;
mod memory;
mod names;
mod ngram;
mod pages;
mod press;
mod report;
mod robots;
mod scale;
mod sections;
mod seed;
mod stories;
mod table;
mod trees;

use std::{io::Write, process::ExitCode};

use crate::{error::Error, report::Report};

/// One thing that can be measured.
struct Measure {
    /// The first argument that selects it.
    name: &'static str,
    /// Its other arguments and what it scores.
    usage: &'static str,
    run: fn(&[String]) -> Result<Report, Error>,
}

const MEASURES: &[Measure] = &[
    Measure {
        name: "blocks",
        usage: blocks::USAGE,
        run: blocks::run,
    },
    Measure {
        name: "pages",
        usage: pages::USAGE,
        run: pages::run,
    },
    Measure {
        name: "dates",
        usage: dates::USAGE,
        run: dates::run,
    },
    Measure {
        name: "feeds",
        usage: feeds::USAGE,
        run: feeds::run,
    },
    Measure {
        name: "annotate",
        usage: annotated::SPEED,
        run: annotated::speed,
    },
    Measure {
        name: "credits",
        usage: annotated::CREDITS,
        run: annotated::credits,
    },
    Measure {
        name: "quotes",
        usage: annotated::QUOTES,
        run: annotated::quotes,
    },
    Measure {
        name: "figures",
        usage: annotated::FIGURES,
        run: annotated::figures,
    },
    Measure {
        name: "conflicts",
        usage: annotated::CONFLICTS,
        run: annotated::conflicts,
    },
    Measure {
        name: "names",
        usage: names::USAGE,
        run: names::run,
    },
    Measure {
        name: "seed",
        usage: seed::USAGE,
        run: seed::run,
    },
    Measure {
        name: "copies",
        usage: copies::USAGE,
        run: copies::run,
    },
    Measure {
        name: "scale",
        usage: scale::USAGE,
        run: scale::run,
    },
    Measure {
        name: "trees",
        usage: trees::USAGE,
        run: trees::run,
    },
    Measure {
        name: "direction",
        usage: direction::USAGE,
        run: direction::run,
    },
    Measure {
        name: "stories",
        usage: stories::USAGE,
        run: stories::run,
    },
    Measure {
        name: "robots",
        usage: robots::USAGE,
        run: robots::run,
    },
    Measure {
        name: "sections",
        usage: sections::USAGE,
        run: sections::run,
    },
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(report) => {
            // A reader that closes early (`| head`) has seen what it wanted.
            let _ = write!(std::io::stdout(), "{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("isnad-eval: {error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<Report, Error> {
    let (name, rest) = args.split_first().ok_or_else(usage)?;
    let measure = MEASURES
        .iter()
        .find(|measure| measure.name == name)
        .ok_or_else(usage)?;
    (measure.run)(rest)
}

fn usage() -> Error {
    let lines: Vec<String> = MEASURES
        .iter()
        .map(|measure| format!("  isnad-eval {} {}", measure.name, measure.usage))
        .collect();
    Error::Usage(format!("name one measure:\n{}", lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_measure_is_told_the_known_ones() {
        for args in [vec![], vec!["nothing".to_owned()]] {
            let error = dispatch(&args).expect_err("must refuse").to_string();
            assert!(error.contains("isnad-eval pages DIR"), "{error}");
        }
    }
}
