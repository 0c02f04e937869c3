//! Shingles and the few of them that are kept for finding copies.
//!
//! A shingle is a run of five folded words. *Winnowing* keeps the smallest hash of every window of
//! shingles, so that two texts which share a run of [`WINDOW`] + 4 words are sure to share a
//! fingerprint, at about two ninths of the cost of keeping all.

use crate::model::Article;

use super::words::{Word, body_words};

/// Words in a shingle. Shorter ones are shared by chance, longer ones die with every edited word.
pub(super) const SHINGLE: usize = 5;
/// Shingles in a winnowing window.
pub(super) const WINDOW: usize = 8;
/// Below so many shingles a text is short: chance and boilerplate weigh more, so it keeps every
/// shingle and must share more of them to count as a copy.
pub(super) const SHORT: usize = 20;

/// An article's body as shingles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shingles {
    /// Distinct, sorted.
    pub(super) set: Vec<u64>,
    /// Winnowed fingerprints: distinct, sorted.
    pub(super) fingerprints: Vec<u64>,
}

impl Shingles {
    /// The shingles of an article's body.
    pub(super) fn of(article: &Article) -> Shingles {
        Shingles::of_words(&body_words(article))
    }

    /// The shingles of words in order.
    pub(super) fn of_words(words: &[Word]) -> Shingles {
        let mut set = sequence(words);
        let mut fingerprints = if set.len() < SHORT {
            whole(words)
                .into_iter()
                .chain(set.iter().copied())
                .collect()
        } else {
            winnow(&set)
        };
        sort_distinct(&mut fingerprints);
        sort_distinct(&mut set);
        Shingles { set, fingerprints }
    }
}

fn sort_distinct(hashes: &mut Vec<u64>) {
    hashes.sort_unstable();
    hashes.dedup();
}

/// The hash of every run of five words, in order. A text of fewer words is one shingle.
pub(super) fn sequence(words: &[Word]) -> Vec<u64> {
    if words.is_empty() {
        return Vec::new();
    }
    words
        .windows(SHINGLE.min(words.len()))
        .map(|run| spread(combine(run)))
        .collect()
}

/// Two fingerprints of a short text as a whole, so that its exact duplicates always share two.
fn whole(words: &[Word]) -> Vec<u64> {
    if words.is_empty() {
        return Vec::new();
    }
    let hash = combine(words);
    vec![spread(hash ^ 0x5bd1_e995), spread(hash ^ 0x1b87_3593)]
}

fn combine(run: &[Word]) -> u64 {
    run.iter().fold(run.len() as u64, |hash, word| {
        (hash.rotate_left(23) ^ word.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// The last step of MurmurHash3: without it the smallest hashes, which winnowing picks, would favour
/// certain words.
fn spread(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// The rightmost smallest hash of every window, each taken once.
fn winnow(hashes: &[u64]) -> Vec<u64> {
    let mut kept = Vec::with_capacity(hashes.len() / 3 + 2);
    let mut smallest: Option<usize> = None;
    for end in WINDOW.min(hashes.len())..=hashes.len() {
        let start = end.saturating_sub(WINDOW);
        let window = &hashes[start..end];
        let next = match smallest {
            Some(at) if at >= start && hashes[at] < hashes[end - 1] => at,
            Some(at) if at >= start => end - 1,
            _ => start + rightmost_smallest(window),
        };
        if smallest != Some(next) {
            kept.push(hashes[next]);
            smallest = Some(next);
        }
    }
    kept
}

fn rightmost_smallest(window: &[u64]) -> usize {
    let mut best = 0;
    for (at, hash) in window.iter().enumerate() {
        if *hash <= window[best] {
            best = at;
        }
    }
    best
}

/// How many elements two sorted sets share.
pub(super) fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        count += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::words::words;

    fn numbered(range: std::ops::Range<u32>) -> String {
        range.map(|n| format!("w{n} ")).collect()
    }

    #[test]
    fn a_run_of_window_and_shingle_words_shares_a_fingerprint() {
        for start in 0..60 {
            let run = numbered(start..start + (WINDOW + SHINGLE) as u32);
            let long = Shingles::of_words(&words(&numbered(0..100)));
            let other = format!("{} {run} {}", numbered(200..240), numbered(300..340));
            let other = Shingles::of_words(&words(&other));
            assert!(
                shared(&long.fingerprints, &other.fingerprints) >= 1,
                "{start}"
            );
        }
    }

    #[test]
    fn exact_duplicates_share_two_fingerprints_however_short() {
        for n in 1..40 {
            let one = Shingles::of_words(&words(&numbered(0..n)));
            assert!(one.fingerprints.len() >= 2, "{n} words");
            assert_eq!(
                one,
                Shingles::of_words(&words(&numbered(0..n).to_uppercase()))
            );
        }
        assert_eq!(Shingles::of_words(&[]), Shingles::default());
    }

    #[test]
    fn winnowing_takes_the_smallest_of_every_window() {
        let hashes: Vec<u64> = (0..200).map(|n| spread(n * 7 % 50)).collect();
        let kept = winnow(&hashes);
        for window in hashes.windows(WINDOW) {
            assert!(
                window
                    .iter()
                    .min()
                    .is_some_and(|least| kept.contains(least))
            );
        }
    }

    #[test]
    fn fingerprints_are_the_same_on_every_machine() {
        // Stores keep them: a change here asks for a rebuild of every store.
        let found = Shingles::of_words(&words("one two three four five")).set;
        assert_eq!(found, [PINNED]);
    }

    const PINNED: u64 = 21_768_847_747_452_767;
}
