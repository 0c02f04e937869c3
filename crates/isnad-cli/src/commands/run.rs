//! `isnad run`: gathers from the sources and serves what came, in one process.

use std::{
    cell::Cell,
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

use axum::{Router, extract::State, http::StatusCode, routing::get};
use isnad_gather::collect::{Event, Planned, websub::Inbox};
use tokio::{net::TcpListener, runtime::Runtime, task::spawn_blocking};

use super::serve::bind;
use crate::{
    arguments,
    config::Config,
    error::Error,
    gathering::{self, Folder, Metrics, hub},
    log, print,
    stop::Stop,
};

pub(crate) fn run(command: &arguments::Run) -> Result<usize, Error> {
    let config = settings(command)?;
    if config.gather.contact.is_empty() {
        print::note("gather.contact is empty: servers are not told whom to write to");
    }
    if command.dry_run {
        return plan(&config).map(|()| 0);
    }
    log::begin(&config.log);
    if command.once {
        return once(&config);
    }
    serve_and_gather(&config).map(|()| 0)
}

/// The settings, and over them what the command line says.
fn settings(command: &arguments::Run) -> Result<Config, Error> {
    let mut config = Config::find(command.config.as_deref())?;
    if let Some(folder) = &command.folder {
        config.data.clone_from(folder);
    }
    if let Some(listen) = command.listen {
        config.serve.listen = listen;
    }
    Ok(config)
}

/// Prints what would be asked for, and asks for nothing.
fn plan(config: &Config) -> Result<(), Error> {
    let mut folder = Folder::open(&config.data, gathering::retention(config))?;
    let planned = gathering::collector(config, |_| ())?.plan(&mut folder)?;
    let mut out = io::stdout();
    for Planned {
        address,
        kind,
        wait,
    } in &planned
    {
        let kind = kind.map_or("page", print::sources::kind);
        writeln!(out, "{kind:8} after {:>4} s  {address}", wait.as_secs())?;
    }
    print::note(&format!(
        "{} would be made, and more for the pages that sources name",
        print::count(planned.len(), "request")
    ));
    Ok(())
}

/// Looks at everything that is due, and ends. Says how many looks and pages failed.
fn once(config: &Config) -> Result<usize, Error> {
    let stop = Stop::on_signal()?;
    let mut folder = Folder::open(&config.data, gathering::retention(config))?;
    let failed = Cell::new(0);
    let mut collector = gathering::collector(config, |event| {
        gathering::log(event);
        failed.set(failed.get() + usize::from(is_failure(event)));
    })?;
    collector.once(&mut folder, stop.flag())?;
    folder.settle()?;
    drop(collector);
    Ok(failed.get())
}

fn is_failure(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::LookFailed { .. } | Event::Ended { .. } | Event::GivenUp { .. }
    )
}

/// This thread gathers, others serve; when either ends, both do.
fn serve_and_gather(config: &Config) -> Result<(), Error> {
    let (stop, runtime) = (Stop::on_signal()?, Runtime::new()?);
    let mut folder = Folder::open(&config.data, gathering::retention(config))?;
    let metrics = Arc::new(Metrics::default());
    let counted = Arc::clone(&metrics);
    let mut collector = gathering::collector(config, move |event| {
        gathering::log(event);
        counted.count(event);
    })?;
    let listener = runtime.block_on(bind(config.serve.listen))?;
    let more = routes(config, metrics, collector.inbox());
    let server = runtime.spawn(serve(listener, config.data.clone(), more, stop.clone()));
    tracing::info!(data = %config.data.display(), "gathering");
    let gathered = collector.run(&mut folder, stop.flag());
    stop.ask();
    gathered?;
    folder.settle()?;
    tracing::info!("stopped");
    // It panicked, or the runtime is ending: said on standard error already.
    runtime.block_on(server).unwrap_or(Ok(()))
}

async fn serve(
    listener: TcpListener,
    folder: PathBuf,
    more: Router,
    stop: Stop,
) -> Result<(), Error> {
    let asked = stop.clone();
    let shutdown = async move { asked.asked().await };
    let served = isnad_server::serve_with(listener, folder, more, shutdown).await;
    stop.ask();
    Ok(served?)
}

/// What is served beside the reader.
fn routes(config: &Config, metrics: Arc<Metrics>, inbox: Inbox) -> Router {
    let mut routes = Router::new();
    if config.serve.metrics {
        let told = Told {
            metrics,
            folder: config.data.clone(),
        };
        routes = routes.merge(
            Router::new()
                .route("/metrics", get(numbers))
                .with_state(told),
        );
    }
    if !config.serve.public.is_empty() {
        let most = config.limits.page_mib << 20;
        routes = routes.merge(hub::routes(config.data.clone(), inbox, most));
    }
    routes
}

/// What `/metrics` needs.
#[derive(Clone)]
struct Told {
    metrics: Arc<Metrics>,
    folder: PathBuf,
}

async fn numbers(State(told): State<Told>) -> Result<String, StatusCode> {
    let asked = spawn_blocking(move || told.metrics.text(&told.folder)).await;
    asked
        .ok()
        .and_then(Result::ok)
        .ok_or(StatusCode::SERVICE_UNAVAILABLE)
}
