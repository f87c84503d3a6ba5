//! What a receiver is told, and what to say where it makes no sense.

use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::credentials::Credentials;
use super::heard::{Answered, Failed, Failure, Hear};
use super::log::{Log, Write};
use super::once::Once;
use super::{BoxError, Context, HandlerContext, MemorySeen, Receiver, Seen};
use bandwidth_callbacks::catalogue::answers::{BANDWIDTH_TIMEOUT, MAX_BYTES, TIME_LIMIT};
use bandwidth_callbacks::{CallbackEvent, Diagnostic, RejectedElement, UnknownEvent};

type Handled = Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>>;

/// Handles something that came.
pub(super) type Handler<T> = Arc<dyn Fn(T, HandlerContext) -> Handled + Send + Sync>;

pub(super) struct Settings {
    pub credentials: Vec<Credentials>,
    pub anonymous: bool,
    pub realm: String,
    pub signature: Option<(Vec<String>, bool)>,
    pub event: Option<Handler<CallbackEvent<'static>>>,
    pub unknown: Option<Handler<UnknownEvent<'static>>>,
    pub rejected: Option<Handler<RejectedElement<'static>>>,
    pub diagnostics: Option<Hear<[Diagnostic]>>,
    pub answered: Option<Hear<Answered>>,
    pub time_limit: Duration,
    pub max_bytes: usize,
}

/// Options that make no sense.
///
/// ```
/// use bandwidth_callbacks_receiver::Receiver;
///
/// let misuse = Receiver::builder().build().err().unwrap();
/// assert_eq!(misuse.to_string(), "expected `credentials`, or `anonymous` to let everybody in");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misuse(&'static str);

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Misuse {}

/// What a [`Receiver`] is told.
///
/// ```
/// use std::time::Duration;
///
/// use bandwidth_callbacks_receiver::{Builder, Receiver};
///
/// // While the password is exchanged, both are good.
/// let builder: Builder = Receiver::builder()
///     .credentials("bandwidth", "opens, sesame")
///     .credentials("bandwidth", "the next")
///     .on_event(|event, _| async move {
///         println!("{}", event.event_type());
///         Ok(())
///     })
///     .on_unknown(|element, _| async move { Err(format!("keep element {}", element.index).into()) })
///     .on_answered(|answered, _| println!("{} {:?}", answered.status, answered.elapsed))
///     .time_limit(Duration::from_secs(5));
/// assert!(builder.build().is_ok());
/// ```
#[must_use]
pub struct Builder<S = MemorySeen> {
    settings: Settings,
    failed: Failed,
    log: Option<Write>,
    misuse: Option<&'static str>,
    seen: S,
}

/// Without credentials and secrets.
impl<S> fmt::Debug for Builder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Builder");
        self.settings.show(&mut shown).finish_non_exhaustive()
    }
}

impl Settings {
    /// Shows what is no secret.
    pub(super) fn show<'f, 'a, 'b>(&self, f: &'f mut fmt::DebugStruct<'a, 'b>) -> &'f mut fmt::DebugStruct<'a, 'b> {
        f.field("anonymous", &self.anonymous)
            .field("credentials", &self.credentials.len())
            .field("time_limit", &self.time_limit)
            .field("max_bytes", &self.max_bytes)
    }
}

impl Builder {
    pub(super) fn new() -> Self {
        let settings = Settings {
            credentials: Vec::new(),
            anonymous: false,
            realm: "callbacks".to_owned(),
            signature: None,
            event: None,
            unknown: None,
            rejected: None,
            diagnostics: None,
            answered: None,
            time_limit: Duration::from_millis(TIME_LIMIT),
            max_bytes: MAX_BYTES,
        };
        let failed = listener(|error, failure| eprintln!("bandwidth-callbacks: {failure}: {error}"));
        let log: Write = Arc::new(|line| eprintln!("{line}"));
        Builder { settings, failed, log: Some(log), misuse: None, seen: MemorySeen::default() }
    }
}

impl<S: Seen> Builder<S> {
    /// What Bandwidth has to send, as it is set at the messaging application; said again for others, while they are
    /// being exchanged.
    pub fn credentials(mut self, username: &str, password: &str) -> Self {
        match Credentials::new(username, password) {
            Ok(pair) => self.settings.credentials.push(pair),
            Err(misuse) => self.misuse = Some(misuse),
        }
        self
    }

    /// Lets everybody in. Needed where there are no credentials.
    pub fn anonymous(mut self) -> Self {
        self.settings.anonymous = true;
        self
    }

    /// What is done with events. What it fails with makes Bandwidth send the callback again.
    pub fn on_event<F, W>(mut self, handler: F) -> Self
    where
        F: Fn(CallbackEvent<'static>, HandlerContext) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.settings.event = Some(boxed(handler));
        self
    }

    /// What is done with elements of a type that this version does not know.
    pub fn on_unknown<F, W>(mut self, handler: F) -> Self
    where
        F: Fn(UnknownEvent<'static>, HandlerContext) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.settings.unknown = Some(boxed(handler));
        self
    }

    /// What is done with elements that are no events.
    pub fn on_rejected<F, W>(mut self, handler: F) -> Self
    where
        F: Fn(RejectedElement<'static>, HandlerContext) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.settings.rejected = Some(boxed(handler));
        self
    }

    /// Hears what was found in a body, where something was. It holds no values of the payload.
    pub fn on_diagnostics(mut self, hear: impl Fn(&[Diagnostic], &Context) + Send + Sync + 'static) -> Self {
        self.settings.diagnostics = Some(Arc::new(hear));
        self
    }

    /// Hears how each request was answered, refusals and timeouts included.
    pub fn on_answered(mut self, hear: impl Fn(&Answered, &Context) + Send + Sync + 'static) -> Self {
        self.settings.answered = Some(Arc::new(hear));
        self
    }

    /// Hears what a handler, the store or a listener failed with, and of handlers that exceed the time limit. By
    /// default it is written to standard error.
    pub fn on_failed(mut self, failed: impl Fn(BoxError, Failure) + Send + Sync + 'static) -> Self {
        self.failed = listener(failed);
        self
    }

    /// Takes the lines about what is refused and what is lost: one a minute for each kind of refusal (a status of
    /// 4xx), and for rejected and for unknown elements, with their indexes and rules. By default they are written to
    /// standard error.
    ///
    /// A request without credentials has a line only until one with good credentials has come, because Bandwidth begins
    /// every callback with one.
    pub fn on_log(mut self, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log = Some(Arc::new(write));
        self
    }

    /// Writes no lines about what is refused and what is lost.
    pub fn without_log(mut self) -> Self {
        self.log = None;
        self
    }

    /// Where the keys of handled events are kept: a [`MemorySeen`] unless told, which ends with the process.
    pub fn seen<T: Seen>(self, seen: T) -> Builder<T> {
        Builder { settings: self.settings, failed: self.failed, log: self.log, misuse: self.misuse, seen }
    }

    /// How long handling may take: 8 seconds by default, and at most 10, when Bandwidth gives up.
    pub fn time_limit(mut self, time_limit: Duration) -> Self {
        self.settings.time_limit = time_limit;
        self
    }

    /// How many bytes a body may have: 1 MiB (1048576) unless told.
    pub fn max_bytes(mut self, max_bytes: usize) -> Self {
        self.settings.max_bytes = max_bytes;
        self
    }

    /// What the credentials are for, as the challenge names it: "callbacks" unless told.
    pub fn realm(mut self, realm: &str) -> Self {
        if !realm.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\') {
            self.misuse = Some("expected `realm` to be ASCII without quotes and backslashes");
        }
        realm.clone_into(&mut self.settings.realm);
        self
    }

    /// Checks the signature of toll-free verification webhooks with a secret, or several while they are being
    /// exchanged; see [`is_signed`](super::is_signed) for what it can tell. Where it is required, what has no
    /// signature is refused, as messaging callbacks have none.
    pub fn signature<'s>(mut self, secrets: impl IntoIterator<Item = &'s str>, is_required: bool) -> Self {
        let secrets: Vec<String> = secrets.into_iter().map(str::to_owned).collect();
        if secrets.is_empty() || secrets.iter().any(String::is_empty) {
            self.misuse = Some("expected a secret that is not empty");
        }
        self.settings.signature = Some((secrets, is_required));
        self
    }

    /// The receiver.
    ///
    /// # Errors
    ///
    /// For options that contradict each other or make no sense.
    pub fn build(self) -> Result<Receiver<S>, Misuse> {
        let Settings { credentials, anonymous, time_limit, max_bytes, .. } = &self.settings;
        let Settings { event, unknown, rejected, diagnostics, answered, .. } = &self.settings;
        let is_heard =
            event.is_some() || unknown.is_some() || rejected.is_some() || diagnostics.is_some() || answered.is_some();
        let misuse = self.misuse.or(match (credentials.is_empty(), anonymous) {
            (true, false) => Some("expected `credentials`, or `anonymous` to let everybody in"),
            (false, true) => Some("expected `credentials` or `anonymous`, not both"),
            _ if !is_heard => {
                Some("expected a handler, or a listener: without one every event would be accepted and lost")
            }
            _ if time_limit.is_zero() || *time_limit > Duration::from_millis(BANDWIDTH_TIMEOUT) => {
                Some("expected `time_limit` to be above 0 and at most 10 seconds, when Bandwidth gives up")
            }
            _ if *max_bytes == 0 => Some("expected `max_bytes` to be above 0"),
            _ => None,
        });
        let once = Once::new(self.seen, self.failed);
        let log = Log::new(self.log);
        misuse.map_or(Ok(Receiver::new(self.settings, once, log)), |misuse| Err(Misuse(misuse)))
    }
}

/// Whoever listens cannot break what is listened to.
fn listener(failed: impl Fn(BoxError, Failure) + Send + Sync + 'static) -> Failed {
    Arc::new(move |error, failure| drop(catch_unwind(AssertUnwindSafe(|| failed(error, failure)))))
}

fn boxed<T, F, W>(handler: F) -> Handler<T>
where
    F: Fn(T, HandlerContext) -> W + Send + Sync + 'static,
    W: Future<Output = Result<(), BoxError>> + Send + 'static,
{
    Arc::new(move |value, context| Box::pin(handler(value, context)))
}
