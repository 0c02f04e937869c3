//! `isnad serve`: a data folder in the browser.

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::Path,
};

use isnad_store::Store;
use tokio::{net::TcpListener, signal};

use crate::{arguments::Serve, error::Error, pipeline, print, sample};

use super::read_gathered;

pub(crate) fn run(serve: &Serve) -> Result<usize, Error> {
    let default = if serve.sample {
        "isnad-sample"
    } else {
        "isnad-data"
    };
    let folder = serve.folder.as_deref().unwrap_or(Path::new(default));
    let mut store = Store::open(folder)?;
    print::notices(&store);
    let read = pipeline::catch_up(&mut store, || ())?;
    if read > 0 {
        print::note(&format!(
            "read {} that had been archived but not read",
            print::count(read, "page")
        ));
    }
    let failed = if serve.sample { fill(&mut store)? } else { 0 };
    drop(store);
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(listen(serve, folder))?;
    Ok(failed)
}

/// Sends the sample newsroom down the road. Pages already held are not kept twice.
fn fill(store: &mut Store) -> Result<usize, Error> {
    let mut failed = 0;
    for gathered in sample::pages() {
        match read_gathered(gathered) {
            Ok((gathered, reading)) => {
                pipeline::take(store, &gathered.page, &reading.readings)?;
            }
            Err(reason) => {
                print::complain(&reason);
                failed += 1;
            }
        }
    }
    pipeline::settle(store)?;
    Ok(failed)
}

async fn listen(serve: &Serve, folder: &Path) -> Result<(), Error> {
    let listener = bind(serve.listen).await?;
    let stop = async {
        // Without a signal handler the process just ends, as it would on Ctrl-C.
        let _ = signal::ctrl_c().await;
    };
    isnad_server::serve(listener, folder.to_owned(), stop).await?;
    Ok(())
}

/// Listens at an address, and says where that is.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|source| Error::Listen { address, source })?;
    let mut out = io::stdout();
    let at = listener.local_addr()?;
    writeln!(out, "Isnad is at http://{at} (Ctrl-C stops it)")?;
    out.flush()?;
    Ok(listener)
}
