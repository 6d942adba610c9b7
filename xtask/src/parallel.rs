//! Work on pages, on all processors. A page knows nothing of the others, so what comes out
//! does not depend on who made it or when: results stand in the order of what went in.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle, available_parallelism};

/// What `work` makes of each item, in the order of the items.
///
/// # Panics
/// When `work` does, as it would in a loop.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = available_parallelism().map_or(1, NonZero::get);
    let workers = workers.min(items.len());
    if workers < 2 {
        return items.iter().map(work).collect();
    }
    // Pages differ in size a hundredfold: whoever is free takes the next.
    let next = AtomicUsize::new(0);
    let run = || {
        let mut made = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(number) else {
                return made;
            };
            made.push((number, work(item)));
        }
    };
    let mut made = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(run)).collect();
        let mut made = run();
        made.extend(others.into_iter().flat_map(joined));
        made
    });
    made.sort_unstable_by_key(|(number, _)| *number);
    made.into_iter().map(|(_, result)| result).collect()
}

/// Both results; `aside` runs on a thread of its own.
///
/// # Panics
/// When one of them does.
pub fn both<A: Send, B>(aside: impl FnOnce() -> A + Send, here: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let aside = scope.spawn(aside);
        let here = here();
        (joined(aside), here)
    })
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use std::panic::catch_unwind;

    use super::{both, map};

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = items.iter().map(|n| n * 2).collect();
        assert_eq!(map(&items, |n| n * 2), doubled);
        assert_eq!(map(&items[..1], |n| n * 2), [0]);
        assert!(map(&items[..0], |n| n * 2).is_empty());
        assert_eq!(both(|| 1, || "b"), (1, "b"));
    }

    #[test]
    fn a_panic_is_not_lost() {
        let work = |n: &u32| assert_ne!(*n, 70, "seventy");
        let items: Vec<u32> = (0..100).collect();
        let panic = catch_unwind(|| map(&items, work)).unwrap_err();
        let message = panic.downcast_ref::<String>().unwrap();
        assert!(message.contains("seventy"), "{message}");
    }
}
