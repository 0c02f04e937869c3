//! The day at which a figure holds: `بلغ عدد النازحين حتى مساء الأحد 420`, "120 cases as of Monday".

use jiff::civil::Date;

use crate::{
    model::{Figure, Span, TimeExpression},
    text::{
        lexeme::{Class, Lexemes},
        sentence::{ENDS, stretch},
    },
};

/// Sets the day of each figure, where the nearest time in its clause is one at which something holds
/// (`حتى`, `as of`, `au`) and not a day to come: "homes by 2040" are a plan. A time that opens the sentence
/// ("By Saturday evening, 11 of the 16 …") holds for all of it. `times` and `figures` stand in the
/// order of the text.
pub(in crate::annotate) fn as_of(
    x: &Lexemes<'_>,
    times: &[TimeExpression],
    published: Option<Date>,
    figures: &mut [Figure],
) {
    let holding = holding(x, times, published);
    if holding.is_empty() {
        return;
    }
    for figure in figures {
        let sentence = stretch(x.text, figure.span, ENDS);
        let first = times.partition_point(|time| time.span.start < sentence.start);
        let end = times.partition_point(|time| time.span.start < sentence.end);
        let nearest = (first..end.max(first))
            .filter(|at| !times[*at].span.overlaps(figure.span) && is_calendar(&times[*at]))
            .min_by_key(|at| times[*at].span.distance(figure.span));
        figure.as_of = nearest
            .filter(|at| holding.binary_search(at).is_ok())
            .filter(|at| {
                let time = times[*at].span;
                let opening = Span {
                    start: sentence.start,
                    end: time.start,
                };
                !has_comma(x.text, time.between(figure.span))
                    || time.end < figure.span.start && !has_comma(x.text, opening)
            })
            .map(|at| times[at].span);
    }
}

/// The times, by their places in the list, at which something holds.
fn holding(x: &Lexemes<'_>, times: &[TimeExpression], published: Option<Date>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut first = 0;
    for (at, time) in times.iter().enumerate() {
        while x
            .get(first)
            .is_some_and(|lexeme| lexeme.span.end <= time.span.start)
        {
            first += 1;
        }
        let led = (1..=2).any(|back| {
            first.checked_sub(back).is_some_and(|lead| {
                x.is(lead, Class::AsOf) && (lead + 1..first).all(|at| x.word(at).is_some())
            })
        });
        if led && is_calendar(time) && !is_to_come(time, published) {
            found.push(at);
        }
    }
    found
}

/// A day, month or year; no length and no vague time.
fn is_calendar(time: &TimeExpression) -> bool {
    time.best().is_some_and(|value| {
        value.starts_with(|c: char| c.is_ascii_digit()) && !value.contains('/')
    })
}

/// Whether a time lies behind the article's day; the shorter of the two values decides how finely.
fn is_to_come(time: &TimeExpression, published: Option<Date>) -> bool {
    let (Some(value), Some(day)) = (time.best(), published.or(time.anchor)) else {
        return false;
    };
    let day = day.to_string();
    let finest = value.find('T').unwrap_or(value.len()).min(day.len());
    value.get(..finest) > day.get(..finest)
}

/// Whether a comma stands in a place; those inside numbers are none.
fn has_comma(text: &str, place: Span) -> bool {
    let words = place.of(text);
    words.contains(", ") || words.contains("، ")
}

#[cfg(test)]
mod tests {
    use crate::{
        annotate::{annotate, sample::article},
        model::{Article, Moment},
    };

    #[test]
    fn a_figure_holds_at_the_nearest_time_that_says_so() {
        let cases = [
            (
                "ar",
                "وبلغ عدد النازحين حتى مساء الأحد 420 شخصا.",
                vec![Some("2031-05-04")],
            ),
            (
                "ar",
                "وسجلت البلدية 12 إصابة لغاية 3 أيار.",
                vec![Some("2031-05-03")],
            ),
            ("ar", "تبني البلدية 500 منزل حتى عام 2040.", vec![None]),
            ("ar", "وأصيب 12 شخصا يوم الأحد.", vec![None]),
            (
                "en",
                "The clinic had counted 120 patients as of Sunday.",
                vec![Some("2031-05-04")],
            ),
            ("en", "The clinic will have 120 beds by 2035.", vec![None]),
            (
                "en",
                "The clinic counted 120 patients by Sunday, and 80 patients last year.",
                vec![Some("2031-05-04"), None],
            ),
            (
                "fr",
                "La clinique comptait 120 patients au 3 mai.",
                vec![Some("2031-05-03")],
            ),
        ];
        for (language, text, expected) in cases {
            let article = Article {
                published: "2031-05-05".parse().ok().map(Moment::day),
                ..article(language, &[text])
            };
            let reading = annotate(article, None);
            let value = |span| reading.times.iter().find(|time| time.span == span)?.best();
            let found: Vec<_> = reading
                .figures
                .iter()
                .map(|figure| figure.as_of.and_then(value))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
