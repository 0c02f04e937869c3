//! Times of day and their zones.

use crate::text::lexeme::{Class, Lexemes};

/// A time of day as written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// 0 to 59, where given.
    pub second: Option<i8>,
    /// The zone, in minutes east of Greenwich, where given.
    pub offset: Option<i32>,
}

/// The time of day at a place, and where it ends: `14:35 GMT`, `3 p.m.`, `14h35`, `الساعة 10:20 مساء`.
pub(super) fn clock(x: &Lexemes<'_>, at: usize) -> Option<(Clock, usize)> {
    let said_at = x.is(at, Class::At);
    let start = if said_at { at + 1 } else { at };
    let (hour, digits) = x
        .number(start)
        .or_else(|| hour_in_words(x, start, said_at))?;
    if digits > 2 || hour > 24 {
        return None;
    }
    let mut clock = Clock {
        hour: hour as i8,
        ..Clock::default()
    };
    let mut next = start + 1;
    let mut certain = digits == 0;
    if let Some((minute, after)) = minutes(x, next) {
        clock.minute = minute;
        next = after;
        certain = true;
        if let Some((second, after)) = seconds(x, next) {
            clock.second = Some(second);
            next = after;
        }
    } else if is_hour_letter(x, next) || (said_at && x.key(next, Class::Unit) == Some("TH")) {
        next += 1;
        certain = true;
    }
    if let Some(half) = x.value(next, Class::HalfDay) {
        clock.hour = half_day(clock.hour, half)?;
        next += 1;
        if x.mark(next) == Some('.') && !x.spaced(next) {
            next += 1;
        }
        certain = true;
    }
    if clock.hour == 24 {
        clock.hour = 0;
    }
    if (certain || x.is(next, Class::Zone))
        && let Some((offset, after)) = zone(x, next)
    {
        clock.offset = Some(offset);
        next = after;
        certain |= said_at || digits == 2;
    }
    certain.then_some((clock, next))
}

/// `الساعة العاشرة`, `à quinze heures`: after "at" only, and then as good as digits (counted as none).
fn hour_in_words(x: &Lexemes<'_>, at: usize, said_at: bool) -> Option<(u64, u8)> {
    let latin = x.folded(at)?.is_ascii();
    let hour = if latin {
        x.value(at, Class::Cardinal)
            .filter(|_| x.key(at + 1, Class::Unit) == Some("TH"))?
    } else {
        x.value(at, Class::Ordinal)
            .or_else(|| x.value(at, Class::Cardinal))?
    };
    (said_at && (1..=24).contains(&hour)).then_some((hour as u64, 0))
}

fn is_hour_letter(x: &Lexemes<'_>, at: usize) -> bool {
    matches!(x.folded(at), Some("h" | "hrs" | "uhr"))
}

/// `:35`, `h35`; a point only where it cannot be a decimal (two digits on both sides, and a zone or
/// half-day follows) is left to the caller's judgement and not read.
fn minutes(x: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    let separated = x.mark(at) == Some(':') || is_hour_letter(x, at);
    let (value, digits) = x.number(at + 1)?;
    (separated && digits == 2 && value < 60).then_some((value as i8, at + 2))
}

fn seconds(x: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    let (value, digits) = x.number(at + 1)?;
    if x.mark(at) != Some(':') || digits != 2 || value > 60 {
        return None;
    }
    let mut next = at + 2;
    let fraction = matches!(x.mark(next), Some('.' | ','))
        && !x.spaced(next)
        && !x.spaced(next + 1)
        && x.number(next + 1).is_some();
    if fraction {
        next += 2;
    }
    Some(((value as i8).min(59), next))
}

fn half_day(hour: i8, half: i64) -> Option<i8> {
    match (hour, half) {
        (12, 0) => Some(0),
        (12, _) => Some(12),
        (0..=11, half) => Some(hour + half as i8),
        // "14:35 مساء" says twice what it says.
        (13..=23, _) => Some(hour),
        _ => None,
    }
}

/// `GMT`, `(GMT+3)`, `Z`, `+0000`, `-04:00`.
pub(super) fn zone(x: &Lexemes<'_>, at: usize) -> Option<(i32, usize)> {
    let bracket = x.mark(at) == Some('(');
    let start = if bracket { at + 1 } else { at };
    let named = x.value(start, Class::Zone).map(|minutes| minutes as i32);
    let after_name = if named.is_some() { start + 1 } else { start };
    let (offset, mut next) = match numeric_offset(x, after_name) {
        Some((minutes, next)) => (named.unwrap_or(0) + minutes, next),
        None => (named?, after_name),
    };
    if bracket {
        if x.mark(next) != Some(')') {
            return None;
        }
        next += 1;
    }
    Some((offset, next))
}

fn numeric_offset(x: &Lexemes<'_>, at: usize) -> Option<(i32, usize)> {
    let sign = match x.mark(at)? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    if x.spaced(at + 1) {
        return None;
    }
    let (value, digits) = x.number(at + 1)?;
    let value = value as i32;
    let (hours, minutes, next) = match digits {
        4 => (value / 100, value % 100, at + 2),
        1 | 2 => match (x.mark(at + 2), x.number(at + 3)) {
            (Some(':'), Some((minutes, 2))) => (value, minutes as i32, at + 4),
            _ => (value, 0, at + 2),
        },
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes), next))
}
