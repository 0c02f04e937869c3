//! What happened in a story in the order of time: the first report, each new origin, figures that
//! nobody gave before, what copies changed, revisions, the last report.

use std::collections::HashSet;

use isnad::model::{ArticleId, ChangeKind, Figure, Moment, OriginKind, Reading};
use isnad_store::Revision;

use crate::{strings::Words, text::Text};

use super::{
    SourceView, When, article_href,
    changes::{self, ChangeView},
    notes,
    revisions::{RevisionView, revisions},
    story::StoryParts,
};

/// At most this many changed facts of one copy are told.
const CHANGES: usize = 4;

/// One moment of an article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) when: When,
    pub(crate) publisher: Option<SourceView>,
    pub(crate) href: String,
    pub(crate) headline: Option<Text>,
    /// String keys of what makes the moment one.
    pub(crate) labels: Vec<&'static str>,
    pub(crate) lines: Vec<Line>,
}

/// What is told of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Line {
    /// Where its text comes from.
    Origin(SourceView),
    /// A figure as it stands, and who gives it.
    Figure {
        words: Text,
        by: Option<Text>,
    },
    Change(ChangeView),
    Revision(RevisionView),
}

/// Something that happened, before what happened at once is put together.
struct Event {
    moment: Moment,
    /// Place among the story's articles.
    article: usize,
    label: &'static str,
    lines: Vec<Line>,
}

/// The timeline. Articles without any date are not on it.
pub(crate) fn timeline(words: &Words, parts: &StoryParts) -> Vec<Entry> {
    let desk = Desk { words, parts };
    let mut events = desk.reports();
    events.extend(desk.origins());
    events.extend(desk.changes());
    events.extend(desk.figures());
    events.extend(desk.revisions());
    events.extend(desk.last());
    events.sort_by_key(|event| (event.moment.order_key(), event.article));
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = None;
    for event in events {
        let here = Some((event.moment, event.article));
        if at != here {
            entries.extend(desk.entry(&event));
            at = here;
        }
        if let Some(entry) = entries.last_mut() {
            if !entry.labels.contains(&event.label) {
                entry.labels.push(event.label);
            }
            entry.lines.extend(event.lines);
        }
    }
    entries
}

struct Desk<'a> {
    words: &'a Words,
    parts: &'a StoryParts,
}

impl<'a> Desk<'a> {
    /// The articles with a date, each with its place.
    fn dated(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Reading, Moment)> {
        let readings = self.parts.readings.iter().enumerate();
        readings.filter_map(|(at, reading)| Some((at, reading, reading.article.moment()?)))
    }

    fn entry(&self, event: &Event) -> Option<Entry> {
        let now = self.parts.readings.get(event.article)?;
        // Before its revisions an article stood as its first state says.
        let is_revision = event
            .lines
            .iter()
            .any(|line| matches!(line, Line::Revision(_)));
        let first = self.states(now.article.id).last().filter(|_| !is_revision);
        let article = &first.map_or(now, |first| &first.reading).article;
        Some(Entry {
            when: When::of(self.words, event.moment),
            publisher: article.publisher.as_ref().map(SourceView::of),
            href: article_href(article.id),
            headline: super::headline(article),
            labels: Vec::new(),
            lines: Vec::new(),
        })
    }

    fn reports(&self) -> Vec<Event> {
        let first = self
            .dated()
            .min_by_key(|(at, _, moment)| (moment.order_key(), *at));
        first
            .map(|(at, _, moment)| event(moment, at, "timeline.first", Vec::new()))
            .into_iter()
            .collect()
    }

    fn last(&self) -> Option<Event> {
        let (at, _, moment) = self
            .dated()
            .max_by_key(|(at, _, moment)| (moment.order_key(), *at))?;
        (self.dated().count() > 1).then(|| event(moment, at, "timeline.last", Vec::new()))
    }

    /// The first article of each known origin but the first one.
    fn origins(&self) -> Vec<Event> {
        let mut seen: HashSet<String> = HashSet::new();
        let mut events = Vec::new();
        for (at, reading, moment) in self.dated() {
            let of = |(id, _): &&(ArticleId, _)| *id == reading.article.id;
            let Some((_, origin)) = self.parts.origins.iter().find(of) else {
                continue;
            };
            let Some(identity) = origin
                .identity()
                .filter(|_| origin.kind != OriginKind::Unknown)
            else {
                continue;
            };
            if seen.insert(identity) && seen.len() > 1 {
                let source = origin.source.iter().map(SourceView::of);
                events.push(event(
                    moment,
                    at,
                    "timeline.origin",
                    source.map(Line::Origin).collect(),
                ));
            }
        }
        events
    }

    /// Numbers, names and dates that a copy changed.
    fn changes(&self) -> Vec<Event> {
        let told = |(at, reading, moment): (usize, &Reading, Moment)| {
            let derivation = self.parts.derivation(reading.article.id)?;
            let parent = self.parts.reading(derivation.parent?)?;
            let facts = derivation.changes.iter().filter(|change| {
                matches!(
                    change.kind,
                    ChangeKind::Number | ChangeKind::Name | ChangeKind::Date
                )
            });
            let lines: Vec<Line> = facts
                .take(CHANGES)
                .map(|change| changes::view(change, &reading.article, Some(&parent.article)))
                .map(Line::Change)
                .collect();
            (!lines.is_empty()).then(|| event(moment, at, "timeline.changed", lines))
        };
        self.dated().filter_map(told).collect()
    }

    /// Of figures that do not agree, each value where it first stands; the first value is none.
    fn figures(&self) -> Vec<Event> {
        let mut events = Vec::new();
        for conflict in &self.parts.story.conflicts {
            let mut seen: HashSet<String> = HashSet::new();
            for (at, reading, moment) in self.dated() {
                let held = |figure: &&Figure| {
                    conflict
                        .figures
                        .contains(&(reading.article.id, figure.span))
                };
                for figure in reading.figures.iter().filter(held) {
                    let new = seen.insert(notes::value(self.words, figure)) && seen.len() > 1;
                    if new && !self.is_told(reading, figure) {
                        events.push(event(
                            moment,
                            at,
                            "timeline.figure",
                            vec![said(reading, figure)],
                        ));
                    }
                }
            }
        }
        events
    }

    /// Whether a figure is told otherwise: as a copy's change, or because a revision brought it.
    fn is_told(&self, reading: &Reading, figure: &Figure) -> bool {
        let id = reading.article.id;
        let changes = self.parts.derivation(id).map_or(&[][..], |d| &d.changes);
        let changed = changes.iter().any(|change| {
            change.kind == ChangeKind::Number
                && change.copy.is_some_and(|span| span.overlaps(figure.span))
        });
        let first = self.states(id).last();
        let same = |held: &Figure| (held.value, &held.unit) == (figure.value, &figure.unit);
        changed || first.is_some_and(|first| !first.reading.figures.iter().any(same))
    }

    fn states(&self, id: ArticleId) -> &'a [Revision] {
        let found = self.parts.revisions.iter().find(|(of, _)| *of == id);
        found.map_or(&[], |(_, states)| states)
    }

    fn revisions(&self) -> Vec<Event> {
        let mut events = Vec::new();
        for (at, reading) in self.parts.readings.iter().enumerate() {
            let states = self.states(reading.article.id);
            let views = revisions(self.words, states);
            for (state, view) in states.iter().zip(views).filter(|(_, view)| view.changed) {
                let label = if view.marked {
                    "timeline.correction"
                } else {
                    "timeline.revision"
                };
                let lines = vec![Line::Revision(view)];
                events.extend(state.fetched.map(|moment| event(moment, at, label, lines)));
            }
        }
        events
    }
}

fn event(moment: Moment, article: usize, label: &'static str, lines: Vec<Line>) -> Event {
    Event {
        moment,
        article,
        label,
        lines,
    }
}

fn said(reading: &Reading, figure: &Figure) -> Line {
    let article = &reading.article;
    Line::Figure {
        words: Text::of(article, figure.span.of(&article.text)),
        by: figure
            .said_by
            .map(|span| Text::of(article, span.of(&article.text))),
    }
}
