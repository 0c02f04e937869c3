//! Days and periods that are named by their distance from now.

use crate::model::TimeModifier;
use crate::text::lexeme::{Class, Lexemes};

use super::calendar::weekday_at;
use super::clock::{Clock, clock};
use super::dated::of_shifted;
use super::form::{Found, counted, edge, is_latin, shift_after, unit};
use super::written::{Length, Meaning, Unit};

/// `الخميس`, `مساء الخميس الماضي`, `next Friday`, `Thursday night`.
pub(super) fn weekday(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let mut next = at;
    if x.is(next, Class::PartOfDay) && !is_latin(x, next) {
        next += 1;
    }
    let before = x.value(next, Class::ShiftBefore).map(|shift| shift as i8);
    next += usize::from(before.is_some());
    if x.is(next, Class::DayOf) {
        next += 1;
    }
    let weekday = weekday_at(x, next).or_else(|| weekday_of_week(x, next))?;
    let named = at
        .checked_sub(1)
        .is_some_and(|before| x.is(before, Class::NotWeekday));
    if named || x.is(next, Class::Short) {
        return None;
    }
    next += 1;
    let after = shift_after(x, next);
    next += usize::from(after.is_some());
    if x.is(next, Class::PartOfDay) {
        next += 1;
    }
    let (mut week, mut weeks_on) = (None, None);
    if let Some((of_week, end)) = of_shifted(x, next, Length::Week) {
        (week, next) = (Some(of_week), end);
    } else if let Some((weeks, end)) = weeks_after(x, next) {
        (weeks_on, next) = (Some(weeks), end);
    }
    let (clock, next) = clock_near(x, next);
    let meaning = Meaning::Weekday {
        weekday,
        shift: before.or(after),
        week,
        weeks_on,
        clock,
    };
    Some(Found::new(at, next, meaning))
}

/// `الأسبوع المقبل الأحد`, `next week Sunday`.
pub(super) fn week_then_weekday(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    if !x.is(at, Class::Unit) && !x.is(at, Class::ShiftBefore) {
        return None;
    }
    let (week, next) = of_shifted(x, at, Length::Week)?;
    let weekday = weekday_at(x, next)?;
    let meaning = Meaning::Weekday {
        weekday,
        shift: None,
        week: Some(week),
        weeks_on: None,
        clock: None,
    };
    Some(Found::new(at, next + 1, meaning))
}

/// `lundi en huit`, `mardi en quinze`, also `en 8`: one and two weeks after that day.
fn weeks_after(x: &Lexemes<'_>, at: usize) -> Option<(i8, usize)> {
    if x.folded(at) != Some("en") {
        return None;
    }
    let count = match x.number(at + 1) {
        Some((count, _)) => count as i64,
        None => x.value(at + 1, Class::Cardinal)?,
    };
    // Counted, as in "quinze jours", with both ends.
    match count {
        8 => Some((1, at + 2)),
        15 => Some((2, at + 2)),
        _ => None,
    }
}

/// `ثلاثاء الأسبوع الماضي`: the week has the article for both.
fn weekday_of_week(x: &Lexemes<'_>, at: usize) -> Option<i8> {
    let weekday = x.value(at, Class::Weekday)?;
    of_shifted(x, at + 1, Length::Week)?;
    Some(weekday as i8)
}

/// `اليوم الجمعة`, `مساء أمس`, `tomorrow morning`, `hier soir`.
pub(super) fn deictic(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let mut next = at;
    let led = !is_latin(x, next)
        && (x.is(next, Class::PartOfDay) || x.is(next, Class::DayOf))
        && !x.is(next, Class::Deictic);
    next += usize::from(led);
    let days = x.value(next, Class::Deictic)? as i8;
    let definite = x.word(next)?.definite;
    if definite && !led {
        // `الغد` alone is a name more often than a day.
        return None;
    }
    next += 1;
    let mut weekday = None;
    let comma = usize::from(x.mark(next) == Some(',') && is_latin(x, next + 1));
    if let Some(found) = weekday_at(x, next + comma)
        && !x.is(next + comma, Class::Short)
    {
        weekday = Some(found);
        next += comma + 1;
    } else if x.mark(next) == Some('(') && x.mark(next + 2) == Some(')') {
        weekday = weekday_at(x, next + 1);
        next += if weekday.is_some() { 3 } else { 0 };
    }
    if weekday.is_none() && !is_today(x, at, next) {
        return None;
    }
    if x.is(next, Class::PartOfDay) {
        next += 1;
    }
    let (clock, next) = clock_near(x, next);
    let meaning = Meaning::Deictic {
        days,
        weekday,
        clock,
    };
    Some(Found::new(at, next, meaning))
}

/// `اليوم` is "the day" in `اليوم التالي`, `اليوم العالمي`, `اليوم السابع`, and `في اليوم` is "a day".
fn is_today(x: &Lexemes<'_>, at: usize, next: usize) -> bool {
    if is_latin(x, at) || x.folded(next - 1) != Some("اليوم") {
        return true;
    }
    let definite = x.word(next).is_some_and(|word| word.definite);
    let qualified = definite
        && [Class::NotToday, Class::Ordinal, Class::ShiftAfter]
            .iter()
            .any(|class| x.is(next, *class));
    let per_day = at > 0 && x.folded(at - 1) == Some("في");
    !qualified && !per_day
}

/// `هذا الأسبوع`, `last month`, `العام الجاري`, `la semaine dernière`, `مطلع العام الجاري`,
/// `خلال الأشهر الماضية`, `the past three weeks`.
pub(super) fn period(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let mut next = at;
    if x.is(next, Class::During) && !x.is(next, Class::ShiftBefore) {
        next += 1;
    }
    let (modifier, after_edge) = edge(x, next);
    next = after_edge;
    if modifier.is_some() && x.key(next, Class::Bound) == Some("about") {
        next += 1;
    }
    if x.is(next, Class::The) && !x.is(next, Class::Unit) {
        next += 1;
    }
    let form = shift_then_unit(x, next).or_else(|| unit_then_shift(x, next));
    let (meaning, end) = match form {
        Some(found) => found,
        None if modifier.is_some() => (bare_period(x, next)?, next + 1),
        None => return None,
    };
    let mut found = Found::new(at, end, meaning);
    found.modifier = modifier;
    if matches!(meaning, Meaning::Period { .. }) && modifier.is_none() {
        found.start = after_edge;
    }
    Some(found)
}

/// `this week`, `the last three months`, `ces dernières semaines`, `هذا العام`.
fn shift_then_unit(x: &Lexemes<'_>, at: usize) -> Option<(Meaning, usize)> {
    let mut next = at;
    let mut count = None;
    if let Some(found) = crate::text::number::number(x, next) {
        // "les trois dernières semaines"
        count = Some(found.value);
        next = found.next;
    }
    let mut shift = x.value(next, Class::ShiftBefore)? as i8;
    next += 1;
    if let Some(more) = x.value(next, Class::ShiftBefore) {
        shift = more as i8;
        next += 1;
    }
    if count.is_none()
        && let Some(found) = crate::text::number::number(x, next)
    {
        count = Some(found.value);
        next = found.next;
    } else if x.is(next, Class::Some) {
        next += 1;
    }
    let unit = unit(x, next)?;
    let arabic = !is_latin(x, next);
    if arabic && !x.word(next)?.definite && x.folded(next) != Some("اليوم") {
        return None;
    }
    let plural = x.is(next, Class::Plural);
    Some((shifted(unit, shift, count, plural)?, next + 1))
}

/// `الأسبوع الماضي`, `الأشهر الثلاثة الماضية`, `les trois mois écoulés`.
fn unit_then_shift(x: &Lexemes<'_>, at: usize) -> Option<(Meaning, usize)> {
    let (count, unit, mut next) = match counted(x, at) {
        Some((count, unit, next)) => (Some(count), unit, next),
        None => (None, unit(x, at)?, at + 1),
    };
    if !is_latin(x, next - 1) && !x.word(next - 1)?.definite && count.is_none() {
        return None;
    }
    let plural = x.is(next - 1, Class::Plural);
    let mut shift = shift_after(x, next)?;
    next += 1;
    if x.is(next, Class::The) && is_latin(x, next) {
        return None;
    }
    if let Some(more) = shift_after(x, next) {
        shift = more;
        next += 1;
    }
    Some((shifted(unit, shift, count, plural)?, next))
}

/// `نهاية العام`, `the end of the year`: the current one.
fn bare_period(x: &Lexemes<'_>, at: usize) -> Option<Meaning> {
    let unit = unit(x, at)?;
    let definite = x.word(at)?.definite || is_latin(x, at);
    let fits = matches!(unit.length, Length::Week | Length::Month | Length::Year)
        && unit.times == 1
        && definite
        && !x.is(at, Class::Plural)
        && x.number(at + 1).is_none();
    fits.then_some(Meaning::Period { unit, shift: 0 })
}

/// One period is a date, a number of them a length of time, and "the past weeks" are vague.
fn shifted(unit: Unit, shift: i8, count: Option<f64>, plural: bool) -> Option<Meaning> {
    let vague = match shift {
        -1 => Some(Meaning::Vague("PAST_REF")),
        1 => Some(Meaning::Vague("FUTURE_REF")),
        _ => None,
    };
    match count {
        Some(count) if count > 1.0 => Some(Meaning::Duration { count, unit }),
        _ if plural || unit.length == Length::Unknown => vague,
        // "the last hour", "the next day": short lengths are told from another point in time.
        _ if matches!(unit.length, Length::Second | Length::Minute | Length::Hour) => None,
        _ if unit.length == Length::Day && shift == 1 => None,
        // "The past decade" is ten years back from now, not the one the calendar counts.
        _ if unit.times > 1 && unit.length == Length::Year && shift != 0 => {
            Some(Meaning::Duration { count: 1.0, unit })
        }
        _ => Some(Meaning::Period { unit, shift }),
    }
}

/// `قبل ثلاثة أيام`, `منذ أسبوع`, `three weeks ago`, `il y a deux ans`, `dans trois jours`.
pub(super) fn ago(x: &Lexemes<'_>, at: usize) -> Option<Found> {
    let back = x.is(at, Class::AgoBefore);
    let forward = x.is(at, Class::InBefore);
    let bound = at + usize::from(back || forward);
    let about = x.key(bound, Class::Bound) == Some("about");
    let start = bound + usize::from(about);
    let vague = x.is(start, Class::Some);
    let (count, unit, next) = match counted(x, start) {
        Some(found) => found,
        None => {
            let at_unit = start + usize::from(vague || x.is(start, Class::One));
            (1.0, unit(x, at_unit)?, at_unit + 1)
        }
    };
    let to_come = x.is(next, Class::InAfter);
    let after = x.is(next, Class::AgoAfter) || to_come;
    let forward = forward || to_come;
    let definite = !is_latin(x, next - 1) && x.word(next - 1)?.definite;
    // "Three days before the vote", "قبل ثلاثة أيام من": told from another point in time.
    if !(back || forward || after)
        || definite
        || (back && !is_latin(x, at) && x.is(next, Class::Of))
    {
        return None;
    }
    let end = next + usize::from(after);
    if vague || (count == 1.0 && x.is(next - 1, Class::Plural)) {
        let reference = if forward { "FUTURE_REF" } else { "PAST_REF" };
        return Some(Found::new(at, end, Meaning::Vague(reference)));
    }
    let count = if forward { -count } else { count };
    let mut found = Found::new(at, end, Meaning::Ago { count, unit });
    found.modifier = about.then_some(TimeModifier::Approx);
    Some(found)
}

/// A time of day right after a day: a comma or dash and "at" may stand between.
pub(super) fn clock_near(x: &Lexemes<'_>, at: usize) -> (Option<Clock>, usize) {
    let start = at + usize::from(matches!(x.mark(at), Some(',' | '-' | '|')));
    match clock(x, start) {
        Some((time, next)) => (Some(time), next),
        None => (None, at),
    }
}
