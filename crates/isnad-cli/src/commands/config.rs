//! `isnad config`: the settings and their defaults.

use std::io::{self, Write};

use crate::{
    arguments,
    config::{self, Config},
    error::Error,
};

pub(crate) fn run(command: &arguments::Config) -> Result<usize, Error> {
    let mut out = io::stdout();
    match &command.check {
        None => write!(out, "{}", config::DEFAULT)?,
        Some(path) => {
            Config::read(path)?;
            writeln!(out, "{} is sound", path.display())?;
        }
    }
    Ok(0)
}
