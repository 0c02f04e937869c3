//! What happens while collecting, for logs and metrics.

use std::time::Duration;

use isnad::model::{Subscription, Task};
use jiff::Timestamp;

/// One thing that happened. Given to the sink of [`Collector::on_event`](super::Collector::on_event)
/// by the thread that runs the loop, after the ledger has it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A server answered, or did not.
    Fetched {
        /// What was asked.
        address: &'a str,
        /// The status; `None` when there was no answer.
        status: Option<u16>,
        /// Bytes of content.
        bytes: usize,
        /// How long it took, redirects included.
        took: Duration,
    },
    /// A look that brought content.
    Looked {
        /// The subscription as it is kept now.
        subscription: &'a Subscription,
        /// Pages that it named.
        named: usize,
        /// Those of them not known before.
        new: usize,
    },
    /// A look whose answer was that nothing has changed.
    NotModified {
        /// The subscription as it is kept now.
        subscription: &'a Subscription,
    },
    /// A look that failed. Why stands in `last_error`, when it is tried again in `next`.
    LookFailed {
        /// The subscription as it is kept now.
        subscription: &'a Subscription,
    },
    /// A subscription has another address from now on.
    Moved {
        /// The address until now.
        from: &'a str,
        /// The address from now on.
        to: &'a str,
    },
    /// A subscription ended: `410 Gone`.
    Ended {
        /// The subscription as it is kept now.
        subscription: &'a Subscription,
    },
    /// A page was accepted.
    Accepted {
        /// The address of its task.
        task: &'a str,
        /// Whether it was new: not the bytes already held.
        new: bool,
        /// How many articles it holds.
        articles: usize,
        /// What it was made of.
        from: Origin,
    },
    /// A page could not be had and is tried again.
    PageFailed {
        /// Its task as it is kept now.
        task: &'a Task,
        /// Why.
        error: &'a str,
    },
    /// A page will not be had.
    GivenUp {
        /// The address of its task.
        task: &'a str,
        /// Why.
        error: &'a str,
    },
    /// A site does not want robots to fetch an address.
    Refused {
        /// The address.
        address: &'a str,
    },
    /// A page shows nothing without running its scripts.
    NeedsScripts {
        /// The address of its task.
        task: &'a str,
        /// Why the configured command could not show it either; `None` when it could, or when there is no
        /// command.
        error: Option<&'a str>,
    },
    /// A `robots.txt` was asked for.
    Robots {
        /// Scheme, host and port.
        origin: &'a str,
        /// Why it could not be had, if it could not.
        error: Option<&'a str>,
        /// When it is asked for again.
        until: Timestamp,
    },
    /// A hub was asked to announce what is new.
    HubAsked {
        /// The address of the subscription.
        subscription: &'a str,
        /// The hub.
        hub: &'a str,
        /// Why it refused, if it did.
        error: Option<&'a str>,
    },
    /// A hub confirmed that it will announce what is new, or said that it will not.
    HubAnswered {
        /// The address of the subscription.
        subscription: &'a str,
        /// Until when; `None` for not at all.
        until: Option<Timestamp>,
    },
    /// A hub delivered content.
    Delivered {
        /// The address of the subscription.
        subscription: &'a str,
        /// Pages that it named.
        named: usize,
        /// Those of them not known before.
        new: usize,
    },
}

/// What an accepted page was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// What the server sent.
    Page,
    /// What the command for pages with scripts made of it.
    Rendered,
    /// The text that the feed brought, as the page could not be had.
    Item,
}
