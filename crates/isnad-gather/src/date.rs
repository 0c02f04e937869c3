//! Dates as feeds and sitemaps write them.
//!
//! The forms that nearly all are in (RFC 3339, RFC 822 and what is often made of them) are read here,
//! without a look at a table; the rest, Arabic ones among them, by [`isnad::text::date::stamp`].

mod zone;

use isnad::{
    model::{Language, Moment},
    text::date::stamp,
};
use jiff::{
    Timestamp,
    civil::{Date, Time},
    fmt::temporal::Pieces,
    tz::Offset,
};

use zone::zone_offset;

/// A day, with the time and its zone where they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The day where it was written.
    pub date: Date,
    /// The time of the day there.
    pub time: Option<Time>,
    /// How far that place is from UTC. Without it the time is no instant.
    pub offset: Option<Offset>,
}

/// Longer texts are no date.
const LONGEST: usize = 100;

impl When {
    /// Reads a date. `language` says in which order `3/5/2031` stands.
    pub fn parse(text: &str, language: Option<&Language>) -> Option<When> {
        let text = text.trim();
        if text.len() > LONGEST || !text.contains(char::is_numeric) {
            return None;
        }
        iso(text)
            .or_else(|| in_words(text))
            .or_else(|| any(text, language))
    }

    /// The instant, if the zone is known.
    pub fn instant(&self) -> Option<Timestamp> {
        self.offset?
            .to_timestamp(self.date.to_datetime(self.time?))
            .ok()
    }

    /// Seconds since 1970, as if the zone were UTC where none is known: for putting things in order.
    pub fn seconds(&self) -> i64 {
        let local = self.date.to_datetime(self.time.unwrap_or_default());
        let instant = self.offset.unwrap_or(Offset::UTC).to_timestamp(local);
        instant.map_or(0, Timestamp::as_second)
    }

    /// RFC 3339 with the offset that was written; the day alone where no instant is known.
    pub fn rfc3339(&self) -> String {
        let (Some(time), Some(offset), Some(_)) = (self.time, self.offset, self.instant()) else {
            return self.date.to_string();
        };
        // RFC 3339 knows no seconds in an offset, and no place has had any since 1972.
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        let local = self
            .date
            .to_datetime(time.with().subsec_nanosecond(0).build().unwrap_or(time));
        match (hours, minutes) {
            (0, 0) => format!("{local}Z"),
            _ => format!("{local}{sign}{hours:02}:{minutes:02}"),
        }
    }
}

/// RFC 3339, ISO 8601 and `2031-05-03 14:35:07 +0300`.
fn iso(text: &str) -> Option<When> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let pieces = match Pieces::parse(text) {
        Ok(pieces) => pieces,
        // A space before the offset.
        Err(_) => {
            let (local, zone) = text.rsplit_once(' ')?;
            let offset = zone_offset(zone)?;
            let pieces = Pieces::parse(local).ok()?;
            return Some(When {
                date: pieces.date(),
                time: pieces.time(),
                offset: Some(offset),
            });
        }
    };
    Some(When {
        date: pieces.date(),
        time: pieces.time(),
        offset: pieces.to_numeric_offset(),
    })
}

/// What is known while the words of a date are read.
#[derive(Default)]
struct Parts {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    clock: Option<Time>,
    offset: Option<Offset>,
    afternoon: Option<bool>,
}

/// RFC 822 and its kin: `Sat, 03 May 2031 14:35:07 +0200`, `Saturday, May 3, 2031 2:35 PM GMT`,
/// `Sat May  3 14:35:07 EST 2031`, `3-May-31`.
fn in_words(text: &str) -> Option<When> {
    let mut parts = Parts::default();
    for word in text
        .split([' ', ',', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty())
    {
        match word.split_once('-') {
            // `3-May-31`; but `-0400` and `GMT-4` are offsets.
            Some((before, _))
                if !before.is_empty() && zone_offset(word).is_none() && !word.contains(':') =>
            {
                word.split('-').try_for_each(|part| parts.take(part))?;
            }
            _ => parts.take(word)?,
        }
    }
    let date = Date::new(parts.year?, parts.month?, parts.day?).ok()?;
    Some(When {
        date,
        time: parts.time(),
        offset: parts.offset,
    })
}

impl Parts {
    /// Takes one word; `None` when it means nothing here.
    fn take(&mut self, word: &str) -> Option<()> {
        let first = word.bytes().next()?;
        if word.contains(':') && first.is_ascii_digit() {
            return self.take_clock(word);
        }
        if first.is_ascii_digit() {
            return self.take_number(word);
        }
        if let Some(month) = month(word) {
            self.month = Some(month);
        } else if let Some(offset) = zone_offset(word) {
            self.offset = Some(offset);
        } else if let Some(afternoon) = half(word) {
            self.afternoon = Some(afternoon);
        } else if !is_passed_over(word) {
            return None;
        }
        Some(())
    }

    fn take_number(&mut self, word: &str) -> Option<()> {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = word.split_at(digits);
        let number: i16 = number.parse().ok()?;
        match (digits, self.day, self.month) {
            (4, _, _) if after.is_empty() => self.year = Some(number),
            (1 | 2, None, _) if matches!(after, "" | "st" | "nd" | "rd" | "th" | ".") => {
                self.day = i8::try_from(number).ok();
            }
            // RFC 2822 says which century two digits mean.
            (2, Some(_), Some(_)) if self.year.is_none() && after.is_empty() => {
                self.year = Some(number + if number < 50 { 2000 } else { 1900 });
            }
            _ => return None,
        }
        Some(())
    }

    /// `14:35`, `14:35:07.5`, `14:35:07Z`, `14:35:07+02:00`, `2:35pm`. One that no clock shows is none,
    /// and its zone says nothing then.
    fn take_clock(&mut self, word: &str) -> Option<()> {
        let end = word
            .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
            .unwrap_or(word.len());
        let (clock, after) = word.split_at(end);
        let mut fields = clock
            .split(':')
            .map(|field| field.split('.').next()?.parse::<i8>().ok());
        let (hour, minute) = (fields.next()??, fields.next()??);
        let second = fields.next().unwrap_or(Some(0))?;
        self.clock = Time::new(hour, minute, second.min(59), 0).ok();
        if !after.is_empty() {
            match half(after) {
                Some(afternoon) => self.afternoon = Some(afternoon),
                None => self.offset = Some(zone_offset(after)?),
            }
        }
        Some(())
    }

    /// The time, with the half of the day counted in.
    fn time(&self) -> Option<Time> {
        let clock = self.clock?;
        let hour = match (self.afternoon, clock.hour()) {
            (Some(true), hour @ 1..=11) => hour + 12,
            (Some(false), 12) => 0,
            (_, hour) => hour,
        };
        Time::new(hour, clock.minute(), clock.second(), 0).ok()
    }
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

fn month(word: &str) -> Option<i8> {
    let start = word.get(..3)?;
    let at = MONTHS
        .iter()
        .position(|month| start.eq_ignore_ascii_case(month))?;
    // `March`, `Mar.` and `Sept`, not `marks`: a month's name is letters alone, and few.
    (word.len() <= 9 && !word.eq_ignore_ascii_case("mart")).then_some(at as i8 + 1)
}

fn half(word: &str) -> Option<bool> {
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    if is("pm") || is("p.m.") {
        Some(true)
    } else {
        (is("am") || is("a.m.")).then_some(false)
    }
}

fn is_passed_over(word: &str) -> bool {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let starts = |day: &str| {
        word.get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case(day))
    };
    WEEKDAYS.iter().any(|day| starts(day))
        || matches!(word, "at" | "-" | "|" | "T")
        || word.starts_with('(')
}

/// Whatever else is a date: months in other languages, Arabic digits, `03/05/2031`.
fn any(text: &str, language: Option<&Language>) -> Option<When> {
    let (_, Moment { date, instant }) = stamp(text, language)?;
    let Some(instant) = instant else {
        return Some(When {
            date,
            time: None,
            offset: None,
        });
    };
    // The moment holds the day of the place; which offset that was is in the text, if anywhere.
    let written = text
        .rfind(['+', '-'])
        .and_then(|at| zone_offset(text.get(at..)?.trim()));
    let fits = |offset: &Offset| offset.to_datetime(instant).date() == date;
    let offset = written.filter(fits).unwrap_or(Offset::UTC);
    let local = offset.to_datetime(instant);
    Some(When {
        date: local.date(),
        time: Some(local.time()),
        offset: Some(offset),
    })
}

#[cfg(test)]
mod tests;
