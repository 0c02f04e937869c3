//! What becomes of a look at a subscription.

use isnad::model::{FeedItem, PartsRead, Purpose, Subscription};
use jiff::Timestamp;

use super::{
    Event, Ledger,
    contents::{self, Contents},
    fate::{self, Failure, Meaning},
    hosts::Place,
    items,
    job::{Errand, Job, Look, Report},
    parts,
    run::Run,
    schedule::{self, Wishes},
    websub,
};
use crate::http::Answer;

/// The answer at the end of a look's own address.
struct Came {
    /// Where permanent redirects led.
    moved: Option<String>,
    /// Whether there were redirects of any kind.
    redirected: bool,
    wishes: Wishes,
}

impl<L: Ledger> Run<'_, L> {
    /// A look's answer is there, or is not.
    pub(super) fn looked(&mut self, report: Report, now: Timestamp) -> Result<(), L::Error> {
        let Report {
            job,
            answer,
            contents,
            ..
        } = report;
        let way = (job.hops > 0, job.permanent);
        let Errand::Look(look) = job.errand else {
            return Ok(());
        };
        let mut answer = match answer {
            Ok(answer) => answer,
            Err(error) => {
                return self.look_failed(look.subscription, &Failure::of(&error), now);
            }
        };
        answer.fetch.purpose = Purpose::Feed;
        let came = Came::by(way, &answer, now);
        self.ledger.keep(&answer.fetch)?;
        match (fate::meaning(answer.fetch.status), contents) {
            (Meaning::Content, Some(Ok(contents))) => {
                self.read(*look, contents, &answer, &came, now)
            }
            (Meaning::Content, Some(Err(error))) => {
                let failure = Failure::new(Meaning::Missing, error);
                self.look_failed(look.subscription, &failure, now)
            }
            (Meaning::Unchanged, _) if !look.in_parts => {
                self.unchanged(look.subscription, &came, now)
            }
            (Meaning::Gone, _) if !look.in_parts && !came.redirected => {
                self.ended(look.subscription, now)
            }
            _ => self.look_failed(look.subscription, &Failure::status(&answer, now), now),
        }
    }

    /// A look brought something to read.
    fn read(
        &mut self,
        mut look: Look,
        contents: Contents,
        answer: &Answer,
        came: &Came,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        let subscription = &mut look.subscription;
        if !look.in_parts {
            look.etag = answer.etag().map(str::to_owned);
            look.last_modified = answer.last_modified().map(str::to_owned);
            look.moves = schedule::redirected(subscription, came.moved.as_deref());
            look.wishes = came.wishes;
            subscription.rests = contents.rests.clone();
            look.in_parts = true;
            let from = parts::start(subscription, self.settings.backlog, now);
            let chosen = parts::choose(&contents.parts, &from);
            look.left = chosen.left;
            look.take_parts(chosen.parts);
        } else if !contents.parts.is_empty() {
            // An index in an index: what is newest of it.
            let since = parts::start(subscription, self.settings.backlog, now).since;
            let chosen = parts::choose(&contents.parts, &PartsRead { since, read: 0 });
            look.take_parts(chosen.parts);
        }
        look.found.add(contents);
        match look.parts.pop_front() {
            Some(at) => {
                let job = Job::new(at, Errand::Look(Box::new(look)));
                self.hosts.push(&job.host(), Place::Front, job);
                Ok(())
            }
            None => self.finish_look(look, now),
        }
    }

    /// A look is over and has succeeded: keeps the subscription and the tasks it led to.
    fn finish_look(&mut self, look: Look, now: Timestamp) -> Result<(), L::Error> {
        let Look {
            mut subscription,
            found,
            moves,
            wishes,
            ..
        } = look;
        // An index that is not read to its end is sent again although it has not changed.
        let is_read = look.left.is_none();
        subscription.etag = look.etag.filter(|_| is_read);
        subscription.last_modified = look.last_modified.filter(|_| is_read);
        subscription.parts = look.left;
        let recent = contents::recent(found.items, subscription.kind, self.settings.backlog, now);
        if subscription.title.is_none() {
            subscription.title = found.title;
        }
        if subscription.site.is_none() {
            subscription.site = found.site;
        }
        self.refresh(&mut subscription)?;
        self.see_hub(&mut subscription, found.hub, found.topic, now);
        let (named, new) = self.keep_items(&mut subscription, recent, wishes, now)?;
        self.looking.remove(&subscription.address);
        self.tell(&Event::Looked {
            subscription: &subscription,
            named,
            new,
        });
        if moves {
            self.move_to_new_address(subscription)
        } else {
            Ok(())
        }
    }

    /// Keeps what a look or a hub brought. Gives how many pages were named, and how many were new.
    pub(super) fn keep_items(
        &mut self,
        subscription: &mut Subscription,
        items: Vec<FeedItem>,
        wishes: Wishes,
        now: Timestamp,
    ) -> Result<(usize, usize), L::Error> {
        let times = items.iter().filter_map(contents::published);
        // A date that lies ahead says nothing, and would say it again at each look.
        let times: Vec<Timestamp> = times.filter(|&time| time <= now).collect();
        let undated = times.len() < items.len();
        schedule::publish(subscription, &times, now);
        schedule::succeeded(subscription, wishes, now);
        let mut tasks = items::tasks(items, subscription, now);
        self.see_changes(&mut tasks, now)?;
        let new = self.ledger.found(subscription, &tasks)?;
        if new > 0 {
            self.soon(now);
        }
        if new > 0 && undated {
            // Only now it is known that something came since the last look.
            schedule::publish(subscription, &[now], now);
            schedule::succeeded(subscription, wishes, now);
            self.ledger.found(subscription, &[])?;
        }
        Ok((tasks.len(), new))
    }

    /// Nothing has changed.
    fn unchanged(
        &mut self,
        mut subscription: Subscription,
        came: &Came,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        let moves = schedule::redirected(&mut subscription, came.moved.as_deref());
        self.refresh(&mut subscription)?;
        self.renew(&subscription, now);
        schedule::succeeded(&mut subscription, came.wishes, now);
        self.ledger.found(&subscription, &[])?;
        self.looking.remove(&subscription.address);
        self.tell(&Event::NotModified {
            subscription: &subscription,
        });
        if moves {
            self.move_to_new_address(subscription)
        } else {
            Ok(())
        }
    }

    /// A look failed, at the address itself or at a part.
    pub(super) fn look_failed(
        &mut self,
        mut subscription: Subscription,
        failure: &Failure,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        self.refresh(&mut subscription)?;
        let wishes = Wishes {
            retry_after: failure.retry_after,
            ..Wishes::default()
        };
        let trouble = fate::trouble(failure.meaning);
        schedule::failed(
            &mut subscription,
            trouble,
            failure.error.clone(),
            wishes,
            now,
        );
        self.ledger.found(&subscription, &[])?;
        self.looking.remove(&subscription.address);
        self.tell(&Event::LookFailed {
            subscription: &subscription,
        });
        Ok(())
    }

    fn ended(&mut self, mut subscription: Subscription, now: Timestamp) -> Result<(), L::Error> {
        schedule::ended(
            &mut subscription,
            "the server says that it is gone for good (410)",
            now,
        );
        self.ledger.found(&subscription, &[])?;
        self.looking.remove(&subscription.address);
        self.tell(&Event::Ended {
            subscription: &subscription,
        });
        Ok(())
    }

    /// Permanent redirects have led to one place often enough.
    fn move_to_new_address(&mut self, mut subscription: Subscription) -> Result<(), L::Error> {
        let Some(moving) = subscription.moving.take() else {
            return Ok(());
        };
        let from = std::mem::replace(&mut subscription.address, moving.to);
        self.ledger.moved(&from, &subscription)?;
        self.tell(&Event::Moved {
            from: &from,
            to: &subscription.address,
        });
        Ok(())
    }

    /// Takes over what a hub may have changed while the look was under way.
    fn refresh(&mut self, subscription: &mut Subscription) -> Result<(), L::Error> {
        let Some(held) = self.ledger.subscription(&subscription.address)? else {
            return Ok(());
        };
        subscription.hub = held.hub.map(websub::named);
        subscription.seen = held.seen;
        Ok(())
    }
}

impl Came {
    /// `way`: whether the look came here by other hosts, and whether all redirects were permanent.
    fn by(way: (bool, bool), answer: &Answer, now: Timestamp) -> Came {
        let redirected = way.0 || !answer.hops.is_empty();
        let permanent = way.1 && (answer.hops.is_empty() || answer.moved.is_some());
        let moved = redirected && permanent;
        Came {
            moved: moved.then(|| answer.address().to_owned()),
            redirected,
            wishes: Wishes {
                max_age: contents::max_age(answer),
                retry_after: answer.retry_after(now),
            },
        }
    }
}
