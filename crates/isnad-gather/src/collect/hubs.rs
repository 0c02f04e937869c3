//! What hubs are asked, and what becomes of what they send.

use isnad::model::{Hub, Subscription};
use jiff::Timestamp;

use super::{
    Event, Ledger, contents,
    hosts::Place,
    job::{Errand, Job, Report},
    run::Run,
    schedule::{self, Wishes, after},
    websub::{self, What, Word},
};
use crate::Address;

/// Seconds in which a hub is not asked twice for one subscription.
const PATIENCE: u32 = 3 * 3600;

impl<L: Ledger> Run<'_, L> {
    /// A feed names a hub, or none: keeps it with the subscription and has it asked.
    pub(super) fn see_hub(
        &mut self,
        subscription: &mut Subscription,
        hub: Option<String>,
        topic: Option<String>,
        now: Timestamp,
    ) {
        if self.settings.callback.is_none() {
            return;
        }
        let Some(address) = hub else {
            subscription.hub = None;
            return;
        };
        let topic = topic.unwrap_or_else(|| subscription.address.clone());
        let known = subscription
            .hub
            .as_ref()
            .is_some_and(|hub| hub.address == address && hub.topic == topic);
        if !known {
            subscription.hub = websub::new_hub(address, topic);
        }
        self.renew(subscription, now);
    }

    /// Asks a subscription's hub, when its lease is over before the look after the next one.
    pub(super) fn renew(&mut self, subscription: &Subscription, now: Timestamp) {
        let (Some(hub), Some(_)) = (&subscription.hub, &self.settings.callback) else {
            return;
        };
        let asked = self.asked.get(&subscription.address);
        let lately = asked.is_some_and(|&asked| after(asked, PATIENCE) > now);
        if lately || !schedule::lease_ends(subscription, now) {
            return;
        }
        if let Ok(at) = Address::parse(&hub.address) {
            let asking = (subscription.address.clone(), hub.clone());
            let job = Job::new(at, Errand::Hub(Box::new(asking)));
            self.hosts.push(&job.host(), Place::First, job);
            self.asked.insert(subscription.address.clone(), now);
        }
    }

    /// A hub was asked. Whether it will announce, it says at the callback address.
    pub(super) fn hub_asked(&mut self, report: &Report) {
        let Errand::Hub(asking) = &report.job.errand else {
            return;
        };
        let error = match &report.answer {
            Ok(answer) if answer.is_success() => None,
            Ok(answer) => Some(format!(
                "the hub answered with status {}",
                answer.fetch.status
            )),
            Err(error) => Some(error.to_string()),
        };
        self.tell(&Event::HubAsked {
            subscription: &asking.0,
            hub: &asking.1.address,
            error: error.as_deref(),
        });
    }

    /// A hub sent something.
    pub(super) fn heard(&mut self, word: Word, now: Timestamp) -> Result<(), L::Error> {
        let Some(subscription) = self.ledger.subscription(&word.subscription)? else {
            return Ok(());
        };
        match word.what {
            What::Answered(until) => self.answered(subscription, until, now),
            What::Content(body, kind) => self.delivered(subscription, &body, kind.as_deref(), now),
        }
    }

    fn answered(
        &mut self,
        mut subscription: Subscription,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        let Some(hub) = subscription.hub.take() else {
            return Ok(());
        };
        subscription.hub = Some(Hub { until, ..hub });
        if until.is_some_and(|until| until > now) {
            // What it will announce need not be looked for so often; the lease ends, though.
            schedule::plan(&mut subscription, Wishes::default(), now);
        }
        self.ledger.found(&subscription, &[])?;
        self.tell(&Event::HubAnswered {
            subscription: &subscription.address,
            until,
        });
        Ok(())
    }

    fn delivered(
        &mut self,
        mut subscription: Subscription,
        body: &[u8],
        content_type: Option<&str>,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        // What cannot be read is passed over: the next look says what is wrong.
        let Ok(contents) = contents::feed(body, &subscription.address, content_type) else {
            return Ok(());
        };
        let (named, new) =
            self.keep_items(&mut subscription, contents.items, Wishes::default(), now)?;
        self.tell(&Event::Delivered {
            subscription: &subscription.address,
            named,
            new,
        });
        Ok(())
    }
}
