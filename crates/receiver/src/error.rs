//! What may go wrong: errors of others, of the options, and where they happened.

use std::error::Error;
use std::fmt;

use bandwidth_callbacks::catalogue::answers::Answer;

/// Any error, of a handler or a store.
///
/// ```
/// let error: bandwidth_callbacks_receiver::BoxError = "no database".into();
/// assert_eq!(error.to_string(), "no database");
/// ```
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Invalid options.
///
/// ```
/// use bandwidth_callbacks_receiver::Receiver;
///
/// let error = Receiver::builder().build().err().unwrap();
/// assert_eq!(error.to_string(), "expected `credentials`, or `anonymous` to accept requests without credentials");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsageError(pub(super) &'static str);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for UsageError {}

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
