//! Which articles share text.
//!
//! An [`Overlap`] is a fact about two articles alone, so it is the same whichever came first. Fingerprints
//! only find the candidates; what is reported is counted over all shingles.

use crate::model::{Article, ArticleId, Overlap, Reading};

use super::Past;
use super::fingerprint::{SHORT, Shingles, shared};

/// Fingerprints two articles must share to be compared: one alone is too often a stock phrase.
const CANDIDATE: u32 = 2;
/// Shingles two articles must share: a sentence, not a phrase.
const MIN_SHARED: usize = 8;
/// The least containment worth reporting.
const MIN_CONTAINMENT: f32 = 0.1;
/// The least containment where the shorter text is short.
const MIN_CONTAINMENT_SHORT: f32 = 0.6;
/// A fingerprint in more articles than this is boilerplate and finds no candidates, in a batch and in
/// an [`Index`](super::Index).
pub(super) const COMMON: usize = 100;

/// See [`super::overlaps`].
pub(super) fn with_past<P: Past>(reading: &Reading, past: &P) -> Result<Vec<Overlap>, P::Error> {
    let id = reading.article.id;
    let own = Shingles::of(&reading.article);
    let mut found = Vec::new();
    for (other, count) in past.sharing(&own.fingerprints)? {
        if other == id || count < CANDIDATE {
            continue;
        }
        if let Some(held) = past.reading(other)? {
            let theirs = Shingles::of(&held.article);
            found.extend(between((id, &own.set), (other, &theirs.set)));
        }
    }
    sort(&mut found);
    Ok(found)
}

fn sort(overlaps: &mut Vec<Overlap>) {
    overlaps.sort_unstable_by_key(|overlap| (overlap.a, overlap.b));
    overlaps.dedup_by_key(|overlap| (overlap.a, overlap.b));
}

/// What two articles share, when it is enough to speak of. Sets are sorted and distinct.
pub(super) fn between(one: (ArticleId, &[u64]), two: (ArticleId, &[u64])) -> Option<Overlap> {
    let ((a, in_a), (b, in_b)) = if one.0 < two.0 {
        (one, two)
    } else {
        (two, one)
    };
    let count = shared(in_a, in_b);
    let overlap = Overlap {
        a,
        b,
        shared: count as u32,
        a_in_b: count as f32 / in_a.len().max(1) as f32,
        b_in_a: count as f32 / in_b.len().max(1) as f32,
    };
    let exact = count > 0 && in_a == in_b;
    let short = in_a.len().min(in_b.len()) < SHORT;
    let least = if short {
        MIN_CONTAINMENT_SHORT
    } else {
        MIN_CONTAINMENT
    };
    (exact || (count >= MIN_SHARED && overlap.containment() >= least)).then_some(overlap)
}

/// The overlaps of many articles at once, without a past to ask: for folders and archives.
///
/// It finds what [`overlaps`](super::overlaps) finds article by article, except that fingerprints
/// in more than 100 of the articles find no candidates: text that common is boilerplate. It holds
/// eight bytes a word of every article added.
///
/// ```
/// use isnad::trace::Batch;
/// # let articles: Vec<isnad::model::Article> = Vec::new();
/// let mut batch = Batch::default();
/// for article in &articles {
///     batch.add(article);
/// }
/// for overlap in batch.overlaps() {
///     println!("{} and {}: {:.2}", overlap.a, overlap.b, overlap.containment());
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Batch {
    ids: Vec<ArticleId>,
    /// The shingle sets, one after the other.
    shingles: Vec<u64>,
    /// Where each article's set ends.
    ends: Vec<usize>,
    postings: Vec<(u64, u32)>,
}

impl Batch {
    /// Adds an article. Ids must be distinct.
    pub fn add(&mut self, article: &Article) {
        let Shingles { set, fingerprints } = Shingles::of(article);
        let index = self.ids.len() as u32;
        self.ids.push(article.id);
        self.shingles.extend(set);
        self.ends.push(self.shingles.len());
        self.postings.extend(
            fingerprints
                .into_iter()
                .map(|fingerprint| (fingerprint, index)),
        );
    }

    /// Every pair that shares text, in the order of their ids.
    pub fn overlaps(mut self) -> Vec<Overlap> {
        self.postings.sort_unstable();
        let mut found: Vec<Overlap> = self
            .candidates()
            .into_iter()
            .filter_map(|(one, two)| between(self.article(one)?, self.article(two)?))
            .collect();
        sort(&mut found);
        found
    }

    fn article(&self, index: u32) -> Option<(ArticleId, &[u64])> {
        let index = index as usize;
        let start = index
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied())?;
        let set = self.shingles.get(start..*self.ends.get(index)?)?;
        Some((*self.ids.get(index)?, set))
    }

    fn candidates(&self) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for list in self.postings.chunk_by(|x, y| x.0 == y.0) {
            if list.len() > COMMON {
                continue;
            }
            for (place, (_, one)) in list.iter().enumerate() {
                pairs.extend(list[..place].iter().map(|(_, two)| (*two, *one)));
            }
        }
        pairs.sort_unstable();
        pairs
            .chunk_by(|x, y| x == y)
            .filter(|run| run.len() >= CANDIDATE as usize)
            .map(|run| run[0])
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::{FERRY, outlet, report};
    use crate::trace::{Memory, overlaps};

    fn found(texts: &[&[&str]]) -> Vec<Overlap> {
        let mut past = Memory::default();
        let mut found = Vec::new();
        for (id, text) in texts.iter().enumerate() {
            let reading = report(id as u64 + 1, &outlet("Port Post"), text);
            found.extend(overlaps(&reading, &past).expect("memory never fails"));
            past.insert(reading);
        }
        found
    }

    #[test]
    fn what_counts_as_sharing_text() {
        let other: [&str; 1] = [
            "Nobody in Lennar remembers a spring as dry as this one, and the \
            mills have begun to draw their water from the old wells behind the church.",
        ];
        let cases: [(&str, &[&str], &[&str], bool); 7] = [
            ("a copy", &FERRY, &FERRY, true),
            ("a part", &FERRY, &FERRY[..1], true),
            ("another report", &FERRY, &other, false),
            (
                "a short duplicate",
                &["Ferry stopped by ice"],
                &["FERRY stopped by ice."],
                true,
            ),
            (
                "short and near",
                &["Ferry stopped by ice"],
                &["Ferry stopped by wind"],
                false,
            ),
            (
                "a phrase",
                &["He spoke to reporters on the sidelines of the meeting in Lennar today"],
                &["She spoke to reporters on the sidelines of the meeting held in Orsund today"],
                false,
            ),
            ("nothing", &[], &[], false),
        ];
        for (what, one, two, expected) in cases {
            assert_eq!(!found(&[one, two]).is_empty(), expected, "{what}");
        }
    }

    #[test]
    fn containment_is_counted_both_ways() {
        let overlap = found(&[&FERRY, &FERRY[1..2]]).remove(0);
        assert_eq!(overlap.b_in_a, 1.0);
        assert!((0.2..0.5).contains(&overlap.a_in_b), "{overlap:?}");
    }

    #[test]
    fn a_batch_finds_what_the_past_finds() {
        let texts: [&[&str]; 5] = [&FERRY, &FERRY[..2], &FERRY[1..], &["Ice"], &["ice"]];
        let mut one_by_one = found(&texts);
        sort(&mut one_by_one);
        let mut batch = Batch::default();
        for (id, text) in texts.iter().enumerate() {
            batch.add(&report(id as u64 + 1, &outlet("Port Post"), text).article);
        }
        assert_eq!(batch.overlaps(), one_by_one);
    }

    #[test]
    fn a_later_revision_takes_the_place_of_the_earlier() {
        let mut past = Memory::default();
        past.insert(report(1, &outlet("Port Post"), &FERRY));
        past.insert(report(1, &outlet("Port Post"), &["Withdrawn."]));
        let probe = report(2, &outlet("Lennar Times"), &FERRY);
        assert_eq!(overlaps(&probe, &past), Ok(Vec::new()));
        assert!(past.remove(ArticleId(1)).is_some() && past.remove(ArticleId(1)).is_none());
    }
}
