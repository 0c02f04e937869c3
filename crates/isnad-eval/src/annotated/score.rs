//! How many spans were found, and what was said of them.

use crate::{
    report::{Report, Scores, share},
    seed::{
        fact::{Fact, Field},
        place::{same, shared},
    },
    table::Table,
};

/// What came of a field over all spans that are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Said {
    right: usize,
    /// Something else was said, or something where nothing is.
    wrong: usize,
    /// Nothing was said where something is.
    missing: usize,
}

/// The counts of one kind of annotation.
#[derive(Debug)]
pub(crate) struct Tally {
    name: &'static str,
    rows: usize,
    pub(crate) gold: usize,
    /// Without those that fit optional labels.
    found: usize,
    right: usize,
    fields: Vec<(Field, Said)>,
    /// A line for each span missed (`-`), made up (`+`), or with something else said of it (`~`).
    notes: Vec<String>,
}

impl Tally {
    pub(crate) fn new(name: &'static str, fields: &[Field]) -> Tally {
        Tally {
            name,
            rows: 0,
            gold: 0,
            found: 0,
            right: 0,
            fields: fields
                .iter()
                .map(|&field| (field, Said::default()))
                .collect(),
            notes: Vec::new(),
        }
    }

    /// Compares one article.
    pub(crate) fn add(&mut self, row: &str, gold: &[Fact], found: &[Fact]) {
        self.rows += 1;
        let mut free: Vec<&Fact> = found.iter().collect();
        for label in gold.iter().filter(|label| !label.optional) {
            self.gold += 1;
            let fits = |other: &&Fact| same(&label.place, &other.place);
            let best = (0..free.len())
                .filter(|&at| fits(&free[at]))
                .max_by_key(|&at| shared(&label.place, &free[at].place));
            match best {
                Some(at) => self.pair(row, label, free.remove(at)),
                None => self.notes.push(format!("{row} - {}", label.show())),
            }
        }
        let is_optional = |other: &Fact| {
            let near = |label: &Fact| label.optional && shared(&label.place, &other.place) > 0;
            gold.iter().any(near)
        };
        free.retain(|other| !is_optional(other));
        self.found += free.len();
        let made_up = free.iter().map(|other| format!("{row} + {}", other.show()));
        self.notes.extend(made_up);
    }

    fn pair(&mut self, row: &str, label: &Fact, found: &Fact) {
        self.right += 1;
        self.found += 1;
        let mut differs = false;
        for (field, said) in &mut self.fields {
            let wanted = label.values(*field);
            if wanted.is_empty() {
                continue;
            }
            let given = found.values(*field);
            let agree = wanted
                .iter()
                .any(|wanted| given.iter().any(|given| field.agrees(*wanted, *given)));
            let is_silent = given.iter().all(Option::is_none);
            // Nothing said where nothing is to say is no merit.
            if is_silent && wanted.iter().all(Option::is_none) {
                continue;
            }
            match (agree, is_silent) {
                (true, _) => said.right += 1,
                (false, true) => said.missing += 1,
                (false, false) => said.wrong += 1,
            }
            differs |= !agree;
        }
        if differs {
            let (label, found) = (label.show(), found.show());
            self.notes.push(format!("{row} ~ {label}  FOUND {found}"));
        }
    }

    pub(crate) fn report(self, misses: bool) -> Report {
        let mut table = Table::new([self.name, "right", "wrong", "missing"]);
        let count = |name: &str, right: usize, wrong: usize, missing: usize| {
            [
                name.to_owned(),
                right.to_string(),
                wrong.to_string(),
                missing.to_string(),
            ]
        };
        let (wrong, missing) = (self.found - self.right, self.gold - self.right);
        table.row(count("spans", self.right, wrong, missing));
        let precision = share(self.right, self.found);
        let recall = share(self.right, self.gold);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        let mut scores = Scores::new(self.name)
            .count("n", self.rows)
            .number("precision", precision, 3)
            .number("recall", recall, 3)
            .number("f1", f1, 3);
        for (field, said) in &self.fields {
            table.row(count(field.name(), said.right, said.wrong, said.missing));
            let all = said.right + said.wrong + said.missing;
            if all == 0 {
                continue;
            }
            scores = scores.number(field.name(), share(said.right, all), 3);
        }
        let mut text = table.to_string();
        if misses {
            text += &self.notes.join("\n");
            text += "\n";
        }
        Report { text, scores }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEAKER: Field = Field::Words("speaker");

    fn fact(place: std::ops::Range<usize>, speakers: &[Option<&str>]) -> Fact {
        let field = |value: &Option<&str>| (SPEAKER, value.map(str::to_owned));
        Fact {
            place,
            fields: speakers.iter().map(field).collect(),
            ..Fact::default()
        }
    }

    #[test]
    fn a_wrong_speaker_is_not_a_missing_one() {
        // label, found; right, wrong, missing
        let ada = Some("Ada Lind");
        let cases = [
            (vec![ada], vec![ada], (1, 0, 0)),
            (vec![Some("she"), ada], vec![ada], (1, 0, 0)),
            (vec![ada], vec![Some("Omar Sel")], (0, 1, 0)),
            (vec![ada], vec![None], (0, 0, 1)),
            (vec![None], vec![None], (0, 0, 0)),
            (vec![None], vec![ada], (0, 1, 0)),
        ];
        for (label, found, expected) in cases {
            let mut tally = Tally::new("quotes", &[SPEAKER]);
            tally.add("x", &[fact(0..10, &label)], &[fact(2..10, &found)]);
            let said = tally.fields[0].1;
            let counts = (said.right, said.wrong, said.missing);
            assert_eq!(counts, expected, "{label:?} {found:?}");
        }
    }

    #[test]
    fn spans_are_right_missing_or_made_up() {
        let optional = Fact {
            optional: true,
            ..fact(40..50, &[])
        };
        let gold = [fact(0..10, &[]), fact(20..30, &[]), optional];
        let found = [fact(1..9, &[]), fact(42..44, &[]), fact(60..70, &[])];
        let mut tally = Tally::new("quotes", &[]);
        tally.add("x", &gold, &found);
        assert_eq!((tally.right, tally.gold, tally.found), (1, 2, 2));
        let report = tally.report(true);
        assert_eq!(report.scores.get("precision"), Some("0.500"));
        assert_eq!(report.text.matches("\nx ").count(), 2);
    }
}
