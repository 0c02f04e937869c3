//! Subscribing: to what a site offers, or to all that a list names.

use std::{
    cell::Cell,
    fs,
    io::{self, Write},
    path::Path,
    sync::atomic::AtomicBool,
};

use isnad::model::Subscription;
use isnad_gather::{
    Address,
    collect::Event,
    discover::{self, Found},
    http::Client,
    opml,
};
use isnad_store::Subscriptions;

use crate::{
    config::Config,
    error::Error,
    gathering::{self, Folder},
    print,
};

/// Says what stands at an address and what was chosen, and subscribes to that. Gives the addresses of what
/// is subscribed to now.
pub(crate) fn site(address: &Address, config: &Config) -> Result<Vec<String>, Error> {
    let client = Client::new(&config.options())?;
    let found = {
        let _busy = print::Progress::of("looking for feeds");
        discover::discover(&client, address, config.gather.delay())?
    };
    let mut out = io::stdout();
    print::found::table(&mut out, &found)?;
    out.flush()?;
    let chosen = chosen(&found);
    Subscriptions::open(&config.data)?.add(&chosen)?;
    Ok(chosen.into_iter().map(|one| one.address).collect())
}

fn chosen(found: &Found) -> Vec<Subscription> {
    let chosen = found
        .chosen
        .iter()
        .filter_map(|&at| found.candidates.get(at));
    let subscription = |candidate: &discover::Candidate| Subscription {
        address: candidate.address.clone(),
        kind: candidate.kind,
        title: candidate.title.clone(),
        site: found.site.clone(),
        ..Subscription::default()
    };
    chosen.map(subscription).collect()
}

/// Subscribes to all that an OPML list names, and says how many were new.
pub(crate) fn list(name: &str, bytes: &[u8], config: &Config) -> Result<(), Error> {
    let outlines = opml::parse(bytes).map_err(|error| Error::List {
        name: name.to_owned(),
        reason: error.to_string(),
    })?;
    let subscriptions: Vec<Subscription> = outlines
        .into_iter()
        .map(|outline| Subscription {
            address: outline.address,
            title: outline.title,
            site: outline.site,
            folder: outline.folder,
            ..Subscription::default()
        })
        .collect();
    let new = Subscriptions::open(&config.data)?.add(&subscriptions)?;
    let mut out = io::stdout();
    writeln!(
        out,
        "{name}: {}, {new} of them new; isnad run looks at them",
        print::count(subscriptions.len(), "source")
    )?;
    Ok(())
}

/// Whether a file is an OPML list, by its name.
pub(crate) fn is_list(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("opml"))
}

/// The same for a file.
pub(crate) fn list_file(path: &Path, config: &Config) -> Result<(), Error> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| Error::List {
        name: name.clone(),
        reason: error.to_string(),
    })?;
    list(&name, &bytes, config)
}

/// Looks at these subscriptions and fetches what they lead to. Says how many looks and pages failed.
pub(crate) fn first_look(addresses: &[String], config: &Config) -> Result<usize, Error> {
    let mut folder = Folder::open(&config.data, gathering::retention(config))?;
    folder.only(addresses);
    let progress = print::Progress::over(None);
    let failed = Cell::new(0);
    let mut collector = gathering::collector(config, |event| match event {
        Event::Accepted {
            task,
            new,
            articles,
            ..
        } => {
            progress.step();
            let what = if *new { "added" } else { "already held" };
            progress.aside(|| println!("{what} {task}: {}", print::count(*articles, "article")));
        }
        event => {
            if let Some(trouble) = trouble(event) {
                failed.set(failed.get() + 1);
                progress.aside(|| print::complain(&trouble));
            }
        }
    })?;
    // Ctrl-C ends the process: what was printed is on disk, what was not waits in the database.
    collector.once(&mut folder, &AtomicBool::new(false))?;
    folder.settle()?;
    drop(collector);
    Ok(failed.get())
}

/// What a person should hear of, in one line.
fn trouble(event: &Event<'_>) -> Option<String> {
    match event {
        Event::LookFailed { subscription } | Event::Ended { subscription } => {
            let error = subscription.last_error.as_deref().unwrap_or("it failed");
            Some(format!("{}: {error}", subscription.address))
        }
        Event::PageFailed { task, error } => Some(format!(
            "{}: {error}; isnad run tries it again",
            task.address
        )),
        Event::GivenUp { task, error } => Some(format!("{task}: {error}")),
        Event::Refused { address } => Some(format!("{address}: robots.txt asks not to fetch it")),
        Event::NeedsScripts { task, error } => {
            let why =
                error.unwrap_or("gather.render in the settings can name a command that runs them");
            Some(format!(
                "{task}: the page shows nothing without its scripts; {why}"
            ))
        }
        _ => None,
    }
}
