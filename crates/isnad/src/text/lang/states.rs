//! What happens to those whom the news counts.

use std::sync::LazyLock;

use crate::text::{lexicon, phrase::Phrases};

/// Words that say what happened, and units of figures that say it by themselves, with the state's key.
pub struct States {
    /// Phrases of any language.
    pub words: Phrases<&'static str>,
    /// Words that make a number one of more of them (`two more`, `آخرين`).
    pub further: Phrases<()>,
    /// Units, by their keys.
    units: Vec<(&'static str, &'static str)>,
}

static STATES: LazyLock<States> = LazyLock::new(|| {
    let (mut words, mut units) = (Phrases::default(), Vec::new());
    let mut further = Phrases::default();
    for row in lexicon::rows(include_str!("states.tsv")) {
        let Some((&key, forms)) = row.split_first() else {
            continue;
        };
        for &form in forms {
            if key == "further" {
                further.insert(form, ());
            } else if let Some(unit) = form.strip_prefix(':') {
                units.push((unit, key));
            } else {
                words.insert(form, key);
            }
        }
    }
    States {
        words,
        further,
        units,
    }
});

/// The table.
pub fn states() -> &'static States {
    &STATES
}

impl States {
    /// The state that a unit of figures says by itself: those counted as `wounded` are.
    pub fn of_unit(&self, unit: &str) -> Option<&'static str> {
        let found = self.units.iter().find(|(known, _)| *known == unit);
        found.map(|(_, key)| *key)
    }
}

#[cfg(test)]
mod tests {
    use super::states;

    #[test]
    fn words_and_units_say_what_happened() {
        assert_eq!(states().of_unit("dead"), Some("killed"));
        assert_eq!(states().of_unit("train"), None);
        assert_eq!(states().words.whole("مصرعهم"), Some(&"killed"));
        assert_eq!(states().words.whole("laid off"), Some(&"dismissed"));
    }
}
