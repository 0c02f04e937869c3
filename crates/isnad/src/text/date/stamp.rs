//! The date a page gives itself.

use jiff::{Timestamp, civil, tz::Offset};

use crate::model::{Language, Moment, Span};
use crate::text::lexeme::{Lexemes, Vocabulary};

use super::calendar::{Calendar, calendar};
use super::clock::{Clock, clock, zone};

/// Texts are read no further than this many bytes: a publication line is short.
const LONGEST: usize = 2_000;

/// The first complete date in a short text, such as a page's publication line or the value of a
/// `<time>` or `meta` element, and where it stands. With the instant when the text gives a time and
/// its zone.
///
/// ISO 8601, RFC 2822, seconds since 1970, and dates in words of some forty languages are read
/// whatever the language; `language` says in which order `3/5/2031` stands (month first in English,
/// day first elsewhere).
///
/// ```
/// use isnad::{model::Language, text::date::stamp};
/// let (span, moment) = stamp("نشر في 3 أيار/مايو 2031، 14:35 غرينتش", Language::from_tag("ar").as_ref())
///     .ok_or("no date")?;
/// assert_eq!(moment.to_string(), "2031-05-03T14:35:00Z");
/// assert_eq!(span.start, 12);
/// # Ok::<(), &str>(())
/// ```
pub fn stamp(text: &str, language: Option<&Language>) -> Option<(Span, Moment)> {
    let text = head(text);
    // Most lines of a page have no number, and no stamp is without one.
    if !text.contains(char::is_numeric) {
        return None;
    }
    let x = Lexemes::of(text, Vocabulary::any());
    if let Some(found) = seconds_since_1970(&x) {
        return Some(found);
    }
    let month_first = language.is_some_and(|language| language.as_str() == "en");
    let mut earlier_clock = None;
    let mut at = 0;
    while at < x.len() {
        if let Some((date, next)) = calendar(&x, at, month_first)
            && let Some(day) = day_of(date)
        {
            if date.clock.is_some() {
                return Some((x.span(at, next), moment(day, date.clock)));
            }
            return Some(finish(&x, at, next, day, earlier_clock));
        }
        if let Some((time, next)) = clock(&x, at) {
            earlier_clock = Some((time, at, next));
            at = next;
        } else {
            at += 1;
        }
    }
    None
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// A number of ten digits is seconds, of thirteen milliseconds.
fn seconds_since_1970(x: &Lexemes<'_>) -> Option<(Span, Moment)> {
    let (value, digits) = x.number(0)?;
    let value = i64::try_from(value).ok()?;
    let instant = match (x.len(), digits) {
        (1, 10) => Timestamp::from_second(value).ok()?,
        (1, 13) => Timestamp::from_millisecond(value).ok()?,
        _ => return None,
    };
    Some((x.span(0, 1), Moment::at(instant)))
}

fn day_of(date: Calendar) -> Option<civil::Date> {
    if date.hijri {
        return super::hijri::to_gregorian(date.year?, date.month?, date.day?);
    }
    civil::Date::new(date.year?, date.month?, date.day?).ok()
}

/// Joins the date to the time that stands after it, or just before it.
fn finish(
    x: &Lexemes<'_>,
    at: usize,
    next: usize,
    date: civil::Date,
    earlier: Option<(Clock, usize, usize)>,
) -> (Span, Moment) {
    if let Some((time, end)) = later_clock(x, next) {
        return (x.span(at, end), moment(date, Some(time)));
    }
    if let Some((time, from, to)) = earlier
        && at.saturating_sub(to) <= 2
    {
        return (x.span(from, next), moment(date, Some(time)));
    }
    let end = zone(x, next).map_or(next, |(_, end)| end);
    (x.span(at, end), moment(date, None))
}

/// A time after the date; a word or two and marks may stand between (`at`, `-`, `|`, `T`).
fn later_clock(x: &Lexemes<'_>, next: usize) -> Option<(Clock, usize)> {
    (next..next + 4).find_map(|start| compact_clock(x, start).or_else(|| clock(x, start)))
}

/// `T143500Z`.
fn compact_clock(x: &Lexemes<'_>, at: usize) -> Option<(Clock, usize)> {
    let (value, digits) = x.number(at + 1)?;
    if x.folded(at) != Some("t") || !matches!(digits, 4 | 6) {
        return None;
    }
    let value = if digits == 4 { value * 100 } else { value };
    let found = zone(x, at + 2);
    let time = Clock {
        hour: (value / 10_000) as i8,
        minute: (value / 100 % 100) as i8,
        second: Some((value % 100) as i8),
        offset: found.map(|(offset, _)| offset),
    };
    (value < 240_000).then_some((time, found.map_or(at + 2, |(_, end)| end)))
}

fn moment(date: civil::Date, time: Option<Clock>) -> Moment {
    let instant = time.and_then(|time| {
        let second = time.second.unwrap_or(0);
        let civil = date.to_datetime(civil::Time::new(time.hour, time.minute, second, 0).ok()?);
        let offset = Offset::from_seconds(time.offset? * 60).ok()?;
        offset.to_timestamp(civil).ok()
    });
    Moment { date, instant }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_as_pages_print_them() {
        let cases = [
            ("ar", "تاريخ النشر: 3rd, May 2031 GMT", "2031-05-03"),
            ("ar", "آخر تحديث: 12/05/2031 - 14:35", "2031-05-12"),
            (
                "ar",
                "السبت 3 أيار (مايو) 2031 الساعة 10:20 مساءً بتوقيت غرينتش",
                "2031-05-03T22:20:00Z",
            ),
            ("ar", "١٢‏/٥‏/٢٠٣١", "2031-05-12"),
            ("ar", "5 جويلية 2031", "2031-07-05"),
            ("ar", "السابع من تشرين الأول/أكتوبر 2031", "2031-10-07"),
            ("ar", "14:35 - 3 مايو 2031", "2031-05-03"),
            (
                "en",
                "Published 3:05 PM EDT, Sat May 3, 2031",
                "2031-05-03T19:05:00Z",
            ),
            ("en", "May 3rd 2031 at 9 a.m. GMT", "2031-05-03T09:00:00Z"),
            ("en", "05/03/2031", "2031-05-03"),
            ("en", "25/03/2031", "2031-03-25"),
            ("en", "Sat May 3 14:35:07 UTC 2031", "2031-05-03T14:35:07Z"),
            (
                "en",
                "Sat, 03 May 2031 14:35:07 +0200",
                "2031-05-03T12:35:07Z",
            ),
            (
                "en",
                "2031-05-03T23:30:00.123-04:00",
                "2031-05-04T03:30:00.000Z",
            ),
            ("en", "2031-05-03T14:35Z", "2031-05-03T14:35:00Z"),
            ("en", "20310503T143507Z", "2031-05-03T14:35:07Z"),
            ("en", "2031-05-03 14:35:00", "2031-05-03"),
            ("en", "1935585307", "2031-05-03T14:35:07Z"),
            ("fr", "Publié le : 03/05/2031 - 14:35", "2031-05-03"),
            (
                "fr",
                "samedi 3 mai 2031 à 14h35 (GMT+1)",
                "2031-05-03T13:35:00Z",
            ),
            ("fr", "1er août 2031", "2031-08-01"),
            ("de", "3. Mai 2031, 14:35 Uhr", "2031-05-03"),
            ("es", "3 de mayo de 2031", "2031-05-03"),
            ("tr", "3 Ağustos 2031", "2031-08-03"),
            ("pl", "3 października 2031", "2031-10-03"),
            ("ja", "2031年5月3日", "2031-05-03"),
            ("ru", "3 мая 2031 г.", "2031-05-03"),
            ("ar", "1 رمضان 1446 هـ", "2025-03-01"),
        ];
        for (tag, text, expected) in cases {
            let language = Language::from_tag(tag);
            let found = stamp(text, language.as_ref()).map(|(_, moment)| moment.to_string());
            let expected = expected.replace(".000Z", "Z");
            assert_eq!(found.as_deref(), Some(expected.as_str()), "{text}");
        }
    }

    #[test]
    fn what_is_no_complete_date() {
        for text in [
            "",
            "today",
            "3 May",
            "31/02/2031",
            "192.168.10.24",
            "version 2.3.2031.1",
            "12:30",
        ] {
            assert_eq!(stamp(text, None), None, "{text}");
        }
    }
}
