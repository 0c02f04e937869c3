use std::{fmt, num::ParseIntError, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of an article, the same on every machine and after every rebuild.
///
/// It is a 64-bit hash (XXH3) of where the article stands: its address and its place among the
/// articles of that page, or, for a page without an address, of the page's bytes. A later state of
/// the same address therefore has the same id: it is a [revision](super), not another article.
/// Written as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u64);

impl ArticleId {
    /// The id of the `ordinal`-th article (from 0) of the page known by `key`.
    pub fn of(key: &[u8], ordinal: usize) -> ArticleId {
        ArticleId(xxhash_rust::xxh3::xxh3_64_with_seed(key, ordinal as u64))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for ArticleId {
    type Err = ParseIntError;

    fn from_str(digits: &str) -> Result<ArticleId, ParseIntError> {
        u64::from_str_radix(digits, 16).map(ArticleId)
    }
}

impl Serialize for ArticleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ArticleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ArticleId, D::Error> {
        let digits = String::deserialize(deserializer)?;
        digits.parse().map_err(serde::de::Error::custom)
    }
}
