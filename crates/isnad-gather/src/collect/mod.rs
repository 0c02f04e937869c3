//! Collects: looks at subscriptions when it is time, and fetches the pages they lead to.

pub mod hosts;
pub mod schedule;
