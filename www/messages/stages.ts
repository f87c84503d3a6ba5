// How far a message has come, and which outcome that is.

import type { EventType } from "bandwidth-callbacks";
import type { Outcome } from "./types";

/** The order of a list: outcomes that need attention first. */
export const RANK: readonly Outcome[] = ["failed", "unknown", "delivered", "pending", "received"];

/** The rank of each stage: the order of `advance`. */
export const STAGE = { sending: 1, sent: 2, unknown: 3, delivered: 4, failed: 5, read: 6, received: 7 } as const;
const STAGE_OF = {
  "message-sending": STAGE.sending,
  "message-sent": STAGE.sent,
  "message-delivered": STAGE.delivered,
  "message-failed": STAGE.failed,
  "message-read": STAGE.read,
  "message-received": STAGE.received,
  "suggestion-response": STAGE.received,
  "requested-location-response": STAGE.received,
} satisfies Record<EventType, number>;
/** Event types by number, and their stages. */
export const [TYPES, STAGES] = [Object.keys(STAGE_OF), Object.values(STAGE_OF)];

/** By stage. */
export const OUTCOME_OF: readonly Outcome[] = Array.from({ length: 8 }, (_, stage) => {
  if (stage === STAGE.failed) return "failed";
  if (stage === STAGE.unknown) return "unknown";
  if (stage === STAGE.received) return "received";
  return stage === STAGE.delivered || stage === STAGE.read ? "delivered" : "pending";
});

export const isArrival = (stage: number) => stage === STAGE.delivered || stage === STAGE.read;
