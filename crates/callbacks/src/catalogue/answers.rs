//! The responses of a receiver, in every language: status, header and detail.

named_enum! {
    answers
    /// The reason for a response.
    ///
    /// ```
    /// use bandwidth_callbacks::catalogue::answers::Answer;
    ///
    /// assert_eq!(Answer::Pending.row().status, 503);
    /// ```
    Answer {
        /// Every event was handled, or never will be.
        Accepted "accepted",
        /// The method is not POST.
        MethodNotAllowed "method-not-allowed",
        /// The credentials are missing or wrong.
        Unauthorized "unauthorized",
        /// The content type is not JSON.
        NotJson "not-json",
        /// The body is compressed.
        UnsupportedEncoding "unsupported-encoding",
        /// The body was truncated.
        IncompleteBody "incomplete-body",
        /// The body took too long to arrive.
        SlowBody "slow-body",
        /// The body is too large.
        TooLarge "too-large",
        /// The signature is missing or wrong.
        BadSignature "bad-signature",
        /// The body is not a callback.
        Unreadable "unreadable",
        /// A handler failed.
        HandlerFailed "handler-failed",
        /// The handlers took too long.
        SlowHandler "slow-handler",
        /// The idempotency store failed or timed out.
        StoreFailed "store-failed",
        /// Something read the body before the receiver.
        BodyAlreadyRead "body-already-read",
        /// The receiver was called without a request.
        NotARequest "not-a-request",
        /// Another process is handling the same event.
        Pending "pending",
        /// The receiver failed.
        ReceiverFailed "receiver-failed",
    }
    Accepted
}

/// A response.
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
    /// The HTTP status.
    pub status: u16,
    /// A header and its value; `{}` is the realm.
    pub header: Option<(&'static str, &'static str)>,
    /// The `detail` of the problem (RFC 9457); `{}` is a number of bytes or a rule.
    pub detail: &'static str,
}

/// The default time limit for handling, in milliseconds. Bandwidth times out after 10 seconds.
///
/// ```
/// assert!(bandwidth_callbacks::catalogue::answers::TIME_LIMIT < 10_000);
/// ```
pub const TIME_LIMIT: u64 = 8_000;

/// How long Bandwidth waits for a response, in milliseconds. No time limit may be longer.
///
/// ```
/// use bandwidth_callbacks::catalogue::answers::{BANDWIDTH_TIMEOUT, TIME_LIMIT};
///
/// assert!(TIME_LIMIT < BANDWIDTH_TIMEOUT);
/// ```
pub const BANDWIDTH_TIMEOUT: u64 = 10_000;

/// The default limit for a body, in bytes.
///
/// ```
/// assert_eq!(bandwidth_callbacks::catalogue::answers::MAX_BYTES, 1_048_576);
/// ```
pub const MAX_BYTES: usize = 1 << 20;

/// How long a claim on an event lasts if it is never completed or released (TTL), in seconds. Far longer than the 10
/// seconds that Bandwidth waits for a response.
///
/// ```
/// assert!(bandwidth_callbacks::catalogue::answers::CLAIM_TTL > 10);
/// ```
pub const CLAIM_TTL: u64 = 300;

/// How long the idempotency key of a handled event is kept, in seconds: 73 hours of waiting for a delivery receipt, 24
/// hours of retries, and a margin.
///
/// ```
/// assert!(bandwidth_callbacks::catalogue::answers::RETENTION > (73 + 24) * 60 * 60);
/// ```
pub const RETENTION: u64 = 100 * 60 * 60;

impl Answer {
    /// The response.
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
            Answer::MethodNotAllowed => (405, Some(("allow", "POST")), "callbacks are sent with POST"),
            Answer::Unauthorized => (
                401,
                Some(("www-authenticate", "Basic realm=\"{}\", charset=\"UTF-8\"")),
                "the username or password is missing or wrong",
            ),
            Answer::NotJson => (415, Some(("accept", "application/json")), "callbacks are application/json"),
            Answer::UnsupportedEncoding => {
                (415, Some(("accept-encoding", "identity")), "compressed bodies are not supported")
            }
            Answer::IncompleteBody => (400, Some(("connection", "close")), "the body is incomplete"),
            Answer::SlowBody => (408, Some(("connection", "close")), "the body took too long to arrive"),
            Answer::TooLarge => (413, None, "the body is larger than {} bytes"),
            Answer::BadSignature => (403, None, "the signature does not match the body"),
            Answer::Unreadable => (400, None, "the body cannot be read: {}"),
            Answer::HandlerFailed => {
                (500, None, "a handler failed; retry: events that were handled are not handled twice")
            }
            Answer::SlowHandler => (500, None, "the handlers took too long; retry"),
            Answer::StoreFailed => (500, None, "the idempotency store failed; retry"),
            Answer::BodyAlreadyRead => {
                (500, None, "something read the body before the receiver; pass the request unread")
            }
            Answer::NotARequest => (
                500,
                None,
                "the receiver was called without a Request: wrap it in `toNode` for node:http, Express and Fastify",
            ),
            Answer::Pending => (503, Some(("retry-after", "10")), "another process is handling this callback; retry"),
            Answer::ReceiverFailed => (500, None, "the receiver failed; retry"),
        };
        AnswerRow { status, header, detail }
    }

    /// The reason phrase of its status.
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
