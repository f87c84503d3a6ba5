//! Which events count.

use bandwidth_callbacks::CallbackEvent;
use bandwidth_callbacks::catalogue::events::EventType;

use super::clock::milliseconds;
use super::error::InvalidTime;
use super::facts::Facts;

/// Which events count: those that meet every condition.
///
/// ```
/// use bandwidth_callbacks::catalogue::events::EventType;
/// use bandwidth_callbacks_logs::summary::{Filter, Summary};
/// use bandwidth_callbacks::{parse, sample};
///
/// let filter = Filter { types: vec![EventType::MessageFailed], codes: vec![4432], ..Filter::default() };
/// let failed = sample("message-failed").unwrap();
/// assert!(filter.takes(&parse(failed).events[0]));
///
/// let mut summary = Summary::new().with_filter(filter);
/// summary.add(failed);
/// summary.add(sample("message-sent").unwrap());
/// assert_eq!((summary.report().bodies, summary.report().events), (2, 1));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Events at this time or later, in milliseconds since 1970.
    pub since: Option<i64>,
    /// Events before this time, in milliseconds since 1970.
    pub until: Option<i64>,
    /// Events of these types; empty for any type.
    pub types: Vec<EventType>,
    /// Events with these error codes; empty for any event.
    pub codes: Vec<u32>,
}

impl Filter {
    /// Whether an event counts.
    ///
    /// ```
    /// use bandwidth_callbacks::{parse, sample};
    /// use bandwidth_callbacks_logs::summary::Filter;
    ///
    /// let events = parse(sample("message-sent").unwrap()).events;
    /// assert!(Filter::default().takes(&events[0]));
    /// assert!(!Filter { until: Some(0), ..Filter::default() }.takes(&events[0]));
    /// ```
    #[must_use]
    pub fn takes(&self, event: &CallbackEvent<'_>) -> bool {
        self.takes_facts(&Facts::of_event(event))
    }

    pub(super) fn takes_facts(&self, facts: &Facts<'_>) -> bool {
        self.takes_such(facts.event, facts.error_code, facts.time)
    }

    /// Whether an event with this type, error code and time (as sent) counts.
    pub(crate) fn takes_such(&self, event: EventType, error_code: Option<u32>, time: &[u8]) -> bool {
        let Filter { since, until, types, codes } = self;
        if !types.is_empty() && !types.contains(&event) {
            return false;
        }
        if !codes.is_empty() && !error_code.is_some_and(|code| codes.contains(&code)) {
            return false;
        }
        if since.is_none() && until.is_none() {
            return true;
        }
        // An event without a readable time is in no time range.
        milliseconds(time)
            .is_some_and(|time| since.is_none_or(|since| time >= since) && until.is_none_or(|until| time < until))
    }

    /// The milliseconds since 1970 of a time as Bandwidth writes it, or of a day.
    ///
    /// # Errors
    ///
    /// If it is neither.
    ///
    /// ```
    /// use bandwidth_callbacks_logs::summary::Filter;
    ///
    /// assert_eq!(Filter::time("1970-01-02"), Ok(86_400_000));
    /// assert_eq!(Filter::time("1970-01-01T00:01:00Z"), Ok(60_000));
    /// assert!(Filter::time("yesterday").is_err());
    /// ```
    pub fn time(text: &str) -> Result<i64, InvalidTime> {
        let of_day = || milliseconds(format!("{text}T00:00:00Z").as_bytes());
        milliseconds(text.as_bytes()).or_else(of_day).ok_or(InvalidTime)
    }
}
