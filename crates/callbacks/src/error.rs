//! A report with errors, as an error: for code that returns early with `?`.

use std::error::Error;
use std::fmt;

use crate::catalogue::rules::Severity;
use crate::event::CallbackEvent;
use crate::printable::printable;
use crate::report::Report;

/// A body with errors: what [`Report::into_events`] returns instead of events. It owns its report.
///
/// Neither its message nor its `Debug` contains a value of the body.
///
/// ```
/// let error = bandwidth_callbacks::parse("[42]").into_events().unwrap_err();
/// assert_eq!(error.to_string(), r#"not-an-event at "/0": expected an event, found a number"#);
/// assert_eq!(error.report().rejected[0].value.text(), "42");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackError(Box<Report<'static>>);

impl CallbackError {
    /// The report: the events that are usable, and what is wrong.
    ///
    /// ```
    /// let error = bandwidth_callbacks::parse("[42]").into_events().unwrap_err();
    /// assert!(!error.report().ok);
    /// ```
    #[must_use]
    pub fn report(&self) -> &Report<'static> {
        &self.0
    }

    /// The report, to keep.
    ///
    /// ```
    /// let error = bandwidth_callbacks::parse("[42]").into_events().unwrap_err();
    /// assert_eq!(error.into_report().rejected.len(), 1);
    /// ```
    #[must_use]
    pub fn into_report(self) -> Report<'static> {
        *self.0
    }
}

/// The first error, and how many more there are.
impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut errors = self.0.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let Some(first) = errors.next() else { return f.write_str("the body has errors") };
        write!(f, "{} at ", first.rule)?;
        match first.path.as_str() {
            "" => f.write_str("the body")?,
            path => write!(f, "\"{}\"", printable(path))?,
        }
        write!(f, ": {}", first.message)?;
        match errors.count() {
            0 => Ok(()),
            more => write!(f, " (and {more} more)"),
        }
    }
}

impl Error for CallbackError {}

impl<'a> Report<'a> {
    /// Only the events, or an error if a diagnostic has severity `error`. Elements in `unknown` are dropped.
    ///
    /// A receiver should not use this to reject a request: one bad element would cost the good ones, and Bandwidth
    /// would send the same body for 24 hours.
    ///
    /// # Errors
    ///
    /// If [`ok`](Report::ok) is false. The error has the whole report.
    ///
    /// ```
    /// use bandwidth_callbacks::{CallbackError, parse, sample};
    ///
    /// fn count(body: &str) -> Result<usize, CallbackError> {
    ///     Ok(parse(body).into_events()?.len())
    /// }
    ///
    /// assert_eq!(count(sample("message-read").unwrap()), Ok(1));
    /// assert!(count("[42]").is_err());
    /// ```
    pub fn into_events(self) -> Result<Vec<CallbackEvent<'a>>, CallbackError> {
        if self.ok { Ok(self.events) } else { Err(CallbackError(Box::new(self.into_owned()))) }
    }
}
