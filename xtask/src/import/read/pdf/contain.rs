//! Work that may panic or never end, held on a thread of its own.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Files may nest things deeply; the library walks them on the stack.
const STACK: usize = 64 * 1024 * 1024;

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// The work panicked.
    Broke,
    /// The work took too long and was left alone.
    TooLong,
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Does the work and gives its result, if it ends well within `limit`.
///
/// # Errors
/// Why it did not.
pub fn contain<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failed> {
    silence();
    let (send, receive) = mpsc::channel();
    let work = move || {
        QUIET.set(true);
        let result = panic::catch_unwind(AssertUnwindSafe(work));
        // Nobody listens any more when it took too long.
        let _ = send.send(result);
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    if thread.is_err() {
        return Err(Failed::Broke);
    }
    match receive.recv_timeout(limit) {
        Ok(result) => result.map_err(|_| Failed::Broke),
        Err(RecvTimeoutError::Timeout) => Err(Failed::TooLong),
        Err(RecvTimeoutError::Disconnected) => Err(Failed::Broke),
    }
}

/// A panic that is caught here is told as a finding, not on the screen.
fn silence() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn results_panics_and_endless_work() {
        let long = Duration::from_secs(60);
        assert_eq!(contain(long, || 7), Ok(7));
        assert_eq!(contain(long, || panic!("no")), Err::<(), _>(Failed::Broke));
        let endless = || thread::sleep(Duration::from_secs(3600));
        assert_eq!(
            contain(Duration::from_millis(5), endless),
            Err(Failed::TooLong)
        );
    }
}
