//! How many columns of a terminal words take.

use std::ops::RangeInclusive;

/// Letters and signs that take none: what joins the letter before it, and what only gives orders.
const NONE: &[RangeInclusive<char>] = &[
    '\u{0}'..='\u{1f}',
    '\u{7f}'..='\u{9f}',
    '\u{ad}'..='\u{ad}',
    '\u{300}'..='\u{36f}',
    '\u{483}'..='\u{489}',
    '\u{591}'..='\u{5bd}',
    '\u{5bf}'..='\u{5bf}',
    '\u{5c1}'..='\u{5c2}',
    '\u{5c4}'..='\u{5c5}',
    '\u{600}'..='\u{605}',
    '\u{610}'..='\u{61a}',
    '\u{61c}'..='\u{61c}',
    '\u{64b}'..='\u{65f}',
    '\u{670}'..='\u{670}',
    '\u{6d6}'..='\u{6dd}',
    '\u{6df}'..='\u{6e4}',
    '\u{6e7}'..='\u{6e8}',
    '\u{6ea}'..='\u{6ed}',
    '\u{900}'..='\u{902}',
    '\u{93c}'..='\u{93c}',
    '\u{941}'..='\u{948}',
    '\u{94d}'..='\u{94d}',
    '\u{1ab0}'..='\u{1aff}',
    '\u{1dc0}'..='\u{1dff}',
    '\u{200b}'..='\u{200f}',
    '\u{2028}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{20d0}'..='\u{20f0}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{fe20}'..='\u{fe2f}',
    '\u{feff}'..='\u{feff}',
];

/// Letters and signs that take two: of East Asia, and pictures.
const TWO: &[RangeInclusive<char>] = &[
    '\u{1100}'..='\u{115f}',
    '\u{2e80}'..='\u{303e}',
    '\u{3041}'..='\u{a4cf}',
    '\u{ac00}'..='\u{d7a3}',
    '\u{f900}'..='\u{faff}',
    '\u{fe30}'..='\u{fe6f}',
    '\u{ff00}'..='\u{ff60}',
    '\u{ffe0}'..='\u{ffe6}',
    '\u{1f300}'..='\u{1f64f}',
    '\u{1f680}'..='\u{1f6ff}',
    '\u{1f900}'..='\u{1f9ff}',
    '\u{20000}'..='\u{3fffd}',
];

/// The columns that words take.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    let is_in = |ranges: &[RangeInclusive<char>]| {
        let at = ranges.partition_point(|range| *range.end() < c);
        ranges.get(at).is_some_and(|range| range.contains(&c))
    };
    match c {
        ' '..='~' => 1,
        _ if is_in(NONE) => 0,
        _ if is_in(TWO) => 2,
        _ => 1,
    }
}

/// As much of the words as fits, with `…` where more was there. Line feeds become spaces.
pub(crate) fn fitting(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&line) <= most {
        return line;
    }
    let mut taken = 0;
    let within = line.chars().take_while(|c| {
        taken += columns(*c);
        taken < most
    });
    let cut: String = within.collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_take_no_column_and_wide_letters_two() {
        let cases = [
            ("Lennar", 6),
            ("لينار", 5),
            ("لِينَار", 5),
            ("\u{2068}لينار\u{2069}", 5),
            ("é", 1),
            ("e\u{301}", 1),
            ("東京", 4),
            ("", 0),
        ];
        for (text, columns) in cases {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn what_is_cut_says_so_and_fits() {
        assert_eq!(fitting("the ferry\nsails", 20), "the ferry sails");
        assert_eq!(fitting("the ferry sails", 10), "the ferry…");
        assert_eq!(fitting("東京東京", 4), "東…");
        for most in 1..12 {
            assert!(width(&fitting("عودة العبارة", most)) <= most);
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        for table in [NONE, TWO] {
            assert!(table.windows(2).all(|pair| pair[0].end() < pair[1].start()));
        }
    }
}
