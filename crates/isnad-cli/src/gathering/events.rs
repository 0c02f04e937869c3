//! What happens while gathering, as lines of the log.

use isnad::model::Subscription;
use isnad_gather::collect::{Event, Origin};
use tracing::{debug, info, warn};

/// Writes what happened. What somebody should look at is a warning; what happens to every page is not.
pub(crate) fn log(event: &Event<'_>) {
    match event {
        Event::Fetched {
            address,
            status,
            bytes,
            took,
        } => {
            let ms = took.as_millis() as u64;
            debug!(%address, status = status.unwrap_or(0), bytes, ms, "fetched");
        }
        Event::Looked {
            subscription,
            named,
            new,
        } => {
            info!(source = %subscription.address, named, new, next = %next(subscription), "looked");
        }
        Event::NotModified { subscription } => {
            info!(source = %subscription.address, next = %next(subscription), "not modified");
        }
        Event::LookFailed { subscription } => {
            let (failures, next) = (subscription.failures, next(subscription));
            warn!(source = %subscription.address, error = %error(subscription), failures, %next, "look failed");
        }
        Event::Moved { from, to } => info!(%from, %to, "source moved"),
        Event::Ended { subscription } => {
            warn!(source = %subscription.address, error = %error(subscription), "source ended");
        }
        Event::Accepted {
            task,
            new,
            articles,
            from,
        } => {
            info!(page = %task, new, articles, from = made_of(*from), "accepted");
        }
        Event::PageFailed { task, error } => {
            warn!(page = %task.address, %error, attempts = task.attempts, "page failed");
        }
        Event::GivenUp { task, error } => warn!(page = %task, %error, "page given up"),
        Event::Refused { address } => info!(%address, "robots.txt asks not to fetch it"),
        Event::NeedsScripts { task, error } => {
            warn!(page = %task, error = error.unwrap_or(""), "page shows nothing without scripts");
        }
        Event::Robots {
            origin,
            error: Some(error),
            until,
        } => {
            warn!(%origin, %error, %until, "robots.txt cannot be had");
        }
        Event::Robots {
            origin,
            error: None,
            until,
        } => debug!(%origin, %until, "robots.txt read"),
        Event::HubAsked {
            subscription,
            hub,
            error,
        } => {
            info!(source = %subscription, %hub, error = error.unwrap_or(""), "hub asked");
        }
        Event::HubAnswered {
            subscription,
            until,
        } => match until {
            Some(until) => info!(source = %subscription, %until, "hub announces"),
            None => info!(source = %subscription, "hub will not announce"),
        },
        Event::Delivered {
            subscription,
            named,
            new,
        } => {
            info!(source = %subscription, named, new, "delivered by its hub");
        }
        // The list of what can happen may grow; what is not named here is still not lost.
        other => debug!(?other, "event"),
    }
}

fn next(subscription: &Subscription) -> String {
    subscription
        .next
        .map_or_else(String::new, |next| next.strftime("%FT%TZ").to_string())
}

fn error(subscription: &Subscription) -> &str {
    subscription.last_error.as_deref().unwrap_or("")
}

fn made_of(origin: Origin) -> &'static str {
    match origin {
        Origin::Page => "page",
        Origin::Rendered => "rendered page",
        Origin::Item => "feed item",
    }
}
