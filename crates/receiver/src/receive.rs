//! From a request to its response: authenticates, reads, hands on once, and answers.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Waker, Poll};

use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, Version, header};
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};
use tower_service::Service;

use super::answer::answered;
use super::context::{Context, HandlerContext};
use super::credentials::{is_allowed, is_signed};
use super::error::{BoxError, Failure};
use super::listeners::{Answered, Counts};
use super::log::Log;
use super::once::{Attempts, Once, Outcome};
use super::progress::Progress;
use super::settings::{Handler, Settings};
use super::store::{IdempotencyStore, MemorySeen};
use bandwidth_callbacks::catalogue::answers::Answer;
use bandwidth_callbacks::catalogue::rules::{Rule, Severity};
use bandwidth_callbacks::{
    BodyElement, CallbackEvent, ParseOptions, RejectedElement, Report, UnknownEvent, Verification, parse_with,
};

/// An element being handled.
type Work = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// How many elements of a body are handled at the same time: it may have half a million, and each takes a task.
const MAX_CONCURRENT: usize = 1_000;

/// A service that takes callbacks from Bandwidth. Clones share everything.
///
/// It answers 204 once every event was handled, or had been before. Elements of an unknown type go to `on_unknown`,
/// elements that are no events to `on_rejected`; both are answered 204 as well, because they would come again the
/// same. It answers 401 with a challenge if credentials are missing or wrong, 400 if the body is not JSON, 405, 413 and
/// 415 as HTTP says, 500 if a handler fails or takes too long, and 503 while another process is handling the callback,
/// so that Bandwidth sends it again. Events of one body are handled concurrently (at most 1000), each in a task of its
/// own, which goes on if the client disconnects.
///
/// ```
/// use bandwidth_callbacks_receiver::Receiver;
///
/// let builder = Receiver::builder().credentials("bandwidth", "opens, sesame");
/// let receiver = builder.on_event(|_, _| async { Ok(()) }).build().unwrap();
/// // axum: Router::new().route_service("/callbacks", receiver)
/// # drop(receiver);
/// ```
pub struct Receiver<S = MemorySeen> {
    settings: Arc<Settings>,
    once: Arc<Once<S>>,
    log: Arc<Log>,
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
        Receiver { settings: Arc::clone(&self.settings), once: Arc::clone(&self.once), log: Arc::clone(&self.log) }
    }
}

impl<S: IdempotencyStore> Receiver<S> {
    pub(super) fn new(settings: Settings, once: Once<S>, log: Log) -> Self {
        Receiver { settings: Arc::new(settings), once: Arc::new(once), log: Arc::new(log) }
    }

    /// Answers a request.
    ///
    /// ```
    /// use bandwidth_callbacks_receiver::Receiver;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
    /// let receiver = Receiver::builder().anonymous().on_event(|_, _| async { Ok(()) }).build().unwrap();
    /// let response = receiver.receive(http::Request::get("/callbacks").body(String::new()).unwrap()).await;
    /// assert_eq!(response.status(), 405);
    /// # });
    /// ```
    pub async fn receive<B>(&self, request: Request<B>) -> Response<String>
    where
        B: Body,
        B::Error: Into<BoxError>,
    {
        let began = Instant::now();
        let deadline = began + self.settings.time_limit;
        let (mut parts, body) = request.into_parts();
        // Whoever logs the request of a `Context` does not log the credentials.
        let secret = parts.headers.iter_mut().filter(|(name, _)| **name == header::AUTHORIZATION);
        secret.for_each(|(_, value)| value.set_sensitive(true));
        let context = Context { request: Arc::new(parts), deadline: deadline.into_std() };
        let progress = Arc::new(Progress::default());
        let (answer, argument) = self.answer(&context, body, deadline, &progress).await;
        let mut response = answered(answer, &argument);
        let Parts { headers, version, .. } = &*context.request;
        // HTTP/2 has no header of this name.
        if *version >= Version::HTTP_2 {
            response.headers_mut().remove(header::CONNECTION);
        }
        self.log.answered(answer, &argument, !headers.contains_key(header::AUTHORIZATION));
        if let Some(listener) = &self.settings.answered {
            let problem = Some(answer).filter(|answer| *answer != Answer::Accepted);
            let counts = *progress.counts();
            let answered = Answered { status: answer.row().status, problem, counts, elapsed: began.elapsed() };
            self.notify("the listener `on_answered`", || listener(&answered, &context));
        }
        response
    }

    /// The answer, and the argument of its sentence.
    async fn answer<B>(
        &self,
        context: &Context,
        body: B,
        deadline: Instant,
        progress: &Arc<Progress>,
    ) -> (Answer, String)
    where
        B: Body,
        B::Error: Into<BoxError>,
    {
        let without_value = |answer: Answer| (answer, String::new());
        let Parts { headers, .. } = &*context.request;
        if let Some(refusal) = self.refusal(&context.request) {
            let is_heard = refusal.0 == Answer::Unauthorized && self.settings.diagnostics.is_some();
            if is_heard && is_empty(body, deadline).await {
                self.parse_body(&[], context);
            }
            return refusal;
        }
        let max_bytes = self.settings.max_bytes;
        let too_large = || (Answer::TooLarge, max_bytes.to_string());
        // Before the body is touched, if its length is known.
        if body.size_hint().lower() > max_bytes as u64 {
            return too_large();
        }
        let body = match timeout_at(deadline, Limited::new(body, max_bytes).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<LengthLimitError>() => return too_large(),
            Ok(Err(_)) => return without_value(Answer::IncompleteBody),
            Err(_) => return without_value(Answer::SlowBody),
        };
        if !self.has_signature(headers, &body) {
            return without_value(Answer::BadSignature);
        }
        let report = self.parse_body(&body, context);
        // It may have been cut on its way, and be whole when it comes again.
        if let Some(rule) = unreadable(&report) {
            return (Answer::Unreadable, rule.name().to_owned());
        }
        self.log.parsed(&report, self.settings.verification.is_some());
        // A task of its own, which goes on when the client goes away.
        let work = tokio::spawn(self.clone().handle_elements(report, context.clone(), Arc::clone(progress)));
        without_value(match timeout_at(deadline, work).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                self.once.fail(error.into(), Failure::Receiver);
                Answer::ReceiverFailed
            }
            Err(_) => self.time_out(progress),
        })
    }

    /// Parses a body, and passes its diagnostics to their listener.
    fn parse_body(&self, body: &[u8], context: &Context) -> Report<'static> {
        let options = ParseOptions::default().max_bytes(self.settings.max_bytes);
        let report = parse_with(body, &options).into_owned();
        if let Some(listener) = self.settings.diagnostics.as_ref().filter(|_| !report.diagnostics.is_empty()) {
            self.notify("the listener for diagnostics", || listener(&report.diagnostics, context));
        }
        report
    }

    /// Calls a listener, which keeps nothing from being handled.
    fn notify(&self, name: &str, listener: impl FnOnce()) {
        if catch_unwind(AssertUnwindSafe(listener)).is_err() {
            self.once.fail(format!("{name} panicked").into(), Failure::Listener);
        }
    }

    /// Reports what took too long.
    fn time_out(&self, progress: &Progress) -> Answer {
        let limit = self.settings.time_limit.as_millis();
        let limit = format!("within the time limit of {limit} ms, so Bandwidth will send the callback again");
        let keys = progress.keys();
        if !keys.is_empty() && !self.once.is_working(keys.iter()) {
            drop(keys);
            self.once.fail(format!("the idempotency store did not respond {limit}").into(), Failure::Store);
            return Answer::StoreFailed;
        }
        drop(keys);
        let rest = "it keeps running, and its event is not handled again if it succeeds";
        self.once.fail(format!("a handler did not finish {limit}; {rest}").into(), Failure::SlowHandler);
        Answer::SlowHandler
    }

    /// Why a request is rejected before its body is read.
    fn refusal(&self, parts: &Parts) -> Option<(Answer, String)> {
        let Parts { method, headers, .. } = parts;
        let refused = |answer: Answer| Some((answer, String::new()));
        if method != Method::POST {
            return refused(Answer::MethodNotAllowed);
        }
        // Bandwidth's first request has none, and its body may be empty: only the challenge makes it send both.
        let credentials = &self.settings.credentials;
        let sent = single_header(headers, header::AUTHORIZATION).unwrap_or_default();
        if !self.settings.anonymous && !is_allowed(sent, credentials) {
            return Some((Answer::Unauthorized, self.settings.realm.clone()));
        }
        if headers.contains_key(header::CONTENT_TYPE)
            && !single_header(headers, header::CONTENT_TYPE).is_some_and(is_json)
        {
            return refused(Answer::NotJson);
        }
        let mut codings = headers.get_all(header::CONTENT_ENCODING).iter().map(|coding| coding.as_bytes().trim_ascii());
        if codings.any(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity")) {
            return refused(Answer::UnsupportedEncoding);
        }
        None
    }

    fn has_signature(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        let Some((secrets, is_required)) = &self.settings.signature else { return true };
        let name = HeaderName::from_static("x-bandwidth-signature-hmac-sha256");
        if !headers.contains_key(&name) {
            return !is_required;
        }
        let sent = single_header(headers, name).and_then(|sent| std::str::from_utf8(sent).ok()).unwrap_or_default();
        secrets.iter().fold(false, |found, secret| is_signed(body, sent, secret) | found)
    }

    /// Gives each element to its handler, in a task of its own, and says what to answer once all have ended.
    async fn handle_elements(self, report: Report<'static>, context: Context, progress: Arc<Progress>) -> Answer {
        let Settings { event, verification, unknown, rejected, .. } = &*self.settings;
        let event_index = |element: &BodyElement<'_, '_>| match element {
            BodyElement::Event { index, .. } => Some(*index),
            _ => None,
        };
        let indexes: Vec<u32> = report.elements().iter().filter_map(event_index).collect();
        let Report { events, verifications, unknown: unknowns, rejected: rejects, .. } = report;
        {
            let mut counts = progress.counts();
            (counts.events, counts.verifications) = (events.len(), verifications.len());
            (counts.unknown, counts.rejected) = (unknowns.len(), rejects.len());
        }
        let work_of = |(it, index): (CallbackEvent<'static>, u32)| {
            Some(self.work(event.as_ref()?, key_of(it.dedupe_key()), index, it, &context, &progress))
        };
        let events = events.into_iter().zip(indexes).filter_map(work_of);
        let work_of = |it: Verification| {
            Some(self.work(verification.as_ref()?, hashed(&it.dedupe_key()), it.index, it, &context, &progress))
        };
        let verifications = verifications.into_iter().filter_map(work_of);
        // These have no key of their own: the same text is the same element.
        let work_of = |it: UnknownEvent<'static>| {
            Some(self.work(unknown.as_ref()?, hashed(it.value.text()), it.index, it, &context, &progress))
        };
        let unknowns = unknowns.into_iter().filter_map(work_of);
        let work_of = |it: RejectedElement<'static>| {
            Some(self.work(rejected.as_ref()?, hashed(it.value.text()), it.index, it, &context, &progress))
        };
        let mut work = events.chain(verifications).chain(unknowns).chain(rejects.into_iter().filter_map(work_of));
        let mut running = JoinSet::new();
        let mut has_store_failed = false;
        loop {
            // What is not begun when time is up comes again.
            while running.len() < MAX_CONCURRENT
                && Instant::now() < Instant::from_std(context.deadline)
                && let Some(next) = work.next()
            {
                running.spawn(next);
            }
            let Some(ended) = running.join_next().await else { break };
            // A handler that panics is caught where it is called.
            let outcome = ended.unwrap_or_else(|_| {
                self.once.fail("the store panicked".into(), Failure::Store);
                Outcome::StoreFailed
            });
            has_store_failed |= outcome == Outcome::StoreFailed;
            progress.count(outcome);
        }
        let Counts { failed, pending, .. } = *progress.counts();
        match (failed, pending) {
            _ if has_store_failed => Answer::StoreFailed,
            (1.., _) => Answer::HandlerFailed,
            _ if work.next().is_some() => Answer::SlowHandler,
            (_, 1..) => Answer::Pending,
            _ => Answer::Accepted,
        }
    }

    fn work<T>(
        &self,
        handler: &Handler<T>,
        key: String,
        index: u32,
        element: T,
        context: &Context,
        progress: &Arc<Progress>,
    ) -> Work
    where
        T: Send + 'static,
    {
        let (handler, once, progress) = (Arc::clone(handler), Arc::clone(&self.once), Arc::clone(progress));
        let Context { request, deadline } = context.clone();
        Box::pin(async move {
            let _at = progress.begin(&key);
            let known = key.clone();
            let work = move |Attempts { number, previous }: Attempts| {
                let (attempt, previous_attempt) = (number, previous);
                handler(element, HandlerContext { request, deadline, key: known, index, attempt, previous_attempt })
            };
            once.run_once(key, work).await
        })
    }
}

/// Whether a body that is not used is empty. It is begun only if nothing says how long it is.
async fn is_empty<B>(body: B, deadline: Instant) -> bool
where
    B: Body,
    B::Error: Into<BoxError>,
{
    let size = body.size_hint();
    if size.exact().is_some() || size.lower() > 0 {
        return size.exact() == Some(0);
    }
    // The first byte is one too many.
    timeout_at(deadline, Limited::new(body, 0).collect()).await.is_ok_and(|whole| whole.is_ok())
}

/// The rule if nothing in the body could be read: all lists are empty.
fn unreadable(report: &Report<'_>) -> Option<Rule> {
    let error = report.diagnostics.iter().find(|found| found.severity == Severity::Error);
    error.filter(|_| report.elements().is_empty()).map(|found| found.rule)
}

/// The value of a header that is there once.
fn single_header(headers: &HeaderMap, name: HeaderName) -> Option<&[u8]> {
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

/// Keys that every store accepts: some count bytes, some reject NUL. A payload can put anything into a key.
fn key_of(key: String) -> String {
    let is_plain = (1..=200).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain { key } else { hashed(&key) }
}

fn hashed(text: &str) -> String {
    Sha256::digest(text).iter().fold("sha256/".to_owned(), |key, byte| key + &format!("{byte:02x}"))
}

impl<S: IdempotencyStore, B> Service<Request<B>> for Receiver<S>
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
