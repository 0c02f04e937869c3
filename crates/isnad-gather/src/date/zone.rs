//! Time zones as dates name them.

use jiff::tz::Offset;

/// Names of zones that mean one offset wherever they are written, in minutes. `AST`, `CST` in China, `IST`
/// and their like mean several: their time is no instant.
const ZONES: &[(&str, i32)] = &[
    ("Z", 0),
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("BST", 60),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("TRT", 180),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
];

/// `GMT`, `+0300`, `+03:00`, `+3`, `GMT+3`, `UTC+03:00`.
pub(super) fn zone_offset(word: &str) -> Option<Offset> {
    let named = word.find(['+', '-']).unwrap_or(word.len());
    let (name, offset) = word.split_at(named);
    let base = match ZONES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        Some((_, minutes)) => *minutes,
        None if name.is_empty() => 0,
        None => return None,
    };
    if offset.is_empty() {
        return Offset::from_seconds(base * 60)
            .ok()
            .filter(|_| !name.is_empty());
    }
    Offset::from_seconds((base + numeric(offset)?) * 60).ok()
}

/// `+0300`, `-03:30`, `+3` in minutes.
fn numeric(offset: &str) -> Option<i32> {
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let digits: String = offset.chars().skip(1).filter(|c| *c != ':').collect();
    let number: i32 = digits
        .parse()
        .ok()
        .filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let minutes = match digits.len() {
        1 | 2 => number * 60,
        3 | 4 => number / 100 * 60 + number % 100,
        _ => return None,
    };
    (minutes < 24 * 60).then_some(sign * minutes)
}
