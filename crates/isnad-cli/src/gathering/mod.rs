//! Gathering from sources: the collector over a data folder, with its log and its numbers.

mod events;
pub(crate) mod hub;
mod ledger;
mod metrics;

use std::{sync::Arc, time::Duration};

use isnad_gather::{
    Limits,
    collect::{Collector, Event, Render, Settings},
    http::Client,
    render::Renderer,
};
use isnad_store::Retention;

use crate::{config::Config, error::Error};

pub(crate) use events::log;
pub(crate) use ledger::Folder;
pub(crate) use metrics::Metrics;

/// A collector as the settings say. Everything that happens is given to `sink`.
pub(crate) fn collector<'c>(
    config: &Config,
    sink: impl Fn(&Event<'_>) + 'c,
) -> Result<Collector<'c>, Error> {
    let options = config.options();
    let client = Client::new(&options)?;
    let public = config.serve.public.trim_end_matches('/');
    let settings = Settings {
        threads: config.gather.threads,
        delay: config.gather.delay(),
        backlog: Duration::from_secs(u64::from(config.gather.backlog_days) * 86_400),
        callback: (!public.is_empty()).then(|| format!("{public}{}", hub::PATH)),
        render: render(config, options.limits),
        ..Settings::default()
    };
    let mut collector = Collector::new(client, settings);
    collector.on_event(sink);
    Ok(collector)
}

/// The command that renders pages which need scripts, if there is one.
fn render(config: &Config, limits: Limits) -> Option<Render> {
    let (program, arguments) = config.gather.render.split_first()?;
    let renderer = Renderer {
        program: program.into(),
        arguments: arguments.iter().map(Into::into).collect(),
        limits,
    };
    Some(Arc::new(move |address| {
        renderer.render(address).map_err(|error| error.to_string())
    }))
}

/// How long pages are kept, as the settings say.
pub(crate) fn retention(config: &Config) -> Retention {
    let keep = &config.keep;
    Retention {
        max_age: (keep.days > 0).then_some(keep.days),
        max_bytes: (keep.gib > 0).then_some(u64::from(keep.gib) << 30),
    }
}
