//! A line for every step that takes longer than a second.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use std::io::{IsTerminal, Write};

/// Talks on stderr about the step that is running.
pub struct Progress {
    steps: Arc<Mutex<Sender<Option<&'static str>>>>,
    talker: JoinHandle<()>,
}

impl Progress {
    /// Starts to listen.
    pub fn start() -> Self {
        let (sender, receiver) = channel();
        Self {
            steps: Arc::new(Mutex::new(sender)),
            talker: std::thread::spawn(move || talk(&receiver)),
        }
    }

    /// What to call with the name of each step as it starts.
    pub fn listener(&self) -> Arc<dyn Fn(&'static str) + Send + Sync> {
        let steps = Arc::clone(&self.steps);
        Arc::new(move |step| send(&steps, Some(step)))
    }

    /// Ends the last step.
    pub fn finish(self) {
        send(&self.steps, None);
        // A talker that panicked has nothing more to say.
        let _ = self.talker.join();
    }
}

fn send(steps: &Mutex<Sender<Option<&'static str>>>, step: Option<&'static str>) {
    let steps = steps.lock().unwrap_or_else(PoisonError::into_inner);
    // Nobody listening any more is no reason to stop the work.
    let _ = steps.send(step);
}

fn talk(steps: &Receiver<Option<&'static str>>) {
    let mut running: Option<(&'static str, Instant)> = None;
    let mut shown = false;
    loop {
        let next = match running {
            Some(_) if !shown => steps.recv_timeout(Duration::from_secs(1)),
            _ => steps.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        if let (Err(RecvTimeoutError::Timeout), Some((step, _))) = (&next, running) {
            begin(step);
            shown = true;
            continue;
        }
        if let (true, Some((step, since))) = (shown, running) {
            end(step, since.elapsed());
        }
        let Ok(Some(step)) = next else { return };
        running = Some((step, Instant::now()));
        shown = false;
    }
}

/// On a terminal the line is there while the step runs; in a log only its end counts.
fn begin(step: &str) {
    let mut err = std::io::stderr();
    if err.is_terminal() {
        eprint!("{step} …");
        let _ = err.flush();
    }
}

fn end(step: &str, took: Duration) {
    let start = if std::io::stderr().is_terminal() {
        "\r"
    } else {
        ""
    };
    eprintln!("{start}{step} … {:.1} s", took.as_secs_f32());
}
