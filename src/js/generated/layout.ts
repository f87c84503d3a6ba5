// Generated from the catalogue: `UPDATE=1 cargo test` writes it anew.

/** The version of the package. */
export const VERSION = "0.1.0";

/** Each rule: name, severity, help, url. */
export const RULES = [
  ["empty-body", "error", "answer it as usual, and look at how the body is read if callbacks are always empty", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["body-too-large", "error", "raise `maxBytes` if you trust the sender", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["invalid-utf8", "error", "pass the bytes as they came, without decoding them first", "https://www.rfc-editor.org/rfc/rfc8259"],
  ["not-a-callback", "error", "look at what passes the body on, or use `recover` for pasted text", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["invalid-json", "error", "pass the body as it came, or use `recover` for pasted text", "https://www.rfc-editor.org/rfc/rfc8259"],
  ["too-deep", "error", "raise `maxDepth` if you trust the sender", "https://www.rfc-editor.org/rfc/rfc8259"],
  ["bare-event", "warning", "send a list, as Bandwidth does", "https://github.com/Bandwidth/api-docs/issues/1180"],
  ["wrapped-body", "warning", "pass the raw body instead of what the framework made of it", "https://github.com/Bandwidth/api-docs/issues/1180"],
  ["empty-list", "warning", "look at what made this body", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["duplicate-key", "warning", "remove one of the two", "https://www.rfc-editor.org/rfc/rfc7493"],
  ["lossy-number", "warning", "send it as text", "https://www.rfc-editor.org/rfc/rfc7493"],
  ["lone-surrogate", "warning", "look at what cut the text in the middle of a character", "https://www.rfc-editor.org/rfc/rfc7493"],
  ["too-many-diagnostics", "info", "mend what is listed and look again", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["not-an-event", "error", "look at what made this element", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["unknown-event", "warning", "answer 2xx, and look whether a newer version knows it", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["neighbour-event", "warning", "read it as that product documents it", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["renamed-event", "warning", "use the new name", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["deprecated-event", "info", "turn on `message-sent` for the application", "https://www.bandwidth.com/support/en/articles/15606778-changes-to-message-delivery-callbacks-and-dlr-wait-time"],
  ["missing-field", "error", "look at what made or changed this event", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["missing-expected-field", "warning", "treat it as optional", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["wrong-type", "error", "look at what made or changed this event", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["coerced-type", "warning", "send it as documented", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["null-field", "warning", "leave the field out", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["unknown-field", "warning", "look whether it is spelled right, or a newer version knows it", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["misplaced-field", "warning", "do not rely on it there", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["unknown-value", "warning", "handle it as you would a value to come", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["unknown-error-code", "warning", "look it up in Bandwidth's error list, and do not send again without a reason", "https://dev.bandwidth.com/docs/messaging/errors"],
  ["bad-timestamp", "warning", "send it as `2026-07-14T09:12:07.412Z`", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["bad-phone-number", "warning", "write it as `+`, country code and number, with digits only", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["bad-uuid", "warning", "copy it from the application in the Bandwidth dashboard", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["bad-url", "warning", "write it with its scheme and host", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["bad-base64", "warning", "encode it as RFC 4648 section 4 says, with padding", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["bad-coordinate", "warning", "write latitude from -90 to 90 and longitude from -180 to 180", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["unexpected-direction", "warning", "decide by `type`", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["owner-mismatch", "warning", "use `from` on a status and top-level `to` on an inbound event", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["recipient-mismatch", "warning", "look at what made or changed this event", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["duplicate-recipient", "warning", "remove one of the two", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["too-many-recipients", "warning", "look at what made or changed this event", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["text-in-status", "warning", "keep the text of what you send yourself, by message id", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["text-too-long", "warning", "look at what made or changed this event", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["tag-too-long", "warning", "look at what made or changed this event", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["segment-count-mismatch", "info", "rely on `segmentCount`, which is what is billed", "https://www.bandwidth.com/support/en/articles/12823182-what-are-bandwidth-s-sms-character-limits-and-concatenation-practices"],
  ["time-order", "warning", "look whether the two times were exchanged", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["media-host", "warning", "fetch it without credentials, or not at all", "https://dev.bandwidth.com/docs/messaging/webhooks"],
] as const;

/** Each event type: name, whether it is inbound, whether it is terminal. */
export const EVENTS = [
  ["message-received", true, false],
  ["message-sending", false, false],
  ["message-sent", false, false],
  ["message-delivered", false, true],
  ["message-failed", false, true],
  ["message-read", false, false],
  ["suggestion-response", true, false],
  ["requested-location-response", true, false],
] as const;

/** A form of the record. */
export const FAULTY = 0;

/** A form of the record. */
export const OK = 1;

/** A form of the record. */
export const CLEAN = 2;

/** form, tokens, elements, diagnostics, proseAt, proseBytes */
export const HEADER = 6;

/** start, end, next, what */
export const TOKEN = 4;

/** token, outcome, event, impliedErrorCode */
export const ELEMENT = 4;

/** rule, start, end, line, column, pathEnd, messageEnd */
export const DIAGNOSTIC = 7;
