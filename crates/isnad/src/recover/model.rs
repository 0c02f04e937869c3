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
    roots: Vec<Side>,
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
    let odds: f32 = model.roots.iter().map(|&root| model.leaf(root, row)).sum();
    1.0 / (1.0 + (-odds).exp()) >= model.keep
}

impl Model {
    /// Reads the file; a test holds that it is whole, and its columns ours.
    fn read(text: &str) -> Model {
        let mut model = Model {
            keep: 0.5,
            splits: Vec::new(),
            roots: Vec::new(),
        };
        for line in text.lines() {
            match line.split_once(' ') {
                Some(("keep", share)) => model.keep = share.parse().unwrap_or(model.keep),
                Some(("tree", tree)) => {
                    let root = model.side(&mut tree.split(' '));
                    model.roots.push(root);
                }
                _ => {}
            }
        }
        model
    }

    /// Reads a split and both its sides, or a leaf.
    fn side<'t>(&mut self, words: &mut impl Iterator<Item = &'t str>) -> Side {
        let word = words.next().unwrap_or("=0");
        let Some((column, threshold)) = word.split_once(':') else {
            return Side::Leaf(word.trim_start_matches('=').parse().unwrap_or(0.0));
        };
        let place = self.splits.len();
        self.splits.push(Split {
            column: column.parse().unwrap_or(0),
            threshold: threshold.parse().unwrap_or(0.0),
            sides: [Side::Leaf(0.0); 2],
        });
        let sides = [self.side(words), self.side(words)];
        self.splits[place].sides = sides;
        Side::Split(place as u16)
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
    fn a_tree_is_walked_to_its_leaf() {
        let model = Model::read("keep 0.3\ntree 0:1.5 =-2 1:0 =3 =4\n");
        let mut row = Row([0.0; features::COUNT]);
        let mut leaf = |first: f32, second: f32| {
            (row.0[0], row.0[1]) = (first, second);
            model.leaf(model.roots[0], &row)
        };
        assert_eq!(leaf(1.5, 9.0), -2.0);
        assert_eq!(leaf(2.0, 0.0), 3.0);
        assert_eq!(leaf(2.0, 0.1), 4.0);
        assert_eq!(model.keep, 0.3);
    }
}
