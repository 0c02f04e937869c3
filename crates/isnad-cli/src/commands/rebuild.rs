//! `isnad rebuild`: the database made anew from the archive.

use isnad_store::Store;

use crate::{arguments::Rebuild, error::Error, pipeline, print};

pub(crate) fn run(rebuild: &Rebuild) -> Result<usize, Error> {
    let mut store = Store::rebuild(&rebuild.data.folder)?;
    print::notices(&store);
    let progress = print::Progress::over(Some(store.pending()?.len() as u64));
    let pages = pipeline::catch_up(&mut store, || progress.step())?;
    drop(progress);
    print::note(&format!(
        "read {} from the archive",
        print::count(pages, "page")
    ));
    Ok(0)
}
