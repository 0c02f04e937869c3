/// What a word does in a date, a number or a figure.
///
/// The names are the first field of the rows in the lexicons (`month`, `part-of-day`, …); the
/// comment says what the second field, the value, means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// A Gregorian month, 1 to 12.
    Month,
    /// A month of the Islamic calendar, 1 to 12.
    Hijri,
    /// A weekday, 1 (Monday) to 7.
    Weekday,
    /// A unit of time: the length by the letter of ISO 8601 with `T` before times (`D`, `W`, `TH`).
    Unit,
    /// Two of a unit in one word (`ساعتين`): the unit.
    Dual,
    /// A day by its distance from today (`أمس` is -1).
    Deictic,
    /// A part of a day, by TIMEX3 (`MO`, `NI`).
    PartOfDay,
    /// Past, current or next before a period (`this`, `هذا`): -1, 0, 1.
    ShiftBefore,
    /// The same after it (`الماضي`, `prochain`).
    ShiftAfter,
    /// "Ago" before a duration (`قبل`, `il y a`).
    AgoBefore,
    /// "Ago" after it (`ago`).
    AgoAfter,
    /// "In" before a duration to come (`dans`).
    InBefore,
    /// The beginning, middle or end of a period (`مطلع`): `START`, `MID`, `END`.
    Edge,
    /// "During" before a period (`خلال`).
    During,
    /// A vague time as a whole (`recently`): `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Vague,
    /// Words between a date's parts (`of`, `من`, `de`).
    Of,
    /// What may stand before a lone month or year (`in`, `في`).
    In,
    /// The article (`the`, `le`).
    The,
    /// "At", "o'clock" before a time of day (`الساعة`, `à`).
    At,
    /// "Day of" before a date (`يوم`, `الموافق`).
    DayOf,
    /// Before noon 0, after noon 12.
    HalfDay,
    /// A time zone, minutes east of Greenwich.
    Zone,
    /// `هـ`, `م`: 1 Hijri, 0 Gregorian.
    Era,
    /// The ending of an ordinal in digits (`th`, `er`).
    Suffix,
    /// A separator in dates of East Asian languages: `Y`, `M`, `D`.
    Sep,
    /// A number in words: its value.
    Cardinal,
    /// A word that multiplies the number before it (`مليون`): by how much.
    Scale,
    /// An ordinal in words.
    Ordinal,
    /// "Tens of", "hundreds of": the bound.
    Several,
    /// A bound before a number (`أكثر من`).
    Bound,
    /// A bound after it (`تقريبا`, `at least`).
    BoundAfter,
    /// "And" between numbers.
    And,
    /// "To" between the ends of a range.
    To,
    /// "Between" before a range.
    Between,
    /// A half or a quarter after a number, in hundredths (`ونصف` is 50).
    Fraction,
    /// A unit of time in the plural.
    Plural,
    /// A decade of the last century (`تسعينيات`): its first year.
    Decade,
    /// A word after `اليوم` that makes it a day of some kind, not today.
    NotToday,
    /// The indefinite article before a unit (`a week ago`).
    One,
    /// A word before a weekday that makes it a name (`صلاة الجمعة`).
    NotWeekday,
    /// "A few" before a unit.
    Some,
    /// A season, by its number in EDTF: 21 spring to 24 winter.
    Season,
    /// A quarter or half of a year: `Q`, `H`.
    YearPart,
    /// "From now" after a length (`hence`): the length to come.
    InAfter,
    /// The last of several (`last Monday of May`, `آخر`).
    Last,
    /// "To" between the ends of dates only (`through`, `au`).
    Until,
    /// A word after which `15/2` is a day and a month (`on`, `le`, `بتاريخ`).
    OnDay,
    /// The word "month" before its name or number (`شهر`).
    MonthWord,
    /// "For" before a length of one unit (`لمدة`).
    For,
    /// Whole, after a unit (`أسبوع كامل`).
    Whole,
    /// A word that is a month or weekday only beside a number (`dec`); 1 where it is also a common word (`may`).
    Short,
    /// The noun of a figure: its key (`prisoner`).
    Noun,
    /// Two of a noun in one word (`قتيلان`): its key.
    NounDual,
    /// What stands between a number and its noun (`other`, `من`).
    Filler,
    /// A word that is never the noun of a figure.
    Stop,
    /// A word after which a number is no figure (`No.`, `page`).
    NotFigure,
    /// What stands before the time at which a figure holds (`حتى`, `as of`).
    AsOf,
    /// A word for how many there are, before what is counted (`عدد`, `number of`); with a key the noun is in
    /// it (`death toll`).
    Count,
}

impl Class {
    const NAMES: [(&'static str, Class); 58] = [
        ("month", Class::Month),
        ("hijri", Class::Hijri),
        ("weekday", Class::Weekday),
        ("unit", Class::Unit),
        ("dual", Class::Dual),
        ("deictic", Class::Deictic),
        ("part-of-day", Class::PartOfDay),
        ("shift-before", Class::ShiftBefore),
        ("shift-after", Class::ShiftAfter),
        ("ago-before", Class::AgoBefore),
        ("ago-after", Class::AgoAfter),
        ("in-before", Class::InBefore),
        ("edge", Class::Edge),
        ("during", Class::During),
        ("vague", Class::Vague),
        ("of", Class::Of),
        ("in", Class::In),
        ("the", Class::The),
        ("at", Class::At),
        ("day-of", Class::DayOf),
        ("half-day", Class::HalfDay),
        ("zone", Class::Zone),
        ("era", Class::Era),
        ("suffix", Class::Suffix),
        ("sep", Class::Sep),
        ("cardinal", Class::Cardinal),
        ("scale", Class::Scale),
        ("ordinal", Class::Ordinal),
        ("several", Class::Several),
        ("bound", Class::Bound),
        ("bound-after", Class::BoundAfter),
        ("and", Class::And),
        ("to", Class::To),
        ("between", Class::Between),
        ("fraction", Class::Fraction),
        ("plural", Class::Plural),
        ("decade", Class::Decade),
        ("not-today", Class::NotToday),
        ("one", Class::One),
        ("not-weekday", Class::NotWeekday),
        ("some", Class::Some),
        ("season", Class::Season),
        ("year-part", Class::YearPart),
        ("in-after", Class::InAfter),
        ("last", Class::Last),
        ("until", Class::Until),
        ("on-day", Class::OnDay),
        ("month-word", Class::MonthWord),
        ("for", Class::For),
        ("whole", Class::Whole),
        ("short", Class::Short),
        ("noun", Class::Noun),
        ("noun-dual", Class::NounDual),
        ("filler", Class::Filler),
        ("stop", Class::Stop),
        ("not-figure", Class::NotFigure),
        ("as-of", Class::AsOf),
        ("count", Class::Count),
    ];

    /// The class of that name in the lexicons.
    pub fn from_name(name: &str) -> Option<Class> {
        Class::NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, class)| *class)
    }
}

/// A set of classes, so that a word without the one asked for is passed over at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

impl Classes {
    /// The classes listed.
    pub const fn of(classes: &[Class]) -> Classes {
        let mut bits = 0;
        let mut at = 0;
        while at < classes.len() {
            bits |= 1 << classes[at] as u64;
            at += 1;
        }
        Classes(bits)
    }

    /// The classes of some senses.
    pub fn of_senses(senses: &[Sense]) -> Classes {
        let bits = senses
            .iter()
            .fold(0, |bits, sense| bits | 1 << sense.class as u64);
        Classes(bits)
    }

    /// The classes of either set.
    pub fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// Whether the two sets share a class.
    pub fn meets(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the class is in the set.
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u64) != 0
    }
}

/// One thing a word can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// What it does.
    pub class: Class,
    /// The value as written in the lexicon.
    pub key: &'static str,
    /// The value as a number, 0 where it is none.
    pub value: i64,
}
