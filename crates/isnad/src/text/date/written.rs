use crate::model::{Span, TimeModifier};

use super::{Calendar, Clock};

/// A date, time or duration as the text has it, before it is known what "today" is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Written {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub meaning: Meaning,
    /// TIMEX3 `mod`.
    pub modifier: Option<TimeModifier>,
    /// The form that was recognised.
    pub rule: &'static str,
}

/// What a date says by its own words. A shift is -1 for the last one, 0 for the current, 1 for the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// `26 November`, `سبتمبر الماضي`, `2031-05-03`.
    Calendar {
        /// What is written of it.
        date: Calendar,
        /// `الماضي`, `next` beside it: of the smallest part named.
        shift: Option<i8>,
        /// `من العام الماضي`: years from this one.
        years: Option<i8>,
    },
    /// `من 13 إلى 15 يوليو`, `de mai à juillet`, `2010-2015`.
    Range {
        /// The first day, month or year; what is not written of it is that of the end.
        from: Calendar,
        /// The last one.
        to: Calendar,
        /// `الماضي`, `next` after it.
        shift: Option<i8>,
        /// `من العام الماضي`: years from this one.
        years: Option<i8>,
    },
    /// `the first Monday of May`, `آخر يوم من الشهر الماضي`.
    Nth {
        /// Which one from the beginning, or when negative from the end.
        nth: i8,
        /// Of what.
        of: Counted,
        /// Month and year as far as they are written.
        month: Calendar,
        /// The month by its distance from this one (`الشهر الماضي`), or which of that name (`نوفمبر
        /// الماضي`).
        shift: Option<i8>,
    },
    /// `الربع الثالث من عام 2031`, `last summer`.
    YearPart {
        /// Its number in EDTF: 21 to 24 the seasons from spring, 33 to 36 the quarters, 40 and 41 the
        /// halves.
        part: i8,
        /// The year, where written.
        year: Option<i16>,
        /// The year by its distance from this one (`من العام الماضي`).
        years: Option<i8>,
        /// The last, current or next one.
        shift: Option<i8>,
    },
    /// `la semaine du 7 octobre`, `the week of October 7`.
    WeekOf(Calendar),
    /// `الخميس`, `last Friday`.
    Weekday {
        /// 1 (Monday) to 7.
        weekday: i8,
        /// With `الماضي` and the like.
        shift: Option<i8>,
        /// Of which week, when one is named (`Monday of last week`).
        week: Option<i8>,
        /// Weeks after the first one from today on (`lundi en huit` is 1).
        weeks_on: Option<i8>,
        /// With a time of day.
        clock: Option<Clock>,
    },
    /// `اليوم الجمعة`, `yesterday`.
    Deictic {
        /// Days from today.
        days: i8,
        /// The weekday named with it, which is a check on what today is.
        weekday: Option<i8>,
        /// With a time of day.
        clock: Option<Clock>,
    },
    /// `هذا الأسبوع`, `last month`.
    Period {
        /// What is counted.
        unit: Unit,
        /// Which one.
        shift: i8,
    },
    /// `قبل ثلاثة أيام`: back from now; negative for `dans trois jours`.
    Ago {
        /// How many.
        count: f64,
        /// Of what.
        unit: Unit,
    },
    /// `ثلاثة عقود`.
    Duration {
        /// How many.
        count: f64,
        /// Of what.
        unit: Unit,
    },
    /// `التسعينيات`: the first year of ten.
    Decade(i16),
    /// TIMEX3 `PAST_REF` and its like.
    Vague(&'static str),
}

/// What is counted within a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Its days.
    Days,
    /// The weeks, from Monday, that lie in it whole.
    Weeks,
    /// A weekday, 1 (Monday) to 7.
    Weekdays(i8),
}

/// A unit of time: so many of an ISO 8601 unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The unit.
    pub length: Length,
    /// How many of it one makes: a decade is 10 years.
    pub times: i32,
}

/// The units of ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Year.
    Year,
    /// A period whose length is not said (`فترة`).
    Unknown,
}

impl Unit {
    /// From the lexicon: `TH`, `10Y`.
    pub(super) fn from_key(key: &str) -> Option<Unit> {
        let digits = key.len() - key.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (times, letter) = key.split_at_checked(digits)?;
        let length = match letter {
            "TS" => Length::Second,
            "TM" => Length::Minute,
            "TH" => Length::Hour,
            "D" => Length::Day,
            "WE" => Length::Weekend,
            "W" => Length::Week,
            "M" => Length::Month,
            "Y" => Length::Year,
            "X" => Length::Unknown,
            _ => return None,
        };
        let times = times.parse().unwrap_or(1);
        Some(Unit { length, times })
    }

    /// ISO 8601: `P3W`, `PT2H`. `None` for a unit without a length of its own.
    pub fn duration(self, count: f64) -> Option<String> {
        let count = count * f64::from(self.times);
        let (mark, letter) = match self.length {
            Length::Second => ("PT", 'S'),
            Length::Minute => ("PT", 'M'),
            Length::Hour => ("PT", 'H'),
            Length::Day => ("P", 'D'),
            Length::Week => ("P", 'W'),
            Length::Month => ("P", 'M'),
            Length::Year => ("P", 'Y'),
            Length::Weekend | Length::Unknown => return None,
        };
        Some(format!("{mark}{count}{letter}"))
    }
}
