//! What a measure says: text for people, then one line for scripts.

use std::fmt;

/// The result of a measure. Its `Display` is what the program prints.
#[derive(Debug)]
pub(crate) struct Report {
    /// Tables for people. Ends with a line feed, or is empty.
    pub(crate) text: String,
    /// The last line.
    pub(crate) scores: Scores,
}

/// The last line: the measure's name and `name=value` pairs, in the order they were added.
#[derive(Debug)]
pub(crate) struct Scores {
    measure: &'static str,
    pairs: Vec<(&'static str, String)>,
}

impl Scores {
    /// No scores yet.
    pub(crate) fn new(measure: &'static str) -> Scores {
        Scores {
            measure,
            pairs: Vec::new(),
        }
    }

    /// Adds a count.
    pub(crate) fn count(mut self, name: &'static str, value: usize) -> Scores {
        self.pairs.push((name, value.to_string()));
        self
    }

    /// Adds a number, printed with `digits` decimals.
    pub(crate) fn number(mut self, name: &'static str, value: f64, digits: usize) -> Scores {
        self.pairs.push((name, format!("{value:.digits$}")));
        self
    }

    /// Adds `right/all`.
    pub(crate) fn part(mut self, name: &'static str, right: usize, all: usize) -> Scores {
        self.pairs.push((name, format!("{right}/{all}")));
        self
    }

    /// A score as printed, for tests and for tables.
    #[cfg(test)]
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let pair = self.pairs.iter().find(|(known, _)| *known == name);
        pair.map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.measure)?;
        self.pairs
            .iter()
            .try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.text)?;
        writeln!(f, "{}", self.scores)
    }
}

/// `part` of `all`, and 1 where there is nothing to get wrong.
pub(crate) fn share(part: usize, all: usize) -> f64 {
    if all == 0 {
        return 1.0;
    }
    part as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_pairs() {
        let scores = Scores::new("pages")
            .count("n", 3)
            .number("f1", 0.9518, 3)
            .part("articles", 1, 2);
        let report = Report {
            text: "a table\n".into(),
            scores,
        };
        assert_eq!(
            report.to_string(),
            "a table\npages n=3 f1=0.952 articles=1/2\n"
        );
    }
}
