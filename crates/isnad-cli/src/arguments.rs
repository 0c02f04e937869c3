//! What can be said on the command line.

use std::{net::SocketAddr, num::NonZero, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::{Timestamp, civil::Date, tz::Offset};

/// Recovers news articles from pages and shows who said it, who carried it first, who copied it and
/// what each copy changed.
#[derive(Debug, Parser)]
#[command(name = "isnad", version, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the articles of pages
    Read(Read),
    /// Print what each room saw in a page and did with it, rule by rule
    Explain(Explain),
    /// Print who took from whom among the articles of pages, and what each copy changed
    Trace(Trace),
    /// Put pages into a data folder
    Add(Add),
    /// Show a data folder in the browser
    Serve(Serve),
    /// Make the database of a data folder anew from its archive
    Rebuild(Rebuild),
    /// Gather from the sources as long as it runs, and show what came in the browser
    Run(Run),
    /// List the sources and how they fare, pause them, remove them
    Sources(Sources),
    /// Print the settings with their defaults, or check a file of them
    Config(Config),
}

/// Pages, wherever they are.
#[derive(Clone, Debug, Args)]
pub(crate) struct Inputs {
    /// Files (HTML, text, .gz; .warc, .wacz, .zip, .jsonl, .paths), folders, http(s) addresses, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,
    /// When the pages were fetched, for files that do not say: 2031-05-03 or 2031-05-03T08:00:00Z
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub(crate) fetched: Option<Timestamp>,
    /// The folder below which the paths of a path list are looked for
    #[arg(long, value_name = "FOLDER")]
    pub(crate) base: Option<PathBuf>,
    /// Fetch from private and loopback addresses too
    #[arg(long)]
    pub(crate) allow_private: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Write to this file instead of standard output; Ctrl-C leaves it whole
    #[arg(long, value_name = "FILE", required_if_eq("format", "parquet"))]
    pub(crate) output: Option<PathBuf>,
    /// Go on where an earlier run with the same inputs and options stopped
    #[arg(long, requires = "output")]
    pub(crate) resume: bool,
    /// Read this many pages at a time [default: as many as there are processors]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZero<usize>>,
    /// Rows in a group of a Parquet file
    #[arg(long, value_name = "ROWS", default_value = "2048")]
    pub(crate) group: NonZero<usize>,
    /// Stop after this many pages; --resume goes on
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// Only articles in this language (ar, en, fr, …); may be given several times
    #[arg(long = "lang", value_name = "LANG", value_parser = language)]
    pub(crate) languages: Vec<String>,
}

/// Forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One array of documents
    Json,
    /// One document a line
    Jsonl,
    /// Headline and body as Markdown
    Markdown,
    /// A table for spreadsheets
    Csv,
    /// A table for tools that read large ones; needs --output
    Parquet,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
}

#[derive(Debug, Args)]
pub(crate) struct Trace {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// How to print
    #[arg(long, value_enum, default_value_t = TraceFormat::Text)]
    pub(crate) format: TraceFormat,
}

/// Forms in which the chain is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TraceFormat {
    /// For people
    Text,
    /// One document
    Json,
    /// One article or story a line
    Jsonl,
    /// W3C PROV-JSON, for tools that read provenance
    Prov,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Subscribe to what stands at the addresses, whatever they look like
    #[arg(long, conflicts_with = "page")]
    pub(crate) source: bool,
    /// Put the pages at the addresses in, also front pages
    #[arg(long)]
    pub(crate) page: bool,
    /// Settings for fetching; isnad config prints all of them [default: isnad.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// Where things are kept.
#[derive(Debug, Args)]
pub(crate) struct Data {
    /// The data folder; made when it is not there
    #[arg(
        long = "data",
        value_name = "FOLDER",
        default_value = "isnad-data",
        global = true
    )]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8420")]
    pub(crate) listen: SocketAddr,
    /// Fill the data folder with the sample newsroom first
    #[arg(long)]
    pub(crate) sample: bool,
    /// The data folder [default: isnad-data, or isnad-sample with --sample]
    #[arg(long = "data", value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Rebuild {
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The settings; isnad config prints all of them [default: isnad.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The data folder, instead of the one in the settings
    #[arg(long = "data", value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
    /// The address to listen on, instead of the one in the settings
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// Look at every source that is due, fetch what it leads to, and end; nothing is served
    #[arg(long)]
    pub(crate) once: bool,
    /// Print which sources would be looked at and which pages fetched, and do neither
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Sources {
    #[command(flatten)]
    pub(crate) data: Data,
    /// How to print
    #[arg(long, value_enum, default_value_t = SourcesFormat::Text)]
    pub(crate) format: SourcesFormat,
    #[command(subcommand)]
    pub(crate) action: Option<SourcesAction>,
}

/// Forms in which sources are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SourcesFormat {
    /// For people
    Text,
    /// One source a line
    Jsonl,
    /// OPML, which feed readers take in
    Opml,
}

/// What can be done with sources.
#[derive(Debug, Subcommand)]
pub(crate) enum SourcesAction {
    /// Look at them no more, until they are resumed
    Pause {
        /// Addresses as isnad sources prints them
        #[arg(required = true, value_name = "ADDRESS")]
        addresses: Vec<String>,
    },
    /// Look at them again, at once; also at one that had ended
    Resume {
        /// Addresses as isnad sources prints them
        #[arg(required = true, value_name = "ADDRESS")]
        addresses: Vec<String>,
    },
    /// Forget them; what was gathered from them stays
    Remove {
        /// Addresses as isnad sources prints them
        #[arg(required = true, value_name = "ADDRESS")]
        addresses: Vec<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Config {
    /// Say whether this file is sound instead
    #[arg(long, value_name = "FILE")]
    pub(crate) check: Option<PathBuf>,
}

fn language(tag: &str) -> Result<String, String> {
    match isnad::model::Language::from_tag(tag) {
        Some(_) => Ok(tag.to_owned()),
        None => Err("write a language as ar, en or fr".to_owned()),
    }
}

/// A day stands for its noon in UTC.
fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(instant) = text.parse() {
        return Ok(instant);
    }
    let date: Date = text
        .parse()
        .map_err(|_| "write it as 2031-05-03 or 2031-05-03T08:00:00Z".to_owned())?;
    Offset::UTC
        .to_timestamp(date.at(12, 0, 0, 0))
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn moments_are_days_or_instants() {
        assert_eq!(
            moment("2031-05-03").unwrap().to_string(),
            "2031-05-03T12:00:00Z"
        );
        assert_eq!(
            moment("2031-05-03T08:00:00+03:00").unwrap().to_string(),
            "2031-05-03T05:00:00Z"
        );
        assert!(moment("yesterday").is_err());
    }
}
