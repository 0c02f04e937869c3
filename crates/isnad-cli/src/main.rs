//! The `isnad` command.
//!
//! Standard output carries results and nothing else; progress, notes and reasons go to standard
//! error. The exit code is 0 when everything asked for was done; 1 when some input failed (each with
//! one line; the others were done all the same) or `read` or `trace` found no article in any; 2 when
//! the command itself made no sense.

mod arguments;
mod commands;
mod config;
mod error;
mod gathering;
mod log;
mod ordered;
mod pipeline;
mod print;
mod sample;
mod stop;
mod table;
mod traced;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Read(read) => commands::read::run(read),
        Command::Explain(explain) => commands::explain::run(explain),
        Command::Trace(trace) => commands::trace::run(trace),
        Command::Add(add) => commands::add::run(add),
        Command::Serve(serve) => commands::serve::run(serve),
        Command::Rebuild(rebuild) => commands::rebuild::run(rebuild),
        Command::Run(run) => commands::run::run(run),
        Command::Sources(sources) => commands::sources::run(sources),
        Command::Config(config) => commands::config::run(config),
    };
    match outcome {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        // Whoever reads our output has stopped reading (`isnad read … | head`).
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            print::complain(&error);
            ExitCode::FAILURE
        }
    }
}
