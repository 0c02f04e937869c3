//! The pairs of a family, by the places of their articles.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Overlap};

use super::form::{Beside, forms, is_more};
use super::profile::Profile;

/// The least containment of a pair in which one can be the other's parent.
const MIN_CONTAINMENT: f32 = 0.15;

/// The overlaps that can be derivations, by the places of their articles.
pub(super) struct Pairs {
    edges: BTreeMap<(usize, usize), Overlap>,
    neighbours: Vec<Vec<usize>>,
}

impl Pairs {
    pub(super) fn new(profiles: &[Profile<'_>], overlaps: &[Overlap]) -> Pairs {
        let place = |id: ArticleId| profiles.binary_search_by_key(&id, Profile::id).ok();
        let mut edges = BTreeMap::new();
        let mut neighbours = vec![Vec::new(); profiles.len()];
        for overlap in overlaps
            .iter()
            .filter(|o| o.containment() >= MIN_CONTAINMENT)
        {
            if let (Some(a), Some(b)) = (place(overlap.a), place(overlap.b))
                && edges.insert((a, b), overlap.clone()).is_none()
            {
                neighbours[a].push(b);
                neighbours[b].push(a);
            }
        }
        neighbours.iter_mut().for_each(|list| list.sort_unstable());
        let mut pairs = Pairs { edges, neighbours };
        for members in pairs.components(profiles.len()) {
            let forms = forms(profiles, &members);
            if !forms.is_empty() {
                let beside = members.iter().map(|&at| Beside::of(&profiles[at], &forms));
                let beside: BTreeMap<usize, Beside> = members.iter().copied().zip(beside).collect();
                pairs.part(&members, |a, b| is_more(&beside[&a], &beside[&b]));
            }
        }
        pairs
    }

    /// Lets go of the pairs among some articles that are not to be kept.
    fn part(&mut self, members: &[usize], keep: impl Fn(usize, usize) -> bool) {
        for &a in members {
            let near = std::mem::take(&mut self.neighbours[a]);
            let (kept, gone): (Vec<usize>, Vec<usize>) =
                near.into_iter().partition(|&b| keep(a, b));
            self.neighbours[a] = kept;
            for b in gone {
                self.edges.remove(&(a.min(b), a.max(b)));
            }
        }
    }

    /// The articles that share text with this one.
    pub(super) fn of(&self, at: usize) -> impl Iterator<Item = usize> {
        self.neighbours.get(at).into_iter().flatten().copied()
    }

    /// The connected families, each sorted.
    pub(super) fn components(&self, count: usize) -> Vec<Vec<usize>> {
        let mut seen = vec![false; count];
        let mut components = Vec::new();
        for start in 0..count {
            let mut members = Vec::new();
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if !std::mem::replace(&mut seen[at], true) {
                    members.push(at);
                    open.extend(self.of(at));
                }
            }
            members.sort_unstable();
            if members.len() > 1 {
                components.push(members);
            }
        }
        components
    }

    /// The shares of the copy that the parent holds, and of the parent that the copy kept.
    pub(super) fn shares(&self, copy: usize, parent: usize) -> Option<(f32, f32)> {
        let overlap = self.edges.get(&(copy.min(parent), copy.max(parent)))?;
        Some(if copy < parent {
            (overlap.a_in_b, overlap.b_in_a)
        } else {
            (overlap.b_in_a, overlap.a_in_b)
        })
    }
}
