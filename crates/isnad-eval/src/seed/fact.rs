//! Facts with places and fields, and how two lists of them compare.

use std::ops::Range;

use super::place::{same, shared};

/// Something said of a place in the page: by the gold, or by Isnad.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fact {
    /// In scalar values of the page. Empty when unknown, which fits nothing.
    pub(crate) place: Range<usize>,
    pub(crate) text: String,
    pub(crate) optional: bool,
    /// Gold: what must be so. Found: what is; a name may stand twice with two readings.
    pub(crate) fields: Vec<(Field, Option<String>)>,
}

/// A field and how its values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Equal.
    Key(&'static str),
    /// One holds the other and is at most twice as long: who is named may or may not be named with
    /// the title.
    Words(&'static str),
}

/// How many facts of one kind came out right.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) name: &'static str,
    pub(crate) right: usize,
    pub(crate) gold: usize,
    /// How many were found, without those that only fit optional gold.
    pub(crate) found: usize,
    /// One line for each fact missed or made up.
    pub(crate) notes: Vec<String>,
}

impl Tally {
    /// Share of what was found that is right, as printed: a dash when nothing was found.
    pub(crate) fn precision(&self) -> String {
        match self.found {
            0 => "-".to_owned(),
            found => format!("{:.3}", self.right as f64 / found as f64),
        }
    }

    /// A tally without the notion of "found": yes-or-no questions.
    pub(crate) fn of(name: &'static str, right: usize, gold: usize, notes: Vec<String>) -> Tally {
        Tally {
            name,
            right,
            gold,
            found: right,
            notes,
        }
    }

    /// Compares what was found with the gold, each found fact serving one gold fact at most.
    pub(crate) fn compare(name: &'static str, gold: &[Fact], found: &[Fact]) -> Tally {
        let mut tally = Tally {
            name,
            ..Tally::default()
        };
        let mut free: Vec<&Fact> = found.iter().collect();
        for fact in gold.iter().filter(|fact| !fact.optional) {
            tally.gold += 1;
            if let Some(at) = free.iter().position(|other| fact.fits(other)) {
                free.remove(at);
                tally.right += 1;
            } else {
                tally.notes.push(format!("- {}", fact.against(found)));
            }
        }
        let optional = |other: &&Fact| {
            gold.iter()
                .any(|fact| fact.optional && same(&fact.place, &other.place))
        };
        free.retain(|other| !optional(other));
        tally.found = tally.right + free.len();
        tally
            .notes
            .extend(free.iter().map(|other| format!("+ {}", other.show())));
        tally
    }
}

impl Fact {
    /// Whether a found fact says what this gold fact asks.
    fn fits(&self, found: &Fact) -> bool {
        same(&self.place, &found.place)
            && self.fields.iter().all(|(field, wanted)| {
                let mut given = found.fields.iter().filter(|(name, _)| name == field);
                given.any(|(_, value)| field.agrees(wanted.as_deref(), value.as_deref()))
            })
    }

    /// What is said by a field; nothing at all where it is not asked for.
    pub(crate) fn values(&self, field: Field) -> Vec<Option<&str>> {
        let fields = self.fields.iter().filter(|(name, _)| *name == field);
        fields.map(|(_, value)| value.as_deref()).collect()
    }

    pub(crate) fn show(&self) -> String {
        let fields: Vec<String> = self
            .fields
            .iter()
            .map(|(field, value)| format!("{}={}", field.name(), value.as_deref().unwrap_or("∅")))
            .collect();
        format!(
            "[{}..{}] «{}» {}",
            self.place.start,
            self.place.end,
            self.text,
            fields.join(" ")
        )
    }

    /// The gold fact and what was found nearest to it.
    fn against(&self, found: &[Fact]) -> String {
        let nearest = found
            .iter()
            .filter(|other| shared(&self.place, &other.place) > 0)
            .max_by_key(|other| shared(&self.place, &other.place));
        let nearest = nearest.map_or_else(|| "nothing".to_owned(), Fact::show);
        format!("{}  FOUND {nearest}", self.show())
    }
}

impl Field {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Field::Key(name) | Field::Words(name) => name,
        }
    }

    pub(crate) fn agrees(self, wanted: Option<&str>, given: Option<&str>) -> bool {
        match (self, wanted, given) {
            (Field::Words(_), Some(wanted), Some(given)) => {
                let (a, b) = (squeezed(wanted), squeezed(given));
                let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
                long.contains(&short) && 2 * short.chars().count() >= long.chars().count()
            }
            _ => wanted == given,
        }
    }
}

/// Words with one space between them.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(place: Range<usize>, value: Option<&str>) -> Fact {
        Fact {
            place,
            fields: vec![(Field::Key("value"), value.map(str::to_owned))],
            ..Fact::default()
        }
    }

    #[test]
    fn optional_facts_neither_count_nor_harm() {
        let optional = Fact {
            optional: true,
            ..fact(20..30, Some("c"))
        };
        let gold = [fact(0..10, Some("a")), fact(10..20, None), optional];
        // found facts, right, counted as found
        let cases = [
            (vec![], 0, 0),
            (vec![fact(0..10, Some("a")), fact(10..20, None)], 2, 2),
            (vec![fact(0..10, Some("b")), fact(10..20, Some("x"))], 0, 2),
            (vec![fact(0..10, Some("a")), fact(0..10, Some("a"))], 1, 2),
            (vec![fact(0..4, Some("a")), fact(21..30, None)], 0, 1),
        ];
        for (found, right, counted) in cases {
            let tally = Tally::compare("dates", &gold, &found);
            assert_eq!(
                (tally.right, tally.gold, tally.found),
                (right, 2, counted),
                "{found:?}"
            );
        }
    }

    #[test]
    fn names_with_and_without_titles() {
        let words = Field::Words("speaker");
        let cases = [
            (Some("Ines Varro"), Some("minister Ines  Varro"), true),
            (Some("minister Ines Varro"), Some("Ines Varro"), true),
            (
                Some("Ines Varro"),
                Some("the minister for harbours, Ines Varro"),
                false,
            ),
            (Some("Ines Varro"), None, false),
            (None, None, true),
        ];
        for (wanted, given, expected) in cases {
            assert_eq!(
                words.agrees(wanted, given),
                expected,
                "{wanted:?} {given:?}"
            );
        }
    }
}
