//! `isnad trace`: who took from whom among the articles of pages.

use std::io::{self, BufWriter, Write};

use crate::{
    arguments::{Trace, TraceFormat},
    error::Error,
    print::{self, trace},
    traced::{Gathering, Traced},
};

use super::each_page;

/// Reads everything first: what an article was taken from may come last.
pub(crate) fn run(command: &Trace) -> Result<usize, Error> {
    let mut gathering = Gathering::default();
    let failed = each_page(&command.inputs, |gathered, page| {
        if page.readings.is_empty() {
            print::note(&format!("{}: no article on this page", gathered.name));
        }
        for reading in page.readings {
            gathering.add(&gathered.name, reading);
        }
        Ok(())
    })?;
    let traced = {
        let _busy = print::Progress::of("tracing");
        Traced::new(gathering)
    };
    let mut out = BufWriter::new(io::stdout());
    match command.format {
        TraceFormat::Text => trace::text::print(&mut out, &traced)?,
        TraceFormat::Json => trace::json::document(&mut out, &traced)?,
        TraceFormat::Jsonl => trace::json::lines(&mut out, &traced)?,
        TraceFormat::Prov => trace::prov::print(&mut out, &traced)?,
    }
    out.flush()?;
    // As in `read`: no article at all is no success.
    let nothing = traced.held().next().is_none();
    Ok(if nothing { failed.max(1) } else { failed })
}
