//! An endpoint for callbacks: authenticates, reads, hands on once, and answers so that nothing is lost and nothing
//! retried in vain.
//!
//! A [`Receiver`] is a function from a request to a response of the crate `http`, and a service of `tower`: axum,
//! hyper and what stands on them take it. It needs a running tokio.
//!
//! ```
//! use bandwidth_callbacks_receiver::Receiver;
//! use bandwidth_callbacks::{CallbackEvent, sample};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//! let receiver = Receiver::builder()
//!     .credentials("bandwidth", "opens, sesame")
//!     .on_event(|event, _| async move {
//!         if let CallbackEvent::MessageFailed(event) = event {
//!             assert_eq!(event.error_code, Some(4432));
//!         }
//!         Ok(())
//!     })
//!     .build()
//!     .unwrap();
//!
//! let request = || http::Request::post("/callbacks").header("content-type", "application/json");
//! let body = || sample("message-failed").unwrap().to_owned();
//! let refused = receiver.receive(request().body(body()).unwrap()).await;
//! assert_eq!(refused.status(), 401);
//! assert!(refused.headers().contains_key("www-authenticate"));
//!
//! let authorization = "Basic YmFuZHdpZHRoOm9wZW5zLCBzZXNhbWU=";
//! let taken = receiver.receive(request().header("authorization", authorization).body(body()).unwrap()).await;
//! assert_eq!(taken.status(), 204);
//! # });
//! ```

mod answer;
mod builder;
mod credentials;
mod once;
mod seen;

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Waker, Poll};

use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, header};
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};
use tower_service::Service;

use answer::answered;
use bandwidth_callbacks::CallbackEvent;
use bandwidth_callbacks::ParseOptions;
use bandwidth_callbacks::catalogue::answers::Answer;
use bandwidth_callbacks::catalogue::rules::{Rule, Severity};
use bandwidth_callbacks::{RejectedElement, Report, UnknownEvent, parse_with};
use builder::{Handler, Settings};
use once::{Once, Outcome};

pub use builder::{Builder, Misuse};
pub use credentials::is_signed;
pub use seen::{Claim, MemorySeen, Seen};

/// Any error, of a handler or a store.
///
/// ```
/// let error: bandwidth_callbacks_receiver::BoxError = "no database".into();
/// assert_eq!(error.to_string(), "no database");
/// ```
pub type BoxError = Box<dyn Error + Send + Sync>;

type Failed = Arc<dyn Fn(BoxError) + Send + Sync>;

/// An element being handled.
type Work = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// How many elements of a body are handled at the same time: it may have half a million, and each takes a task.
const AT_ONCE: usize = 1_000;

/// What a handler learns beside the event.
///
/// ```
/// use bandwidth_callbacks_receiver::{Context, Receiver};
///
/// let receiver = Receiver::builder().anonymous().on_event(|_, context: Context| async move {
///     println!("{}", context.request.uri.path());
///     Ok(())
/// });
/// assert!(receiver.build().is_ok());
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Context {
    /// The request that brought it; its body has been read.
    pub request: Arc<Parts>,
    /// When Bandwidth will be told to send it again. A handler that takes longer goes on, and what it has handled by
    /// then is not handled again.
    pub deadline: std::time::Instant,
}

/// Without the request, whose headers and URL may hold credentials.
impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

/// A service that takes callbacks from Bandwidth. Clones share everything.
///
/// It answers 204 once every event was handled, or had been before. What it does not know goes to `on_unknown`, what is
/// no event to `on_rejected`, and is answered 204 as well, since it would come again the same. It answers 401 with a
/// challenge to whoever has no credentials, 400 to what is no JSON, 405, 413 and 415 where they belong, 500 where a
/// handler fails or takes too long, and 503 while another process is at it, so that Bandwidth sends the callback again.
/// Events of one body are handled at the same time (1000 of them where there are more), each in a task of its own, which
/// goes on when the client goes away.
///
/// ```
/// use bandwidth_callbacks_receiver::Receiver;
///
/// let receiver = Receiver::builder().credentials("bandwidth", "opens, sesame").build().unwrap();
/// // axum: Router::new().route_service("/callbacks", receiver)
/// # drop(receiver);
/// ```
pub struct Receiver<S = MemorySeen> {
    settings: Arc<Settings>,
    once: Arc<Once<S>>,
}

/// Without credentials and secrets.
impl<S> fmt::Debug for Receiver<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Receiver");
        self.settings.show(&mut shown).finish_non_exhaustive()
    }
}

impl<S> Clone for Receiver<S> {
    fn clone(&self) -> Self {
        Receiver { settings: Arc::clone(&self.settings), once: Arc::clone(&self.once) }
    }
}

impl Receiver {
    /// What a receiver is told; it needs credentials at least, or that everybody is let in.
    ///
    /// ```
    /// assert!(bandwidth_callbacks_receiver::Receiver::builder().build().is_err());
    /// ```
    pub fn builder() -> Builder {
        Builder::new()
    }
}

impl<S: Seen> Receiver<S> {
    fn new(settings: Settings, once: Once<S>) -> Self {
        Receiver { settings: Arc::new(settings), once: Arc::new(once) }
    }

    /// Answers a request.
    ///
    /// ```
    /// use bandwidth_callbacks_receiver::Receiver;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// let receiver = Receiver::builder().anonymous().build().unwrap();
    /// let response = receiver.receive(http::Request::get("/callbacks").body(String::new()).unwrap()).await;
    /// assert_eq!(response.status(), 405);
    /// # });
    /// ```
    pub async fn receive<B>(&self, request: Request<B>) -> Response<String>
    where
        B: Body,
        B::Error: Into<BoxError>,
    {
        let deadline = Instant::now() + self.settings.time_limit;
        let (mut parts, body) = request.into_parts();
        // Whoever logs the request of a `Context` does not log the credentials.
        let secret = parts.headers.iter_mut().filter(|(name, _)| **name == header::AUTHORIZATION);
        secret.for_each(|(_, value)| value.set_sensitive(true));
        if let Some(refusal) = self.refusal(&parts) {
            return refusal;
        }
        let max_bytes = self.settings.max_bytes;
        let too_large = || answered(Answer::TooLarge, &max_bytes.to_string());
        // Before the body is touched, where its length is told.
        if body.size_hint().lower() > max_bytes as u64 {
            return too_large();
        }
        let body = match timeout_at(deadline, Limited::new(body, max_bytes).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<LengthLimitError>() => return too_large(),
            Ok(Err(_)) => return answered(Answer::CutOff, ""),
            Err(_) => return answered(Answer::SlowBody, ""),
        };
        if !self.has_signature(&parts.headers, &body) {
            return answered(Answer::BadSignature, "");
        }
        // Nothing in it can be lost.
        if body.is_empty() {
            return answered(Answer::Taken, "");
        }
        let context = Context { request: Arc::new(parts), deadline: deadline.into_std() };
        let report = parse_with(&body, &ParseOptions::default().max_bytes(max_bytes)).into_owned();
        if let Some(hear) = self.settings.diagnostics.as_ref().filter(|_| !report.diagnostics.is_empty()) {
            // Who listens keeps nothing from being handled.
            if catch_unwind(AssertUnwindSafe(|| hear(&report.diagnostics, &context))).is_err() {
                self.once.fail("the listener for diagnostics panicked".into());
            }
        }
        // It may have been cut on its way, and be whole when it comes again.
        if let Some(rule) = unread(&report) {
            return answered(Answer::Unreadable, rule.name());
        }
        // A task of its own, which goes on when the client goes away.
        match timeout_at(deadline, tokio::spawn(self.clone().hand_on(report, context))).await {
            Ok(answer) => answered(answer.unwrap_or(Answer::HandlerFailed), ""),
            Err(_) => answered(Answer::SlowHandler, ""),
        }
    }

    /// What there is to say before the body is read.
    fn refusal(&self, parts: &Parts) -> Option<Response<String>> {
        let Parts { method, headers, .. } = parts;
        if method != Method::POST {
            return Some(answered(Answer::NotPosted, ""));
        }
        // Bandwidth's first request has none, and its body may be empty: only the challenge makes it send both.
        let credentials = &self.settings.credentials;
        let sent = one(headers, header::AUTHORIZATION).unwrap_or_default();
        if !self.settings.anonymous && !credentials::is_allowed(sent, credentials) {
            return Some(answered(Answer::Unauthorized, &self.settings.realm));
        }
        if headers.contains_key(header::CONTENT_TYPE) && !one(headers, header::CONTENT_TYPE).is_some_and(is_json) {
            return Some(answered(Answer::NotJson, ""));
        }
        let coding = headers.get(header::CONTENT_ENCODING).map(|coding| coding.as_bytes().trim_ascii());
        if coding.is_some_and(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity")) {
            return Some(answered(Answer::Encoded, ""));
        }
        None
    }

    fn has_signature(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        let Some((secrets, is_required)) = &self.settings.signature else { return true };
        let Some(sent) = headers.get("x-bandwidth-signature-hmac-sha256") else { return !is_required };
        let sent = sent.to_str().unwrap_or_default();
        secrets.iter().fold(false, |found, secret| is_signed(body, sent, secret) | found)
    }

    /// Gives each element to whoever handles it, in a task of its own, and says what to answer once all have ended.
    async fn hand_on(self, report: Report<'static>, context: Context) -> Answer {
        let Settings { event, unknown, rejected, .. } = &*self.settings;
        let Report { events, unknown: unknowns, rejected: rejects, .. } = report;
        let give = |it: CallbackEvent<'static>| Some(self.give(event.as_ref()?, key_of(it.dedupe_key()), it, &context));
        let events = events.into_iter().filter_map(give);
        // These have no key of their own: the same text is the same element.
        let give =
            |it: UnknownEvent<'static>| Some(self.give(unknown.as_ref()?, hashed(it.value.text()), it, &context));
        let unknowns = unknowns.into_iter().filter_map(give);
        let give =
            |it: RejectedElement<'static>| Some(self.give(rejected.as_ref()?, hashed(it.value.text()), it, &context));
        let mut work = events.chain(unknowns).chain(rejects.into_iter().filter_map(give));
        let (mut running, mut has_failed, mut is_pending) = (JoinSet::new(), false, false);
        loop {
            while running.len() < AT_ONCE
                && let Some(next) = work.next()
            {
                running.spawn(next);
            }
            let Some(ended) = running.join_next().await else { break };
            match ended {
                Ok(Outcome::Handled) => {}
                Ok(Outcome::Pending) => is_pending = true,
                Ok(Outcome::Failed) => has_failed = true,
                // What a handler panics with is told of where it is called.
                Err(_) => has_failed |= self.once.fail("the store panicked".into()) == Outcome::Failed,
            }
        }
        match (has_failed, is_pending) {
            (true, _) => Answer::HandlerFailed,
            (_, true) => Answer::Pending,
            _ => Answer::Taken,
        }
    }

    fn give<T>(&self, handler: &Handler<T>, key: String, element: T, context: &Context) -> Work
    where
        T: Send + 'static,
    {
        let (handler, once, context) = (Arc::clone(handler), Arc::clone(&self.once), context.clone());
        Box::pin(async move { once.exactly(key, async move { handler(element, context).await }).await })
    }
}

/// The rule by which nothing of the body could be read: every element is in one of the lists, and there is none.
fn unread(report: &Report<'_>) -> Option<Rule> {
    let is_empty = report.events.len() + report.unknown.len() + report.rejected.len() == 0;
    let error = report.diagnostics.iter().find(|found| found.severity == Severity::Error);
    error.filter(|_| is_empty).map(|found| found.rule)
}

/// The value of a header that is there once.
fn one(headers: &HeaderMap, name: HeaderName) -> Option<&[u8]> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none()).map(HeaderValue::as_bytes)
}

/// `application/json`, or `application/` with something that ends in `+json`; parameters do not matter.
fn is_json(kind: &[u8]) -> bool {
    let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii_end().to_ascii_lowercase();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
    let Some(kind) = kind.strip_prefix(b"application/") else { return false };
    kind == b"json" || kind.strip_suffix(b"+json").is_some_and(|name| !name.is_empty() && name.iter().all(is_name))
}

/// What every store takes: some count bytes, some refuse NUL. A payload may make keys of anything.
fn key_of(key: String) -> String {
    let is_plain = (1..=200).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain { key } else { hashed(&key) }
}

fn hashed(text: &str) -> String {
    Sha256::digest(text).iter().fold("sha256/".to_owned(), |key, byte| key + &format!("{byte:02x}"))
}

impl<S: Seen, B> Service<Request<B>> for Receiver<S>
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    type Response = Response<String>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<String>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Waker<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let receiver = self.clone();
        Box::pin(async move { Ok(receiver.receive(request).await) })
    }
}
