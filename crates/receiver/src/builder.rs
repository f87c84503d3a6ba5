//! The builder of a receiver, and the checks of its options.

use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::context::{Context, HandlerContext};
use super::credentials::Credentials;
use super::error::{BoxError, Failure, UsageError};
use super::listeners::{Answered, FailureListener};
use super::log::{Log, Write};
use super::once::Once;
use super::receive::Receiver;
use super::settings::{Handler, Settings};
use super::store::{IdempotencyStore, MemorySeen};
use bandwidth_callbacks::catalogue::answers::{BANDWIDTH_TIMEOUT, MAX_BYTES, TIME_LIMIT};
use bandwidth_callbacks::{CallbackEvent, Diagnostic, RejectedElement, UnknownEvent, Verification};

/// The options of a [`Receiver`].
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
    failed: FailureListener,
    log: Option<Write>,
    error: Option<&'static str>,
    seen: S,
}

/// Without credentials and secrets.
impl<S> fmt::Debug for Builder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Builder");
        self.settings.show(&mut shown).finish_non_exhaustive()
    }
}

impl Receiver {
    /// A receiver is built with credentials, or with [`Builder::anonymous`], and at least one handler or listener.
    pub fn builder() -> Builder {
        Builder::new()
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
            verification: None,
            unknown: None,
            rejected: None,
            diagnostics: None,
            answered: None,
            time_limit: Duration::from_millis(TIME_LIMIT),
            max_bytes: MAX_BYTES,
        };
        let failed = listener(|error, failure| eprintln!("bandwidth-callbacks: {failure}: {error}"));
        let log: Write = Arc::new(|line| eprintln!("{line}"));
        Builder { settings, failed, log: Some(log), error: None, seen: MemorySeen::default() }
    }
}

impl<S: IdempotencyStore> Builder<S> {
    /// The credentials that Bandwidth sends, as they are set in the messaging application. Call it again to accept
    /// others as well, while they are being exchanged.
    pub fn credentials(mut self, username: &str, password: &str) -> Self {
        match Credentials::new(username, password) {
            Ok(pair) => self.settings.credentials.push(pair),
            Err(error) => self.error = Some(error),
        }
        self
    }

    /// Accepts requests without credentials. Required if there are no credentials.
    pub fn anonymous(mut self) -> Self {
        self.settings.anonymous = true;
        self
    }

    /// Handles events. If it returns an error, the answer is 500, and Bandwidth resends the callback.
    pub fn on_event<F, W>(mut self, handler: F) -> Self
    where
        F: Fn(CallbackEvent<'static>, HandlerContext) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.settings.event = Some(boxed(handler));
        self
    }

    /// Handles toll-free verification webhooks. An error makes Bandwidth send the webhook again.
    pub fn on_verification<F, W>(mut self, handler: F) -> Self
    where
        F: Fn(Verification, HandlerContext) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.settings.verification = Some(boxed(handler));
        self
    }

    /// Handles elements of a type that this version does not know, and webhooks of other Bandwidth products. By default
    /// they are answered 204 and logged.
    pub fn on_unknown<F, W>(mut self, handler: F) -> Self
    where
        F: Fn(UnknownEvent<'static>, HandlerContext) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.settings.unknown = Some(boxed(handler));
        self
    }

    /// Handles elements that cannot be used as their type. By default they are answered 204 and logged.
    pub fn on_rejected<F, W>(mut self, handler: F) -> Self
    where
        F: Fn(RejectedElement<'static>, HandlerContext) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.settings.rejected = Some(boxed(handler));
        self
    }

    /// Called with the diagnostics of a body, if it has any. They contain no payload values.
    pub fn on_diagnostics(mut self, listener: impl Fn(&[Diagnostic], &Context) + Send + Sync + 'static) -> Self {
        self.settings.diagnostics = Some(Arc::new(listener));
        self
    }

    /// Called after each answer, including 4xx, timeouts and internal errors. Use it for metrics.
    pub fn on_answered(mut self, listener: impl Fn(&Answered, &Context) + Send + Sync + 'static) -> Self {
        self.settings.answered = Some(Arc::new(listener));
        self
    }

    /// Called with the error of a handler, the store or a listener, and when handlers exceed the time limit. By default
    /// errors are written to standard error.
    pub fn on_failed(mut self, failed: impl Fn(BoxError, Failure) + Send + Sync + 'static) -> Self {
        self.failed = listener(failed);
        self
    }

    /// Takes the log lines about requests that were answered 4xx or, because another process is handling an event, 503;
    /// about elements that are unknown or rejected, with their indexes and rules; and about toll-free verification
    /// webhooks without a handler: at most one a minute for each kind. By default they are written to standard error.
    ///
    /// Bandwidth starts every callback with a request without credentials, so after the first accepted callback these
    /// have a line only if none with valid credentials has followed for a minute.
    pub fn on_log(mut self, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log = Some(Arc::new(write));
        self
    }

    /// Writes no log lines.
    pub fn without_log(mut self) -> Self {
        self.log = None;
        self
    }

    /// The idempotency store: by default a [`MemorySeen`], which lasts as long as the process.
    pub fn seen<T: IdempotencyStore>(self, seen: T) -> Builder<T> {
        Builder { settings: self.settings, failed: self.failed, log: self.log, error: self.error, seen }
    }

    /// How long handling may take: 8 seconds by default, and at most 10, Bandwidth's timeout.
    pub fn time_limit(mut self, time_limit: Duration) -> Self {
        self.settings.time_limit = time_limit;
        self
    }

    /// How many bytes a body may have: 1 MiB (1048576) by default.
    pub fn max_bytes(mut self, max_bytes: usize) -> Self {
        self.settings.max_bytes = max_bytes;
        self
    }

    /// The realm in the challenge: "callbacks" by default.
    pub fn realm(mut self, realm: &str) -> Self {
        if !realm.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\') {
            self.error = Some("expected `realm` to be ASCII without quotes and backslashes");
        }
        realm.clone_into(&mut self.settings.realm);
        self
    }

    /// Checks the signature of toll-free verification webhooks with a secret, or several while you rotate them; see
    /// [`is_signed`](crate::is_signed) for its limits. If `is_required`, requests without a signature are answered 403;
    /// messaging callbacks never have one.
    pub fn signature<'s>(mut self, secrets: impl IntoIterator<Item = &'s str>, is_required: bool) -> Self {
        let secrets: Vec<String> = secrets.into_iter().map(str::to_owned).collect();
        if secrets.is_empty() || secrets.iter().any(String::is_empty) {
            self.error = Some("expected a secret that is not empty");
        }
        self.settings.signature = Some((secrets, is_required));
        self
    }

    /// The receiver.
    ///
    /// # Errors
    ///
    /// If options contradict each other or are invalid.
    pub fn build(self) -> Result<Receiver<S>, UsageError> {
        let Settings { credentials, anonymous, time_limit, max_bytes, .. } = &self.settings;
        let Settings { event, verification, unknown, rejected, diagnostics, answered, .. } = &self.settings;
        let has_listener = event.is_some()
            || verification.is_some()
            || unknown.is_some()
            || rejected.is_some()
            || diagnostics.is_some()
            || answered.is_some();
        let error = self.error.or(match (credentials.is_empty(), anonymous) {
            (true, false) => Some("expected `credentials`, or `anonymous` to accept requests without credentials"),
            (false, true) => Some("expected `credentials` or `anonymous`, not both"),
            _ if !has_listener => {
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
        error.map_or(Ok(Receiver::new(self.settings, once, log)), |error| Err(UsageError(error)))
    }
}

/// Whoever listens cannot break what is listened to.
fn listener(failed: impl Fn(BoxError, Failure) + Send + Sync + 'static) -> FailureListener {
    Arc::new(move |error, failure| drop(catch_unwind(AssertUnwindSafe(|| failed(error, failure)))))
}

fn boxed<T, F, W>(handler: F) -> Handler<T>
where
    F: Fn(T, HandlerContext) -> W + Send + Sync + 'static,
    W: Future<Output = Result<(), BoxError>> + Send + 'static,
{
    Arc::new(move |value, context| Box::pin(handler(value, context)))
}
