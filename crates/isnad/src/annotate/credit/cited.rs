//! Sources that the body cites: `نقلاً عن …`, `نقلت وكالة …`, `according to Reuters`.

use std::ops::Range;

use super::{credit, name};
use crate::{
    annotate::words::Words,
    model::{Credit, CreditRole, Source, SourceKind, Span},
    text::lang::{agencies::agencies, classes::Classes},
};

/// Words between a phrase of citing and the name it cites (`قالت وكالة الأنباء …`, `told the …`).
const REACH: usize = 3;

/// The citations of a block.
pub(super) fn credits(words: &Words<'_>, credits: &mut Vec<Credit>) {
    let mut at = 0;
    while at < words.items.len() {
        let found = known(words, at).or_else(|| generic(words, at));
        at = match found {
            Some((run, source, confidence)) => {
                let next = run.end;
                let place = bare(words, run);
                credits.push(credit(
                    place,
                    source,
                    CreditRole::Cited,
                    "cited",
                    confidence,
                ));
                next
            }
            None => at + 1,
        };
    }
}

/// The name without a preposition written onto it (`لرويترز`).
fn bare(words: &Words<'_>, run: Range<usize>) -> Span {
    let mut place = words.bare_place(run.clone());
    let plain = words
        .phrase(agencies(), words.fold(run.start), run.start)
        .is_some();
    if !plain && place == words.place(run.clone()) && name::agency_at(words, run.start).is_some() {
        place.start += 'ل'.len_utf8() as u32;
    }
    place
}

fn known(words: &Words<'_>, at: usize) -> Option<(Range<usize>, Source, f32)> {
    let (count, agency) = name::agency_at(words, at)?;
    let run = at..at + count;
    let head = at > 0 && words.is(at - 1, Classes::AGENCY_HEAD | Classes::OUTLET_HEAD);
    let named = !agency.short || head;
    (named && agency.key != "agencies" && is_cited(words, run.clone()))
        .then(|| (run, agency.source(), 0.85))
}

/// Whether the words around a name say that the report leans on it.
fn is_cited(words: &Words<'_>, run: Range<usize>) -> bool {
    let prefixed = words.arabic() && words.fold(run.start).starts_with('ل');
    let before = (run.start.saturating_sub(REACH)..run.start)
        .rev()
        .take_while(|at| !words.marked(*at, &['.', '،', ',', '!', '؟', '?']))
        .any(|at| words.is(at, Classes::CITE));
    let after = words.is(
        run.end,
        Classes::SAY | Classes::SAY_THAT | Classes::PARTICIPLE,
    ) || words.is(run.end, Classes::AUX) && words.is(run.end + 1, Classes::PARTICIPLE);
    prefixed || before || after && !words.arabic()
}

/// `وكالة … للأنباء`, `صحيفة "…"`, `the … news agency`: sources that no lexicon knows.
fn generic(words: &Words<'_>, at: usize) -> Option<(Range<usize>, Source, f32)> {
    if words.is(at, Classes::AGENCY_HEAD) && words.arabic() {
        return arabic_agency(words, at);
    }
    if words.is(at, Classes::OUTLET_HEAD) && is_cited(words, at..at + 1) {
        return quoted_outlet(words, at);
    }
    latin_agency(words, at)
}

fn arabic_agency(words: &Words<'_>, at: usize) -> Option<(Range<usize>, Source, f32)> {
    let end = (at + 1..at + 6)
        .take_while(|at| words.word(*at))
        .find(|at| words.is(*at, Classes::AGENCY_TAIL))?;
    let run = at..end + 1;
    is_cited(words, run.clone()).then(|| {
        (
            run.clone(),
            name::unknown(words, run, SourceKind::Agency),
            0.75,
        )
    })
}

/// `صحيفة "بريد المرفأ"`: the name is what stands in the marks.
fn quoted_outlet(words: &Words<'_>, at: usize) -> Option<(Range<usize>, Source, f32)> {
    let open = at + words.items[at].class_len;
    let close_of = |mark| match mark {
        '«' => Some('»'),
        '“' => Some('”'),
        '"' => Some('"'),
        _ => None,
    };
    let close = close_of(words.mark(open)?)?;
    let end = (open + 1..open + 6).find(|at| words.mark(*at) == Some(close))?;
    let run = open + 1..end;
    let source = match name::whole(words, run.clone()) {
        Some((_, agency)) => agency.source(),
        None => name::unknown(words, run.clone(), SourceKind::Outlet),
    };
    (!run.is_empty()).then_some((run, source, 0.75))
}

/// `the Harbour News Agency said`: a run of capitals that ends in the word for an agency.
fn latin_agency(words: &Words<'_>, at: usize) -> Option<(Range<usize>, Source, f32)> {
    let starts = !words.arabic() && words.items[at].capital && !words.is(at, Classes::STOP);
    if !starts || at > 0 && words.items[at - 1].capital && !words.is(at - 1, Classes::STOP) {
        return None;
    }
    let end = (at..at + 6)
        .take_while(|at| words.get(*at).is_some_and(|item| item.capital))
        .last()?
        + 1;
    let tail =
        (end - 1..end + 1).find(|at| words.is(*at, Classes::AGENCY_TAIL | Classes::OUTLET_HEAD))?;
    let agency = words.is(tail, Classes::AGENCY_TAIL);
    let inside = tail < end;
    let run = at..if inside {
        tail + words.items[tail].class_len
    } else {
        end
    };
    let kind = if agency {
        SourceKind::Agency
    } else {
        SourceKind::Outlet
    };
    let around = at..tail + words.items[tail].class_len;
    (run.len() >= 2 || !inside).then_some(())?;
    is_cited(words, around).then(|| (run.clone(), name::unknown(words, run, kind), 0.7))
}
