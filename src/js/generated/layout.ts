// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.

/** Each help: rule, severity, help, cause, url. First the rules, then the other products, then the fields with their own help. */
export const RULES = [
  ["empty-body", "error", "answer 401 with a challenge if the request has no credentials, otherwise 400", "the first request, before the challenge, or something read the body before your code", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["body-too-large", "error", "raise `maxBytes` if you trust the sender", "a log file instead of one body", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["invalid-utf8", "error", "pass the raw bytes, without decoding them first", "something re-encoded the body in another character set", "https://www.rfc-editor.org/rfc/rfc8259"],
  ["not-a-callback", "error", "log the raw request before any framework touches it; there is no event in this one", "a proxy or framework rewrote the request, or your code passed the wrong string", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["invalid-json", "error", "log the raw body, and pass it exactly as you received it", "something truncated or re-encoded it", "https://www.rfc-editor.org/rfc/rfc8259"],
  ["too-deep", "error", "raise `maxDepth` if you trust the sender", "JSON that is not a callback, or an attempt to exhaust the stack", "https://www.rfc-editor.org/rfc/rfc8259"],
  ["bare-event", "warning", "nothing to do: the event was read as an array of one", "a framework or mock that unwraps the array", "https://github.com/Bandwidth/api-docs/issues/1180"],
  ["wrapped-body", "warning", "read from `_json`; pass the raw body to avoid this", "your code passed Rails' `params` instead of the raw body", "https://github.com/Bandwidth/api-docs/issues/1180"],
  ["empty-list", "warning", "answer 2xx; there is nothing to handle", "a test, a mock, or a filter that removed the event", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["duplicate-key", "warning", "the last value is used; find the code that writes the key twice", "code that edits JSON as text", "https://www.rfc-editor.org/rfc/rfc7493"],
  ["lossy-number", "warning", "parse it as a string if every digit matters", "a long ID sent as a number", "https://www.rfc-editor.org/rfc/rfc7493"],
  ["lone-surrogate", "warning", "replace it before you store the text: `toWellFormed()` in JavaScript", "something cut the text inside an emoji", "https://www.rfc-editor.org/rfc/rfc7493"],
  ["too-many-diagnostics", "info", "fix these and check again, or raise `maxDiagnostics`", "the same problem in every event", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["incomplete-value", "error", "paste the whole body as JSON", "a tool shortened its output, or the text was truncated", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["uncertain-value", "error", "compare the value with its source, or paste the body as JSON", "a format that doesn't quote its strings", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["internal-error", "error", "keep the body and read it again; if that fails too, report a bug with a body that shows it", "a bug in this package, or too little memory", "https://webassembly.github.io/spec/core/intro/overview.html"],
  ["not-an-event", "error", "log it and answer 2xx; it is kept in `rejected`", "an envelope that a queue or proxy put around the events", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["unknown-event", "warning", "acknowledge it with a 2xx, and check for a newer version of this package", "a new event type, or a typo in a mock", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["other-product", "warning", "route it to that product's handler, and answer 2xx", "several products share one callback URL", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["renamed-event", "warning", "handle the current name; where you compare raw types, match both names", "an old recording, mock or documentation page", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["deprecated-event", "info", "turn on `message-sent` for the application, and handle it", "Bandwidth still sends this type for MMS", "https://www.bandwidth.com/support/en/articles/15606778-changes-to-message-delivery-callbacks-and-dlr-wait-time"],
  ["missing-field", "error", "answer 2xx, and store the event from `rejected`; check the proxy, queue or mock that produced it", "something that removes fields, or a hand-written mock", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["missing-expected-field", "warning", "treat the field as optional", "an old callback format, or a mock", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["wrong-type", "error", "answer 2xx, and read the value from `rejected` if you need it", "a mock, or a serializer that writes another type", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["omitted-field", "warning", "treat the field as absent; read it from the raw body if you need it", "a mock, or a proxy that rewrites JSON", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["coerced-type", "warning", "nothing to do: the event has the documented type", "a mock or old documentation with another type", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["null-field", "warning", "nothing to do: the field was treated as absent", "a mock or serializer that writes null for absent fields", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["unknown-field", "warning", "ignore it; check the spelling, or upgrade this package", "a new field, or a typo in a mock", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["misplaced-field", "warning", "kept where it is; don't rely on it there", "a mock that confuses the event with its `message`, or two event types", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["unknown-value", "warning", "give your `switch` a default branch", "a new value, or a mock", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["unknown-error-code", "warning", "log it, look it up in Bandwidth's list, and don't retry by default", "a new code, or a mock", "https://dev.bandwidth.com/docs/messaging/errors"],
  ["bad-timestamp", "warning", "kept as a string; parse it leniently, but not as local time", "a database, queue or mock that reformats timestamps", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["bad-phone-number", "warning", "normalize it to E.164 (+15551234567) before comparing", "a mock or contact list that formats numbers", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["bad-uuid", "warning", "compare it with the ID in the Bandwidth Dashboard", "a placeholder in a mock, or a truncated ID", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["bad-url", "warning", "don't fetch it", "a mock, or a proxy that rewrites URLs", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["bad-base64", "warning", "use it undecoded; check how `postbackData` was set when the suggestion was sent", "postback data that was not base64-encoded when sent", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["bad-coordinate", "warning", "check the range before you put it on a map", "swapped coordinates, or a mock", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["unexpected-direction", "warning", "rely on `type`, not on `direction`", "an old documentation example or SDK fixture", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["owner-mismatch", "warning", "take your number from `from` on statuses, from top-level `to` on inbound", "a documentation example that has the recipient as owner", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["recipient-mismatch", "warning", "match the event by message ID, not by recipient", "a mock that changes only one of the two", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["duplicate-recipient", "warning", "deduplicate the numbers before you count them", "a mock, or code that merges arrays", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["too-many-recipients", "warning", "read as usual; don't size arrays or columns for ten", "a mock or a load test", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["text-in-status", "warning", "don't rely on it: store outbound text yourself, keyed by message ID", "the 2017 beta format, or a mock", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["postback-data-too-long", "warning", "store it in a column without that limit", "a mock, or data that was encoded twice", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["tag-too-long", "warning", "read as usual; allow for longer tags where you store or compare them", "a mock", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["segment-count-mismatch", "info", "rely on `segmentCount`: that is what you are billed for", "a carrier that splits texts differently, or a changed text", "https://www.bandwidth.com/support/en/articles/12823182-what-are-bandwidth-s-sms-character-limits-and-concatenation-practices"],
  ["time-order", "warning", "check whether the two were swapped, and treat a negative duration as unknown", "a mock with made-up times", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["media-host", "warning", "download it without credentials, or not at all", "a forged callback, or a mock", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["other-product", "warning", "look up the code you sent by `message.id`; if `type` and `description` disagree, trust `type`", "MFA and messaging share one callback URL", "https://dev.bandwidth.com/docs/mfa"],
  ["other-product", "warning", "answer 2xx; if it is a test fixture or recording, replace it with one in the current format", "a test fixture or recording from before August 2025", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["other-product", "warning", "look up the message you sent by `msgId`; look up `errorCode` in the international table", "international A2P and messaging share one callback URL", "https://github.com/Bandwidth/api-docs/blob/main/site/docs/messaging/international.mdx"],
  ["other-product", "warning", "route it to your endpoints handler and answer 2xx; `eventType` says what happened", "WebRTC endpoints and messaging share one callback URL", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["other-product", "warning", "route it to your voice handler, which answers with BXML, or give the Voice application its own URL", "the number also takes calls, and Voice has the same callback URL", "https://dev.bandwidth.com/docs/voice/webhooks"],
  ["other-product", "warning", "handle its flat fields (`state`, `deliveryState`) with V1 code, or migrate the application to V2", "the application still uses V1", "https://github.com/Bandwidth/ap-docs"],
  ["other-product", "warning", "handle it where you call the API: the request was rejected, so no callback follows", "the response of an API call, not the body of a callback", "https://dev.bandwidth.com/docs/messaging/errors"],
  ["other-product", "warning", "pass the whole body, not only `message`; for a send response, store its `id`: callbacks will follow", "code that passes only `message`, or the response of a send request", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["other-product", "warning", "handle it from `verifications`: its `outcome` says what happened to the number", "toll-free verification and messaging share one webhook URL", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["missing-expected-field", "warning", "handle it as a failure without a reason; don't retry blindly", "a mock, or a failure that Bandwidth sent without a code", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["missing-expected-field", "warning", "use `recipients(event)`, which falls back to `message.to`", "the 2017 beta format, or a mock that leaves it out", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["coerced-type", "warning", "nothing to do: the event has it as a number", "a mock or proxy that quotes numbers", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["coerced-type", "warning", "nothing to do: the event has it as a number", "a mock or proxy that quotes numbers", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["coerced-type", "warning", "nothing to do: the string was read as an array of one recipient", "a mock that sends one recipient as a string", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["coerced-type", "warning", "nothing to do: the string was read as an array of one URL", "a mock or proxy that unwraps arrays with one item", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["coerced-type", "warning", "nothing to do: the only item is used", "old documentation that describes the field as an array", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["coerced-type", "warning", "nothing to do: the only item is used", "old documentation that describes the field as an array", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["coerced-type", "warning", "nothing to do: the event has it as a string", "a mock that sends coordinates as numbers", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["coerced-type", "warning", "nothing to do: the event has it as a string", "a mock that sends coordinates as numbers", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["unknown-value", "warning", "don't bill or report by it", "a mock with a placeholder", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["unknown-value", "warning", "rely on `type`: it determines the direction", "a mock, or the API's inbound/outbound spelling", "https://github.com/Bandwidth/java-sdk/blob/main/bandwidth.yml"],
  ["bad-phone-number", "warning", "kept as a string; don't reply to it", "a sender ID that isn't documented, or a mock", "https://dev.bandwidth.com/docs/messaging/webhooks"],
  ["bad-phone-number", "warning", "take your number from `from` or top-level `to` instead", "a mock that formats numbers", "https://dev.bandwidth.com/docs/messaging/webhooks"],
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

/** The messages of diagnostics: `{#}` is a count, `{}` one of `WORDS`. */
export const TEMPLATES: readonly string[] = ["the body is empty","the body has {#} bytes; the limit is {#}","not valid UTF-8","not a callback: {}","not JSON: expected {}, found {}","nested more than {#} levels deep","expected an array, found a single event; read as an array of one","the array is wrapped in `_json` (Rails params)","the array is empty","duplicate key; the last value wins","this number loses precision as a 64-bit float","lone surrogate: an escape for half a character","too many diagnostics: {#} not listed (limit {#})","the value is not complete","the value can be read in two ways","the body could not be read (internal error)","expected an event, found {}","unknown event type","{}, not a messaging callback","read as {}; {} is its old name","{} ends on 2027-01-06","missing {}, which every {} has","missing {}, documented for {}","expected {}, found {}","expected {}, found {}; omitted","expected {}, found {}; converted","{} is null; Bandwidth omits it","undocumented field","{} belongs on {}, not on {}","undocumented value; expected {}","not a published error code","not an ISO 8601 UTC timestamp","not in E.164 format","not a UUID","not an absolute http or https URL","not base64","not decimal degrees, or out of range","`direction` is not {}, as on every {}","`owner` is not a recipient","`to` is not one of `message.to`","duplicate recipient","more than {#} recipients ({#})","a status callback with message text","longer than {#} characters ({#})","longer than {#} characters ({#})","the text needs {#} segments, `segmentCount` differs","{} is before `message.time`","media is not hosted at `https://messaging.bandwidth.com`","unknown event type; perhaps {}","read as {} with error code {#}; {} is its old name","undocumented field; perhaps {}","{} belongs in `message`","{} belongs next to `message`, not in it","{} belongs on {} and similar events, not on {}","must be at least {#}","a timestamp without a time zone","not a phone number, short code, alphanumeric sender or RBM agent","`owner` is not the sender","the text needs 1 segment, `segmentCount` differs"];

/** What fills the holes of sentences. */
export const WORDS: readonly string[] = ["something else","event","`in`","`out`","null","a boolean","a number","a string","an array","an object","an object without a string `type`","a fraction or a number out of range","a timestamp string","a phone number string","a URL string","degrees as a string","an array of URLs","an array of phone numbers","an array of strings","an array of objects","a phone number or an array of them","an integer","an HTML page, probably from a proxy","XML, which Bandwidth sends only for orders and numbers","form data (application/x-www-form-urlencoded)","an HTTP request with its headers","plain text","a string that contains JSON (encoded twice)","a string","a number","a boolean","a value","a value or `]`","a key in double quotes or `}`","a key in double quotes","`:` after a key","`,` or `]` after an array item","`,` or `}` after a value","nothing after the value","a digit","four hex digits","one of `\"\\/bfnrtu` after a backslash","a closing quote","a number without leading zeros","the end of the body","`{`","`}`","`[`","`]`","`,`","`:`","a double quote","a single quote","a curly quote","a dot","an unquoted word","a comment","a byte order mark","a control character","an unexpected character","`type`","`time`","`description`","`to`","`errorCode`","`carrierName`","`eventTime`","`message`","`message.id`","`message.owner`","`message.applicationId`","`message.time`","`message.segmentCount`","`message.direction`","`message.to`","`message.from`","`message.text`","`message.media`","`message.tag`","`message.priority`","`message.channel`","`message.content`","`message.suggestionResponse`","`message.locationResponse`","`message.content.text`","`message.content.media`","`message.content.media.fileUrl`","`message.content.media.thumbnailUrl`","`message.suggestionResponse.text`","`message.suggestionResponse.postbackData`","`message.suggestionResponse.pairedMessageId`","`message.locationResponse.latitude`","`message.locationResponse.longitude`","`type`","`time`","`description`","`to`","`errorCode`","`carrierName`","`eventTime`","`message`","`id`","`owner`","`applicationId`","`time`","`segmentCount`","`direction`","`to`","`from`","`text`","`media`","`tag`","`priority`","`channel`","`content`","`suggestionResponse`","`locationResponse`","`text`","`media`","`fileUrl`","`thumbnailUrl`","`text`","`postbackData`","`pairedMessageId`","`latitude`","`longitude`","","","","","","","","","","","","","","`in` or `out`","","","","","","`default` or `high`","`SMS`, `MMS` or `RBM`","","","","","","","","","","","","","`message-received`","`message-sending`","`message-sent`","`message-delivered`","`message-failed`","`message-read`","`suggestion-response`","`requested-location-response`","``","`message`","`message.content`","`message.content.media`","`message.suggestionResponse`","`message.locationResponse`","`message-queued`","`message-rejected-forbidden-country`","`request-location-response`","`location-request-response`","a delivery report of Multi-Factor Authentication","a multi-channel callback in the draft format of May 2025","a delivery report of International A2P messaging","an endpoint event","a Voice API callback","a callback of Messaging API V1 (Catapult)","an error response of the Messaging API","a message without its event","a toll-free verification webhook","`accountId`","`phoneNumber`","`status`","`internalTicketNumber`","`declineReasonDescription`","`denialReasonDescription`","`denialStatusCode`","`additionalDenialReasons`","`resubmitAllowed`","`blocked`","`blockedReason`","`errorCode`","`errorMessage`","`errors`","`isBadRequest`","`statusCode`","`reason`","`resubmitAllowed`","`VERIFIED`, `UNVERIFIED` or `PENDING`"];

/** The rules by which a text is not a body by itself, but may contain one. */
export const NOT_A_BODY: readonly string[] = ["invalid-json","not-a-callback","invalid-utf8"];

/** The default limits of `parse`. */
export const LIMITS = { maxDepth: 64, maxBytes: 16777216, maxDiagnostics: 1000 };

/** The highest that they can be. */
export const MAX_DEPTH = 1000;
export const MAX_BYTES = 2147483647;

/** The rule and the message of a failed call, which only JavaScript can report. */
export const INTERNAL_ERROR = [15, 15] as const;

/** How many words it has. */
export const HEADER = 9;
export const HEADER_OK = 0;
export const HEADER_EVENTS = 1;
export const HEADER_OTHERS = 2;
export const HEADER_DIAGNOSTICS = 3;
export const HEADER_PATHS_AT = 4;
export const HEADER_PATHS_BYTES = 5;
export const HEADER_VIEWS_AT = 6;
export const HEADER_ITEMS_AT = 7;
export const HEADER_EXTRAS_AT = 8;

/** How many words it has. */
export const OTHER = 5;
export const OTHER_INDEX = 0;
export const OTHER_START = 1;
export const OTHER_END = 2;
export const OTHER_TYPE_START = 3;
export const OTHER_TYPE_END = 4;

/** How many words it has. */
export const DIAGNOSTIC = 14;
export const DIAGNOSTIC_RULE = 0;
export const DIAGNOSTIC_START = 1;
export const DIAGNOSTIC_END = 2;
export const DIAGNOSTIC_LINE = 3;
export const DIAGNOSTIC_COLUMN = 4;
export const DIAGNOSTIC_PATH_END = 5;
export const DIAGNOSTIC_FRAME = 6;
export const DIAGNOSTIC_ELEMENT = 7;
export const DIAGNOSTIC_STEP = 8;
export const DIAGNOSTIC_ITEM = 9;
export const DIAGNOSTIC_TEMPLATE = 10;
export const DIAGNOSTIC_HOLE = 11;

/** How many words it has. */
export const EXTRA = 5;
export const EXTRA_RECORD = 0;
export const EXTRA_KEY_START = 1;
export const EXTRA_KEY_END = 2;
export const EXTRA_VALUE_START = 3;
export const EXTRA_VALUE_END = 4;

/** The first of `WORDS` that are records. */
export const RECORDS = 167;

/** The outcomes, by number. */
export const OUTCOMES: readonly string[] = ["verified","unverified","pending","denied","blocked","failed","other"];

/** The name of the product. */
export const VERIFICATION = "toll-free-verification";

/** How the value of a field is read. */
export type VerificationShape = "text" | "integer" | "boolean" | "texts" | "reasons";

/** The fields of the webhook. */
export const VERIFICATION_FIELDS: readonly (readonly [name: string, shape: VerificationShape])[] = [
  ["accountId", "text"],
  ["phoneNumber", "text"],
  ["status", "text"],
  ["internalTicketNumber", "text"],
  ["declineReasonDescription", "text"],
  ["denialReasonDescription", "text"],
  ["denialStatusCode", "integer"],
  ["additionalDenialReasons", "reasons"],
  ["resubmitAllowed", "boolean"],
  ["blocked", "boolean"],
  ["blockedReason", "text"],
  ["errorCode", "text"],
  ["errorMessage", "text"],
  ["errors", "texts"],
  ["isBadRequest", "boolean"],
];

/** The fields of an item of `additionalDenialReasons`. */
export const DENIAL_REASON_FIELDS: readonly (readonly [name: string, shape: VerificationShape])[] = [
  ["statusCode", "integer"],
  ["reason", "text"],
  ["resubmitAllowed", "boolean"],
];

/** What the events of a body are in. */
export const LIST = 0;
export const BARE = 1;
export const WRAPPED = 2;

/** The type of an element that is rejected. */
export const REJECTED = -1;

/** The same of a toll-free verification webhook. */
export const VERIFICATION_ELEMENT = -2;
