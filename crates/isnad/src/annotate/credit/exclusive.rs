//! Reports that their outlet calls its own alone: `خاص - …`, `Exclusive: …`. A claim, which
//! [`trace`](crate::trace::exclusive) sets beside what is held.

use std::ops::Range;

use super::line::segments;
use crate::{
    annotate::words::Words,
    model::{BlockKind, Evidence},
    text::lang::classes::Classes,
};

/// Such a part of a line has few words (`خاص بـ`, `خاص وحصري`).
const WORDS: usize = 4;
/// It stands among the first parts of a line that goes on.
const PARTS: usize = 3;

/// Where an article is called exclusive: in a line of credits, at the head of its headline or text.
pub(in crate::annotate) fn exclusive(blocks: &[Words<'_>]) -> Option<Evidence> {
    let text = |words: &&Words<'_>| matches!(words.kind, BlockKind::Paragraph | BlockKind::Lead);
    let lines = blocks.iter().filter(|words| {
        matches!(
            words.kind,
            BlockKind::Credit | BlockKind::Byline | BlockKind::Headline
        )
    });
    lines
        .chain(blocks.iter().filter(text).take(1))
        .find_map(|words| {
            let whole_line = matches!(words.kind, BlockKind::Credit | BlockKind::Byline);
            let parts = segments(words);
            let part = parts
                .into_iter()
                .take(PARTS)
                .find(|part| says(words, part, whole_line))?;
            Some(Evidence::at("says-exclusive", words.place(part), 0.9))
        })
}

/// Whether a part of a line says so: it begins with the word, and what follows it is set apart.
fn says(words: &Words<'_>, part: &Range<usize>, whole_line: bool) -> bool {
    let apart = part.end < words.items.len();
    words.is(part.start, Classes::EXCLUSIVE) && part.len() <= WORDS && (apart || whole_line)
}

#[cfg(test)]
mod tests {
    use crate::{
        annotate::annotate,
        model::{Article, BlockKind, Direction, Language},
    };

    #[test]
    fn a_report_is_called_exclusive_in_so_many_words() {
        use BlockKind::{Byline, Headline, Paragraph};
        let cases = [
            ("ar", Byline, "خاص", Some("خاص")),
            ("ar", Byline, "خاص - المنعرج", Some("خاص")),
            (
                "ar",
                Paragraph,
                "خاص بـ«المنعرج»: أغلق الميناء أبوابه اليوم.",
                Some("خاص بـ"),
            ),
            (
                "ar",
                Paragraph,
                "تازكرت - خاص - أغلق الميناء أبوابه اليوم.",
                Some("خاص"),
            ),
            ("ar", Headline, "حصري | أغلق الميناء أبوابه", Some("حصري")),
            ("ar", Headline, "خاص الخاص في كتاب قديم", None),
            (
                "ar",
                Paragraph,
                "خاص الفريق مباراة صعبة أمام ضيفه، وانتهت بالتعادل.",
                None,
            ),
            (
                "en",
                Headline,
                "Exclusive: harbour to close for winter",
                Some("Exclusive"),
            ),
            ("en", Headline, "Exclusive school to close for winter", None),
            (
                "fr",
                Headline,
                "EXCLUSIF - Le port fermera cet hiver",
                Some("EXCLUSIF"),
            ),
        ];
        for (language, kind, line, expected) in cases {
            let mut article = Article {
                language: Language::from_tag(language),
                ..Article::default()
            };
            article.push(kind, line, "test", Direction::Ltr);
            let reading = annotate(article, None);
            let span = reading.exclusive.and_then(|claim| claim.span);
            assert_eq!(
                span.map(|span| span.of(&reading.article.text)),
                expected,
                "{line}"
            );
        }
    }
}
