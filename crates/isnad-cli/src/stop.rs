//! Ctrl-C, taken as a wish to stop cleanly.

use std::{
    io, process,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use tokio::signal;

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Whether somebody asked to stop.
#[derive(Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// From now on the first Ctrl-C (or SIGTERM) asks to stop, and the second ends the program.
    pub(crate) fn on_signal() -> io::Result<Stop> {
        let stop = Stop::default();
        let asked = stop.clone();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        let (ready, wait) = std::sync::mpsc::channel();
        thread::spawn(move || {
            runtime.block_on(async {
                // The handlers stand from here on, whatever comes first.
                let mut signals = Signals::new();
                let _ = ready.send(());
                signals.next().await;
                asked.0.store(true, Ordering::Relaxed);
                signals.next().await;
                process::exit(INTERRUPTED);
            });
        });
        let _ = wait.recv();
        Ok(stop)
    }

    pub(crate) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(unix)]
struct Signals(Vec<signal::unix::Signal>);

#[cfg(unix)]
impl Signals {
    fn new() -> Signals {
        use signal::unix::{SignalKind, signal};
        let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
        Signals(
            kinds
                .into_iter()
                .filter_map(|kind| signal(kind).ok())
                .collect(),
        )
    }

    async fn next(&mut self) {
        std::future::poll_fn(|context| {
            let is_one = self
                .0
                .iter_mut()
                .any(|one| one.poll_recv(context).is_ready());
            match is_one {
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
