//! What a row says about an error code.

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
    /// The category that the digits of a code say. The first is the class of the failure: 4 rejected, 5 service error,
    /// 9 unknown. The second says where: 7 (after 4) and 6 (after 5) mean a carrier.
    pub(super) const fn of(code: u16) -> Category {
        match (code / 1000, code / 100 % 10) {
            (4, 0 | 1 | 3 | 4) => Category::BandwidthClient,
            (4, 7) => Category::CarrierClient,
            (5, 1 | 2 | 5 | 9) => Category::BandwidthService,
            (5, 6) => Category::CarrierService,
            (9, 9) => Category::Ambiguous,
            _ => panic!("these digits have no category"),
        }
    }

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
    /// The advice for a category, unless Bandwidth's explanation of the code says otherwise.
    pub(super) const fn after(category: Category) -> Retry {
        match category {
            Category::BandwidthClient | Category::CarrierClient => Retry::Never,
            Category::BandwidthService => Retry::Later,
            Category::CarrierService => Retry::Once,
            Category::Ambiguous => Retry::Unspecified,
        }
    }

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
