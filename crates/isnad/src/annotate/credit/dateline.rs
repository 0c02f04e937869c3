//! Datelines at the head of the report and brackets at its tail.

use std::ops::Range;

use super::{credit, line, name, outlet};
use crate::{
    annotate::words::Words,
    model::{Credit, CreditRole, SourceKind, Span},
    text::lang::{agencies::Agency, classes::Classes},
};

/// A dateline ends within this many items (`ST. PETERSBURG, Lennar, May 3, 2031 (Northwire) -`).
const HEAD: usize = 16;

const DASHES: &[char] = &['-', '–', '—', 'ـ', ':', '/', '،'];

/// `لندن (رويترز) -`, `PARIS, May 3 (AFP) –`, `واشنطن - أ ف ب:`.
pub(super) fn head(words: &Words<'_>, credits: &mut Vec<Credit>) {
    let limit = words.items.len().min(HEAD);
    let opens = (0..limit).filter(|at| words.marked(*at, &['(', '[', '/']));
    let before = credits.len();
    // The first bracket may hold a country (`Lennar (Selwana), May 3 (Northwire) -`).
    for (open, close) in opens.filter_map(|open| bracket(words, open)) {
        in_brackets(words, open, close, credits);
    }
    if credits.len() == before {
        between_dashes(words, limit, credits);
    }
}

/// The bracket that opens at an item and closes soon after.
fn bracket(words: &Words<'_>, open: usize) -> Option<(usize, usize)> {
    let closing: &[char] = match words.mark(open)? {
        // `/قنا/`
        '/' => &['/'],
        _ => &[')', ']'],
    };
    let close = (open + 1..open + 10).find(|at| words.marked(*at, closing))?;
    Some((open, close))
}

fn in_brackets(words: &Words<'_>, open: usize, close: usize, credits: &mut Vec<Credit>) {
    let dashed = words.marked(close + 1, DASHES);
    let before = is_place_and_date(words, 0..open);
    let mut any = false;
    for run in parts(words, open + 1..close) {
        if let Some((run, agency)) = name::whole(words, run)
            && (dashed || before || !agency.short)
        {
            push(words, run, agency, "dateline", credits);
            any = true;
        }
    }
    let run = name::trim(words, open + 1..close);
    let named = is_initials(words, run.clone())
        || run.len() <= 3
            && !run.is_empty()
            && run.clone().all(|at| {
                !words.is(
                    at,
                    Classes::NOT_SOURCE | Classes::TIME | Classes::PREP | Classes::OWN,
                )
            })
            && run
                .clone()
                .all(|at| !words.fold(at).contains(|c: char| c.is_ascii_digit()))
            && words.items[run.clone()]
                .iter()
                .all(|item| item.known.is_none())
            && (words.arabic() || words.items[run.start].capital);
    if !any && named && before && open > 0 && words.marked(close + 1, &['-', '–', '—', 'ـ', ':'])
    {
        let place = words.place(run.clone());
        let source = name::unknown(words, run, SourceKind::Agency);
        credits.push(credit(place, source, CreditRole::Text, "dateline", 0.75));
    }
}

fn parts(words: &Words<'_>, run: Range<usize>) -> Vec<Range<usize>> {
    line::segments(words)
        .into_iter()
        .filter(|part| run.start <= part.start && part.end <= run.end)
        .collect()
}

/// Whether what stands before the bracket is where (and when) a report was written: short, without
/// verbs, and in Latin letters in capitals.
fn is_place_and_date(words: &Words<'_>, run: Range<usize>) -> bool {
    let no_sentence = run.clone().all(|at| {
        !words.is(
            at,
            Classes::SAY | Classes::PREP | Classes::PRONOUN | Classes::TITLE,
        ) || is_day(words, at + 1)
    });
    if run.len() > 12 || !no_sentence {
        return false;
    }
    if !words.arabic() {
        let capitals = words.of(0..1).chars().all(char::is_uppercase);
        return capitals || run.len() <= 2 && words.get(0).is_some_and(|item| item.capital);
    }
    let known = words.get(0).is_some_and(|item| item.known.is_some());
    let dated = run
        .clone()
        .any(|at| words.fold(at).starts_with(|c: char| c.is_ascii_digit()));
    known || dated || run.len() <= 3
}

/// `دبي في 12 يوليو`.
fn is_day(words: &Words<'_>, at: usize) -> bool {
    words.fold(at).starts_with(|c: char| c.is_ascii_digit())
}

/// Letters that stand for words, as agencies sign in Arabic: `و م أ`.
fn is_initials(words: &Words<'_>, run: Range<usize>) -> bool {
    let single = |at: usize| words.word(at) && words.fold(at).chars().count() == 1;
    words.arabic() && (2..=4).contains(&run.len()) && run.into_iter().all(single)
}

/// Whether a run that no lexicon knows is an agency by its initials or by the words of its name.
fn is_unlisted_agency(words: &Words<'_>, run: Range<usize>) -> bool {
    is_initials(words, run.clone()) || name::is_agency_by_words(words, run)
}

/// `الرياض - واس:`, `واشنطن – أ ف ب`, `وام/ …`: a known name between the dashes of the head.
fn between_dashes(words: &Words<'_>, limit: usize, credits: &mut Vec<Credit>) {
    let Some(dash) = (0..limit.min(7)).find(|at| words.marked(*at, DASHES)) else {
        return;
    };
    let first = 0..dash;
    if let Some((run, agency)) = name::whole(words, first) {
        let opens = words.marked(dash, &['-', '–', '—', ':', '/']);
        if opens && (words.arabic() || !agency.short) {
            push(words, run, agency, "dateline", credits);
        }
        return;
    }
    if !is_place_and_date(words, 0..dash) {
        return;
    }
    let Some((count, agency)) = name::agency_at(words, dash + 1) else {
        unknown_before_dash(words, dash, credits);
        return;
    };
    let run = dash + 1..dash + 1 + count;
    let closed = words.marked(run.end, DASHES) || run.end == words.items.len();
    let known_place = words.get(0).is_some_and(|item| item.known.is_some());
    let sure = closed || known_place && (count > 1 || !agency.short);
    if sure
        && !words.marked(dash, &['،', '/'])
        && name::is_written_as_name(words, run.clone(), agency)
    {
        push(words, run, agency, "dateline", credits);
    }
}

/// `وردانة - و م أ: …`, `وردانة - وكالة أنباء الميناء: …`, where no lexicon knows the name; and
/// `وردانة – صحيفة «المرفأ»` as a line of its own.
fn unknown_before_dash(words: &Words<'_>, dash: usize, credits: &mut Vec<Credit>) {
    let ends = |at: &usize| words.marked(*at, DASHES) || *at == words.items.len();
    let Some(close) = (dash + 1..dash + 7).find(ends) else {
        return;
    };
    let run = dash + 1..close;
    let found = match is_unlisted_agency(words, run.clone()) {
        true => Some((
            run.clone(),
            name::unknown(words, run, SourceKind::Agency),
            0.75,
        )),
        false if words.is(run.start, Classes::OUTLET_HEAD) && close == words.items.len() => {
            outlet::named(words, run.start)
        }
        false => None,
    };
    if let Some((run, source, confidence)) = found {
        let (place, role) = (words.place(run), CreditRole::Text);
        credits.push(credit(place, source, role, "dateline", confidence));
    }
}

/// `… (رويترز)` and `… - أ ف ب -` as the very end of the last paragraph.
pub(super) fn tail(words: &Words<'_>, credits: &mut Vec<Credit>) {
    let end = name::trim(words, 0..words.items.len()).end;
    let Some(open) = (0..end)
        .rev()
        .take(9)
        .find(|at| words.marked(*at, &['(', '[', '*', '-', '–', '—', '/']))
    else {
        return;
    };
    if open == 0 && words.items.len() > 6 {
        return;
    }
    if let Some((run, agency)) = name::whole(words, open + 1..words.items.len()) {
        push(words, run, agency, "tail-credit", credits);
    } else {
        let run = name::trim(words, open + 1..words.items.len());
        let kind = match is_unlisted_agency(words, run.clone()) {
            true => SourceKind::Agency,
            false if run.len() > 1 && words.is(run.start, Classes::OUTLET_HEAD) => {
                SourceKind::Outlet
            }
            false => return,
        };
        if run.len() <= 5 && words.marked(open, &['(', '[', '*']) {
            let place = words.place(run.clone());
            let source = name::unknown(words, run, kind);
            credits.push(credit(place, source, CreditRole::Text, "tail-credit", 0.75));
        }
    }
}

fn push(
    words: &Words<'_>,
    run: Range<usize>,
    agency: &Agency,
    rule: &'static str,
    credits: &mut Vec<Credit>,
) {
    let place: Span = words.place(run);
    credits.push(credit(place, agency.source(), CreditRole::Text, rule, 0.95));
}
