//! What a receiver of callbacks answers, in every language: status, the header that goes with it, and a sentence.

named! {
    answers
    /// Why a receiver answers as it does.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::answers::Answer;
    ///
    /// assert_eq!(Answer::Pending.row().status, 503);
    /// ```
    Answer {
        /// Everything was handled, or never will be.
        Accepted "accepted",
        /// The method is not POST.
        MethodNotAllowed "method-not-allowed",
        /// The credentials are missing or wrong.
        Unauthorized "unauthorized",
        /// The body calls itself something other than JSON.
        NotJson "not-json",
        /// The body is compressed.
        UnsupportedEncoding "unsupported-encoding",
        /// The body ended before its end.
        IncompleteBody "incomplete-body",
        /// The body did not come in time.
        SlowBody "slow-body",
        /// The body has too many bytes.
        TooLarge "too-large",
        /// The signature is missing or wrong.
        BadSignature "bad-signature",
        /// Nothing in the body can be read.
        Unreadable "unreadable",
        /// A handler failed.
        HandlerFailed "handler-failed",
        /// The handlers took too long.
        SlowHandler "slow-handler",
        /// The idempotency store failed, or did not answer in time.
        StoreFailed "store-failed",
        /// The body was read before the receiver got the request.
        BodyAlreadyRead "body-already-read",
        /// The receiver was called with something that is not a request.
        NotARequest "not-a-request",
        /// Another process is handling it.
        Pending "pending",
        /// Something else failed.
        ReceiverFailed "receiver-failed",
    }
    Accepted
}

/// What is answered.
///
/// ```
/// use bandwidth_callbacks::catalogue::answers::Answer;
///
/// let row = Answer::MethodNotAllowed.row();
/// assert_eq!((row.status, row.header), (405, Some(("allow", "POST"))));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnswerRow {
    /// The status of HTTP.
    pub status: u16,
    /// A header and its value, where `{}` stands for the realm.
    pub header: Option<(&'static str, &'static str)>,
    /// What a problem (RFC 9457) says, where `{}` stands for a number of bytes or a rule.
    pub detail: &'static str,
}

/// How long handling may take unless told, in milliseconds: Bandwidth gives up after 10 seconds.
///
/// ```
/// assert!(bandwidth_callbacks::catalogue::answers::TIME_LIMIT < 10_000);
/// ```
pub const TIME_LIMIT: u64 = 8_000;

/// How long Bandwidth waits for an answer, in milliseconds. No time limit may be longer.
///
/// ```
/// use bandwidth_callbacks::catalogue::answers::{BANDWIDTH_TIMEOUT, TIME_LIMIT};
///
/// assert!(TIME_LIMIT < BANDWIDTH_TIMEOUT);
/// ```
pub const BANDWIDTH_TIMEOUT: u64 = 10_000;

/// How many bytes a body may have unless told.
///
/// ```
/// assert_eq!(bandwidth_callbacks::catalogue::answers::MAX_BYTES, 1_048_576);
/// ```
pub const MAX_BYTES: usize = 1 << 20;

/// How long an event is claimed by who handles it, where nobody ends the claim. In seconds; far longer than the 10 that
/// Bandwidth waits for an answer.
///
/// ```
/// assert!(bandwidth_callbacks::catalogue::answers::LEASE > 10);
/// ```
pub const LEASE: u64 = 300;

/// How long the key of a handled event is kept, in seconds: the 73 hours that Bandwidth waits for a receipt, 24 of sending
/// again, and some.
///
/// ```
/// assert!(bandwidth_callbacks::catalogue::answers::KEEP > (73 + 24) * 60 * 60);
/// ```
pub const KEEP: u64 = 100 * 60 * 60;

impl Answer {
    /// What it is.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::answers::Answer;
    ///
    /// assert_eq!(Answer::Accepted.row().status, 204);
    /// ```
    #[must_use]
    pub const fn row(self) -> AnswerRow {
        let (status, header, detail) = match self {
            Answer::Accepted => (204, None, ""),
            Answer::MethodNotAllowed => (405, Some(("allow", "POST")), "callbacks are sent by POST"),
            Answer::Unauthorized => (
                401,
                Some(("www-authenticate", "Basic realm=\"{}\", charset=\"UTF-8\"")),
                "the credentials of the messaging application are needed",
            ),
            Answer::NotJson => (415, Some(("accept", "application/json")), "callbacks are application/json"),
            Answer::UnsupportedEncoding => {
                (415, Some(("accept-encoding", "identity")), "callbacks are sent as they are, in no content coding")
            }
            Answer::IncompleteBody => (400, Some(("connection", "close")), "the body did not come to its end"),
            Answer::SlowBody => (408, Some(("connection", "close")), "the body did not come to its end in time"),
            Answer::TooLarge => (413, None, "callbacks of more than {} bytes are not read"),
            Answer::BadSignature => (403, None, "the signature does not fit the body"),
            Answer::Unreadable => (400, None, "the body cannot be read: {}"),
            Answer::HandlerFailed => {
                (500, None, "a handler failed: send the callback again, what was handled is not handled twice")
            }
            Answer::SlowHandler => (500, None, "the handlers took too long: send the callback again"),
            Answer::StoreFailed => (500, None, "the store of handled events failed: send the callback again"),
            Answer::BodyAlreadyRead => {
                (500, None, "something read the body before the receiver: pass the request on unread")
            }
            Answer::NotARequest => (
                500,
                None,
                "the receiver was called without a Request: wrap it in `toNode` for node:http, Express and Fastify",
            ),
            Answer::Pending => (503, Some(("retry-after", "10")), "the callback is being handled: send it again"),
            Answer::ReceiverFailed => (500, None, "the receiver failed: send the callback again"),
        };
        AnswerRow { status, header, detail }
    }

    /// What its status is called.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::answers::Answer;
    ///
    /// assert_eq!(Answer::TooLarge.title(), "Content Too Large");
    /// ```
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self.row().status {
            204 => "No Content",
            400 => "Bad Request",
            401 => "Unauthorized",
            403 => "Forbidden",
            405 => "Method Not Allowed",
            408 => "Request Timeout",
            413 => "Content Too Large",
            415 => "Unsupported Media Type",
            503 => "Service Unavailable",
            _ => "Internal Server Error",
        }
    }
}
