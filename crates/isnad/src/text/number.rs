//! Numbers in digits and in words.
//!
//! ```
//! use isnad::text::{lexeme::{Lexemes, Vocabulary}, number::number};
//! let lexemes = Lexemes::of("2.3 مليون", Vocabulary::any());
//! assert_eq!(number(&lexemes, 0).map(|found| found.value), Some(2_300_000.0));
//! ```
//!
//! What a point or comma before three digits means differs by language, and within Arabic by
//! country; there it groups thousands unless a word like `مليون` follows.

use super::lexeme::{Class, Lexemes};

/// A number and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// The lexeme after it.
    pub next: usize,
    /// Whether it begins with digits rather than words.
    pub in_digits: bool,
    /// Whether a word that multiplies (`million`) is part of it.
    pub scaled: bool,
}

/// The number that begins at a lexeme, as long as it goes.
pub fn number(x: &Lexemes<'_>, at: usize) -> Option<Number> {
    let mut sum = Sum::new(at);
    sum.part(x);
    while let Some(next) = sum.step(x) {
        sum.next = next;
    }
    if sum.next == at {
        return None;
    }
    sum.fraction(x);
    Some(Number {
        value: sum.total + sum.group.unwrap_or(0.0),
        next: sum.next,
        in_digits: x.number(at).is_some(),
        scaled: sum.scale.is_finite(),
    })
}

/// A number being read: `total` is settled, `group` may still be multiplied.
struct Sum {
    start: usize,
    next: usize,
    total: f64,
    group: Option<f64>,
    group_in_digits: bool,
    /// The smallest multiplier so far; what follows must be smaller.
    scale: f64,
}

impl Sum {
    fn new(at: usize) -> Sum {
        Sum {
            start: at,
            next: at,
            total: 0.0,
            group: None,
            group_in_digits: false,
            scale: f64::INFINITY,
        }
    }

    /// Takes the next part, and says where it ends.
    fn step(&mut self, x: &Lexemes<'_>) -> Option<usize> {
        let first = self.next == self.start;
        let and = !first && x.is(self.next, Class::And);
        let hyphen = !first && x.mark(self.next) == Some('-') && !x.spaced(self.next + 1);
        let at = self.next + usize::from(and || hyphen);
        if let Some((value, next)) = digits(x, at) {
            return self.take_digits(x, value, first, and).then_some(next);
        }
        let joined = and || x.word(at).is_some_and(|word| word.joined);
        if let Some(scale) = x.value(at, Class::Scale)
            && !(first && x.is(at, Class::Several))
            && self.take_scale(scale as f64, first, joined)
        {
            return Some(at + 1);
        }
        let value = x.value(at, Class::Cardinal)? as f64;
        let latin = x.folded(at).is_some_and(str::is_ascii);
        self.take_cardinal(value, first, joined, latin)
            .then_some(at + 1)
    }

    /// Digits begin a number, or go on after a multiplier: `3 آلاف و500`.
    fn take_digits(&mut self, x: &Lexemes<'_>, value: f64, first: bool, and: bool) -> bool {
        let arabic_and = and && x.folded(self.next) == Some("و");
        let goes_on = arabic_and && self.group.is_none() && value < self.scale;
        if !first && !goes_on {
            return false;
        }
        self.group = Some(value);
        self.group_in_digits = true;
        true
    }

    fn take_scale(&mut self, scale: f64, first: bool, joined: bool) -> bool {
        if joined && !first && (self.group.is_some() || scale >= self.scale) {
            return false;
        }
        if scale < 1000.0 {
            return self.take_small_scale(scale, first);
        }
        if scale >= self.scale || (self.group.is_none() && !first && !joined) {
            return false;
        }
        self.total += self.group.take().unwrap_or(1.0) * scale;
        self.scale = scale;
        true
    }

    /// Hundreds and dozens multiply what is at hand and may be multiplied in turn.
    fn take_small_scale(&mut self, scale: f64, first: bool) -> bool {
        match self.group {
            None if first || self.total > 0.0 => self.group = Some(scale),
            Some(group) if group < 100.0 && group > 0.0 => self.group = Some(group * scale),
            _ => return false,
        }
        true
    }

    /// `نصف مليون`, `half a million`, `a quarter of a million`.
    fn part(&mut self, x: &Lexemes<'_>) {
        let Some(hundredths) = x.value(self.start, Class::Fraction) else {
            return;
        };
        let small = |at: &usize| matches!(x.folded(*at), Some("a" | "of"));
        let at = (self.start + 1..self.start + 4).find(|at| !small(at));
        let scale = at.and_then(|at| x.value(at, Class::Scale));
        if let (Some(at), Some(scale)) = (at, scale.filter(|scale| *scale >= 1000)) {
            self.total = hundredths as f64 / 100.0 * scale as f64;
            self.scale = scale as f64;
            self.next = at + 1;
        }
    }

    fn take_cardinal(&mut self, value: f64, first: bool, joined: bool, latin: bool) -> bool {
        // `مليونان`, two of a multiplier: smaller numbers may follow, as behind the multiplier itself.
        if first && value >= 2000.0 {
            self.total = value;
            self.scale = value / 2.0;
            return true;
        }
        let Some(group) = self.group else {
            let fits = first || ((joined || latin) && value < self.scale);
            if fits {
                self.group = Some(value);
            }
            return fits;
        };
        if self.group_in_digits || !(joined || latin) {
            return false;
        }
        let tail = group % 100.0;
        let is_tens = (20.0..100.0).contains(&value);
        let after_hundred = group >= 100.0 && tail == 0.0 && value < 100.0;
        let ones_then_tens = joined && !latin && is_tens && (1.0..10.0).contains(&tail);
        let tens_then_ones = latin && !joined && tail >= 20.0 && tail % 10.0 == 0.0 && value < 10.0;
        let fits = value > 0.0 && (after_hundred || ones_then_tens || tens_then_ones);
        if fits {
            self.group = Some(group + value);
        }
        fits
    }

    /// `ونصف`, `and a half`, `et demi`: of the last multiplier.
    fn fraction(&mut self, x: &Lexemes<'_>) {
        let and = x.is(self.next, Class::And);
        let at = self.next + usize::from(and);
        let joined = and || x.word(at).is_some_and(|word| word.joined);
        let Some(hundredths) = x.value(at, Class::Fraction) else {
            return;
        };
        if !joined {
            return;
        }
        let unit = if self.group.is_none() && self.scale.is_finite() {
            self.scale
        } else {
            1.0
        };
        self.total += hundredths as f64 / 100.0 * unit;
        self.next = at + 1;
        let multiplier = x.value(self.next, Class::Scale).map(|scale| scale as f64);
        let same = multiplier == Some(unit);
        let whole = multiplier.filter(|_| unit == 1.0);
        if let Some(scale) = whole {
            self.total = (self.total + self.group.take().unwrap_or(0.0)) * scale;
            self.scale = scale;
        }
        self.next += usize::from(same || whole.is_some());
    }
}

/// Groups of thousands are read up to here; beyond it digits are no number of the news, and a text made of
/// groups alone must not take quadratic time.
const LARGEST: f64 = 1e15;

/// Digits with their points and commas.
fn digits(x: &Lexemes<'_>, at: usize) -> Option<(f64, usize)> {
    let (value, count) = x.number(at)?;
    if count > 15 {
        return None;
    }
    let mut value = value as f64;
    let mut next = at + 1;
    let mut grouped = count > 3 || value == 0.0;
    let mut group_mark = None;
    while let Some((mark, part, 3, after)) = joined_digits(x, next)
        && !grouped
        && value < LARGEST
        && group_mark.is_none_or(|known| known == mark)
        && groups(x, mark, after)
    {
        value = value * 1000.0 + part as f64;
        group_mark = Some(mark);
        next = after;
    }
    grouped = group_mark.is_some();
    if let Some((mark, part, count, after)) = joined_digits(x, next)
        && matches!(mark, '.' | ',' | '٫')
        && !(grouped && group_mark == Some(mark))
        && count <= 9
        && joined_digits(x, after).is_none()
    {
        value += part as f64 / 10f64.powi(i32::from(count));
        next = after;
    }
    Some((value, next))
}

/// A mark and more digits right after it: the mark (a space for a gap), the digits' value and count.
fn joined_digits(x: &Lexemes<'_>, at: usize) -> Option<(char, u64, u8, usize)> {
    if let Some(mark) = x.mark(at) {
        let (value, count) = x.number(at + 1)?;
        let close = !x.spaced(at) && !x.spaced(at + 1);
        return (close && ".,'٬٫".contains(mark)).then_some((mark, value, count, at + 2));
    }
    let (value, count) = x.number(at)?;
    let gap_start = x.get(at.checked_sub(1)?)?.span.end as usize;
    let gap = x.text.get(gap_start..x.get(at)?.span.start as usize)?;
    let fixed = matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}");
    (fixed || (gap == " " && x.vocabulary.has("space-groups"))).then_some((
        ' ',
        value,
        count,
        at + 1,
    ))
}

/// Whether a mark before three digits groups thousands.
fn groups(x: &Lexemes<'_>, mark: char, after: usize) -> bool {
    match mark {
        '.' => !x.vocabulary.has("point-decimal") && !x.is(after, Class::Scale),
        ',' => !x.vocabulary.has("comma-decimal"),
        '٫' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::model::Language;
    use crate::text::lang;
    use crate::text::lexeme::Lexemes;

    #[test]
    fn numbers_as_they_are_written() {
        let cases = [
            ("ar", "2.3 مليون", 2_300_000.0),
            ("ar", "١٬٢٠٠", 1200.0),
            ("ar", "1.200 شخص", 1200.0),
            ("ar", "٢٫٥", 2.5),
            ("ar", "خمسة وعشرون", 25.0),
            ("ar", "ثلاثمئة وأربعة وخمسون ألفا ومئتان", 354_200.0),
            ("ar", "3 آلاف و500 جندي", 3500.0),
            ("ar", "مليون ونصف المليون", 1_500_000.0),
            ("ar", "ألفان وخمسة", 2005.0),
            ("ar", "اثنا عشر ألفا", 12_000.0),
            ("ar", "ربع مليون طالب", 250_000.0),
            ("ar", "مليونان ونصف مليون دولار", 2_500_000.0),
            ("ar", "ملياري ومئة مليون دولار", 2_100_000_000.0),
            ("ar", "مئة وعشرون", 120.0),
            ("en", "1,200", 1200.0),
            ("en", "1.200", 1.2),
            ("en", "two hundred and five thousand", 205_000.0),
            ("en", "twenty-five", 25.0),
            ("en", "1.5 billion", 1_500_000_000.0),
            ("en", "two and a half million", 2_500_000.0),
            ("en", "half a million people", 500_000.0),
            ("en", "a quarter of a million dollars", 250_000.0),
            ("fr", "48 millions de dollars", 48_000_000.0),
            ("fr", "12 000", 12_000.0),
            ("fr", "1,5 million", 1_500_000.0),
            ("fr", "quatre-vingt-dix-sept", 97.0),
            ("fr", "deux cent trente mille", 230_000.0),
        ];
        for (tag, text, expected) in cases {
            let language = Language::from_tag(tag).unwrap();
            let lexemes = Lexemes::of(text, &lang::of(&language).unwrap().terms);
            let found = number(&lexemes, 0).map(|found| found.value);
            assert_eq!(found, Some(expected), "{text}");
        }
    }
}
