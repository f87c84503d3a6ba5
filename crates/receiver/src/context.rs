//! The second argument of handlers and listeners.

use std::fmt;
use std::sync::Arc;

use http::request::Parts;

/// What is known of a request.
///
/// ```
/// use bandwidth_callbacks_receiver::{Context, Receiver};
///
/// let receiver = Receiver::builder().anonymous().on_diagnostics(|found, context: &Context| {
///     println!("{} findings at {}", found.len(), context.request.uri.path());
/// });
/// assert!(receiver.build().is_ok());
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Context {
    /// The request; its body has been read.
    pub request: Arc<Parts>,
    /// When Bandwidth will be answered that it has to send the callback again. A handler that takes longer goes on,
    /// and if it succeeds, its event is not handled again.
    pub deadline: std::time::Instant,
}

/// Without the request, whose headers and URL may hold credentials.
impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

/// What a handler gets with the event.
///
/// ```
/// use bandwidth_callbacks_receiver::{HandlerContext, Receiver};
///
/// let receiver = Receiver::builder().anonymous().on_event(|_, context: HandlerContext| async move {
///     println!("{}: element {}, attempt {}", context.request.uri.path(), context.index, context.attempt);
///     Ok(())
/// });
/// assert!(receiver.build().is_ok());
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct HandlerContext {
    /// The request; its body has been read.
    pub request: Arc<Parts>,
    /// When Bandwidth will be answered that it has to send the callback again. A handler that takes longer goes on,
    /// and if it succeeds, its event is not handled again.
    pub deadline: std::time::Instant,
    /// The idempotency key of the element, as the store gets it: `dedupe_key()`, or a hash of it if it is long or has
    /// characters that a store may reject. You can use it as the idempotency key of a job.
    pub key: String,
    /// The index of the element in the body, from 0.
    pub index: u32,
    /// The number of this attempt in this process, from 1. Other processes and earlier runs are not counted, so 1 does
    /// not prove that this is the first attempt.
    pub attempt: u32,
    /// How the attempt before this one ended in this process, if one is known.
    pub previous_attempt: Option<PreviousAttempt>,
}

/// Without the request, whose headers and URL may hold credentials, and without the key, which holds a message ID.
impl fmt::Debug for HandlerContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let HandlerContext { deadline, index, attempt, previous_attempt, .. } = self;
        let mut debug = f.debug_struct("HandlerContext");
        debug.field("deadline", deadline).field("index", index).field("attempt", attempt);
        debug.field("previous_attempt", previous_attempt).finish_non_exhaustive()
    }
}

/// How the attempt before this one ended, in this process.
///
/// ```
/// use bandwidth_callbacks_receiver::{HandlerContext, PreviousAttempt};
///
/// fn may_overlap(context: &HandlerContext) -> bool {
///     context.previous_attempt == Some(PreviousAttempt::Expired)
/// }
/// # let _ = may_overlap;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PreviousAttempt {
    /// Its handler failed.
    Failed,
    /// Its claim expired while it was still running, so that both may be at work.
    Expired,
}
