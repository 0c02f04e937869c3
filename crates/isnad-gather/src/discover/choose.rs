//! Which of the candidates to subscribe to.

use std::collections::HashSet;

use jiff::SignedDuration;

use super::{Candidate, listing::instant, places};

/// A feed whose newest article is so much older than the newest of all is not kept up any more.
const STALE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// The most that are chosen.
const MAX_CHOSEN: usize = 10;

/// The places of the candidates to subscribe to: those with articles that are kept up, without
/// comments of readers, and each article through one of them. `links` are the articles of each.
pub(super) fn choose(candidates: &[Candidate], links: &[Vec<String>]) -> Vec<usize> {
    let newest = |it: &Candidate| it.newest.as_deref().and_then(instant);
    let latest = candidates
        .iter()
        .filter(|it| it.articles > 0 && !is_comments(it))
        .filter_map(newest)
        .max();
    let stale = |it: &Candidate| match (newest(it), latest) {
        (Some(newest), Some(latest)) => latest.duration_since(newest) > STALE,
        // Without dates among others that have some.
        (None, Some(_)) => true,
        _ => false,
    };
    let mut known: HashSet<&str> = HashSet::new();
    let mut chosen = Vec::new();
    for (at, (candidate, links)) in candidates.iter().zip(links).enumerate() {
        if candidate.articles == 0 || is_comments(candidate) || stale(candidate) {
            continue;
        }
        let repeated = links
            .iter()
            .filter(|link| known.contains(link.as_str()))
            .count();
        if chosen.len() < MAX_CHOSEN && repeated * 2 <= links.len() {
            known.extend(links.iter().map(String::as_str));
            chosen.push(at);
        }
    }
    chosen
}

/// Whether a feed brings what readers write.
fn is_comments(candidate: &Candidate) -> bool {
    let title = candidate.title.as_deref().unwrap_or_default();
    [title, &candidate.address].iter().any(|text| {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| places::COMMENTS.contains(&word))
    })
}
