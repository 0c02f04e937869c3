//! Runs of equal words, laid from one text onto another.

use std::collections::HashMap;

use super::words::Word;

/// Words that a run must have to be laid as one.
const RUN: usize = 3;
/// Places of one run of [`RUN`] words that are tried; stock phrases have more, and need no more.
const TRIES: usize = 16;
/// Runs that are laid at most, the longest: comparing them costs their number squared.
const MOST: usize = 4000;

/// A run of equal words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    /// Its first word in the parent.
    pub(super) parent: usize,
    /// Its first word in the copy.
    pub(super) copy: usize,
    /// Its words.
    pub(super) len: usize,
}
/// Runs that both texts hold, none of them sharing a word with another.
pub(super) fn tiles(parent: &[Word], copy: &[Word]) -> Vec<Tile> {
    let mut laid = Vec::new();
    let mut taken = (vec![false; parent.len()], vec![false; copy.len()]);
    for tile in matches(parent, copy) {
        let free = |k: usize| !taken.0[tile.parent + k] && !taken.1[tile.copy + k];
        let Some(from) = (0..tile.len).find(|&k| free(k)) else {
            continue;
        };
        let len = (from..tile.len).take_while(|&k| free(k)).count();
        if len < RUN {
            continue;
        }
        if laid.len() == MOST {
            break;
        }
        for k in from..from + len {
            taken.0[tile.parent + k] = true;
            taken.1[tile.copy + k] = true;
        }
        laid.push(Tile {
            parent: tile.parent + from,
            copy: tile.copy + from,
            len,
        });
    }
    laid
}

/// Every longest run of equal words, the longest first.
fn matches(parent: &[Word], copy: &[Word]) -> Vec<Tile> {
    let key = |run: &[Word]| -> [u64; RUN] { std::array::from_fn(|k| run[k].hash) };
    let mut places: HashMap<[u64; RUN], Vec<usize>> = HashMap::new();
    for (at, run) in parent.windows(RUN).enumerate() {
        let list = places.entry(key(run)).or_default();
        if list.len() < TRIES {
            list.push(at);
        }
    }
    let same = |p: usize, c: usize| match (parent.get(p), copy.get(c)) {
        (Some(p), Some(c)) => p.hash == c.hash,
        _ => false,
    };
    let mut found = Vec::new();
    for (c, run) in copy.windows(RUN).enumerate() {
        for &p in places.get(&key(run)).into_iter().flatten() {
            let starts = p == 0 || c == 0 || !same(p - 1, c - 1);
            if starts {
                let len = (0..).take_while(|&k| same(p + k, c + k)).count();
                found.push(Tile {
                    parent: p,
                    copy: c,
                    len,
                });
            }
        }
    }
    found.sort_unstable_by_key(|tile| (std::cmp::Reverse(tile.len), tile.copy, tile.parent));
    found
}

/// The tiles (sorted by copy) that stand in the parent's order too — the chain with the most words —
/// and the others.
pub(super) fn in_order(tiles: &[Tile]) -> (Vec<Tile>, Vec<Tile>) {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(tiles.len());
    for (at, tile) in tiles.iter().enumerate() {
        let before = (0..at)
            .filter(|&k| tiles[k].parent < tile.parent)
            .max_by_key(|&k| (best[k].0, std::cmp::Reverse(k)));
        best.push((tile.len + before.map_or(0, |k| best[k].0), before));
    }
    let mut kept = vec![false; tiles.len()];
    let mut at = (0..tiles.len()).max_by_key(|&k| (best[k].0, std::cmp::Reverse(k)));
    while let Some(k) = at {
        kept[k] = true;
        at = best[k].1;
    }
    let mut place = 0;
    tiles.iter().partition(|_| {
        place += 1;
        kept[place - 1]
    })
}
