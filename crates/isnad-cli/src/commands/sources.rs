//! `isnad sources`: what is looked at for new articles, and how it fares.

use std::io::{self, BufWriter, Write};

use isnad::model::Subscription;
use isnad_gather::opml::{self, Outline};
use isnad_store::{Counts, Subscriptions};
use jiff::Timestamp;
use serde_json::json;

use crate::{
    arguments::{Sources, SourcesAction, SourcesFormat},
    error::Error,
    print,
};

/// What the exported list is called.
const TITLE: &str = "Isnad";

pub(crate) fn run(command: &Sources) -> Result<usize, Error> {
    let mut held = Subscriptions::open(&command.data.folder)?;
    match &command.action {
        None => list(&held, command.format).map(|()| 0),
        Some(action) => change(&mut held, action),
    }
}

fn list(held: &Subscriptions, format: SourcesFormat) -> Result<(), Error> {
    let now = Timestamp::now();
    let (all, counts) = (held.all()?, held.counts(now)?);
    let mut out = BufWriter::new(io::stdout());
    match format {
        SourcesFormat::Text if all.is_empty() => {
            print::note("no sources yet; isnad add https://… subscribes to a site");
        }
        SourcesFormat::Text => print::sources::table(&mut out, &all, &counts, now)?,
        SourcesFormat::Jsonl => lines(&mut out, &all, &counts)?,
        SourcesFormat::Opml => {
            let outlines: Vec<Outline> = all.iter().map(outline).collect();
            write!(out, "{}", opml::write(TITLE, &outlines))?;
        }
    }
    Ok(out.flush()?)
}

/// A source a line, with how many pages wait and how many articles a day it has.
fn lines(out: &mut impl Write, all: &[Subscription], counts: &[Counts]) -> io::Result<()> {
    for one in all {
        let mut row = json!(one);
        let counted = counts.iter().find(|counts| counts.address == one.address);
        row["waiting"] = json!(counted.map_or(0, |counts| counts.waiting));
        row["articles_a_day"] = json!(counted.map_or(0.0, Counts::per_day));
        if let Some(row) = row.as_object_mut() {
            // What signs a hub's deliveries, and a list that only serves for counting.
            row.remove("hub");
            row.remove("seen");
        }
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn outline(one: &Subscription) -> Outline {
    Outline {
        title: one.title.clone(),
        address: one.address.clone(),
        site: one.site.clone(),
        folder: one.folder.clone(),
    }
}

/// Says which addresses are not among the sources, and how many that were.
fn change(held: &mut Subscriptions, action: &SourcesAction) -> Result<usize, Error> {
    let (addresses, done) = match action {
        SourcesAction::Pause { addresses } => (addresses, "paused"),
        SourcesAction::Resume { addresses } => (addresses, "resumed"),
        SourcesAction::Remove { addresses } => (addresses, "removed"),
    };
    let mut missing = 0;
    for address in addresses {
        let found = match action {
            SourcesAction::Pause { .. } => held.change(address, |one| one.paused = true)?,
            SourcesAction::Resume { .. } => held.change(address, resume)?,
            SourcesAction::Remove { .. } => held.remove(address)?,
        };
        if found {
            println!("{done} {address}");
        } else {
            print::complain(&format!(
                "{address}: no such source; isnad sources lists them"
            ));
            missing += 1;
        }
    }
    Ok(missing)
}

/// As if nothing had gone wrong: also one that had ended is tried again, at once.
fn resume(one: &mut Subscription) {
    one.paused = false;
    one.ended = None;
    one.failures = 0;
    one.next = None;
}
