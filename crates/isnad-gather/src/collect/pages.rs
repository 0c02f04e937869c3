//! What becomes of a page's task.

use isnad::model::{Fetch, Page, Task, Visit};
use jiff::Timestamp;

use super::{
    Event, Ledger, Taken, again,
    event::Origin,
    fate::{self, Failure, Meaning},
    items,
    job::{Errand, Report, Scripts},
    run::Run,
};

impl<L: Ledger> Run<'_, L> {
    /// A page's answer is there, or is not.
    pub(super) fn fetched(&mut self, report: Report, now: Timestamp) -> Result<(), L::Error> {
        let Errand::Page(task) = report.job.errand else {
            return Ok(());
        };
        match report.answer {
            Ok(answer) if answer.is_success() => {
                self.came(&task, answer.fetch, report.scripts, now)
            }
            Ok(answer)
                if task.last.is_some()
                    && fate::meaning(answer.fetch.status) == Meaning::Unchanged =>
            {
                self.ledger.keep(&answer.fetch)?;
                self.accepted(
                    &task,
                    Taken::default(),
                    Origin::Page,
                    &again::unchanged(&task, now),
                )
            }
            Ok(answer) => {
                self.ledger.keep(&answer.fetch)?;
                self.page_failed(*task, &Failure::status(&answer, now), now)
            }
            Err(error) => self.page_failed(*task, &Failure::of(&error), now),
        }
    }

    /// A page came: it is accepted, or what can be made of it.
    fn came(
        &mut self,
        task: &Task,
        mut fetch: Fetch,
        scripts: Option<Scripts>,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        fetch.page.item = task.item.clone().map(Box::new);
        if let Some(scripts) = scripts {
            self.tell(&Event::NeedsScripts {
                task: &task.address,
                error: match &scripts {
                    Scripts::Failed(error) => Some(error),
                    Scripts::Run(_) | Scripts::Unrun => None,
                },
            });
            if let Scripts::Run(bytes) = scripts {
                let page = Page {
                    charset: Some("utf-8".to_owned()),
                    bytes,
                    ..fetch.page
                };
                return self.accept_made(task, &page, Origin::Rendered, now);
            }
            if let Some(item) = items::alone(task, now) {
                return self.accept_made(task, &item, Origin::Item, now);
            }
        }
        let taken = self.ledger.accept(&fetch)?;
        let visit = again::visit(task, taken, &fetch.headers, now);
        self.accepted(task, taken, Origin::Page, &visit)
    }

    fn accept_made(
        &mut self,
        task: &Task,
        page: &Page,
        from: Origin,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        let taken = self.ledger.accept_item(page)?;
        // What was made of an answer is not what the server would compare.
        self.accepted(task, taken, from, &again::visit(task, taken, &[], now))
    }

    /// A page was accepted, and only now is its task done.
    fn accepted(
        &mut self,
        task: &Task,
        taken: Taken,
        from: Origin,
        visit: &Visit,
    ) -> Result<(), L::Error> {
        self.finish(task, Some(visit))?;
        self.tell(&Event::Accepted {
            task: &task.address,
            new: taken.new,
            articles: taken.articles,
            from,
        });
        Ok(())
    }

    /// A feed's item that has no page: its text is accepted.
    pub(super) fn take_text(&mut self, task: &Task, now: Timestamp) -> Result<(), L::Error> {
        match items::alone(task, now) {
            Some(page) => self.accept_made(task, &page, Origin::Item, now),
            None => self.finish(task, None),
        }
    }

    /// A page could not be had: it is tried again, or given up, or what the feed said stands for it.
    pub(super) fn page_failed(
        &mut self,
        mut task: Task,
        failure: &Failure,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        task.attempts = task.attempts.saturating_add(1);
        let has_text =
            failure.meaning != Meaning::Busy && task.last.is_none() && items::has_text(&task);
        let next = fate::again(
            &task.address,
            failure.meaning,
            task.attempts,
            failure.retry_after,
            now,
        );
        let Some(next) = next.filter(|_| !has_text) else {
            return self.give_up(&task, &failure.error, now);
        };
        task.next = Some(next);
        self.ledger.failed(&task)?;
        self.fetching.remove(&task.address);
        self.tell(&Event::PageFailed {
            task: &task,
            error: &failure.error,
        });
        Ok(())
    }

    /// A page will not be had. Where its feed brought the text, that is accepted.
    pub(super) fn give_up(
        &mut self,
        task: &Task,
        error: &str,
        now: Timestamp,
    ) -> Result<(), L::Error> {
        if task.last.is_some() {
            // The page is held: what its feed says of it does not take its place.
            self.finish(task, Some(&again::unchanged(task, now)))?;
        } else if let Some(item) = items::alone(task, now) {
            return self.accept_made(task, &item, Origin::Item, now);
        } else {
            self.finish(task, None)?;
        }
        self.tell(&Event::GivenUp {
            task: &task.address,
            error,
        });
        Ok(())
    }

    fn finish(&mut self, task: &Task, visit: Option<&Visit>) -> Result<(), L::Error> {
        self.ledger.done(&task.address, visit)?;
        self.fetching.remove(&task.address);
        Ok(())
    }
}
