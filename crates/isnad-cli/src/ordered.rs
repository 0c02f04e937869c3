//! Work on many items by several threads, with answers in the order of the items and memory that does
//! not grow with their number.

use std::{
    io,
    ops::ControlFlow,
    sync::{
        Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

/// How many answers may wait for one that takes longer, for each thread. Pages differ a hundredfold in what they
/// take, so with two a long one leaves the other threads without work; with eight that hardly happens.
/// Only answers wait: items are at hand by twos, one that is worked on and the next.
const AHEAD: usize = 8;

/// As large as the main thread's, for pages nested as deep as any.
const STACK: usize = 8 << 20;

/// An item, and where its answer goes.
type Task<T, U> = (T, SyncSender<U>);

/// Does `work` to each item on `jobs` threads and hands each answer to `then`, in the order of the items,
/// until that says to stop. Another thread takes the items as they are asked for.
///
/// # Errors
/// Those of `then`, and a thread that cannot be started.
pub(crate) fn each<T: Send, U: Send, E: From<io::Error>>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> U + Sync,
    mut then: impl FnMut(U) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let jobs = jobs.max(1);
    let (order, answers) = sync_channel::<Receiver<U>>(jobs * AHEAD);
    let (give, take) = sync_channel::<Task<T, U>>(jobs);
    let take = Mutex::new(take);
    thread::scope(|scope| {
        start(scope, move || hand_out(items, &order, &give))?;
        for _ in 0..jobs {
            start(scope, || {
                while let Some((item, answer)) = next(&take) {
                    // Nobody waits for it any more when all was stopped.
                    let _ = answer.send(work(item));
                }
            })?;
        }
        for answer in answers {
            // Without an answer its thread panicked, which the end of the scope passes on.
            let Ok(answer) = answer.recv() else { break };
            if then(answer)?.is_break() {
                break;
            }
        }
        Ok(())
    })
}

fn start<'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    work: impl FnOnce() + Send + 'scope,
) -> io::Result<()> {
    thread::Builder::new()
        .stack_size(STACK)
        .spawn_scoped(scope, work)?;
    Ok(())
}

/// Gives each item out, and a place in the order of answers; ends when nobody listens.
fn hand_out<T, U>(
    items: impl Iterator<Item = T>,
    order: &SyncSender<Receiver<U>>,
    give: &SyncSender<Task<T, U>>,
) {
    for item in items {
        let (answer, place) = sync_channel(1);
        if order.send(place).is_err() || give.send((item, answer)).is_err() {
            return;
        }
    }
}

fn next<T>(take: &Mutex<Receiver<T>>) -> Option<T> {
    take.lock().ok()?.recv().ok()
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            atomic::{AtomicUsize, Ordering},
            mpsc,
        },
        time::Duration,
    };

    use super::*;

    fn run(count: usize, jobs: usize, stop_at: usize) -> (Vec<usize>, usize) {
        let given = AtomicUsize::new(0);
        let items = (0..count).inspect(|_| {
            given.fetch_add(1, Ordering::Relaxed);
        });
        let mut answers = Vec::new();
        let then = |answer| {
            answers.push(answer);
            Ok::<_, io::Error>(match answers.len() == stop_at {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            })
        };
        each(items, jobs, |item| item * 2, then).unwrap();
        (answers, given.into_inner())
    }

    #[test]
    fn answers_come_in_the_order_of_the_items() {
        for jobs in [0, 1, 2, 7] {
            let (answers, _) = run(1000, jobs, usize::MAX);
            let expected: Vec<usize> = (0..1000).map(|item| item * 2).collect();
            assert_eq!(answers, expected, "{jobs} jobs");
        }
    }

    #[test]
    fn few_items_are_taken_ahead_of_the_answers() {
        for jobs in [1, 4] {
            let (answers, given) = run(100_000, jobs, 10);
            assert_eq!(answers.len(), 10);
            assert!(given <= 10 + jobs * (AHEAD + 3), "{jobs} jobs: {given}");
        }
    }

    #[test]
    fn a_long_item_leaves_the_other_threads_their_work() {
        // Only a failure waits as long as this.
        let patience = Duration::from_secs(60);
        let (done, others) = mpsc::channel();
        let others = Mutex::new(others);
        let work = |item: usize| match item {
            // As long as ten others take.
            0 => (0..10).all(|_| others.lock().unwrap().recv_timeout(patience).is_ok()),
            _ => done.send(()).is_ok(),
        };
        let then = |is_done: bool| match is_done {
            true => Ok(ControlFlow::Continue(())),
            false => Err(io::Error::other("the others stood still")),
        };
        each(0..11, 2, work, then).unwrap();
    }

    #[test]
    fn an_error_ends_it() {
        let then = |item: usize| match item {
            7 => Err(io::Error::other("the disk is full")),
            _ => Ok(ControlFlow::Continue(())),
        };
        let outcome = each(0..1000, 3, |item| item, then);
        assert_eq!(outcome.unwrap_err().to_string(), "the disk is full");
    }
}
