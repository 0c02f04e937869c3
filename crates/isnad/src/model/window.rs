use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Evidence;

/// The days between which an article without a date of its own was written, as far as its words tell.
///
/// It is inferred and never a publication date: nobody printed it. Whoever shows it shows that, and what it
/// was inferred from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// As an EDTF interval, `..` for an end that nothing bounds: `2031-03-01/2031-03-14`,
    /// `2029-01-01/..`.
    pub value: String,
    /// The first day possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Date>,
    /// The last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<Date>,
    /// What led there: the rule of each clue, its place in the text (the day of the fetch has none),
    /// and how sure it is. Not empty.
    pub from: Vec<Evidence>,
}

impl Window {
    /// A window with at least one end; `None` when the first day would be after the last.
    pub fn new(
        earliest: Option<Date>,
        latest: Option<Date>,
        from: Vec<Evidence>,
    ) -> Option<Window> {
        let fits = match (earliest, latest) {
            (Some(earliest), Some(latest)) => earliest <= latest,
            (None, None) => false,
            _ => true,
        };
        let shown = |day: Option<Date>| day.map_or("..".to_owned(), |day| day.to_string());
        fits.then(|| Window {
            value: format!("{}/{}", shown(earliest), shown(latest)),
            earliest,
            latest,
            from,
        })
    }
}
