//! The threads that wait for servers.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    Render, contents,
    job::{Errand, Job, Report, Scripts},
    websub,
};
use crate::{
    Address, Error, Problem,
    http::{Accept, Answer, Client, Request},
    robots::Standing,
    section,
};

/// A request to be made now.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) host: String,
    pub(super) job: Job,
    /// What the site wants of robots; `None` for robots.txt itself and for hubs.
    pub(super) rules: Option<Arc<Standing>>,
}

/// What every thread needs.
pub(super) struct Tools {
    pub(super) client: Client,
    /// The name that robots.txt knows us by.
    pub(super) agent: String,
    pub(super) render: Option<Render>,
    /// Where hubs deliver.
    pub(super) callback: Option<String>,
}

/// Threads that carry out orders. Dropping it lets each end after the request it is at.
pub(super) struct Pool {
    orders: Sender<Order>,
    reports: Receiver<Report>,
}

impl Pool {
    /// Starts `size` threads, or as many as the system gives.
    pub(super) fn start(size: usize, tools: Tools) -> Pool {
        let (orders, taken) = mpsc::channel();
        let (report, reports) = mpsc::channel();
        let (taken, tools) = (Arc::new(Mutex::new(taken)), Arc::new(tools));
        for number in 0..size {
            let (taken, tools, report) = (Arc::clone(&taken), Arc::clone(&tools), report.clone());
            let thread = thread::Builder::new().name(format!("fetch {number}"));
            let started = thread.spawn(move || work(&taken, &tools, &report));
            // Fewer threads are slower; none at all cannot work.
            if started.is_err() && number > 0 {
                break;
            }
        }
        Pool { orders, reports }
    }

    pub(super) fn send(&self, order: Order) {
        // Fails only when no thread could be started: then nothing is ever reported either.
        let _ = self.orders.send(order);
    }

    /// The next report, if one comes in time.
    pub(super) fn report(&self, patience: Duration) -> Option<Report> {
        match self.reports.recv_timeout(patience) {
            Ok(report) => Some(report),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(patience);
                None
            }
        }
    }
}

/// What a thread does until there are no more orders, or nobody to report to.
fn work(orders: &Mutex<Receiver<Order>>, tools: &Tools, reports: &Sender<Report>) {
    loop {
        let next = orders.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(order) = next else { return };
        if reports.send(carry_out(tools, order)).is_err() {
            return;
        }
    }
}

fn carry_out(tools: &Tools, order: Order) -> Report {
    let start = Instant::now();
    let answer = guarded(|| ask(tools, &order)).unwrap_or_else(|defect| {
        Err(Error::Fetch {
            address: order.job.at.to_string(),
            problem: Problem::Protocol(defect),
        })
    });
    let mut report = Report {
        host: order.host,
        job: order.job,
        answer,
        contents: None,
        scripts: None,
        took: start.elapsed(),
    };
    if let Ok(answer) = &report.answer
        && answer.is_success()
    {
        match &report.job.errand {
            Errand::Look(look) => {
                let kind = look.subscription.kind;
                let read = guarded(|| contents::read(kind, answer));
                report.contents = Some(read.unwrap_or_else(Err));
            }
            Errand::Page(_) => {
                let scripts = guarded(|| scripts(tools, answer));
                report.scripts = scripts.unwrap_or_else(|defect| Some(Scripts::Failed(defect)));
            }
            Errand::Robots | Errand::Hub(_) => {}
        }
    }
    report
}

/// What comes from outside may meet a defect of ours: that costs one answer, and not the thread.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| "met a defect of Isnad; please report it with the address".to_owned())
}

fn ask(tools: &Tools, order: &Order) -> Result<Answer, Error> {
    let job = &order.job;
    let get = |accept, etag, last_modified| {
        tools.client.get(&Request {
            address: &job.at,
            accept,
            etag,
            last_modified,
            may_follow: &|next: &Address| may_follow(tools, order, next),
        })
    };
    match &job.errand {
        Errand::Robots => tools.client.get(&Request::new(&job.at, Accept::Robots)),
        Errand::Hub(asking) => {
            let form = websub::form(&asking.1, tools.callback.as_deref().unwrap_or_default());
            let form: Vec<(&str, &str)> =
                form.iter().map(|(name, value)| (*name, &**value)).collect();
            tools.client.post(&job.at, &form)
        }
        Errand::Look(look) if look.in_parts => get(Accept::Feed, None, None),
        Errand::Look(look) => {
            let known = &look.subscription;
            let accept = contents::accept(known.kind);
            get(
                accept,
                known.etag.as_deref(),
                known.last_modified.as_deref(),
            )
        }
        Errand::Page(task) => {
            let last = task.last.as_ref();
            get(
                Accept::Page,
                last.and_then(|last| last.etag.as_deref()),
                last.and_then(|last| last.last_modified.as_deref()),
            )
        }
    }
}

/// Redirects within the host are followed where its rules allow; the others stand in the queue of the
/// host they lead to, whose rules are asked first.
fn may_follow(tools: &Tools, order: &Order, next: &Address) -> bool {
    let allows = |standing: &Arc<Standing>| standing.rules.allows(&tools.agent, next);
    next.origin() == order.job.at.origin() && order.rules.as_ref().is_some_and(allows)
}

/// What is made of a page that shows nothing without its scripts; `None` for other pages.
fn scripts(tools: &Tools, answer: &Answer) -> Option<Scripts> {
    let page = &answer.fetch.page;
    if !section::needs_scripts(page) {
        return None;
    }
    let (Some(render), Ok(address)) = (&tools.render, Address::parse(answer.address())) else {
        return Some(Scripts::Unrun);
    };
    Some(match render(&address) {
        Ok(bytes) => Scripts::Run(bytes),
        Err(error) => Scripts::Failed(error),
    })
}
