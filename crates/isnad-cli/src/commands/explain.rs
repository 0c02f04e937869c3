//! `isnad explain`: what each room saw and did.

use std::io::{self, BufWriter, Write};

use crate::{arguments::Explain, error::Error, print::explain};

use super::each_page;

pub(crate) fn run(command: &Explain) -> Result<usize, Error> {
    let mut out = BufWriter::new(io::stdout());
    let failed = each_page(&command.inputs, |gathered, page| {
        explain::page(&mut out, gathered, &page)?;
        out.flush()?;
        Ok(())
    })?;
    Ok(failed)
}
