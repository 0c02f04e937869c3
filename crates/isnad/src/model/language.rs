use std::fmt;

use serde::{Deserialize, Serialize};

/// A language by its BCP 47 primary subtag in lower case: `ar`, `en`, `fr`, `de`, …
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Language(String);

impl Language {
    /// From a BCP 47 tag or a POSIX locale; only the primary subtag is kept (`ar-TN` and `ar_TN` are `ar`).
    ///
    /// `None` when what stands before the first separator is not two or three ASCII letters.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        let fits = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_lowercase());
        fits.then_some(Language(primary))
    }

    /// The subtag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the language is written from right to left.
    pub fn is_rtl(&self) -> bool {
        matches!(
            self.as_str(),
            "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi"
        )
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn only_the_primary_subtag_counts() {
        let cases = [
            ("ar-TN", Some("ar")),
            ("AR", Some("ar")),
            ("en_GB", Some("en")),
            (" fr ", Some("fr")),
            ("x-default", None),
            ("", None),
            ("deutsch", None),
        ];
        for (tag, expected) in cases {
            let language = Language::from_tag(tag);
            assert_eq!(language.as_ref().map(Language::as_str), expected, "{tag:?}");
        }
    }
}
