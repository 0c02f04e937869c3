//! Stopping when asked to: Ctrl-C, or the signal by which a service is stopped.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{signal, sync::Notify};

/// Whether somebody asked to stop; for loops that look, and for futures that wait. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Stop {
    flag: Arc<AtomicBool>,
    told: Arc<Notify>,
}

impl Stop {
    /// For who looks now and then.
    pub(crate) fn flag(&self) -> &AtomicBool {
        &self.flag
    }

    /// Asks to stop.
    pub(crate) fn ask(&self) {
        self.flag.store(true, Ordering::Relaxed);
        // One waits at most; if it is not there yet, it will find that it was told.
        self.told.notify_one();
    }

    /// Waits until somebody asks; for one waiter.
    pub(crate) async fn asked(&self) {
        self.told.notified().await;
    }

    /// Asks when the process gets a signal to stop. Must be called inside a runtime. A second signal
    /// changes nothing: stopping takes a second or two.
    pub(crate) fn on_signals(&self) -> io::Result<()> {
        let stop = self.clone();
        let mut terminate = terminate()?;
        tokio::spawn(async move {
            tokio::select! {
                // Without a handler the process just ends, as it would on Ctrl-C.
                _ = signal::ctrl_c() => (),
                () = terminate.wait() => (),
            }
            stop.ask();
        });
        Ok(())
    }
}

/// The signal by which services are stopped, where there is one.
struct Terminate(#[cfg(unix)] signal::unix::Signal);

#[cfg(unix)]
fn terminate() -> io::Result<Terminate> {
    signal::unix::signal(signal::unix::SignalKind::terminate()).map(Terminate)
}

#[cfg(unix)]
impl Terminate {
    async fn wait(&mut self) {
        self.0.recv().await;
    }
}

#[cfg(not(unix))]
fn terminate() -> io::Result<Terminate> {
    Ok(Terminate())
}

#[cfg(not(unix))]
impl Terminate {
    async fn wait(&mut self) {
        std::future::pending().await
    }
}
