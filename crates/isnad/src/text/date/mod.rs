//! Dates as they are written.
//!
//! A date is read in two steps. Here it is found and understood as far as its own words go: "26
//! November", "last Friday", "three weeks". What day that is depends on when the article was written,
//! and is for [`annotate`](crate::annotate) to say.
//!
//! Only [`stamp`] gives days, since a complete date needs nothing beside it.

mod calendar;
mod clock;
mod dated;
mod find;
mod form;
mod hijri;
mod length;
mod month;
mod nth;
mod range;
mod relative;
mod stamp;
mod written;
mod year_part;

pub use calendar::Calendar;
pub(crate) use calendar::falls_on;
pub use clock::Clock;
pub use find::find;
pub use hijri::to_gregorian;
pub use stamp::stamp;
pub use written::{Counted, Length, Meaning, Unit, Written};
