//! The names of sources inside a run of items.

use std::ops::Range;

use crate::{
    annotate::words::Words,
    model::{Source, SourceKind},
    text::lang::{
        agencies::{Agency, SEVERAL, agencies},
        classes::Classes,
    },
};

/// Marks that stand around a name without being part of it.
const AROUND: &[char] = &[
    '*', '(', ')', '[', ']', '{', '}', '«', '»', '“', '”', '"', '\'', '‘', '’', '„', ':', '.', ',',
    '،', '-', '–', '—', '/', '|', '•', '+', '©', '؛', ';', '…', '_',
];

/// The known agency whose name begins at an item, and how many items the name has.
pub(super) fn agency_at(words: &Words<'_>, at: usize) -> Option<(usize, &'static Agency)> {
    if !words.word(at) {
        return None;
    }
    // A preposition written onto the name (`لرويترز`) hides it from a plain look-up.
    let folded = words.fold(at);
    let found = |first: &str| words.phrase(agencies(), first, at);
    found(folded).or_else(|| {
        let stem = folded
            .strip_prefix('ل')
            .or_else(|| folded.strip_prefix('و'))?;
        let restored = folded.strip_prefix("لل").map(|rest| format!("ال{rest}"));
        found(stem)
            .or_else(|| found(&restored?))
            .filter(|(_, agency)| words.arabic() && !agency.short)
    })
}

/// The agency whose name is exactly this run, marks around it left out.
pub(super) fn whole(
    words: &Words<'_>,
    run: Range<usize>,
) -> Option<(Range<usize>, &'static Agency)> {
    let run = trim(words, run);
    let (count, agency) = agency_at(words, run.start)?;
    let is_name = count == run.len()
        && is_written_as_name(words, run.clone(), agency)
        && !may_be_place(words, run.start, agency);
    is_name.then_some((run, agency))
}

/// Short names of outlets are also names of places and common words (`الرياض`), unless the text sets
/// them in marks or says what they are.
fn may_be_place(words: &Words<'_>, at: usize, agency: &Agency) -> bool {
    let before = at.checked_sub(1);
    let is_told = before.is_some_and(|before| {
        words.marked(before, &['«', '“', '"', '„', '‘', '\''])
            || words.is(before, Classes::OUTLET_HEAD)
    });
    agency.short && agency.kind == SourceKind::Outlet && !is_told
}

/// Short names in Latin letters are names only in capitals (`AP`, not `ap`), `dpa` apart.
pub(super) fn is_written_as_name(words: &Words<'_>, run: Range<usize>, agency: &Agency) -> bool {
    let text = words.of(run);
    let latin = text.chars().all(|c| c.is_ascii_alphabetic());
    !latin
        || !agency.short
        || text.chars().any(char::is_uppercase)
        || text == "dpa"
        || agency.key == SEVERAL
}

/// A run without the marks around it.
pub(super) fn trim(words: &Words<'_>, run: Range<usize>) -> Range<usize> {
    let around = |at: &usize| words.marked(*at, AROUND);
    let start = run.clone().find(|at| !around(at)).unwrap_or(run.end);
    let end = (start..run.end)
        .rev()
        .find(|at| !around(at))
        .map_or(start, |at| at + 1);
    start..end
}

/// A source that no lexicon knows, under the name written there.
pub(super) fn unknown(words: &Words<'_>, run: Range<usize>, kind: SourceKind) -> Source {
    Source {
        name: words.bare_place(run).of(words.text).to_owned(),
        kind,
        key: None,
    }
}

/// Whether the words around a name make an agency of it (`وكالة … للأنباء`, `… News Agency`).
pub(super) fn is_agency_by_words(words: &Words<'_>, run: Range<usize>) -> bool {
    let tail = run
        .clone()
        .skip(1)
        .any(|at| words.is(at, Classes::AGENCY_TAIL));
    run.len() >= 2 && (words.is(run.start, Classes::AGENCY_HEAD) || tail)
}
