//! A report that counts misses, field by field, against how many each field may have.

use std::{collections::BTreeMap, fmt::Debug};

/// The fields of a report, each with the most misses it may have.
pub(crate) type Allowed = [(&'static str, usize)];

/// How often each field was wrong, out of how many, and every miss as a line.
#[derive(Default)]
pub(crate) struct Report {
    fields: BTreeMap<&'static str, (usize, usize)>,
    misses: Vec<String>,
}

impl Report {
    /// Counts one value of `field`, found at `place`.
    pub(crate) fn compare<T: PartialEq + Debug>(
        &mut self,
        place: &str,
        field: &'static str,
        expected: &T,
        found: &T,
    ) {
        let wrong = expected != found;
        self.count(field, usize::from(wrong), 1);
        if wrong {
            self.miss(format!(
                "{place}, {field}:\n    expected {expected:?}\n    found    {found:?}"
            ));
        }
    }

    /// Counts several values of `field` at once.
    pub(crate) fn count(&mut self, field: &'static str, wrong: usize, of: usize) {
        let counts = self.fields.entry(field).or_default();
        counts.0 += wrong;
        counts.1 += of;
    }

    /// A line about something already counted.
    pub(crate) fn miss(&mut self, line: String) {
        self.misses.push(line);
    }

    /// Prints everything; fails when a field has more misses than it may have.
    pub(crate) fn settle(&self, allowed: &Allowed) {
        for miss in &self.misses {
            println!("{miss}");
        }
        let mut over = Vec::new();
        for (field, (wrong, of)) in &self.fields {
            let known = allowed.iter().find(|(name, _)| name == field);
            let most = known.unwrap_or_else(|| panic!("no bound for {field:?}")).1;
            println!(
                "{field:<22} {:>4} right of {of:>4}, {wrong} wrong, {most} allowed",
                of - wrong
            );
            if *wrong > most {
                over.push(field);
            }
        }
        assert!(over.is_empty(), "more misses than allowed: {over:?}");
    }
}
