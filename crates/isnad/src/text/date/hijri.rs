//! Hijri dates to Gregorian ones, by the Umm al-Qura calendar.
//!
//! Countries that look for the moon may be a day off; a Gregorian date printed beside is better than
//! this table. Years outside the table are not converted.

use std::sync::LazyLock;

use jiff::{ToSpan, civil::Date};

use crate::text::lexicon;

struct Year {
    number: i16,
    begins: Date,
    /// A `+` for a month of 30 days, a `-` for one of 29.
    months: &'static str,
}

static YEARS: LazyLock<Vec<Year>> = LazyLock::new(|| {
    lexicon::rows(include_str!("umm_al_qura.tsv"))
        .filter_map(|row| {
            let [number, begins, months] = row[..] else {
                return None;
            };
            Some(Year {
                number: number.parse().ok()?,
                begins: begins.parse().ok()?,
                months,
            })
        })
        .collect()
});

/// The Gregorian day of a Hijri date, for the years 1370 to 1500.
pub fn to_gregorian(year: i16, month: i8, day: i8) -> Option<Date> {
    let year = YEARS.iter().find(|known| known.number == year)?;
    let month = usize::try_from(month).ok()?.checked_sub(1)?;
    let length = |mark: u8| if mark == b'+' { 30 } else { 29 };
    let marks = year.months.as_bytes();
    let this = length(*marks.get(month)?);
    let before: i32 = marks.iter().take(month).map(|mark| length(*mark)).sum();
    if day < 1 || i32::from(day) > this {
        return None;
    }
    year.begins
        .checked_add((before + i32::from(day) - 1).days())
        .ok()
}

#[cfg(test)]
mod tests {
    use super::{YEARS, to_gregorian};

    #[test]
    fn known_days() {
        let cases = [
            ((1446, 9, 1), Some("2025-03-01")),
            ((1400, 1, 1), Some("1979-11-20")),
            ((1447, 13, 1), None),
            ((1200, 1, 1), None),
        ];
        for ((year, month, day), expected) in cases {
            let found = to_gregorian(year, month, day).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn each_year_begins_where_the_last_one_ends() {
        for pair in YEARS.windows(2) {
            let [year, next] = pair else { continue };
            let last = if year.months.ends_with('+') { 30 } else { 29 };
            let last_day = to_gregorian(year.number, 12, last).unwrap();
            assert_eq!(last_day.tomorrow().unwrap(), next.begins, "{}", next.number);
        }
    }
}
