//! What leaves and what comes back: a host's rules before its pages, redirects to the host they lead to,
//! answers to those who wait for them.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    Event, Ledger,
    fate::{Failure, Meaning},
    hosts::Place,
    job::{Errand, Job, Report},
    run::Run,
    schedule::{LONGEST, after},
    worker::Order,
};
use crate::{Address, http::Hop, robots::Standing};

/// Redirects to other hosts that are followed.
const HOPS: usize = 5;

impl<L: Ledger> Run<'_, L> {
    /// Sends out one job, or first the question for its host's rules; a job that they speak against
    /// is over.
    pub(super) fn send(&mut self, host: String, job: Job, now: Timestamp) -> Result<(), L::Error> {
        if matches!(job.errand, Errand::Hub(_)) {
            self.fly(host, job, None);
            return Ok(());
        }
        let origin = job.at.origin();
        let Some((standing, unknown)) = self.rules.of(&origin, now) else {
            return self.ask_rules(host, job, now);
        };
        if standing.rules.allows(&self.settings.agent, &job.at) {
            self.fly(host, job, Some(standing));
            return Ok(());
        }
        self.hosts.hand_back(&host);
        let Some(error) = unknown else {
            return self.refused(job, now);
        };
        let failure = Failure {
            meaning: Meaning::Busy,
            error: format!("whether robots may fetch it is not known: {error}"),
            retry_after: Some(standing.until),
        };
        self.failed(job, &failure, now)
    }

    /// Asks for the rules of a job's origin, and puts the job back.
    fn ask_rules(&mut self, host: String, job: Job, now: Timestamp) -> Result<(), L::Error> {
        match job.at.join("/robots.txt") {
            Ok(at) => {
                self.hosts.push(&host, Place::Front, job);
                self.fly(host, Job::new(at, Errand::Robots), None);
                Ok(())
            }
            Err(problem) => {
                self.hosts.hand_back(&host);
                self.failed(job, &Failure::new(Meaning::Gone, problem.to_string()), now)
            }
        }
    }

    fn fly(&mut self, host: String, job: Job, rules: Option<Arc<Standing>>) {
        self.flying += 1;
        self.pool.send(Order { host, job, rules });
    }

    /// Takes in what came of a request.
    pub(super) fn receive(&mut self, report: Report) -> Result<(), L::Error> {
        let now = self.clock.now();
        self.flying -= 1;
        self.keep_redirects(&report)?;
        if matches!(report.job.errand, Errand::Robots) {
            // First: it says how long a pause is.
            self.learned(&report, now)?;
        }
        self.hosts.release(&report.host, now);
        let answer = report.answer.as_ref().ok();
        self.tell(&Event::Fetched {
            address: report.job.at.as_str(),
            status: answer.map(|it| it.fetch.status),
            bytes: answer.map_or(0, |it| it.fetch.page.bytes.len()),
            took: report.took,
        });
        let retry = answer.filter(|it| matches!(it.fetch.status, 429 | 503));
        if let Some(until) = retry.and_then(|it| it.retry_after(now)) {
            self.hosts
                .hold(&report.host, until.min(after(now, LONGEST)));
        }
        if let Some(next) = answer.and_then(|it| it.declined.clone()) {
            return self.redirected(report, next, now);
        }
        match &report.job.errand {
            Errand::Robots => Ok(()),
            Errand::Look(_) => self.looked(report, now),
            Errand::Page(_) => self.fetched(report, now),
            Errand::Hub(_) => {
                self.hub_asked(&report);
                Ok(())
            }
        }
    }

    /// Archives the redirects on the way to an answer, before the answer, and one that leads to another host.
    /// As what hubs answer, not those on the way to them.
    fn keep_redirects(&mut self, report: &Report) -> Result<(), L::Error> {
        let (Ok(answer), false) = (&report.answer, matches!(report.job.errand, Errand::Hub(_)))
        else {
            return Ok(());
        };
        let declined = answer.declined.as_ref().map(|_| &answer.fetch);
        let mut redirects = answer.hops.iter().map(|hop| &hop.fetch).chain(declined);
        redirects.try_for_each(|fetch| self.ledger.keep(fetch))
    }

    /// A redirect out of the origin: the job goes on in the queue of the host it leads to.
    fn redirected(
        &mut self,
        report: Report,
        next: Address,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        let Report {
            mut job, answer, ..
        } = report;
        if job.hops == HOPS {
            let error = format!("redirects more than {HOPS} times");
            return self.failed(job, &Failure::new(Meaning::Missing, error), now);
        }
        let permanent = answer.is_ok_and(|it| {
            matches!(it.fetch.status, 301 | 308) && it.hops.iter().all(Hop::is_permanent)
        });
        job.at = next;
        job.hops += 1;
        job.permanent &= permanent;
        self.hosts.push(&job.host(), Place::Front, job);
        Ok(())
    }

    /// Takes in a host's rules.
    fn learned(&mut self, report: &Report, now: Timestamp) -> Result<(), L::Error> {
        let origin = report.job.at.origin();
        let standing = self.rules.learn(&origin, &report.answer, now);
        let pause = standing.rules.crawl_delay(&self.settings.agent);
        self.hosts
            .set_delay(&report.host, pause.unwrap_or_default());
        if let Ok(answer) = &report.answer {
            self.ledger.keep(&answer.fetch)?;
        }
        self.tell(&Event::Robots {
            origin: &origin,
            error: self.rules.error(&origin),
            until: standing.until,
        });
        Ok(())
    }

    /// What a job was for could not be had.
    pub(super) fn failed(
        &mut self,
        job: Job,
        failure: &Failure,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        match job.errand {
            Errand::Look(look) => self.look_failed(look.subscription, failure, now),
            Errand::Page(task) => self.page_failed(*task, failure, now),
            Errand::Robots | Errand::Hub(_) => Ok(()),
        }
    }

    /// The site does not want it fetched.
    fn refused(&mut self, job: Job, now: Timestamp) -> Result<(), L::Error> {
        self.tell(&Event::Refused {
            address: job.at.as_str(),
        });
        let failure = Failure {
            meaning: Meaning::Missing,
            error: "the site's robots.txt asks robots not to fetch it".to_owned(),
            retry_after: Some(after(now, LONGEST)),
        };
        self.failed(job, &failure, now)
    }
}
