//! Bandwidth's error codes: every code that its documentation has listed, one row each.
//!
//! The first digit is the class of the failure: 4 rejected, 5 service error, 9 unknown. A second digit of 7 (after 4)
//! or 6 (after 5) means a carrier. The category follows from the digits, and `retry` from the category, except for
//! 4785: Bandwidth's explanation of that code says to retry.

mod rows;

pub use rows::ERROR_CODES;

named_enum! {
    errors
    /// Who rejected the message, or whose service failed.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::{Category, error_code};
    ///
    /// assert_eq!(error_code(4720).unwrap().category, Category::CarrierClient);
    /// ```
    Category {
        /// Bandwidth rejected the message.
        BandwidthClient "bandwidth-client",
        /// The carrier rejected the message.
        CarrierClient "carrier-client",
        /// Bandwidth's service failed.
        BandwidthService "bandwidth-service",
        /// The carrier's service failed.
        CarrierService "carrier-service",
        /// The cause is unknown.
        Ambiguous "ambiguous",
    }
    CarrierClient
}

impl Category {
    /// The category in words, as `ErrorCode::summary` has it.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::Category;
    ///
    /// assert_eq!(Category::CarrierClient.words(), "rejected by the carrier");
    /// ```
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Category::BandwidthClient => "rejected by Bandwidth",
            Category::CarrierClient => "rejected by the carrier",
            Category::BandwidthService => "Bandwidth error",
            Category::CarrierService => "carrier error",
            Category::Ambiguous => "cause unknown",
        }
    }
}

named_enum! {
    errors
    /// Whether to send the same message again.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::{Retry, error_code};
    ///
    /// assert_eq!(error_code(5620).unwrap().retry, Retry::Once);
    /// ```
    Retry {
        /// Don't retry: the same request fails again.
        Never "never",
        /// Retry later.
        Later "later",
        /// Retry once.
        Once "once",
        /// Not documented.
        Unspecified "unspecified",
    }
    Never
}

impl Retry {
    /// The advice in words, as `ErrorCode::summary` has it.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::Retry;
    ///
    /// assert_eq!(Retry::Never.words(), "don't retry");
    /// ```
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Retry::Never => "don't retry",
            Retry::Later => "retry later",
            Retry::Once => "retry once",
            Retry::Unspecified => "retry: not documented",
        }
    }
}

named_enum! {
    errors
    /// The outcome of a message that failed with an error code.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::{Outcome, error_code};
    ///
    /// assert_eq!(error_code(9902).unwrap().outcome, Outcome::Unknown);
    /// assert_eq!(Outcome::Unknown.words(), "outcome unknown");
    /// ```
    Outcome {
        /// The message was not delivered.
        NotDelivered "not-delivered",
        /// The message may have been delivered: Bandwidth's explanation of the code leaves it open.
        Unknown "outcome-unknown",
    }
    Unknown
}

impl Outcome {
    /// The outcome in words.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::Outcome;
    ///
    /// assert_eq!(Outcome::NotDelivered.words(), "not delivered");
    /// ```
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Outcome::NotDelivered => "not delivered",
            Outcome::Unknown => "outcome unknown",
        }
    }
}

named_enum! {
    errors
    /// Whether Bandwidth still documents a code.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::{CodeStatus, error_code};
    ///
    /// assert_eq!(error_code(4720).unwrap().status, CodeStatus::Current);
    /// ```
    CodeStatus {
        /// Documented today.
        Current "current",
        /// Documented in the past, but no longer.
        Removed "removed",
    }
    Removed
}

/// One error code.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::error_code;
///
/// let row = error_code(4432).unwrap();
/// assert_eq!(row.name, Some("rejected-forbidden-country"));
/// assert_eq!(row.billable, Some(false));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorCode {
    /// The value of `errorCode`.
    pub code: u16,
    /// Bandwidth's name for the code, which `description` often repeats. Some codes share a name; `None` if none is
    /// documented.
    pub name: Option<&'static str>,
    /// A short title, in lower case.
    pub title: &'static str,
    /// Who rejected the message, or whose service failed.
    pub category: Category,
    /// Whether to send the same message again.
    pub retry: Retry,
    /// Whether the message is billed although it failed; `None` if that is not documented.
    pub billable: Option<bool>,
    /// Whether the message was certainly not delivered.
    pub outcome: Outcome,
    /// Whether Bandwidth still documents the code.
    pub status: CodeStatus,
    /// When the code first appeared in the documentation: a date, or "after 2023-11".
    pub since: &'static str,
    /// What happened, in a sentence or two.
    pub meaning: &'static str,
    /// Likely causes, most common first; empty if `meaning` says it all.
    pub causes: &'static [&'static str],
    /// What to do now, in a sentence or two. Never contradicts `retry`.
    pub action: &'static str,
}

impl ErrorCode {
    /// Who is to blame, whether to retry, and who pays, in one line: the same everywhere a code is shown.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::errors::error_code;
    ///
    /// let summary = |code| error_code(code).unwrap().summary();
    /// assert_eq!(summary(4720), "rejected by the carrier · don't retry · billable");
    /// assert_eq!(summary(9902), "outcome unknown · cause unknown · retry: not documented · billable");
    /// ```
    #[must_use]
    pub fn summary(&self) -> String {
        let billing = match self.billable {
            Some(true) => "billable",
            Some(false) => "not billable",
            None => "billing: not documented",
        };
        let outcome = (self.outcome == Outcome::Unknown).then(|| self.outcome.words());
        let facts = [self.category.words(), self.retry.words(), billing];
        outcome.into_iter().chain(facts).collect::<Vec<_>>().join(" · ")
    }
}

/// Every known code, ascending. Computed at compile time, so that a build that needs only the numbers does not carry
/// the texts.
pub(crate) static CODES: [u16; ERROR_CODES.len()] = {
    let mut codes = [0; ERROR_CODES.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = ERROR_CODES[at].code;
        at += 1;
    }
    codes
};

/// How many codes leave open whether the message was delivered.
const OPEN: usize = {
    let (mut count, mut at) = (0, 0);
    while at < ERROR_CODES.len() {
        count += matches!(ERROR_CODES[at].outcome, Outcome::Unknown) as usize;
        at += 1;
    }
    count
};
/// The codes that leave open whether the message was delivered, ascending. Computed at compile time, like `CODES`.
pub(crate) static OUTCOME_UNKNOWN: [u16; OPEN] = {
    let mut codes = [0; OPEN];
    let (mut count, mut at) = (0, 0);
    while at < ERROR_CODES.len() {
        if matches!(ERROR_CODES[at].outcome, Outcome::Unknown) {
            codes[count] = ERROR_CODES[at].code;
            count += 1;
        }
        at += 1;
    }
    codes
};

/// The outcome of a message that failed with this code. An unknown or missing code counts as not delivered.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::{Outcome, outcome};
///
/// assert_eq!(outcome(Some(5630)), Outcome::Unknown);
/// assert_eq!([outcome(Some(4720)), outcome(Some(1234)), outcome(None)], [Outcome::NotDelivered; 3]);
/// ```
#[must_use]
pub fn outcome(code: Option<u32>) -> Outcome {
    let is_open = code.and_then(|code| u16::try_from(code).ok()).is_some_and(|code| OUTCOME_UNKNOWN.contains(&code));
    if is_open { Outcome::Unknown } else { Outcome::NotDelivered }
}

/// The row of a code, or `None` if the code is unknown.
///
/// ```
/// use bandwidth_callbacks::catalogue::errors::error_code;
///
/// assert!(error_code(4720).is_some());
/// assert!(error_code(1234).is_none());
/// ```
#[must_use]
pub fn error_code(code: u16) -> Option<&'static ErrorCode> {
    static ROWS: [ErrorCode; ERROR_CODES.len()] = ERROR_CODES;
    CODES.binary_search(&code).ok().map(|at| &ROWS[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighty_nine_codes_ascend_and_each_is_found() {
        assert_eq!(CODES.len(), 89);
        assert!(CODES.is_sorted_by(|one, other| one < other));
        for row in &ERROR_CODES {
            assert_eq!(error_code(row.code), Some(row));
        }
        assert_eq!([0, 902, 4000, 5229, u16::MAX].map(error_code), [None; 5]);
    }

    #[test]
    fn category_follows_from_the_digits_and_retry_from_the_category() {
        for row in &ERROR_CODES {
            let (category, retry) = match (row.code / 1000, row.code / 100 % 10) {
                (4, 1 | 3 | 4) => (Category::BandwidthClient, Retry::Never),
                // Its explanation says to retry after some time.
                _ if row.code == 4785 => (Category::CarrierClient, Retry::Later),
                (4, 7) => (Category::CarrierClient, Retry::Never),
                (5, 1 | 2 | 5) => (Category::BandwidthService, Retry::Later),
                (5, 6) => (Category::CarrierService, Retry::Once),
                (9, 9) => (Category::Ambiguous, Retry::Unspecified),
                // The digits say nothing about these two; the documentation attributes both to Bandwidth.
                _ if row.code == 4001 => (Category::BandwidthClient, Retry::Never),
                _ if row.code == 5999 => (Category::BandwidthService, Retry::Later),
                _ => panic!("the digits of {} have no category", row.code),
            };
            assert_eq!((row.category, row.retry), (category, retry), "{}", row.code);
        }
    }

    #[test]
    fn an_unknown_outcome_is_named_by_every_part_of_a_row() {
        for row in &ERROR_CODES {
            let is_open = row.outcome == Outcome::Unknown;
            assert_eq!(row.action.starts_with("Treat the outcome as unknown"), is_open, "{}", row.code);
            assert_eq!(row.summary().starts_with("outcome unknown · "), is_open, "{}", row.code);
            assert_eq!(outcome(Some(u32::from(row.code))), row.outcome, "{}", row.code);
            assert!(is_open || row.category != Category::Ambiguous, "{}", row.code);
        }
        assert_eq!(OUTCOME_UNKNOWN, [4702, 5630, 9902, 9999]);
        assert!(Outcome::ALL.iter().all(|it| it.name() == it.words().replace(' ', "-")));
    }

    #[test]
    fn names_are_kebab_case_and_only_removed_codes_have_none() {
        for row in &ERROR_CODES {
            let Some(name) = row.name else {
                assert_eq!(row.status, CodeStatus::Removed, "{}", row.code);
                continue;
            };
            let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
            assert!(name.split('-').all(word), "{}: {name}", row.code);
        }
    }

    #[test]
    fn actions_do_not_contradict_the_retry_advice() {
        for row in &ERROR_CODES {
            let resends = row.action.contains("end the message again") || row.action.contains("end it again");
            let is_unchanged = resends && !row.action.contains("Correct") && !row.action.contains("Once they all load");
            assert!(!(is_unchanged && row.retry == Retry::Never), "{}: {}", row.code, row.action);
            assert!(row.retry != Retry::Once || row.action.contains("once"), "{}: {}", row.code, row.action);
        }
    }

    #[test]
    fn texts_are_short_and_end_as_their_kind_does() {
        for (at, row) in ERROR_CODES.iter().enumerate() {
            let code = row.code;
            assert!((1..=6).contains(&row.title.split(' ').count()), "{code}: {}", row.title);
            assert!(!row.title.ends_with('.'), "{code}: {}", row.title);
            for text in [row.meaning, row.action] {
                assert!(text.starts_with(|first: char| first.is_ascii_uppercase()), "{code}: {text}");
                assert!(text.ends_with('.') && text.matches(". ").count() < 2, "{code}: {text}");
                assert!(text.len() <= 130, "{code}: {text}");
            }
            for cause in row.causes {
                assert!(cause.len() <= 90 && !cause.ends_with('.'), "{code}: {cause}");
            }
            assert!(ERROR_CODES[..at].iter().all(|other| other.meaning != row.meaning), "{code}");
        }
    }
}
