//! `isnad add`: puts pages into a data folder.

use std::io::{self, Write};

use isnad_store::Store;

use crate::{arguments::Add, error::Error, pipeline, print};

use super::each_page;

/// Prints `added` for each page once it is on disk: what was said to be added survives a crash.
pub(crate) fn run(add: &Add) -> Result<usize, Error> {
    let mut store = Store::open(&add.data.folder)?;
    print::notices(&store);
    pipeline::catch_up(&mut store, || ())?;
    let mut out = io::stdout();
    let failed = each_page(&add.inputs, |gathered, page| {
        let taken = pipeline::take(&mut store, &gathered.page, &page)?;
        let what = if taken.new { "added" } else { "already held" };
        let articles = print::count(taken.articles, "article");
        writeln!(
            out,
            "{what} {}: page {}, {articles}",
            gathered.name, taken.number
        )?;
        out.flush()?;
        Ok(())
    })?;
    pipeline::settle(&mut store)?;
    Ok(failed)
}
