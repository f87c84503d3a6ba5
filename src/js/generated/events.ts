// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.

/** `message.content` */
export interface Content {
  /** The text of the RBM message. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  text?: string;
  /** The file of the RBM message: a single object, unlike the array `message.media`. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  media?: ContentMedia;
}

/** `message.content.media` */
export interface ContentMedia {
  /** The URL of the file. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  fileUrl?: string;
  /** The URL of a thumbnail of the file. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  thumbnailUrl?: string;
}

/** `message.suggestionResponse` */
export interface SuggestionResponse {
  /** The label of the suggestion that the recipient tapped. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  text?: string;
  /** Your own data, set when you sent the suggestion; base64. At most 2048 characters. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  postbackData?: string;
  /** The ID of your message that contained the suggestion. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  pairedMessageId?: string | null;
}

/** `message.locationResponse` */
export interface LocationResponse {
  /** Degrees north of the equator, as a string. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  latitude: string;
  /** Degrees east of Greenwich, as a string. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  longitude: string;
}

/** The message of an event. */
export interface Message {
  /** The message ID; treat it as opaque. An outbound ID starts with the creation time: 13 digits, in milliseconds since 1970. Inbound IDs are UUIDs. All recipients of an outbound group message share one ID. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  id: string;
  /** Your number in this conversation: `from` if you sent the message, one of `to` if you received it. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  owner: string;
  /** The messaging application that your number belongs to. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  applicationId?: string;
  /** When the message was created (UTC). @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** The number of SMS segments that you are billed for; 1 for MMS. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  segmentCount?: number;
  /** `in` for an inbound message, `out` for an outbound one. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  direction: "in" | "out" | (string & {});
  /** All recipients of the message, always an array. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string[];
  /** The sender: a phone number, a short code, an alphanumeric sender or an RBM agent. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  from: string;
  /** The message text. Empty on a status: Bandwidth doesn't keep the text that you sent. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  text?: string;
  /** The attachment URLs. Inbound media is hosted by Bandwidth for 48 hours, and downloading it needs your API credentials. The first file is often a SMIL layout. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  media?: string[];
  /** Your own text, set when you sent the message. At most 1024 characters. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  tag?: string;
  /** The priority that you sent the message with. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  priority?: "default" | "high" | (string & {});
  /** The channel of the message. If several channels were tried, the one that this event is about. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  channel?: "SMS" | "MMS" | "RBM" | (string & {});
}

/**
 * Inbound message to one of your numbers.
 *
 * No further callbacks. For a group message, you get one event per number you own, each with its own message ID.
 *
 * @see https://dev.bandwidth.com/docs/messaging/webhooks
 */
export interface MessageReceivedEvent {
  /** The event type. */
  type: "message-received";
  /** When the event happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** A description for people. Its wording changes, so base decisions on `type` and `errorCode`. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that received the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to?: string;
  /** The recipient's carrier, if your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message of this event. */
  message: Message & {
    /** The content of an inbound RBM message. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    content?: Content;
  };
}

/**
 * Bandwidth accepted your MMS and is handing it off to the carrier.
 *
 * Next: `message-delivered` or `message-failed` per recipient. If the carrier sends no delivery receipts, this is the last event.
 *
 * @see https://www.bandwidth.com/support/en/articles/15606778-changes-to-message-delivery-callbacks-and-dlr-wait-time
 */
export interface MessageSendingEvent {
  /** The event type. */
  type: "message-sending";
  /** When the event happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** A description for people. Its wording changes, so base decisions on `type` and `errorCode`. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that received the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** The recipient's carrier, if your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message of this event. */
  message: Message;
}

/**
 * Handed off to the carrier. Not a delivery confirmation.
 *
 * Next: `message-delivered` or `message-failed` per recipient, within 73 hours.
 *
 * @see https://www.bandwidth.com/support/en/articles/15606778-changes-to-message-delivery-callbacks-and-dlr-wait-time
 */
export interface MessageSentEvent {
  /** The event type. */
  type: "message-sent";
  /** When the event happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** A description for people. Its wording changes, so base decisions on `type` and `errorCode`. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that received the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to?: string | string[];
  /** The recipient's carrier, if your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message of this event. */
  message: Message;
}

/**
 * Accepted by the carrier, or confirmed by the handset; which one depends on the number type, channel and carrier.
 *
 * Final status. On RBM, a `message-read` may follow.
 *
 * @see https://dev.bandwidth.com/docs/messaging/webhooks
 */
export interface MessageDeliveredEvent {
  /** The event type. */
  type: "message-delivered";
  /** When the event happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** A description for people. Its wording changes, so base decisions on `type` and `errorCode`. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that received the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to?: string;
  /** The recipient's carrier, if your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message of this event. */
  message: Message;
}

/**
 * Not delivered to this recipient. With a few error codes, the outcome is unknown.
 *
 * Final status for this recipient.
 *
 * @see https://dev.bandwidth.com/docs/messaging/webhooks
 */
export interface MessageFailedEvent {
  /** The event type. */
  type: "message-failed";
  /** When the event happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** A description for people. Its wording changes, so base decisions on `type` and `errorCode`. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that received the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** Why the message failed: four digits. The first digit gives the class: 4 rejected, 5 service error, 9 unknown. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  errorCode?: number;
  /** The recipient's carrier, if your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message of this event. */
  message: Message;
}

/**
 * The recipient opened your RBM message.
 *
 * No further callbacks, except that `message-delivered` may arrive after it: order isn't guaranteed.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface MessageReadEvent {
  /** The event type. */
  type: "message-read";
  /** When the event happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** A description for people. Its wording changes, so base decisions on `type` and `errorCode`. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that received the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** The recipient's carrier, if your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** When the recipient read the message (UTC). @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  eventTime?: string;
  /** The message of this event. */
  message: Message;
}

/**
 * The recipient tapped a suggested reply or action in your RBM message.
 *
 * No further callbacks for this response.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface SuggestionResponseEvent {
  /** The event type. */
  type: "suggestion-response";
  /** When the event happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** A description for people. Its wording changes, so base decisions on `type` and `errorCode`. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that received the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** The recipient's carrier, if your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message of this event. */
  message: Message & {
    /** The content of an inbound RBM message. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    content?: Content;
    /** The suggestion that the recipient tapped. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    suggestionResponse: SuggestionResponse;
  };
}

/**
 * The recipient shared the location that your RBM message requested.
 *
 * No further callbacks for this response.
 *
 * @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml
 */
export interface RequestedLocationResponseEvent {
  /** The event type. */
  type: "requested-location-response";
  /** When the event happened (UTC). `message.time` is when the message was created. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  time: string;
  /** A description for people. Its wording changes, so base decisions on `type` and `errorCode`. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  description?: string;
  /** On a status: the one recipient that this event is about. On an inbound event: your number or RBM agent that received the message. @see https://dev.bandwidth.com/docs/messaging/webhooks */
  to: string;
  /** The recipient's carrier, if your account has this feature. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
  carrierName?: string;
  /** The message of this event. */
  message: Message & {
    /** The content of an inbound RBM message. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    content?: Content;
    /** The location that the recipient shared. @see https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml */
    locationResponse: LocationResponse;
  };
}

/** A callback event, discriminated by `type`. */
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

/** The event of each type. */
export interface EventsByType {
  /** Inbound message to one of your numbers. */
  "message-received": MessageReceivedEvent;
  /** Bandwidth accepted your MMS and is handing it off to the carrier. Deprecated: sent until 2027-01-06. */
  "message-sending": MessageSendingEvent;
  /** Handed off to the carrier. Not a delivery confirmation. */
  "message-sent": MessageSentEvent;
  /** Accepted by the carrier, or confirmed by the handset; which one depends on the number type, channel and carrier. */
  "message-delivered": MessageDeliveredEvent;
  /** Not delivered to this recipient. With a few error codes, the outcome is unknown. */
  "message-failed": MessageFailedEvent;
  /** The recipient opened your RBM message. */
  "message-read": MessageReadEvent;
  /** The recipient tapped a suggested reply or action in your RBM message. */
  "suggestion-response": SuggestionResponseEvent;
  /** The recipient shared the location that your RBM message requested. */
  "requested-location-response": RequestedLocationResponseEvent;
}

/** An event about a message that someone sent to you. */
export type InboundEvent =
  | MessageReceivedEvent
  | SuggestionResponseEvent
  | RequestedLocationResponseEvent
  ;

/** An event about a message that you sent. */
export type StatusEvent =
  | MessageSendingEvent
  | MessageSentEvent
  | MessageDeliveredEvent
  | MessageFailedEvent
  | MessageReadEvent
  ;

/** The value of `type`. */
export type EventType = CallbackEvent["type"];

/** The current name of each old event type. */
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

/** An old event type. */
export type EventAlias = keyof EventAliases;

/** A rule: what a diagnostic is about. */
export type RuleName = "empty-body" | "body-too-large" | "invalid-utf8" | "not-a-callback" | "invalid-json" | "too-deep" | "bare-event" | "wrapped-body" | "empty-list" | "duplicate-key" | "lossy-number" | "lone-surrogate" | "too-many-diagnostics" | "incomplete-value" | "uncertain-value" | "internal-error" | "not-an-event" | "unknown-event" | "other-product" | "renamed-event" | "deprecated-event" | "missing-field" | "missing-expected-field" | "wrong-type" | "omitted-field" | "coerced-type" | "null-field" | "unknown-field" | "misplaced-field" | "unknown-value" | "unknown-error-code" | "bad-timestamp" | "bad-phone-number" | "bad-uuid" | "bad-url" | "bad-base64" | "bad-coordinate" | "unexpected-direction" | "owner-mismatch" | "recipient-mismatch" | "duplicate-recipient" | "too-many-recipients" | "text-in-status" | "postback-data-too-long" | "tag-too-long" | "segment-count-mismatch" | "time-order" | "media-host";

/** What a rule checks. */
export type RuleGroup = "body" | "element" | "field" | "format" | "cross-field";

/** The severity of a diagnostic. error: the element cannot be used as its type. warning: usable, but not as documented. info: good to know. */
export type Severity = "error" | "warning" | "info";

/** A repair that `recover` made. */
export type RepairName = "byte-order-mark" | "http-request" | "curl-command" | "markdown-fence" | "surrounding-text" | "double-encoded" | "base64" | "lambda-event" | "sqs-message" | "sns-notification" | "eventbridge-event" | "rails-params" | "joined-values" | "nested-list" | "missing-opener" | "missing-closer" | "unclosed-list" | "wrong-bracket" | "wrong-separator" | "extra-bracket" | "missing-comma" | "extra-comma" | "missing-colon" | "stray-character" | "odd-space" | "comment" | "missing-quote" | "doubled-quote" | "unescaped-quote" | "quote-style" | "unquoted-name" | "unquoted-text" | "control-character" | "invalid-escape" | "joined-text" | "foreign-literal" | "undefined-field" | "python-dict" | "python-object" | "python-bytes" | "javascript-value" | "typescript-literal" | "ruby-hash" | "php-array" | "php-var-dump" | "php-print-r" | "php-serialized" | "symfony-dump" | "perl-value" | "go-value" | "java-to-string" | "java-model" | "csharp-record" | "csharp-object" | "scala-map" | "dart-map" | "groovy-map" | "elixir-term" | "swift-dictionary" | "nsdictionary" | "rust-debug" | "lua-table" | "jest-value" | "powershell-object" | "yaml" | "field-lines" | "dotted-names" | "console-table" | "devtools-tree" | "mongo-shell" | "mongo-json" | "dynamodb-json" | "firestore-json" | "avro-json" | "color-codes" | "log-prefix" | "compose-prefix" | "quote-prefix" | "comment-prefix" | "line-numbers" | "diff-lines" | "hard-wrap" | "word-wrap" | "table-cell" | "html-entities" | "percent-encoding" | "quoted-printable" | "chunked-transfer" | "hex-bytes" | "hex-dump" | "byte-list" | "shell-quoting" | "cmd-quoting" | "powershell-quoting" | "sql-quoting" | "csv-quoting" | "backslash-escapes" | "string-literal" | "joined-records" | "key-case" | "surrounding-object" | "cut-text" | "lost-value";

/** Whether the values of a repaired text can be trusted. */
export type Confidence = "exact" | "as-printed" | "inferred" | "incomplete";

/** The direction of a message: `in` was sent to you, `out` was sent by you. */
export type Direction = "in" | "out";

/** The latest known stage of a message, per recipient. */
export type Stage = "sending" | "sent" | "outcome-unknown" | "delivered" | "failed" | "read";

/** Who rejected a message, or whose service failed. */
export type ErrorCategory = "bandwidth-client" | "carrier-client" | "bandwidth-service" | "carrier-service" | "ambiguous";

/** The outcome of a message that failed with an error code. */
export type Outcome = "not-delivered" | "outcome-unknown";

/** Whether to send the same message again. */
export type Retry = "never" | "later" | "once" | "unspecified";

/** Whether Bandwidth still documents an error code. */
export type CodeStatus = "current" | "removed";
