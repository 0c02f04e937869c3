//! Articles that share the words of one speaker and nothing else: neither is a copy of the other.

use crate::model::{Reading, Span};

use super::{
    direction::intersection,
    fingerprint::{SHINGLE, sequence},
    profile::Profile,
    words::body_words,
};

/// Runs of words that are shared inside quotation marks, at least.
const QUOTED: usize = 8;
/// Each text has so many runs outside of them; one that is nothing but a quotation tells nothing.
const BESIDE: usize = 20;
/// Of the runs outside, at most this share, or so many, are the other's too: those that reach into the marks, and
/// the words that lead to them.
const SAME: f32 = 0.15;
const FEW: usize = 8;

/// The shingles of an article that stand inside quotation marks as a whole; sorted, distinct.
pub(super) fn quoted(reading: &Reading) -> Vec<u64> {
    let spans: Vec<Span> = reading
        .quotes
        .iter()
        .filter(|quote| quote.direct)
        .map(|quote| quote.span)
        .collect();
    if spans.is_empty() {
        return Vec::new();
    }
    let words = body_words(&reading.article);
    let mut inside: Vec<u64> = sequence(&words)
        .into_iter()
        .zip(words.windows(SHINGLE))
        .filter(|(_, run)| {
            let (first, last) = (run[0].span, run[SHINGLE - 1].span);
            let whole = Span::new(first.start as usize, last.end as usize);
            spans.iter().any(|span| span.contains(whole))
        })
        .map(|(shingle, _)| shingle)
        .collect();
    inside.sort_unstable();
    inside.dedup();
    inside
}

/// Whether what two articles share is a quotation alone.
pub(super) fn only(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    if a.quoted.is_empty() && b.quoted.is_empty() {
        return false;
    }
    let is_quoted = |shingle: &u64| {
        [a, b]
            .iter()
            .any(|one| one.quoted.binary_search(shingle).is_ok())
    };
    let common = intersection(&a.shingles, &b.shingles);
    let quoted = common.iter().filter(|one| is_quoted(one)).count();
    let outside = common.len() - quoted;
    let beside = |one: &Profile<'_>| one.shingles.iter().filter(|one| !is_quoted(one)).count();
    let least = beside(a).min(beside(b));
    quoted >= QUOTED && least >= BESIDE && outside <= FEW.max((SAME * least as f32) as usize)
}

#[cfg(test)]
mod tests {
    use crate::{
        model::{Evidence, Quote, Reading},
        trace::{
            Batch, family, quote_the_same,
            sample::{outlet, report},
        },
    };

    const WORDS: &str = "We will open the gate on Monday, and no one in this town will have to walk around the lake \
        again, whatever the province says about the price of the bridge or the colour of its lamps";

    fn telling(id: u64, name: &str, before: &str, after: &str) -> Reading {
        let text = format!("{before} \"{WORDS}\" {after}");
        let mut reading = report(id, &outlet(name), &[&text]);
        let start = reading.article.text.find(WORDS).expect("stands there");
        reading.quotes.push(Quote {
            span: crate::model::Span::new(start, start + WORDS.len()),
            speaker: None,
            speaker_name: None,
            role: None,
            channel: None,
            verb: None,
            direct: true,
            evidence: Evidence::rule("sample", 0.9),
        });
        reading
    }

    const OWN: [&str; 2] = [
        "Work at the gate of Lennar has taken two summers, and the ferrymen, who lost their trade when the road was \
         closed, came to the square this morning with flags, where the mayor climbed a cart and said:",
        "In a letter that reached our desk after the council had met behind closed doors, the mayor of Lennar answers \
         those who doubt the date, and leaves the question of who pays for the next winter to others:",
    ];

    #[test]
    fn one_statement_in_two_reports_makes_no_copy() {
        let tail = "The council meets again in June.";
        let two = [
            telling(1, "Port Post", OWN[0], tail),
            telling(2, "Lennar Times", OWN[1], ""),
        ];
        let copied = [
            telling(1, "Port Post", OWN[0], tail),
            telling(2, "Lennar Times", OWN[0], ""),
        ];
        for (readings, shared) in [(&two, 1), (&copied, 0)] {
            let mut batch = Batch::default();
            readings
                .iter()
                .for_each(|reading| batch.add(&reading.article));
            let overlaps = batch.overlaps();
            assert_eq!(overlaps.len(), 1, "both pairs share text");
            let family = family(readings, &overlaps);
            assert_eq!(family.quotations.len(), shared);
            assert_eq!(quote_the_same(&readings[0], &readings[1]), shared == 1);
            let open = family.origins[0].1.evidence.rule == "shares-text-direction-unknown";
            assert_eq!(open, shared == 0, "a shared quotation leaves nothing open");
        }
    }
}
