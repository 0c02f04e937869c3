//! Held out: the weights are chosen on some topics and judged on others.

use std::collections::BTreeMap;

use isnad::{
    model::ArticleId,
    trace::{Stories, Weights},
};

use super::{Gold, arrive, bcubed::Scored, bcubed::mean};

/// What the opening weighs, what names weigh of the rest, and the thresholds that are tried.
const OPENING: [f32; 5] = [0.40, 0.44, 0.48, 0.52, 0.56];
const NAMES: [f32; 3] = [0.4, 0.5, 0.6];
const SAME_EVENT: [f32; 13] = [
    0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.20, 0.21, 0.22, 0.23, 0.24, 0.25,
];

/// The mean over orders of arrival of precision, recall and F1, every article judged by weights that
/// were chosen without the topics of its fold; and the weights of each fold.
pub(super) fn held_out(gold: &Gold, folds: usize, orders: u64) -> ([f64; 3], Vec<Weights>) {
    let fold_of = fold_of(gold, folds);
    let tried: Vec<(Weights, Scored)> = grid()
        .map(|weights| (weights, settled(gold, weights)))
        .collect();
    let chosen: Vec<Weights> = (0..folds)
        .map(|fold| best(&tried, |id| fold_of.get(&id) != Some(&fold)))
        .collect();
    let of_order = |seed| {
        let mut judged = Scored::default();
        for (fold, weights) in chosen.iter().enumerate() {
            let scored = arrive(gold, *weights, seed).scored;
            let own = scored
                .0
                .into_iter()
                .filter(|(id, _)| fold_of.get(id) == Some(&fold));
            judged.0.extend(own);
        }
        judged.mean(|_| true)
    };
    let means: Vec<[f64; 3]> = (0..orders).map(of_order).collect();
    (mean(&means), chosen)
}

/// Topics go round the folds in the order of their names.
fn fold_of(gold: &Gold, folds: usize) -> BTreeMap<ArticleId, usize> {
    let mut topics: Vec<&String> = gold.topics.values().collect();
    topics.sort();
    topics.dedup();
    let fold = |topic| topics.binary_search(&topic).unwrap_or(0) % folds.max(1);
    gold.topics
        .iter()
        .map(|(id, topic)| (*id, fold(topic)))
        .collect()
}

fn grid() -> impl Iterator<Item = Weights> {
    let parts = OPENING
        .iter()
        .flat_map(|opening| NAMES.iter().map(move |share| (*opening, *share)));
    parts.flat_map(|(opening, share)| {
        SAME_EVENT.iter().map(move |same_event| Weights {
            opening,
            names: (1.0 - opening) * share,
            numbers: (1.0 - opening) * (1.0 - share),
            same_event: *same_event,
        })
    })
}

/// The score when all have arrived and everything was weighed anew, which no order changes.
fn settled(gold: &Gold, weights: Weights) -> Scored {
    gold.score(&Stories::of(weights, &gold.readings, &gold.overlaps))
}

/// The weights with the best F1 over the articles that may be seen: of those within a hundredth of it the
/// one in the middle by threshold, so that no single article decides.
fn best(tried: &[(Weights, Scored)], seen: impl Fn(ArticleId) -> bool) -> Weights {
    let scores: Vec<(f64, Weights)> = tried
        .iter()
        .map(|(weights, scored)| (scored.mean(&seen)[2], *weights))
        .collect();
    let top = scores.iter().map(|(f1, _)| *f1).fold(0.0, f64::max);
    let mut near: Vec<Weights> = scores
        .into_iter()
        .filter(|(f1, _)| *f1 >= top - 0.01)
        .map(|(_, weights)| weights)
        .collect();
    near.sort_by(|a, b| a.same_event.total_cmp(&b.same_event));
    near.get(near.len() / 2).copied().unwrap_or_default()
}
