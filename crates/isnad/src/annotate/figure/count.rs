//! Numbers whose noun stands before them: `عدد الجرحى وصل إلى 34`, "the death toll rose to 12", `صياد واحد`.

use crate::text::lexeme::{Class, Lexemes};

/// Lexemes between the word for a number and the number.
const REACH: usize = 12;
/// Lexemes between that word and the noun: an article.
const NOUN: usize = 2;

/// What a number counts that no noun follows: the noun behind the nearest word for a number in its clause, when
/// no other number stands between.
pub(super) fn before(x: &Lexemes<'_>, at: usize) -> Option<&'static str> {
    let head = (at.saturating_sub(REACH)..at)
        .rev()
        .take_while(|&before| x.number(before).is_none() && !is_end(x, before))
        .find(|&before| x.is(before, Class::Count))?;
    let key = x.key(head, Class::Count).filter(|key| *key != "0");
    key.or_else(|| (head + 1..(head + 1 + NOUN).min(at)).find_map(|noun| x.key(noun, Class::Noun)))
}

/// A mark that ends a clause.
fn is_end(x: &Lexemes<'_>, at: usize) -> bool {
    matches!(
        x.mark(at),
        Some('.' | '،' | ',' | ':' | '؛' | ';' | '!' | '?' | '؟' | '«' | '"')
    )
}

/// `صياد واحد`: a noun with "one" behind it, and where it ends.
pub(super) fn one(x: &Lexemes<'_>, at: usize) -> Option<(&'static str, usize)> {
    let key = x.key(at, Class::Noun)?;
    let one = x.value(at + 1, Class::Cardinal) == Some(1) && !x.folded(at + 1)?.is_ascii();
    let plain = x
        .word(at + 1)
        .is_some_and(|word| !word.joined && !word.prefixed && !word.definite);
    (one && plain && x.number(at.wrapping_sub(1)).is_none()).then_some((key, at + 2))
}

#[cfg(test)]
mod tests {
    use crate::annotate::{annotate, sample::article};

    #[test]
    fn the_noun_may_stand_before_the_number() {
        type Found = Vec<(Option<f64>, &'static str)>;
        let cases: [(&str, &str, Found); 7] = [
            (
                "ar",
                "وقال إن عدد الجرحى وصل إلى 34 مساء الاثنين.",
                vec![(Some(34.0), "wounded")],
            ),
            (
                "ar",
                "وارتفع عدد القتلى إلى خمسة.",
                vec![(Some(5.0), "killed")],
            ),
            (
                "ar",
                "عدد الركاب 410، وطول السفينة 90.",
                vec![(Some(410.0), "passenger")],
            ),
            (
                "ar",
                "ولا يزال صياد واحد في عداد المفقودين.",
                vec![(Some(1.0), "fisherman")],
            ),
            (
                "en",
                "The death toll rose to 12 on Monday.",
                vec![(Some(12.0), "killed")],
            ),
            (
                "en",
                "The number of passengers fell to 300.",
                vec![(Some(300.0), "passenger")],
            ),
            ("en", "The number of the house is on page 12.", vec![]),
        ];
        for (language, text, expected) in cases {
            let reading = annotate(article(language, &[text]), None);
            let found: Vec<_> = reading
                .figures
                .iter()
                .map(|f| (f.value, f.unit.as_deref().unwrap_or("")))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
