// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.

/** The version of the package. */
export const VERSION = "0.1.0";

/** Each rule: name, severity, help, url. Then what `neighbour-event` says of each neighbour. */
export const RULES = [
  ["empty-body", "error", "answer 401 with the challenge if it has no credentials, else 400; if all bodies are empty, something read them before your code did", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["body-too-large", "error", "raise `maxBytes` if you trust the sender", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["invalid-utf8", "error", "pass the bytes as they came, without decoding them first", "https://www.rfc-editor.org/rfc/rfc8259"],
  ["not-a-callback", "error", "look at what passes the body on, and log it; nothing in it can be handled", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["invalid-json", "error", "pass the body as it came, and look at what cuts or changes it on the way", "https://www.rfc-editor.org/rfc/rfc8259"],
  ["too-deep", "error", "raise `maxDepth` if you trust the sender", "https://www.rfc-editor.org/rfc/rfc8259"],
  ["bare-event", "warning", "send a list, as Bandwidth does", "https://github.com/Bandwidth/api-docs/issues/1180"],
  ["wrapped-body", "warning", "read from `_json`; nothing to do, or pass the raw body instead of Rails' parameters", "https://github.com/Bandwidth/api-docs/issues/1180"],
  ["empty-list", "warning", "look at what made this body", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["duplicate-key", "warning", "remove one of the two", "https://www.rfc-editor.org/rfc/rfc7493"],
  ["lossy-number", "warning", "send it as text", "https://www.rfc-editor.org/rfc/rfc7493"],
  ["lone-surrogate", "warning", "look at what cut the text in the middle of a character", "https://www.rfc-editor.org/rfc/rfc7493"],
  ["too-many-diagnostics", "info", "mend what is listed and look again", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["incomplete-value", "error", "paste the whole body, as JSON", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["uncertain-value", "error", "compare the value with its source, or paste the body as JSON", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["internal-error", "error", "keep the body and read it again; if that fails too, report it with a body that shows it", "https://webassembly.github.io/spec/core/intro/overview.html"],
  ["not-an-event", "error", "look at what made this element", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["unknown-event", "warning", "answer 2xx, and look whether a newer version knows it", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["neighbour-event", "warning", "pass it on to the code that is meant for it, and answer 2xx", "https://dev.bandwidth.com/docs/messaging/webhooks"],
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
  ["bad-timestamp", "warning", "kept as text, and no order or duration is derived from it; do not read it as local time", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
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
  ["postback-data-too-long", "warning", "do not store it in a column of 2048 characters; it may not be what you gave with the suggestion", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["tag-too-long", "warning", "look at what made or changed this event", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["segment-count-mismatch", "info", "rely on `segmentCount`, which is what is billed", "https://www.bandwidth.com/support/en/articles/12823182-what-are-bandwidth-s-sms-character-limits-and-concatenation-practices"],
  ["time-order", "warning", "look whether the two times were exchanged", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["media-host", "warning", "fetch it without credentials, or not at all", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["neighbour-event", "warning", "look up the code you sent by `message.id`; if `type` and `description` disagree, trust `type`", "https://dev.bandwidth.com/docs/mfa"],
  ["neighbour-event", "warning", "answer 2xx; if it is a test fixture or recording, replace it with one in the current format", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["neighbour-event", "warning", "look up the message you sent by `msgId`; look up `errorCode` in the international table", "https://github.com/Bandwidth/api-docs/blob/main/site/docs/messaging/international.mdx"],
  ["neighbour-event", "warning", "route it to your endpoints handler and answer 2xx; `eventType` says what happened", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["neighbour-event", "warning", "route it to your voice handler, which answers with BXML, or give the Voice application its own URL", "https://dev.bandwidth.com/docs/voice/webhooks"],
  ["neighbour-event", "warning", "handle its flat fields (`state`, `deliveryState`) with V1 code, or migrate the application to V2", "https://github.com/Bandwidth/ap-docs"],
  ["neighbour-event", "warning", "handle it where you call the API: the request was rejected, so no callback follows", "https://dev.bandwidth.com/docs/messaging/errors"],
  ["neighbour-event", "warning", "pass the whole body, not only `message`; for a send response, store its `id`: callbacks will follow", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["neighbour-event", "warning", "route it to your toll-free verification handler and answer 204; the result is in `status` or a reason field", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
] as const;

/** Each event type: name, whether it is inbound, whether it is terminal, the stage of its message. */
export const EVENTS = [
  ["message-received", true, false, undefined],
  ["message-sending", false, false, "sending"],
  ["message-sent", false, false, "sent"],
  ["message-delivered", false, true, "delivered"],
  ["message-failed", false, true, "failed"],
  ["message-read", false, false, "read"],
  ["suggestion-response", true, false, undefined],
  ["requested-location-response", true, false, undefined],
] as const;

/** The stages of a message, in their order. */
export const STAGES: readonly string[] = ["sending","sent","outcome-unknown","delivered","failed","read"];

/** The error codes that leave open whether the message was delivered: outcome unknown. */
export const OUTCOME_UNKNOWN: readonly number[] = [4702, 5630, 9902, 9999];

/** The sentences of diagnostics: `{#}` stands for a count, `{}` for one of `WORDS`. */
export const TEMPLATES: readonly string[] = ["expected a list of events, found nothing","expected at most {#} bytes, found {#}","expected UTF-8, found bytes that are not","expected a list of events, found {}","expected at most {#} levels of nesting, found more","expected a list of events, found one event; it is read as a list of one","expected a list of events, found it in `_json` of an object","expected at least one event, found an empty list","expected each key once, found one again; the last value counts","expected a number that a 64-bit float can hold, found one that it changes","expected whole characters, found half of a surrogate pair","expected at most {#} diagnostics, found {#} more","expected to read the body, found that it failed","expected an event, found {}","expected a known type of event, found another","expected a known type of event, found another; perhaps {} is meant","expected a messaging event, found {}","expected {}, found its old name {}","expected {} with error code {#}, found its old name {}","{} is sent until 2027-01-06 only","missing {}, which every {} carries","missing {}, which is documented for every {}","expected {}, found {}","expected {}, found {}; it is read as expected","expected {} to be left out, found null","expected a documented field, found another","expected a documented field, found another; perhaps {} is meant","{} belongs in `message`, found beside it","{} belongs beside `message`, found in it","{} belongs on {}, found on {}","{} belongs on {} and its like, found on {}","expected {}, found another value","expected a number from {#} up, found another value","expected a documented error code, found another number","expected a time in UTC as ISO 8601, found other text","expected a time in UTC, found a time without a zone","expected a phone number or sender, found other text","expected a phone number in E.164 form, found other text","expected a UUID, found other text","expected an absolute URL, found other text","expected base64, found other text","expected decimal degrees in range, found other text","expected {} on a {}, found the opposite","expected the `from` number, found another","expected one of the recipients, found another number","expected one of `message.to`, found another recipient","expected each recipient once, found one again","expected at most {#} recipients, found {#}","expected empty text on a status, found the text of the message","expected at most {#} characters, found {#}","expected 1 segment, which the text takes, found another number","expected {#} segments, which the text takes, found another number","expected {} not to be before `message.time`, found it earlier","expected media at `https://messaging.bandwidth.com`, found another place"];

/** What fills the holes of sentences. */
export const WORDS: readonly string[] = ["something else","event","`in`","`out`","null","a boolean","a number","text","a list","an object","an object without a type that is text","a number that is not whole or out of range","a time as text","a phone number as text","a URL as text","degrees as text","a list of URLs","a list of phone numbers","a list of texts","a phone number or a list of them","a whole number","an HTML page: a proxy or server answered, not Bandwidth","XML, which Bandwidth sends for orders and numbers, not for messages","a form: something read the JSON as form fields","a whole HTTP request with its headers","plain text","JSON inside text: it was encoded twice","one text","one number","one boolean","a value","a value or `]`","a field name in double quotes or `}`","a field name in double quotes","`:` after a field name","`,` or `]` after a value in a list","`,` or `}` after a value in an object","nothing after the value","a digit","four hexadecimal digits","one of `\"\\/bfnrtu` after a backslash","a closing quote","a number without leading zeros","the end of the body","`{`","`}`","`[`","`]`","`,`","`:`","a double quote","a single quote","a typographic quote","a dot","a word","a comment","a byte order mark","a control character","another character","`type`","`time`","`description`","`to`","`errorCode`","`carrierName`","`eventTime`","`message`","`message.id`","`message.owner`","`message.applicationId`","`message.time`","`message.segmentCount`","`message.direction`","`message.to`","`message.from`","`message.text`","`message.media`","`message.tag`","`message.priority`","`message.channel`","`message.content`","`message.suggestionResponse`","`message.locationResponse`","`message.content.text`","`message.content.media`","`message.content.media.fileUrl`","`message.content.media.thumbnailUrl`","`message.suggestionResponse.text`","`message.suggestionResponse.postbackData`","`message.suggestionResponse.pairedMessageId`","`message.locationResponse.latitude`","`message.locationResponse.longitude`","`type`","`time`","`description`","`to`","`errorCode`","`carrierName`","`eventTime`","`message`","`id`","`owner`","`applicationId`","`time`","`segmentCount`","`direction`","`to`","`from`","`text`","`media`","`tag`","`priority`","`channel`","`content`","`suggestionResponse`","`locationResponse`","`text`","`media`","`fileUrl`","`thumbnailUrl`","`text`","`postbackData`","`pairedMessageId`","`latitude`","`longitude`","","","","","","","","","","","","","","`in` or `out`","","","","","","`default` or `high`","`SMS` or `MMS` or `RBM`","","","","","","","","","","","","","`message-received`","`message-sending`","`message-sent`","`message-delivered`","`message-failed`","`message-read`","`suggestion-response`","`requested-location-response`","``","`message`","`message.content`","`message.content.media`","`message.suggestionResponse`","`message.locationResponse`","`message-queued`","`message-rejected-forbidden-country`","`request-location-response`","`location-request-response`","a delivery report of Multi-Factor Authentication","a multi-channel callback in the draft format of May 2025","a delivery report of International A2P messaging","an endpoint event","a Voice API callback","a callback of Messaging API V1 (Catapult)","an error response of the Messaging API","a message without its event","a toll-free verification webhook"];

/** The rule and the sentence of what only JavaScript can find: that reading failed. */
export const INTERNAL_ERROR = [15, 12] as const;

/** A form of the record. */
export const FAULTY = 0;

/** A form of the record. */
export const OK = 1;

/** A form of the record. */
export const CLEAN = 2;

/** form, tokens, elements, diagnostics, pathsAt, pathsBytes */
export const HEADER = 6;

/** start, end, next, what */
export const TOKEN = 4;

/** token, outcome, event, impliedErrorCode */
export const ELEMENT = 4;

/** rule, start, end, line, column, pathEnd, template, hole, hole, hole */
export const DIAGNOSTIC = 10;
