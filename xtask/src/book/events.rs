//! mdBook logs what it dislikes and goes on. This keeps its warnings so that they can
//! become findings.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// A warning or an error that a library logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The module that logged it.
    pub target: String,
    /// What it said.
    pub message: String,
}

/// The events of one thread since they were last taken.
#[derive(Debug, Clone, Default)]
pub struct Log(Arc<Mutex<Vec<Event>>>);

impl Log {
    /// The events so far; the log is empty afterwards.
    pub fn take(&self) -> Vec<Event> {
        std::mem::take(&mut *self.events())
    }

    /// The events that `work` causes, taken out of the log.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> (T, Vec<Event>) {
        let before = self.events().len();
        let result = work();
        let mut events = self.events();
        let start = before.min(events.len());
        (result, events.split_off(start))
    }

    fn events(&self) -> MutexGuard<'_, Vec<Event>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs `work` on this thread with a log that hears every warning and error.
///
/// Nothing of it reaches a logger that the process may have; other threads are not heard.
pub fn recording<T>(work: impl FnOnce(&Log) -> T) -> T {
    let log = Log::default();
    let subscriber = tracing_subscriber::registry().with(log.clone());
    tracing::subscriber::with_default(subscriber, || work(&log))
}

impl<S: Subscriber> Layer<S> for Log {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        *metadata.level() <= Level::WARN
    }

    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut text = Message::default();
        event.record(&mut text);
        let event = Event {
            target: event.metadata().target().to_owned(),
            message: text.0,
        };
        self.events().push(event);
    }
}

/// The fields of an event as one text, the message first.
#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // Writing to a string cannot fail.
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::recording;

    #[test]
    fn hears_warnings_and_errors_only() {
        let events = recording(|log| {
            tracing::info!("all is well");
            tracing::warn!("unclosed `{}`", "b");
            tracing::error!(code = 7, "broken");
            log.take()
        });
        let messages: Vec<_> = events.iter().map(|e| e.message.as_str()).collect();
        assert_eq!(messages, ["unclosed `b`", "broken code=7"]);
    }
}
