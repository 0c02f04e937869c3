//! Stopping when asked to: Ctrl-C, or the signal by which a service is stopped.

use std::{
    io, process,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
};

use tokio::{runtime, signal, sync::Notify};

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Whether somebody asked to stop; for loops that look, and for a future that waits.
#[derive(Clone, Default)]
pub(crate) struct Stop {
    flag: Arc<AtomicBool>,
    told: Arc<Notify>,
}

impl Stop {
    /// From now on the first Ctrl-C (or SIGTERM) asks to stop, and the second ends the program.
    pub(crate) fn on_signal() -> io::Result<Stop> {
        let stop = Stop::default();
        let asked = stop.clone();
        let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
        let (ready, wait) = mpsc::channel();
        thread::spawn(move || {
            runtime.block_on(async {
                // The handlers stand from here on, whatever comes first.
                let mut signals = Signals::new();
                let _ = ready.send(());
                signals.next().await;
                asked.ask();
                signals.next().await;
                process::exit(INTERRUPTED);
            });
        });
        let _ = wait.recv();
        Ok(stop)
    }

    /// Asks to stop.
    pub(crate) fn ask(&self) {
        self.flag.store(true, Ordering::Relaxed);
        // If nobody waits yet, who comes to wait will find that it was told.
        self.told.notify_one();
    }

    pub(crate) fn is_asked(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    /// For who looks now and then by itself.
    pub(crate) fn flag(&self) -> &AtomicBool {
        &self.flag
    }

    /// Waits until somebody asks; for one waiter.
    pub(crate) async fn asked(&self) {
        self.told.notified().await;
    }
}

#[cfg(unix)]
struct Signals(Vec<signal::unix::Signal>);

#[cfg(unix)]
impl Signals {
    fn new() -> Signals {
        use signal::unix::{SignalKind, signal};
        let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
        let signals = kinds.into_iter().filter_map(|kind| signal(kind).ok());
        Signals(signals.collect())
    }

    async fn next(&mut self) {
        std::future::poll_fn(|context| {
            let mut signals = self.0.iter_mut();
            match signals.any(|one| one.poll_recv(context).is_ready()) {
                true => std::task::Poll::Ready(()),
                false => std::task::Poll::Pending,
            }
        })
        .await;
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> Signals {
        Signals
    }

    async fn next(&mut self) {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
