//! Dates as stretches of days, so that a week and a pair of days can be compared.

use isnad::text::date::Length;
use jiff::{ToSpan, civil::Date, civil::ISOWeekDate, civil::Weekday};

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Window {
    /// So many of a unit, from the one that a day is in.
    pub(super) fn of(day: Date, length: Length, count: i32) -> Option<Window> {
        let first = match length {
            Length::Week => monday(day)?,
            Length::Month => day.first_of_month(),
            Length::Year => day.first_of_year(),
            _ => day,
        };
        Window::until(first, after(first, count, length)?)
    }

    /// From a day until another that no longer belongs to it.
    pub(super) fn until(first: Date, end: Date) -> Option<Window> {
        let last = end.yesterday().ok()?;
        (first <= last).then_some(Window { first, last })
    }

    /// An EDTF value; a time of day is left out of account. Seasons are those of the northern sky.
    pub(super) fn of_edtf(value: &str) -> Option<Window> {
        if let Some((from, to)) = value.split_once('/') {
            let (from, to) = (Window::of_edtf(from)?, Window::of_edtf(to)?);
            let (first, last) = (from.first, to.last);
            return (first <= last).then_some(Window { first, last });
        }
        let (year, rest) = value.split_at_checked(4)?;
        let Ok(number) = year.parse::<i16>() else {
            return some_years(year);
        };
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        match rest.len() {
            0 => Window::of(Date::new(number, 1, 1).ok()?, Length::Year, 1),
            2 => part_of_year(number, rest.parse().ok()?),
            3 => week(number, rest.strip_prefix('W')?.parse().ok()?),
            _ => Window::of(value.get(..10)?.parse().ok()?, Length::Day, 1),
        }
    }

    /// Whether all of another lies in it.
    pub(super) fn holds(self, other: Window) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether it is so many of a unit long.
    pub(super) fn is_long(self, count: i32, length: Length) -> bool {
        after(self.first, count, length) == self.last.tomorrow().ok()
    }
}

fn after(day: Date, count: i32, length: Length) -> Option<Date> {
    let span = match length {
        Length::Day => count.days(),
        Length::Week => (7 * count).days(),
        Length::Month => count.months(),
        Length::Year => count.years(),
        _ => return None,
    };
    day.checked_add(span).ok()
}

fn monday(day: Date) -> Option<Date> {
    let past = i32::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(past.days()).ok()
}

/// `199X`, `20XX`.
fn some_years(year: &str) -> Option<Window> {
    if !year.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let first = year.replace('X', "0").parse().ok()?;
    let last = year.replace('X', "9").parse().ok()?;
    Some(Window {
        first: Date::new(first, 1, 1).ok()?,
        last: Date::new(last, 12, 31).ok()?,
    })
}

/// A month, or by the numbers of EDTF a season (21 is spring) or a quarter (33 is the
/// first) or a half (40).
fn part_of_year(year: i16, number: i8) -> Option<Window> {
    let from = |year, month, day| Date::new(year, month, day).ok();
    match number {
        1..=12 => Window::of(from(year, number, 1)?, Length::Month, 1),
        21 => Window::until(from(year, 3, 20)?, from(year, 6, 21)?),
        22 => Window::until(from(year, 6, 21)?, from(year, 9, 24)?),
        23 => Window::until(from(year, 9, 23)?, from(year, 12, 21)?),
        24 => Window::until(from(year, 12, 21)?, from(year + 1, 3, 21)?),
        33..=36 => Window::of(from(year, 3 * (number - 33) + 1, 1)?, Length::Month, 3),
        40..=41 => Window::of(from(year, 6 * (number - 40) + 1, 1)?, Length::Month, 6),
        _ => None,
    }
}

fn week(year: i16, number: i8) -> Option<Window> {
    let first = ISOWeekDate::new(year, number, Weekday::Monday).ok()?.date();
    Window::of(first, Length::Week, 1)
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn values_and_their_days() {
        let cases = [
            ("2031-05-03T14:35Z", "2031-05-03 2031-05-03"),
            ("2031-02", "2031-02-01 2031-02-28"),
            ("2031-W18", "2031-04-28 2031-05-04"),
            ("2031-34", "2031-04-01 2031-06-30"),
            ("2031", "2031-01-01 2031-12-31"),
            ("203X", "2030-01-01 2039-12-31"),
            ("2031-05-03/2031-06", "2031-05-03 2031-06-30"),
        ];
        for (value, expected) in cases {
            let found = Window::of_edtf(value).map(|days| format!("{} {}", days.first, days.last));
            assert_eq!(found.as_deref(), Some(expected), "{value}");
        }
        for value in [
            "XXXX-11-26",
            "P3W",
            "PAST_REF",
            "2031-05-07/2031-05-03",
            "م",
        ] {
            assert_eq!(Window::of_edtf(value), None, "{value}");
        }
    }
}
