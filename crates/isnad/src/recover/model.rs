//! Weighs what is known of a piece: how likely it is the article's.
//!
//! The weights are gradient-boosted decision trees in `model.txt` and `model-text.txt`, learned from pages with gold by
//! `bench/model/train.py`, which also measures them on publishers they were not learned from. Here
//! they are only walked.

use std::sync::LazyLock;

use super::features::Row;

/// The trees, all in one list.
struct Model {
    /// A piece is kept from this probability on.
    keep: f32,
    splits: Vec<Split>,
    trees: Vec<Tree>,
}

struct Tree {
    root: Side,
    /// The least and the most that this tree and those after it can add: most sums are decided
    /// before the last tree.
    rest: [f32; 2],
}

struct Split {
    column: u16,
    threshold: f32,
    /// Where to go for values up to the threshold, and above it.
    sides: [Side; 2],
}

#[derive(Clone, Copy)]
enum Side {
    /// The place of the next split.
    Split(u16),
    /// The end: a part of the sum.
    Leaf(f32),
}

/// Learned from pages as they are, and from the same pages without their tags.
static OF_TAGS: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("model.txt")));
static OF_TEXT: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("model-text.txt")));

/// Whether a piece is likely enough the article's.
pub(super) fn keeps(row: &Row, has_tags: bool) -> bool {
    let model = if has_tags { &OF_TAGS } else { &OF_TEXT };
    model.keeps(row)
}

impl Model {
    /// Reads the file; a test holds that it is whole, and its columns ours.
    fn read(text: &str) -> Model {
        let mut model = Model {
            keep: 0.5,
            splits: Vec::new(),
            trees: Vec::new(),
        };
        for line in text.lines() {
            match line.split_once(' ') {
                Some(("keep", share)) => model.keep = share.parse().unwrap_or(model.keep),
                Some(("tree", tree)) => {
                    let (root, rest) = model.side(&mut tree.split(' '));
                    model.trees.push(Tree { root, rest });
                }
                _ => {}
            }
        }
        let mut after = [0.0; 2];
        for tree in model.trees.iter_mut().rev() {
            after = [after[0] + tree.rest[0], after[1] + tree.rest[1]];
            tree.rest = after;
        }
        model
    }

    fn keeps(&self, row: &Row) -> bool {
        let enough = (self.keep / (1.0 - self.keep)).ln();
        let mut sum = 0.0;
        for tree in &self.trees {
            let [least, most] = tree.rest;
            if sum + least >= enough {
                return true;
            }
            if sum + most < enough {
                return false;
            }
            sum += self.leaf(tree.root, row);
        }
        sum >= enough
    }

    /// Reads a split and both its sides, or a leaf; with the least and the most of its leaves.
    fn side<'t>(&mut self, words: &mut impl Iterator<Item = &'t str>) -> (Side, [f32; 2]) {
        let word = words.next().unwrap_or("=0");
        let Some((column, threshold)) = word.split_once(':') else {
            let leaf = word.trim_start_matches('=').parse().unwrap_or(0.0);
            return (Side::Leaf(leaf), [leaf; 2]);
        };
        let place = self.splits.len();
        self.splits.push(Split {
            column: column.parse().unwrap_or(0),
            threshold: threshold.parse().unwrap_or(0.0),
            sides: [Side::Leaf(0.0); 2],
        });
        let (low, of_low) = self.side(words);
        let (high, of_high) = self.side(words);
        self.splits[place].sides = [low, high];
        let leaves = [of_low[0].min(of_high[0]), of_low[1].max(of_high[1])];
        (Side::Split(place as u16), leaves)
    }

    fn leaf(&self, mut side: Side, row: &Row) -> f32 {
        loop {
            match side {
                Side::Leaf(value) => return value,
                Side::Split(place) => {
                    let split = &self.splits[usize::from(place)];
                    let is_above = row.0[usize::from(split.column)] > split.threshold;
                    side = split.sides[usize::from(is_above)];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::features, *};

    #[test]
    fn the_files_are_whole_and_their_columns_are_ours() {
        for (text, model) in [
            (include_str!("model.txt"), &OF_TAGS),
            (include_str!("model-text.txt"), &OF_TEXT),
        ] {
            is_whole(text);
            assert!(model.splits.len() < usize::from(u16::MAX));
        }
    }

    fn is_whole(text: &str) {
        let columns = text.lines().find_map(|line| line.strip_prefix("columns "));
        let names: Vec<&str> = columns.unwrap_or("").split(' ').collect();
        assert_eq!(
            names,
            features::NAMES,
            "train the model anew: bench/model/train.py"
        );
        for tree in text.lines().filter_map(|line| line.strip_prefix("tree ")) {
            let (splits, leaves): (Vec<&str>, Vec<&str>) =
                tree.split(' ').partition(|word| word.contains(':'));
            assert_eq!(splits.len() + 1, leaves.len(), "{tree}");
            for split in splits {
                let (column, threshold) = split.split_once(':').unwrap();
                assert!(
                    column.parse::<usize>().unwrap() < features::COUNT,
                    "{split}"
                );
                assert!(threshold.parse::<f32>().is_ok(), "{split}");
            }
            for leaf in leaves {
                assert!(leaf[1..].parse::<f32>().is_ok(), "{leaf}");
            }
        }
    }

    #[test]
    fn to_stop_early_changes_no_verdict() {
        let model = Model::read(
            "keep 0.4\ntree 0:1 =-2 1:1 =1 =2\ntree 1:2 =-1 =0.5\ntree 0:2 1:0 =-0.4 =0.3 =0.9\n",
        );
        let grid = (0..36).map(|at| [(at % 6) as f32 * 0.5, (at / 6) as f32 * 0.5]);
        let verdicts: Vec<bool> = grid
            .map(|values| {
                let mut row = Row([0.0; features::COUNT]);
                row.0[..2].copy_from_slice(&values);
                let leaves = model.trees.iter().map(|tree| model.leaf(tree.root, &row));
                let odds: f32 = leaves.sum();
                let keeps = 1.0 / (1.0 + (-odds).exp()) >= model.keep;
                assert_eq!(model.keeps(&row), keeps, "{values:?} {odds}");
                keeps
            })
            .collect();
        assert!(verdicts.contains(&true) && verdicts.contains(&false));
    }

    #[test]
    fn a_tree_is_walked_to_its_leaf() {
        let model = Model::read("keep 0.3\ntree 0:1.5 =-2 1:0 =3 =4\n");
        let mut row = Row([0.0; features::COUNT]);
        let mut leaf = |first: f32, second: f32| {
            (row.0[0], row.0[1]) = (first, second);
            model.leaf(model.trees[0].root, &row)
        };
        assert_eq!(leaf(1.5, 9.0), -2.0);
        assert_eq!(leaf(2.0, 0.0), 3.0);
        assert_eq!(leaf(2.0, 0.1), 4.0);
        assert_eq!(model.keep, 0.3);
    }
}
