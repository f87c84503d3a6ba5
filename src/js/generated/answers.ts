// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.

/** What each answer is: status, what that is called, a sentence, and headers. `{}` is filled in. */
export const ANSWERS = {
  "accepted": [204,"No Content","",{}],
  "method-not-allowed": [405,"Method Not Allowed","callbacks are sent with POST",{"allow":"POST"}],
  "unauthorized": [401,"Unauthorized","the username or password is missing or wrong",{"www-authenticate":"Basic realm=\"{}\", charset=\"UTF-8\""}],
  "not-json": [415,"Unsupported Media Type","callbacks are application/json",{"accept":"application/json"}],
  "unsupported-encoding": [415,"Unsupported Media Type","compressed bodies are not supported",{"accept-encoding":"identity"}],
  "incomplete-body": [400,"Bad Request","the body is incomplete",{"connection":"close"}],
  "slow-body": [408,"Request Timeout","the body took too long to arrive",{"connection":"close"}],
  "too-large": [413,"Content Too Large","the body is larger than {} bytes",{}],
  "bad-signature": [403,"Forbidden","the signature does not match the body",{}],
  "unreadable": [400,"Bad Request","the body cannot be read: {}",{}],
  "handler-failed": [500,"Internal Server Error","a handler failed; retry: events that were handled are not handled twice",{}],
  "slow-handler": [500,"Internal Server Error","the handlers took too long; retry",{}],
  "store-failed": [500,"Internal Server Error","the idempotency store failed; retry",{}],
  "body-already-read": [500,"Internal Server Error","something read the body before the receiver; pass the request unread",{}],
  "not-a-request": [500,"Internal Server Error","the receiver was called without a Request: wrap it in `toNode` for node:http, Express and Fastify",{}],
  "pending": [503,"Service Unavailable","another process is handling this callback; retry",{"retry-after":"10"}],
  "receiver-failed": [500,"Internal Server Error","the receiver failed; retry",{}],
} as const;

/** How long handling may take by default, in milliseconds. */
export const TIME_LIMIT = 8000;

/** How long Bandwidth waits for an answer, in milliseconds. */
export const BANDWIDTH_TIMEOUT = 10000;

/** How many bytes a body may have by default. */
export const MAX_BYTES = 1048576;

/** How long a claim lasts if nobody ends it, in seconds. */
export const CLAIM_TTL = 300;

/** How long the key of a handled event is kept, in seconds. */
export const RETENTION = 360000;
