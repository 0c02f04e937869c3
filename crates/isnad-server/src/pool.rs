//! Open stores for the handlers.
//!
//! A [`Store`] cannot be shared between threads, and opening one costs a few milliseconds. The pool
//! lends one a request and takes it back; at most [`LENT`] are out at a time, the rest wait.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use isnad_store::Store;
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::Error;

/// How many requests may read at once: more readers than this only contend for the disk.
const LENT: usize = 8;

/// A data folder that many requests read.
#[derive(Clone)]
pub(crate) struct Pool(Arc<Shared>);

struct Shared {
    folder: PathBuf,
    idle: Mutex<Vec<Store>>,
    lent: Arc<Semaphore>,
}

impl Pool {
    /// A pool over a data folder, which is opened at the first question.
    pub(crate) fn new(folder: PathBuf) -> Pool {
        Pool(Arc::new(Shared {
            folder,
            idle: Mutex::new(Vec::new()),
            lent: Arc::new(Semaphore::new(LENT)),
        }))
    }

    /// Asks the store on a thread where waiting for the disk is allowed.
    ///
    /// # Errors
    /// When the store cannot be opened, the question fails or panics.
    pub(crate) async fn ask<T, F>(&self, question: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Store) -> Result<T, Error> + Send + 'static,
    {
        let shared = Arc::clone(&self.0);
        let permit = Arc::clone(&shared.lent).acquire_owned().await;
        let asked = spawn_blocking(move || {
            let _permit = permit;
            let store = shared.borrow()?;
            let answer = question(&store);
            shared.idle().push(store);
            answer
        });
        asked.await.map_err(|_| Error::Interrupted)?
    }
}

impl Shared {
    fn borrow(&self) -> Result<Store, Error> {
        let idle = self.idle().pop();
        match idle {
            Some(store) => Ok(store),
            None => Ok(Store::open(&self.folder)?),
        }
    }

    /// A panic while the lock was held cannot leave a list of stores half changed.
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Store>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
