// Generated from the catalogue: `UPDATE=1 cargo test` writes it anew.

/** `message.content` */
export interface Content {
  /** What the RBM message says. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  text?: string;
  /** The file of the RBM message: one object here, where `message.media` is a list. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  media?: ContentMedia;
}

/** `message.content.media` */
export interface ContentMedia {
  /** Where the file lies. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  fileUrl?: string;
  /** Where a small picture of the file lies. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  thumbnailUrl?: string;
}

/** `message.suggestionResponse` */
export interface SuggestionResponse {
  /** The words on the suggestion that was tapped. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  text?: string;
  /** Your own data, given with the suggestion; base64. At most 2048 characters. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  postbackData?: string;
  /** The id of your message that made the suggestion. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  pairedMessageId?: string | null;
}

/** `message.locationResponse` */
export interface LocationResponse {
  /** Degrees north of the equator, as text. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  latitude: string;
  /** Degrees east of Greenwich, as text. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  longitude: string;
}

/** The message that an event is about. */
export interface Message {
  /** The message's id, opaque. An outbound id begins with the 13 digits of its creation time in milliseconds since 1970; inbound ids are UUIDs. All recipients of an outbound group message share one id. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  id: string;
  /** Your number in this conversation: `from` on a message you sent, one of `to` on a message you got. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  owner: string;
  /** The messaging application that your number belongs to. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  applicationId?: string;
  /** When the message was created (UTC). @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** How many SMS segments the message takes, which is what is billed; 1 for MMS. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  segmentCount?: number;
  /** `in` for a message you got, `out` for one you sent. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  direction: "in" | "out" | (string & {});
  /** Everybody the message was sent to, always as a list. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string[];
  /** Who sent the message: a phone number, a short code, an alphanumeric sender or an RBM agent. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  from: string;
  /** What the message says. Empty on a status: Bandwidth does not keep what you sent. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  text?: string;
  /** The attachments. On an inbound message they lie at Bandwidth for 48 hours and need your API credentials; the first is often a SMIL layout. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  media?: string[];
  /** Your own text, given when the message was sent. At most 1024 characters. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  tag?: string;
  /** The priority that the message was sent with. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  priority?: "default" | "high" | (string & {});
  /** How the message travelled. Of several channels tried, the one that this event is about. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  channel?: "SMS" | "MMS" | "RBM" | (string & {});
}

/**
 * Somebody sent a message to one of your numbers.
 *
 * Nothing follows for this message. A group message gives one such event, with an id of its own, for each of your numbers among the recipients.
 *
 * @see https://dev.bandwidth.com/docs/messaging/webhooks
 */
export interface MessageReceivedEvent {
  /** What the event is. */
  type: "message-received";
  /** When it happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** What happened, for people. Its wording changes; decide by `type` and `errorCode` instead. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or agent that got the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to?: string;
  /** The recipient's carrier, where your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message that this event is about. */
  message: Message & {
    /** What an inbound RBM message holds. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    content?: Content;
  };
}

/**
 * Bandwidth has accepted your MMS and is handing it to the carrier.
 *
 * Possibly nothing: this may be the last event if the carrier gives no receipts. Otherwise one `message-delivered` or `message-failed` per recipient.
 *
 * @see https://www.bandwidth.com/support/en/articles/15606778-changes-to-message-delivery-callbacks-and-dlr-wait-time
 */
export interface MessageSendingEvent {
  /** What the event is. */
  type: "message-sending";
  /** When it happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** What happened, for people. Its wording changes; decide by `type` and `errorCode` instead. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or agent that got the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** The recipient's carrier, where your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message that this event is about. */
  message: Message;
}

/**
 * Bandwidth handed the message to the carrier; it does not say that it arrived.
 *
 * One `message-delivered` or `message-failed` for each recipient, up to 73 hours later.
 *
 * @see https://www.bandwidth.com/support/en/articles/15606778-changes-to-message-delivery-callbacks-and-dlr-wait-time
 */
export interface MessageSentEvent {
  /** What the event is. */
  type: "message-sent";
  /** When it happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** What happened, for people. Its wording changes; decide by `type` and `errorCode` instead. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or agent that got the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to?: string | string[];
  /** The recipient's carrier, where your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message that this event is about. */
  message: Message;
}

/**
 * Accepted by the carrier, or confirmed by the handset; which one depends on the number type, channel and carrier.
 *
 * Nothing more for this recipient, but for a `message-read` where the channel is RBM.
 *
 * @see https://dev.bandwidth.com/docs/messaging/webhooks
 */
export interface MessageDeliveredEvent {
  /** What the event is. */
  type: "message-delivered";
  /** When it happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** What happened, for people. Its wording changes; decide by `type` and `errorCode` instead. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or agent that got the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to?: string;
  /** The recipient's carrier, where your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message that this event is about. */
  message: Message;
}

/**
 * Not delivered to this recipient, or outcome unknown; `errorCode` says which, and why.
 *
 * Nothing more for this recipient.
 *
 * @see https://dev.bandwidth.com/docs/messaging/webhooks
 */
export interface MessageFailedEvent {
  /** What the event is. */
  type: "message-failed";
  /** When it happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** What happened, for people. Its wording changes; decide by `type` and `errorCode` instead. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or agent that got the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** Why the message failed: four digits, the first of which tells whose fault it is. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  errorCode?: number;
  /** The recipient's carrier, where your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message that this event is about. */
  message: Message;
}

/**
 * The recipient opened your RBM message.
 *
 * Nothing more for this recipient. It may arrive before `message-delivered` does: no order is promised.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface MessageReadEvent {
  /** What the event is. */
  type: "message-read";
  /** When it happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** What happened, for people. Its wording changes; decide by `type` and `errorCode` instead. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or agent that got the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** The recipient's carrier, where your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** When the recipient read the message (UTC). @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  eventTime?: string;
  /** The message that this event is about. */
  message: Message;
}

/**
 * Somebody tapped a reply or an action that your RBM message suggested.
 *
 * Nothing follows for this response.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface SuggestionResponseEvent {
  /** What the event is. */
  type: "suggestion-response";
  /** When it happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** What happened, for people. Its wording changes; decide by `type` and `errorCode` instead. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or agent that got the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** The recipient's carrier, where your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message that this event is about. */
  message: Message & {
    /** What an inbound RBM message holds. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    content?: Content;
    /** The suggestion that was tapped. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    suggestionResponse: SuggestionResponse;
  };
}

/**
 * Somebody shared the location that your RBM message asked for.
 *
 * Nothing follows for this response.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface RequestedLocationResponseEvent {
  /** What the event is. */
  type: "requested-location-response";
  /** When it happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** What happened, for people. Its wording changes; decide by `type` and `errorCode` instead. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or agent that got the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** The recipient's carrier, where your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message that this event is about. */
  message: Message & {
    /** What an inbound RBM message holds. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    content?: Content;
    /** The location that was shared. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    locationResponse: LocationResponse;
  };
}

/** One callback. Narrow it by `type`. */
export type CallbackEvent =
  | MessageReceivedEvent
  | MessageSendingEvent
  | MessageSentEvent
  | MessageDeliveredEvent
  | MessageFailedEvent
  | MessageReadEvent
  | SuggestionResponseEvent
  | RequestedLocationResponseEvent
  ;

/** The value of `type`. */
export type EventType = CallbackEvent["type"];

/** What each old name of an event type means today. */
export interface EventAliases {
  /** 2020-07-28 to 2020-08-10 */
  "message-queued": "message-sending";
  /** 2017 beta */
  "message-rejected-forbidden-country": "message-failed";
  /** 2025-08-05 to 2026-06-19 */
  "request-location-response": "requested-location-response";
  /** 2025-08-05 to 2026-06-19 */
  "location-request-response": "requested-location-response";
}

/** An old name of an event type. */
export type EventAlias = keyof EventAliases;

/** A rule: what a diagnostic is about. */
export type RuleName = "empty-body" | "body-too-large" | "invalid-utf8" | "not-a-callback" | "invalid-json" | "too-deep" | "bare-event" | "wrapped-body" | "empty-list" | "duplicate-key" | "lossy-number" | "lone-surrogate" | "too-many-diagnostics" | "incomplete-value" | "uncertain-value" | "internal-error" | "not-an-event" | "unknown-event" | "neighbour-event" | "renamed-event" | "deprecated-event" | "missing-field" | "missing-expected-field" | "wrong-type" | "coerced-type" | "null-field" | "unknown-field" | "misplaced-field" | "unknown-value" | "unknown-error-code" | "bad-timestamp" | "bad-phone-number" | "bad-uuid" | "bad-url" | "bad-base64" | "bad-coordinate" | "unexpected-direction" | "owner-mismatch" | "recipient-mismatch" | "duplicate-recipient" | "too-many-recipients" | "text-in-status" | "postback-data-too-long" | "tag-too-long" | "segment-count-mismatch" | "time-order" | "media-host";

/** What a rule looks at. */
export type RuleGroup = "body" | "element" | "field" | "format" | "meaning";

/** How much a diagnostic matters: unusable, usable but not as documented, worth knowing. */
export type Severity = "error" | "warning" | "info";

/** What `recover` did to a text. */
export type RepairName = "byte-order-mark" | "http-request" | "curl-command" | "markdown-fence" | "surrounding-text" | "double-encoded" | "base64" | "lambda-event" | "sqs-message" | "sns-notification" | "eventbridge-event" | "rails-params" | "joined-values" | "nested-list" | "missing-opener" | "missing-closer" | "unclosed-list" | "wrong-bracket" | "wrong-separator" | "extra-bracket" | "missing-comma" | "extra-comma" | "missing-colon" | "stray-character" | "odd-space" | "comment" | "missing-quote" | "doubled-quote" | "unescaped-quote" | "quote-style" | "unquoted-name" | "unquoted-text" | "control-character" | "invalid-escape" | "joined-text" | "foreign-literal" | "undefined-field" | "python-dict" | "python-object" | "python-bytes" | "javascript-value" | "typescript-literal" | "ruby-hash" | "php-array" | "php-var-dump" | "php-print-r" | "symfony-dump" | "perl-value" | "go-value" | "java-to-string" | "java-model" | "csharp-record" | "scala-map" | "dart-map" | "groovy-map" | "elixir-term" | "swift-dictionary" | "nsdictionary" | "rust-debug" | "lua-table" | "jest-value" | "powershell-object" | "yaml" | "field-lines" | "devtools-tree" | "mongo-shell" | "mongo-json" | "dynamodb-json" | "firestore-json" | "colour-codes" | "log-prefix" | "compose-prefix" | "quote-prefix" | "comment-prefix" | "line-numbers" | "diff-lines" | "hard-wrap" | "word-wrap" | "html-entities" | "percent-encoding" | "quoted-printable" | "chunked-transfer" | "hex-bytes" | "hex-dump" | "byte-list" | "shell-quoting" | "cmd-quoting" | "powershell-quoting" | "sql-quoting" | "csv-quoting" | "string-literal" | "joined-records" | "surrounding-object" | "cut-text" | "lost-value";

/** Which way a message travelled: somebody sent it to you, you sent it. */
export type Direction = "in" | "out";

/** How far a message has come with one recipient. */
export type Stage = "sending" | "sent" | "outcome-unknown" | "delivered" | "failed" | "read";

/** Who refused a message or failed. */
export type ErrorCategory = "bandwidth-client" | "carrier-client" | "bandwidth-service" | "carrier-service" | "ambiguous";

/** What became of a message that failed with an error code. */
export type Outcome = "not-delivered" | "outcome-unknown";

/** Whether sending the same message again may help. */
export type Retry = "never" | "later" | "once" | "unspecified";

/** Whether Bandwidth still lists an error code. */
export type CodeStatus = "current" | "removed";
