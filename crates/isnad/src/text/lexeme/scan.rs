//! From letters to lexemes.

use std::ops::Range;

use crate::model::Span;
use crate::text::fold::{fold_char, is_mark};
use crate::text::token::is_word_char;

use super::{Classes, Sense};

/// A number, a word or a mark, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Lexeme {
    /// Its place; Arabic clitics before a known word are left out.
    pub span: Span,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a lexeme is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A run of digits of any of the three sets.
    Number {
        /// Its value; runs over 18 digits stop counting.
        value: u64,
        /// How many digits.
        digits: u8,
    },
    /// A run of letters.
    Word(Word),
    /// One character of punctuation; apostrophes and dashes of all shapes are `'` and `-`.
    Mark(char),
}

/// A run of letters.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    start: u32,
    end: u32,
    /// What the lexicon has for it.
    pub senses: &'static [Sense],
    /// The classes of those senses.
    pub classes: Classes,
    /// With `و` ("and") or `ف` joined before it.
    pub joined: bool,
    /// With `ب`, `ل` or `ك` ("by", "to", "as") joined before it.
    pub prefixed: bool,
    /// With `ال` ("the") before it.
    pub definite: bool,
}

impl Word {
    /// Where its folded letters stand.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Lexemes without senses, and the folded letters of their words.
pub(super) struct Scan {
    pub(super) folded: String,
    pub(super) items: Vec<Lexeme>,
}

/// The lexemes of a text.
pub(super) fn scan(text: &str) -> Scan {
    let mut scan = Scan {
        folded: String::with_capacity(text.len()),
        items: Vec::with_capacity(text.len() / 5),
    };
    let mut chars = text.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        if is_mark(c) {
            continue;
        }
        let kind = if let Some(digit) = digit(c) {
            number(digit, &mut chars)
        } else if is_word_char(c) {
            word(c, &mut chars, &mut scan.folded)
        } else {
            Kind::Mark(plain_mark(c))
        };
        let end = chars.peek().map_or(text.len(), |(next, _)| *next);
        scan.items.push(Lexeme {
            span: Span::new(start, end),
            spaced,
            kind,
        });
        spaced = false;
    }
    scan
}

type Chars<'t> = std::iter::Peekable<std::str::CharIndices<'t>>;

fn digit(c: char) -> Option<u64> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some(u64::from(c) - u64::from(zero))
}

fn number(first: u64, chars: &mut Chars<'_>) -> Kind {
    let mut value = first;
    let mut digits = 1u8;
    while let Some(next) = chars.peek().and_then(|(_, c)| digit(*c)) {
        chars.next();
        digits = digits.saturating_add(1);
        if digits <= 18 {
            value = value * 10 + next;
        }
    }
    Kind::Number { value, digits }
}

fn word(first: char, chars: &mut Chars<'_>, folded: &mut String) -> Kind {
    let start = folded.len() as u32;
    folded.extend(fold_char(first));
    while let Some((_, c)) = chars.next_if(|(_, c)| is_word_char(*c) && digit(*c).is_none()) {
        folded.extend(fold_char(c));
    }
    Kind::Word(Word {
        start,
        end: folded.len() as u32,
        senses: &[],
        classes: Classes::default(),
        joined: false,
        prefixed: false,
        definite: false,
    })
}

fn plain_mark(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '،' | '、' => ',',
        '／' => '/',
        '：' => ':',
        _ => c,
    }
}
