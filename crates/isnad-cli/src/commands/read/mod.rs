//! `isnad read`: the articles of pages.

mod output;
mod state;
mod work;

use std::{io, num::NonZero, ops::ControlFlow, path::Path, thread};

use isnad_gather::{Input, Options};

use crate::{arguments::Read, error::Error, ordered, print, stop::Stop};

use self::{
    output::{Output, Written},
    state::{Asked, Counts, Mark, State},
    work::Done,
};
use super::options;

pub(crate) fn run(read: &Read) -> Result<usize, Error> {
    let Some((output, mark)) = open(read)? else {
        return Ok(0);
    };
    let stop = match read.output {
        Some(_) => Stop::on_signal()?,
        None => Stop::default(),
    };
    let mut reading = Run {
        read,
        output: output.in_groups_of(read.group.get()),
        mark,
        asked: Asked::by(read),
        counts: Counts::default(),
        placed: 0,
        stop,
        is_stopped: false,
    };
    reading.counts = reading.mark.counts;
    reading.note(Output::pause)?;
    reading.inputs()?;
    reading.end()
}

/// The output and the point from which to read; nothing when all of it is done already.
fn open(read: &Read) -> Result<Option<(Output, Mark)>, Error> {
    let Some(path) = &read.output else {
        return Ok(Some((Output::screen(read.format)?, Mark::default())));
    };
    let named = |source| named(read, source);
    let old = match read.resume {
        true => state::load(path).map_err(named)?,
        false => None,
    };
    let Some(old) = old else {
        if read.resume && path.exists() {
            print::note(&format!(
                "{}: is finished; nothing is left to do",
                path.display()
            ));
            return Ok(None);
        }
        state::remove(path).map_err(named)?;
        let output = Output::file(read.format, path).map_err(named)?;
        return Ok(Some((output, Mark::default())));
    };
    if old.asked != Asked::by(read) {
        return Err(named(io::Error::other(
            "was begun with other inputs or options; give those, or leave --resume out to begin anew",
        )));
    }
    let output = Output::again(read.format, path, old.written).map_err(named)?;
    Ok(Some((output, old.mark)))
}

/// What went wrong with the output, by its name.
fn named(read: &Read, source: io::Error) -> Error {
    match &read.output {
        Some(path) => Error::Output {
            path: path.clone(),
            source,
        },
        None => source.into(),
    }
}

/// The output, if its reading can go on another time.
fn resumable(read: &Read) -> Option<&Path> {
    let path = read.output.as_deref()?;
    output::can_go_on(read.format).then_some(path)
}

/// A reading under way.
struct Run<'r> {
    read: &'r Read,
    output: Output,
    /// The last point from which reading can go on.
    mark: Mark,
    asked: Asked,
    counts: Counts,
    /// Pages of this run after which reading can go on.
    placed: u64,
    stop: Stop,
    is_stopped: bool,
}

impl Run<'_> {
    fn inputs(&mut self) -> Result<(), Error> {
        let from = self.mark.input;
        for (at, text) in self.read.inputs.inputs.iter().enumerate().skip(from) {
            match Input::parse(text) {
                Ok(input) => self.input(text, &input)?,
                Err(error) => self.fail(&error.to_string()),
            }
            if self.is_stopped {
                break;
            }
            self.mark = Mark {
                input: at + 1,
                after: None,
                counts: self.counts,
            };
            self.note_if_full()?;
            if self.stop.is_asked() {
                self.is_stopped = true;
                break;
            }
        }
        Ok(())
    }

    /// Whether as many pages were read as were asked for.
    fn is_enough(&self) -> bool {
        self.read.limit.is_some_and(|limit| self.placed >= limit)
    }

    /// Reads the pages of an input, or those that are left of it.
    fn input(&mut self, text: &str, input: &Input) -> Result<(), Error> {
        let options = options(&self.read.inputs);
        let mut progress = self.progress(input, &options);
        let is_fresh = self.mark.after.is_none();
        let pages = match self.mark.after.clone() {
            Some(place) => isnad_gather::gather_after(input, place.into(), &options),
            None => isnad_gather::gather(input, &options),
        };
        let before = self.counts.pages;
        let (format, languages) = (self.read.format, work::wanted(&self.read.languages));
        ordered::each(
            pages,
            self.jobs(),
            |gathered| work::page(gathered, format, &languages),
            |done| self.take(done, &mut progress),
        )?;
        if is_fresh && self.counts.pages == before && !self.is_stopped {
            self.fail(&format!("{text}: holds no pages"));
        }
        Ok(())
    }

    fn jobs(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, NonZero::get);
        self.read.jobs.map_or_else(cores, NonZero::get)
    }

    /// Pages where they can be counted beforehand, else bytes.
    fn progress(&self, input: &Input, options: &Options) -> print::Progress {
        match isnad_gather::count(input) {
            Some(pages) => print::Progress::over(Some(pages)),
            None => print::Progress::through(isnad_gather::size(input, options)),
        }
    }

    /// Takes a page that is done.
    fn take(
        &mut self,
        done: Done,
        progress: &mut print::Progress,
    ) -> Result<ControlFlow<()>, Error> {
        self.counts.pages += 1;
        progress.page(done.place.as_ref());
        let stands = done.place.is_some() || done.outcome.is_err();
        match done.outcome {
            Err(reason) => progress.aside(|| self.fail(&reason)),
            Ok((articles, pieces)) => {
                if articles == 0 {
                    progress.aside(|| self.no_article(&done.name));
                }
                for piece in pieces {
                    let put = progress.aside(|| self.output.put(piece));
                    put.map_err(|source| named(self.read, source))?;
                }
            }
        }
        if let Some(place) = &done.place {
            self.placed += 1;
            self.mark.after = Some(place.into());
            self.mark.counts = self.counts;
            self.note_if_full()?;
        }
        // After a page that came from no file reading cannot go on; it is the last of its input.
        self.is_stopped = stands && (self.stop.is_asked() || self.is_enough());
        Ok(match self.is_stopped {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        })
    }

    fn fail(&mut self, reason: &str) {
        print::complain(&reason);
        self.counts.failed += 1;
    }

    /// Of an archive such pages are counted: it holds thousands.
    fn no_article(&mut self, name: &str) {
        self.counts.blank += 1;
        if self.read.output.is_none() {
            print::note(&format!("{name}: no article on this page"));
        }
    }

    fn note_if_full(&mut self) -> Result<(), Error> {
        if self.output.is_full() {
            self.note(Output::note)?;
        }
        Ok(())
    }

    /// Notes how far all came, the output by `written`.
    fn note(&mut self, written: fn(&mut Output) -> io::Result<Written>) -> Result<(), Error> {
        let Some(path) = resumable(self.read) else {
            return Ok(());
        };
        let named = |source| named(self.read, source);
        let state = State {
            asked: self.asked.clone(),
            mark: self.mark.clone(),
            written: written(&mut self.output).map_err(named)?,
        };
        state::save(path, &state).map_err(named)
    }

    /// Closes the output. Answers how many inputs failed.
    fn end(self) -> Result<usize, Error> {
        let (articles, counts) = (self.output.articles(), self.counts);
        let failed = counts.failed;
        let Some(path) = self.read.output.clone() else {
            self.output.end()?;
            return Ok(outcome(articles, failed));
        };
        let named = |source| named(self.read, source);
        if self.is_stopped {
            let is_asked = self.stop.is_asked();
            self.leave(&path)?;
            return Ok(if is_asked { failed.max(1) } else { failed });
        }
        let said = format!(
            "{}: {} from {}; {} without an article, {} failed",
            path.display(),
            print::count(articles as usize, "article"),
            print::count(counts.pages as usize, "page"),
            counts.blank,
            failed
        );
        self.output.end().map_err(named)?;
        state::remove(&path).map_err(named)?;
        print::note(&said);
        Ok(outcome(articles, failed))
    }
}

impl Run<'_> {
    /// Closes an output that is not finished, so that it can be opened, and says how to go on.
    fn leave(mut self, path: &Path) -> Result<(), Error> {
        // The group in hand is not full: it is left so, that the groups become those of a reading that
        // was never interrupted.
        self.note(Output::pause)?;
        let way = match resumable(self.read) {
            Some(_) => "the same command with --resume goes on",
            None => "json cannot go on later; jsonl, csv and parquet can",
        };
        let articles = print::count(self.output.articles() as usize, "article");
        print::note(&format!(
            "{}: stopped after {articles}; {way}",
            path.display()
        ));
        let read = self.read;
        self.output.end().map_err(|source| named(read, source))
    }
}

/// Whoever asked for articles and got none at all should not be told that all went well.
fn outcome(articles: u64, failed: usize) -> usize {
    if articles == 0 { failed.max(1) } else { failed }
}
