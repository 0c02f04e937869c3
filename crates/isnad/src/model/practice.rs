use serde::{Deserialize, Serialize};

use super::ChangeKind;

/// What the held articles of an outlet are made of: plain counts, and no score of anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// How many articles were looked at; the five counts below add up to it.
    pub articles: usize,
    /// Its own reporting, as far as the evidence goes; for an agency, what it wrote.
    pub own: usize,
    /// Text of an agency that the article credits.
    pub agency_credited: usize,
    /// Text of an agency that the article does not credit.
    pub agency_uncredited: usize,
    /// Text that another outlet had first.
    pub other_outlets: usize,
    /// Where the text comes from is open.
    pub unknown: usize,
    /// The median of the minutes from the publication of an article to that of its copy here, over copies of which
    /// both times are known.
    pub median_delay: Option<i64>,
    /// What its copies change: how many copies have a change of the kind, the most common first.
    pub changes: Vec<(ChangeKind, usize)>,
}
