//! What is heard of a receiver: how it answered, and what failed.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{BoxError, Context};
use bandwidth_callbacks::catalogue::answers::Answer;

pub(super) type Failed = Arc<dyn Fn(BoxError, Failure) + Send + Sync>;
pub(super) type Hear<T> = Arc<dyn Fn(&T, &Context) + Send + Sync>;

/// What failed.
///
/// ```
/// assert_eq!(bandwidth_callbacks_receiver::Failure::Store.to_string(), "store-failed");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Failure {
    /// A handler returned an error or panicked.
    Handler,
    /// A handler exceeded the time limit.
    SlowHandler,
    /// The store returned an error, panicked, or exceeded the time limit.
    Store,
    /// A listener panicked.
    Listener,
    /// The receiver itself.
    Receiver,
}

/// The names that the npm package has for them.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Failure::Handler => Answer::HandlerFailed.name(),
            Failure::SlowHandler => Answer::SlowHandler.name(),
            Failure::Store => Answer::StoreFailed.name(),
            Failure::Listener => "listener-failed",
            Failure::Receiver => Answer::ReceiverFailed.name(),
        })
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

/// How many elements a body has, and what became of them.
///
/// ```
/// assert_eq!(bandwidth_callbacks_receiver::Counts::default().handled, 0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// Events of a known type.
    pub events: usize,
    /// Elements of a type that this version does not know.
    pub unknown: usize,
    /// Elements that cannot be used as their type.
    pub rejected: usize,
    /// Elements whose handler succeeded for this request.
    pub handled: usize,
    /// Elements that were handled before, or by another request at the same time, and copies within the body.
    pub duplicates: usize,
    /// Elements whose handler, or whose store, failed.
    pub failed: usize,
    /// Elements that another process is handling.
    pub pending: usize,
}

/// How a request was answered. It holds no values of the payload.
///
/// ```
/// use bandwidth_callbacks_receiver::Answered;
///
/// fn line(answered: &Answered) -> String {
///     format!("{} {:?} {:?}", answered.status, answered.problem, answered.elapsed)
/// }
/// # let _ = line;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// Why the callback was not accepted; `None` if it was.
    pub problem: Option<Answer>,
    /// What was in the body when the answer was given; elements without a handler, or still being handled, are in
    /// none of the last four.
    pub counts: Counts,
    /// The time from the request to the answer.
    pub elapsed: Duration,
}
