//! `isnad read`: the articles of pages.

use std::io::{self, BufWriter, Write};

use isnad::{
    model::{Document, Reading},
    trace,
};

use crate::{
    arguments::{Format, Read},
    error::Error,
    print::{self, markdown, text},
};

use super::each_page;

pub(crate) fn run(read: &Read) -> Result<usize, Error> {
    let mut printer = Printer {
        format: read.format,
        out: BufWriter::new(io::stdout()),
        count: 0,
    };
    let failed = each_page(&read.inputs, |gathered, page| {
        if page.readings.is_empty() {
            print::note(&format!("{}: no article on this page", gathered.name));
        }
        page.readings
            .iter()
            .try_for_each(|reading| printer.print(&gathered.name, reading))
    })?;
    printer.finish()?;
    // Whoever asked for articles and got none at all should not be told that all went well.
    Ok(if printer.count == 0 {
        failed.max(1)
    } else {
        failed
    })
}

struct Printer<W: Write> {
    format: Format,
    out: W,
    count: usize,
}

impl<W: Write> Printer<W> {
    fn print(&mut self, name: &str, reading: &Reading) -> Result<(), Error> {
        let chain = trace::chain(reading);
        match self.format {
            Format::Text => text::article(&mut self.out, name, reading, &chain)?,
            Format::Markdown => markdown::article(&mut self.out, reading)?,
            Format::Jsonl => writeln!(self.out, "{}", Document::new(reading, &chain).value())?,
            Format::Json => {
                let open = if self.count == 0 { "[" } else { "," };
                write!(
                    self.out,
                    "{open}\n{:#}",
                    Document::new(reading, &chain).value()
                )?;
            }
        }
        self.count += 1;
        // What was found so far is worth having even when the rest takes long.
        self.out.flush()?;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        if self.format == Format::Json {
            writeln!(self.out, "{}", if self.count == 0 { "[]" } else { "\n]" })?;
        }
        self.out.flush()?;
        Ok(())
    }
}
