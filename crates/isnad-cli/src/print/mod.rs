//! Everything the command shows to people.

pub(crate) mod explain;
pub(crate) mod found;
pub(crate) mod markdown;
pub(crate) mod sources;
mod table;
pub(crate) mod text;
pub(crate) mod trace;
mod width;

use std::{fmt::Display, time::Duration};

use console::Style;
use indicatif::{ProgressBar, ProgressStyle};
use isnad::text::bidi;
use isnad_gather::Place;
use isnad_store::Store;

/// One line on standard error about an input that failed.
pub(crate) fn complain(reason: &impl Display) {
    eprintln!(
        "{} {}",
        Style::new().for_stderr().red().bold().apply_to("isnad:"),
        harmless(&reason.to_string())
    );
}

/// One line on standard error that is no failure.
pub(crate) fn note(text: &str) {
    eprintln!(
        "{} {}",
        Style::new().for_stderr().dim().apply_to("isnad:"),
        harmless(text)
    );
}

/// What the store found when it was opened.
pub(crate) fn notices(store: &Store) {
    for notice in store.notices() {
        note(&notice.to_string());
    }
}

/// `1 page`, `3 pages`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Words from a page made safe for a terminal: control characters and bidirectional controls, which
/// could reorder or hide what is shown, are left out.
pub(crate) fn harmless(text: &str) -> String {
    let controls = |c: char| {
        bidi::reorders(c)
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
            || (c.is_control() && c != '\n')
    };
    text.chars().filter(|&c| !controls(c)).collect()
}

/// Words of any direction inside a line of labels: isolated, so that they cannot move the labels.
pub(crate) fn isolated(text: &str) -> String {
    let text = harmless(text);
    if text.is_ascii() {
        text
    } else {
        format!("\u{2068}{text}\u{2069}")
    }
}

/// How often a bar is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// A bar over many pages; nothing for one, and nothing where nobody is watching.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Of a bar over bytes: the file in hand, and the bytes of those before it.
    file: Option<String>,
    before: u64,
    pages: u64,
}

const BYTES: &str = "{wide_bar} {bytes}/{total_bytes} {msg} {eta} left";

impl Progress {
    pub(crate) fn over(pages: Option<u64>) -> Progress {
        let bar = match pages {
            Some(0 | 1) => ProgressBar::hidden(),
            Some(pages) => ProgressBar::new(pages)
                .with_style(style("{wide_bar} {pos}/{len} pages {per_sec} {eta}")),
            None => ProgressBar::new_spinner().with_style(style("{spinner} {pos} pages {per_sec}")),
        };
        Progress::shown(bar)
    }

    /// A bar over the bytes of files; without a size only a sign of life.
    pub(crate) fn through(bytes: Option<u64>) -> Progress {
        match bytes {
            Some(bytes) => Progress::shown(ProgressBar::new(bytes).with_style(style(BYTES))),
            None => Progress::over(None),
        }
    }

    fn shown(bar: ProgressBar) -> Progress {
        bar.enable_steady_tick(TICK);
        Progress {
            bar,
            file: None,
            before: 0,
            pages: 0,
        }
    }

    /// A page more, and where it stood.
    pub(crate) fn page(&mut self, place: Option<&Place>) {
        self.pages += 1;
        let Some(place) = place.filter(|place| place.read > 0) else {
            // Bytes are not pages: those of a file without places are counted when it is done.
            return self.bar.inc(u64::from(self.file.is_none()));
        };
        if self.file.as_ref() != Some(&place.file) {
            let last = self.file.replace(place.file.clone());
            let size = last.and_then(|file| std::fs::metadata(file).ok());
            self.before += size.map_or(0, |metadata| metadata.len());
        }
        self.bar.set_position(self.before + place.read);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.1);
        let rate = self.pages as f64 / seconds;
        self.bar
            .set_message(format!("{} pages {rate:.0}/s", self.pages));
        if self.pages == 1 {
            // What an earlier run read says nothing of the speed of this one.
            self.bar.reset_eta();
        }
    }

    /// A sign of life over work whose end cannot be told.
    pub(crate) fn of(work: &'static str) -> Progress {
        let bar = ProgressBar::new_spinner().with_style(style("{spinner} {msg} {elapsed}"));
        bar.set_message(work);
        Progress::shown(bar)
    }

    pub(crate) fn step(&self) {
        self.bar.inc(1);
    }

    /// Prints something without tearing the bar.
    pub(crate) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_a_page_cannot_move_the_line() {
        assert_eq!(harmless("a\u{202e}b\u{7}c"), "abc");
        assert_eq!(isolated("Lennar"), "Lennar");
        assert_eq!(isolated("لنار"), "\u{2068}لنار\u{2069}");
    }

    #[test]
    fn templates_are_sound() {
        for template in [
            "{wide_bar} {pos}/{len} pages {per_sec} {eta}",
            "{spinner} {pos} pages {per_sec}",
            "{spinner} {msg} {elapsed}",
            BYTES,
        ] {
            assert!(ProgressStyle::with_template(template).is_ok());
        }
    }
}
