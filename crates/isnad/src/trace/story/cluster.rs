//! Average-link clustering: the two nearest groups join, again and again, while the mean nearness of
//! their members is enough.
//!
//! The mean is what keeps boilerplate and roundups from chaining stories together: one strong link
//! between two groups is drowned by the links that are missing.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// Two groups that could join. The greatest is the next to join.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Join {
    mean: f32,
    a: usize,
    b: usize,
}

impl Eq for Join {}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Join) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Join {
    fn cmp(&self, other: &Join) -> Ordering {
        self.mean
            .total_cmp(&other.mean)
            .then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

/// Groups of `count` items, from the nearness of pairs `(smaller, larger)`; a pair that is missing
/// has nearness 0. Every item is in one group, groups and items in ascending order.
pub(super) fn average_link(
    count: usize,
    nearness: &BTreeMap<(usize, usize), f32>,
    least: f32,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..count).map(|item| vec![item]).collect();
    let mut sums: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); count];
    let mut heap = BinaryHeap::new();
    for (&(a, b), &near) in nearness {
        sums[a].insert(b, near);
        sums[b].insert(a, near);
        heap.push(Join { mean: near, a, b });
    }
    while let Some(join) = heap.pop().filter(|join| join.mean >= least) {
        let Join { a, b, mean } = join;
        if mean_of(&groups, &sums, a, b) != Some(mean) {
            continue;
        }
        let joined = std::mem::take(&mut groups[b]);
        groups[a].extend(joined);
        for (other, sum) in std::mem::take(&mut sums[b]) {
            sums[other].remove(&b);
            if other != a {
                *sums[a].entry(other).or_default() += sum;
                let all = sums[a][&other];
                sums[other].insert(a, all);
            }
        }
        let others: Vec<usize> = sums[a].keys().copied().collect();
        heap.extend(others.into_iter().filter_map(|other| {
            let mean = mean_of(&groups, &sums, a, other)?;
            Some(Join {
                mean,
                a: a.min(other),
                b: a.max(other),
            })
        }));
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.retain(|group| !group.is_empty());
    groups.sort_unstable();
    groups
}

/// The mean nearness of two groups; `None` when one has been joined into another.
fn mean_of(
    groups: &[Vec<usize>],
    sums: &[BTreeMap<usize, f32>],
    a: usize,
    b: usize,
) -> Option<f32> {
    let pairs = groups[a].len() * groups[b].len();
    let sum = sums[a].get(&b)?;
    (pairs > 0).then(|| sum / pairs as f32)
}

#[cfg(test)]
mod tests {
    use super::average_link;
    use std::collections::BTreeMap;

    #[test]
    fn one_link_does_not_chain_two_groups() {
        let mut near = BTreeMap::new();
        for group in [[0, 1, 2], [3, 4, 5]] {
            for (a, b) in [(0, 1), (0, 2), (1, 2)] {
                near.insert((group[a], group[b]), 0.9);
            }
        }
        near.insert((2, 3), 0.95);
        assert_eq!(
            average_link(7, &near, 0.5),
            [vec![0, 1], vec![2, 3], vec![4, 5], vec![6]]
        );
        near.insert((2, 3), 0.8);
        assert_eq!(
            average_link(7, &near, 0.5),
            [vec![0, 1, 2], vec![3, 4, 5], vec![6]]
        );
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert!(average_link(0, &BTreeMap::new(), 0.5).is_empty());
    }
}
