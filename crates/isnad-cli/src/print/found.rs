//! What stands at a site that can be subscribed to, for people.

use std::io::{self, Write};

use isnad_gather::discover::Found;

use super::{
    count,
    sources::kind,
    table::{Cell, Table},
};

/// A row a candidate; what was chosen is marked.
pub(crate) fn table(out: &mut impl Write, found: &Found) -> io::Result<()> {
    let mut table = Table::new(&[2, 8, 70, 34, 14, 20, 24]);
    for (at, candidate) in found.candidates.iter().enumerate() {
        let mark = if found.chosen.contains(&at) {
            "→"
        } else {
            ""
        };
        table.row([
            Cell::new("").after(mark),
            Cell::dim(kind(candidate.kind)),
            Cell::new(&*candidate.address),
            Cell::new(candidate.title.clone().unwrap_or_default()),
            Cell::new(count(candidate.articles, "article")),
            Cell::dim(candidate.newest.clone().unwrap_or_default()),
            Cell::dim(candidate.how),
        ]);
    }
    table.print(out, "")
}
