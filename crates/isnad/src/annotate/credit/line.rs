//! Lines that are nothing but a credit: `*رويترز`, `المصدر: …`, `With AFP`, `(أ ف ب)`.

use std::ops::Range;

use super::{credit, name, outlet};
use crate::{
    annotate::words::Words,
    model::{BlockKind, Credit, CreditRole, SourceKind},
    text::lang::classes::Classes,
};

/// Longer runs without a known name are sentences, not names.
const LONGEST_NAME: usize = 6;

const SEPARATORS: &[char] = &[
    '*', '/', '،', ',', '+', '|', '-', '–', '—', 'ـ', ':', '(', ')', '[', ']', ';', '؛', '•', '«',
    '»', '"', '“', '”',
];

/// What the part of the line before says of the next part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    None,
    Source,
    Photo,
}

/// The credits of a line that names authors or sources.
pub(super) fn credits(words: &Words<'_>, credits: &mut Vec<Credit>) {
    if words.marked(0, &['@']) || words.items.iter().any(|item| item.mark == Some('@')) {
        return;
    }
    let starred = words.marked(0, &['*', '•', '-', '–', '—']);
    let found = credits.len();
    let mut label = Label::None;
    let mut exclusive = false;
    for run in segments(words) {
        // `خاص بـ«…»` names the outlet itself.
        let is_own = exclusive;
        exclusive = words.is(run.start, Classes::OWN) && words.fold(run.end - 1) == "ب";
        if is_own {
            continue;
        }
        let whole = run.start;
        let (run, labelled) = without_label(words, run, label);
        label = labelled;
        let joined = run.start > whole;
        if run.is_empty() || words.is(run.start, Classes::OWN) && label != Label::Source {
            continue;
        }
        match known_in(words, run.clone()) {
            Some((place, source)) => {
                credits.push(credit(
                    words.place(place),
                    source,
                    role(label),
                    "credit-line",
                    0.95,
                ));
            }
            None => unknown(words, run, label, starred || joined, credits),
        }
    }
    // A line that credits nobody by name but is one name long is that name: `Northwire`.
    if credits.len() == found && words.kind == BlockKind::Credit {
        lone(words, credits);
    }
}

/// Sources in the words under a picture.
pub(super) fn photo(words: &Words<'_>, credits: &mut Vec<Credit>) {
    for run in segments(words) {
        if let Some((run, agency)) = name::whole(words, run) {
            let place = words.place(run);
            credits.push(credit(
                place,
                agency.source(),
                CreditRole::Photo,
                "caption-credit",
                0.9,
            ));
        }
    }
}

/// The parts of a line between separators.
pub(super) fn segments(words: &Words<'_>) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for at in 0..=words.items.len() {
        if at == words.items.len() || words.marked(at, SEPARATORS) {
            if start < at {
                runs.push(start..at);
            }
            start = at + 1;
        }
    }
    runs
}

/// Takes labels and joining words off the front of a part.
fn without_label(words: &Words<'_>, run: Range<usize>, label: Label) -> (Range<usize>, Label) {
    let (mut start, mut label) = (run.start, label);
    while start < run.end {
        let class = words.class(start);
        // `و م ع` begins with what would be "and".
        if name::whole(words, start..run.end).is_some() {
            break;
        }
        if class.any(Classes::PHOTO) {
            label = Label::Photo;
        } else if class.any(Classes::LABEL) {
            label = Label::Source;
        } else if !class.any(Classes::WITH) || class.any(Classes::OUTLET_HEAD) {
            break;
        }
        start += words.items[start].class_len;
    }
    (start.min(run.end)..run.end, label)
}

fn role(label: Label) -> CreditRole {
    if label == Label::Photo {
        CreditRole::Photo
    } else {
        CreditRole::Text
    }
}

/// A known source that is this part, or whose unmistakable name stands in it.
fn known_in(words: &Words<'_>, run: Range<usize>) -> Option<(Range<usize>, crate::model::Source)> {
    if let Some((run, agency)) = name::whole(words, run.clone()) {
        return Some((run, agency.source()));
    }
    run.clone().find_map(|at| {
        let (count, agency) = name::agency_at(words, at)?;
        let place = at..at + count;
        let after_with = at > run.start && words.is(at - 1, Classes::WITH);
        let fits = !agency.short || after_with && words.items[at].capital;
        (fits && place.end <= run.end).then(|| (place, agency.source()))
    })
}

/// A source alone in brackets or marks behind a sentence, with more of the text behind it: galleries
/// and briefs in one paragraph name the picture's source so.
pub(super) fn between_sentences(words: &Words<'_>, credits: &mut Vec<Credit>) {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('"', '"'), ('“', '”'), ('“', '“')];
    for open in 1..words.items.len() {
        let Some(mark) = words.mark(open) else {
            continue;
        };
        if !words.marked(open - 1, &['.', '!', '؟', '?']) {
            continue;
        }
        let closes = |at: &usize| {
            let close = words.mark(*at);
            close.is_some_and(|close| PAIRS.contains(&(mark, close)))
        };
        let Some(close) = (open + 2..open + 6).find(closes) else {
            continue;
        };
        if let Some((run, agency)) = name::whole(words, open + 1..close) {
            let (place, role) = (words.place(run), CreditRole::Photo);
            credits.push(credit(place, agency.source(), role, "credit-in-text", 0.6));
        }
    }
}

/// A part of a line that no lexicon knows: a source only with a label, a star or words that make an
/// agency or an outlet of it.
fn unknown(
    words: &Words<'_>,
    run: Range<usize>,
    label: Label,
    starred: bool,
    credits: &mut Vec<Credit>,
) {
    let run = name::trim(words, run);
    let heads = Classes::OUTLET_HEAD | Classes::AGENCY_HEAD;
    let only_head = run.len() == words.items.get(run.start).map_or(0, |item| item.class_len)
        && words.is(run.start, heads);
    if run.is_empty()
        || run.len() > LONGEST_NAME
        || only_head
        || words.is(run.start, Classes::NOT_SOURCE)
    {
        return;
    }
    if words.kind == BlockKind::Byline {
        return in_byline(words, run, credits);
    }
    if outlet::masthead_at(words, run.start) == Some(run.clone()) {
        let (place, source) = (words.place(run.clone()), SourceKind::Outlet);
        let source = name::unknown(words, run, source);
        credits.push(credit(place, source, role(label), "credit-line", 0.7));
        return;
    }
    let by_words = name::is_agency_by_words(words, run.clone());
    let kind = match label {
        _ if by_words => SourceKind::Agency,
        Label::Source => SourceKind::Outlet,
        // `(شبكة أخبار المرفأ)`, and nothing else in the line.
        Label::None if words.is(run.start, Classes::OUTLET_HEAD) && segments(words).len() == 1 => {
            SourceKind::Outlet
        }
        Label::None if starred && is_name(words, run.clone()) => SourceKind::Agency,
        _ => return,
    };
    let place = words.place(run.clone());
    let source = name::unknown(words, run, kind);
    let rule = if label == Label::Source {
        "source-label"
    } else {
        "credit-line"
    };
    credits.push(credit(place, source, role(label), rule, 0.8));
}

/// Among the names of a byline, one that its words make an agency or a paper.
fn in_byline(words: &Words<'_>, run: Range<usize>, credits: &mut Vec<Credit>) {
    let kind = if name::is_agency_by_words(words, run.clone()) {
        SourceKind::Agency
    } else if outlet::masthead_at(words, run.start) == Some(run.clone()) {
        SourceKind::Outlet
    } else {
        return;
    };
    let (place, source) = (words.place(run.clone()), name::unknown(words, run, kind));
    credits.push(credit(
        place,
        source,
        CreditRole::Text,
        "byline-source",
        0.7,
    ));
}

/// A line of one short name.
fn lone(words: &Words<'_>, credits: &mut Vec<Credit>) {
    let run = name::trim(words, 0..words.items.len());
    let parts = segments(words);
    if parts.len() == 1 && run.len() <= 3 && is_name(words, run.clone()) {
        let place = words.place(run.clone());
        let source = name::unknown(words, run, SourceKind::Agency);
        credits.push(credit(place, source, CreditRole::Text, "credit-line", 0.6));
    }
}

/// Whether a run can be the name of a source: no office, no verb, no sentence, no number.
fn is_name(words: &Words<'_>, run: Range<usize>) -> bool {
    let never = Classes::TITLE
        | Classes::SAY
        | Classes::OWN
        | Classes::COMPLEMENT
        | Classes::NOT_SOURCE
        | Classes::GIVEN
        | Classes::PREP
        | Classes::LABEL
        | Classes::PHOTO;
    !run.is_empty()
        && run.len() <= 4
        && run.clone().all(|at| !words.is(at, never))
        && run
            .clone()
            .all(|at| !words.fold(at).contains(|c: char| c.is_ascii_digit()))
        && (words.arabic() || words.items[run.start].capital)
}
