// Generated from the catalogue: `UPDATE=1 cargo test` writes it anew.

/** What each answer is: status, what that is called, a sentence, and headers. `{}` is filled in. */
export const ANSWERS = {
  "accepted": [204,"No Content","",{}],
  "method-not-allowed": [405,"Method Not Allowed","callbacks are sent by POST",{"allow":"POST"}],
  "unauthorized": [401,"Unauthorized","the credentials of the messaging application are needed",{"www-authenticate":"Basic realm=\"{}\", charset=\"UTF-8\""}],
  "not-json": [415,"Unsupported Media Type","callbacks are application/json",{"accept":"application/json"}],
  "unsupported-encoding": [415,"Unsupported Media Type","callbacks are sent as they are, in no content coding",{"accept-encoding":"identity"}],
  "incomplete-body": [400,"Bad Request","the body did not come to its end",{"connection":"close"}],
  "slow-body": [408,"Request Timeout","the body did not come to its end in time",{"connection":"close"}],
  "too-large": [413,"Content Too Large","callbacks of more than {} bytes are not read",{}],
  "bad-signature": [403,"Forbidden","the signature does not fit the body",{}],
  "unreadable": [400,"Bad Request","the body cannot be read: {}",{}],
  "handler-failed": [500,"Internal Server Error","a handler failed: send the callback again, what was handled is not handled twice",{}],
  "slow-handler": [500,"Internal Server Error","the handlers took too long: send the callback again",{}],
  "store-failed": [500,"Internal Server Error","the store of handled events failed: send the callback again",{}],
  "body-already-read": [500,"Internal Server Error","something read the body before the receiver: pass the request on unread",{}],
  "not-a-request": [500,"Internal Server Error","the receiver was called without a Request: wrap it in `toNode` for node:http, Express and Fastify",{}],
  "pending": [503,"Service Unavailable","the callback is being handled: send it again",{"retry-after":"10"}],
  "receiver-failed": [500,"Internal Server Error","the receiver failed: send the callback again",{}],
} as const;

/** How long handling may take unless told, in milliseconds. */
export const TIME_LIMIT = 8000;

/** How long Bandwidth waits for an answer, in milliseconds. */
export const BANDWIDTH_TIMEOUT = 10000;

/** How many bytes a body may have unless told. */
export const MAX_BYTES = 1048576;

/** How long a claim lasts where nobody ends it, in seconds. */
export const LEASE = 300;

/** How long the key of a handled event is kept, in seconds. */
export const KEEP = 360000;
