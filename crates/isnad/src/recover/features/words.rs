//! What a piece's words are about, as far as that can be counted.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::LazyLock,
};

use crate::text::{
    fold,
    hash::{Fnv, Xx},
    lang, token,
};

use super::{
    super::{
        body::Known,
        pieces::{Piece, Pieces, share},
    },
    F, Row, log,
};

type Table<T> = HashMap<u64, T, BuildHasherDefault<Fnv>>;

/// The words of the headline and of the page's description, and how often each text stands on the
/// page.
pub(super) struct Words {
    headline: Vec<u64>,
    description: Vec<u64>,
    texts: Table<u32>,
}

/// A shorter word than this, in bytes, is in every text.
const LONG: usize = 4;

/// Standing oftener than this tells nothing more.
const OFTEN: u32 = 5;

/// The groups of `signals.tsv`, in the order of their bits.
const SIGNALS: [(&str, F); 5] = [
    ("reader", F::reader),
    ("service", F::service),
    ("elsewhere", F::elsewhere),
    ("picture", F::picture),
    ("staff", F::staff),
];

/// The groups of each signal word, a bit each.
static GROUPS: LazyLock<Table<u8>> = LazyLock::new(|| {
    let mut table = Table::default();
    for row in lang::signals() {
        let group = SIGNALS.iter().position(|(name, _)| *name == row[0]);
        for (hash, _) in row[1..].iter().flat_map(|word| hashes(word)) {
            *table.entry(hash).or_insert(0) |= group.map_or(0, |at| 1 << at);
        }
    }
    table
});

impl Words {
    pub(super) fn of(pieces: &Pieces, known: &Known) -> Words {
        let mut texts = Table::default();
        for piece in &pieces.list {
            *texts.entry(text_hash(&piece.text)).or_insert(0_u32) += 1;
        }
        Words {
            headline: long_words(known.headline),
            description: long_words(known.description.unwrap_or("")),
            texts,
        }
    }

    pub(super) fn write(&self, row: &mut Row, piece: &Piece) {
        let mut counts = [0_usize; SIGNALS.len()];
        let (mut total, mut long, mut of_headline, mut of_description) = (0, 0, 0, 0);
        for (hash, len) in hashes(&piece.text) {
            total += 1;
            let groups = GROUPS.get(&hash).copied().unwrap_or(0);
            for (at, count) in counts.iter_mut().enumerate() {
                *count += usize::from(groups >> at & 1);
            }
            if len >= LONG {
                long += 1;
                of_headline += usize::from(self.headline.contains(&hash));
                of_description += usize::from(self.description.contains(&hash));
            }
        }
        for ((_, feature), count) in SIGNALS.iter().zip(counts) {
            row.put(*feature, share(count, total));
        }
        let of_fewer = |shared, other: &[u64]| share(shared, other.len().min(long).max(1)).min(1.0);
        row.put(F::like_headline, of_fewer(of_headline, &self.headline));
        row.put(
            F::like_description,
            of_fewer(of_description, &self.description),
        );
        row.put(F::words_count, log(total));
        let times = self.texts.get(&text_hash(&piece.text)).copied();
        row.put(F::repeats, times.unwrap_or(0).min(OFTEN) as f32);
    }
}

/// The folded words of a text, as hashes, with their lengths in bytes.
fn hashes(text: &str) -> impl Iterator<Item = (u64, usize)> {
    token::tokens(text).map(|word| {
        let mut hash = Fnv::default();
        for c in word.text.chars().filter_map(fold::fold_char) {
            if c.is_ascii() {
                hash.write_u8(c as u8);
            } else {
                hash.write(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        (hash.finish(), word.text.len())
    })
}

/// The runs of three words of a text, as hashes.
pub(crate) fn runs(text: &str) -> Vec<u64> {
    let words: Vec<u64> = hashes(text).map(|(hash, _)| hash).collect();
    let mix = |run: &[u64]| {
        run.iter()
            .fold(0, |mixed: u64, word| mixed.rotate_left(21) ^ word)
    };
    words.windows(3).map(mix).collect()
}

fn long_words(text: &str) -> Vec<u64> {
    let long = hashes(text).filter(|(_, len)| *len >= LONG);
    long.map(|(hash, _)| hash).collect()
}

fn text_hash(text: &str) -> u64 {
    let mut hash = Xx::default();
    hash.write(text.as_bytes());
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_signals_is_a_group() {
        for row in lang::signals() {
            assert!(SIGNALS.iter().any(|(name, _)| *name == row[0]), "{row:?}");
        }
        let group = |word: &str| hashes(word).find_map(|(hash, _)| GROUPS.get(&hash).copied());
        assert_eq!(group("Newsletter"), Some(0b10));
        assert_eq!(group("اقرأ"), Some(0b100));
        assert_eq!(group("harbour"), None);
    }
}
