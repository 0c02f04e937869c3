//! One module a command. Each returns how many inputs failed.

pub(crate) mod add;
pub(crate) mod config;
pub(crate) mod explain;
pub(crate) mod read;
pub(crate) mod rebuild;
pub(crate) mod run;
pub(crate) mod serve;
pub(crate) mod sources;
mod subscribe;
pub(crate) mod trace;

use isnad_gather::{Gathered, Input, Options};

use crate::{
    arguments::Inputs,
    error::Error,
    pipeline::{self, PageReading},
    print,
};

/// How the pages of the inputs are brought in.
fn options(inputs: &Inputs) -> Options {
    Options {
        fetched: inputs.fetched,
        base: inputs.base.clone(),
        allow_private: inputs.allow_private,
        ..Options::default()
    }
}

/// Reads every page of the inputs, with a progress bar, and hands each on. What fails is said in
/// one line and counted.
fn each_page(
    inputs: &Inputs,
    mut then: impl FnMut(&Gathered, PageReading) -> Result<(), Error>,
) -> Result<usize, Error> {
    let options = options(inputs);
    let mut failed = 0;
    for text in &inputs.inputs {
        let input = match Input::parse(text) {
            Ok(input) => input,
            Err(error) => {
                print::complain(&error);
                failed += 1;
                continue;
            }
        };
        let progress = print::Progress::over(isnad_gather::count(&input));
        let mut pages = 0;
        for gathered in isnad_gather::gather(&input, &options) {
            pages += 1;
            progress.step();
            match read_gathered(gathered) {
                Ok((gathered, reading)) => progress.aside(|| then(&gathered, reading))?,
                Err(reason) => {
                    progress.aside(|| print::complain(&reason));
                    failed += 1;
                }
            }
        }
        if pages == 0 {
            print::complain(&format!("{text}: holds no pages"));
            failed += 1;
        }
    }
    Ok(failed)
}

/// Reads a page as it comes in, or says in one line, with its name, why that cannot be done.
fn read_gathered(
    gathered: Result<Gathered, isnad_gather::Error>,
) -> Result<(Gathered, PageReading), String> {
    let gathered = gathered.map_err(|error| error.to_string())?;
    let reading =
        pipeline::read(&gathered.page).map_err(|error| format!("{}: {error}", gathered.name))?;
    Ok((gathered, reading))
}
