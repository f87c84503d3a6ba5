//! What listeners learn: how a request was answered, and what failed.

use std::sync::Arc;
use std::time::Duration;

use super::context::Context;
use super::error::{BoxError, Failure};
use bandwidth_callbacks::catalogue::answers::Answer;

pub(super) type FailureListener = Arc<dyn Fn(BoxError, Failure) + Send + Sync>;
pub(super) type Listener<T> = Arc<dyn Fn(&T, &Context) + Send + Sync>;

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
    /// Toll-free verification webhooks.
    pub verifications: usize,
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
