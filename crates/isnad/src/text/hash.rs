//! The hashes of tables.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

/// Tables that live as long as one page.
pub(crate) type PageMap<K, V> = HashMap<K, V, BuildHasherDefault<Xx>>;
pub(crate) type PageSet<T> = HashSet<T, BuildHasherDefault<Xx>>;

/// XXH3, for keys of more than a few letters. Not for keys that somebody chooses to make a table slow:
/// it is for tables that live as long as one page, whose size is bounded.
#[derive(Debug, Default)]
pub(crate) struct Xx(u64);

impl Hasher for Xx {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxhash_rust::xxh3::xxh3_64_with_seed(bytes, self.0);
    }

    // The mark that parts one string from the next.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// FNV-1a, the hash of Fowler, Noll and Vo. Every word of every article is looked up; the tables are
/// compiled in, so nobody can choose keys that collide, and the default hasher's guard against that
/// would only cost.
#[derive(Debug)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
