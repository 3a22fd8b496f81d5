//! Work on many things by all cores, with the results in order.

use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::sync_channel,
    },
    thread,
};

/// Most threads: what reads and writes is one.
const MAX_THREADS: usize = 8;

/// Things that a thread has to have to be worth its start.
const PER_THREAD: usize = 4;

/// Results that wait for one before them, so that memory is bounded.
const MAX_WAITING: usize = 64;

/// Calls `work` for all things, on several threads, and `take` for each result, in the order of the things. The first
/// error of `take` ends it.
pub(super) fn in_order<T: Sync, R: Send, E>(
    things: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let n_cores = thread::available_parallelism().map_or(1, NonZero::get);
    let n_threads = n_cores.min(MAX_THREADS).min(things.len() / PER_THREAD);
    if n_threads < 2 {
        return things.iter().try_for_each(|it| take(work(it)));
    }
    let next = AtomicUsize::new(0);
    let (sender, results) = sync_channel(MAX_WAITING);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(thing) = things.get(at) else { break };
                    if sender.send((at, work(thing))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut at = 0;
        for (place, result) in results {
            waiting.insert(place, result);
            while let Some(result) = waiting.remove(&at) {
                take(result)?;
                at += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_an_error_ends_the_work() {
        let things: Vec<usize> = (0..1000).collect();
        let mut taken = Vec::new();
        let all = in_order(
            &things,
            |it| it * 2,
            |it| {
                taken.push(it);
                Ok::<(), ()>(())
            },
        );
        assert_eq!((all, taken), (Ok(()), (0..1000).map(|it| it * 2).collect()));
        let some = in_order(&things, |it| *it, |it| if it < 500 { Ok(()) } else { Err(it) });
        assert_eq!(some, Err(500));
        assert_eq!(in_order(&things[..2], |it| *it, |_| Ok::<(), ()>(())), Ok(()));
    }
}
