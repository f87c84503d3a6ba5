/** The delivery state of a message: a reducer over its statuses, in any order and with duplicates. */
import { facts } from "./events.js";
import type { CallbackEvent, Stage } from "./generated/events.js";
import { OUTCOME_UNKNOWN, STAGES } from "./generated/layout.js";

/** The delivery state of a message for one recipient. */
export interface MessageStatus {
  /** The latest stage that an event reported. */
  stage: Stage;
  /** The time of the event that reported it. */
  time: string;
  /** Why it failed, or why the outcome is unknown, if an event had a code. */
  errorCode?: number | undefined;
  /**
   * It was reported both failed and delivered. Bandwidth documents this for a group message to a number that does not
   * exist.
   */
  contradicted: boolean;
}

/**
 * Why an event did not advance the stage: it is inbound; it reports the current stage again; a later stage is known; or
 * it reports the opposite outcome.
 */
export type Ignored = "not-a-status" | "duplicate" | "late" | "contradicts";

/** What `advance` returns. */
export interface Advance {
  /** The new status; undefined only if there was none before and the event is not a status. */
  status: MessageStatus | undefined;
  /** Why the event did not advance it. */
  ignored?: Ignored | undefined;
}

/**
 * A reducer for delivery state: adds an event to the status of its message and recipient. Keep one status for each
 * message ID and each of `recipients(event)`. The status that you pass is not changed.
 *
 * The final stage does not depend on the order of the events. An error code that does not say whether the message
 * arrived (9902: delivery receipt timed out) makes the stage "outcome-unknown" until a receipt arrives. A failed event
 * without a code makes it "failed".
 *
 * @param status what `advance` returned for the event before, or undefined for the first one
 * @param event an element of `events`
 * @returns the new status, and why the event did not advance it, if it did not
 * @throws {TypeError} if it is not an event, or the status is not one
 *
 * @example
 * ```js
 * import { advance } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [[delivered], [sent]] = [sample("message-delivered"), sample("message-sent")];
 * const { status } = advance(undefined, delivered);
 * console.assert(status.stage === "delivered" && status.time === delivered.time);
 * console.assert(advance(status, sent).ignored === "late");
 * ```
 */
export function advance(status: MessageStatus | undefined | null, event: CallbackEvent): Advance {
  // Every stage would count as later than an invalid one, and the known state would be lost.
  if (status !== undefined && status !== null && !STAGES.includes(status.stage))
    throw new TypeError("expected the status as `advance` returned it, or undefined");
  const named = facts(event)[3];
  if (named === undefined) return { status: status ?? undefined, ignored: "not-a-status" };
  const { time } = event;
  const code = event.type === "message-failed" && event.errorCode !== undefined ? { errorCode: event.errorCode } : {};
  const stage = code.errorCode !== undefined && OUTCOME_UNKNOWN.includes(code.errorCode) ? "outcome-unknown" : named;
  if (status === undefined || status === null) return { status: { stage, time, ...code, contradicted: false } };
  const isArrival = (stage: Stage): boolean => stage === "delivered" || stage === "read";
  const contradicts =
    (stage === "failed" && isArrival(status.stage)) || (status.stage === "failed" && isArrival(stage));
  const contradicted = status.contradicted || contradicts;
  const further = STAGES.indexOf(stage) - STAGES.indexOf(status.stage);
  if (further > 0) return { status: { stage, time, ...code, contradicted } };
  // Of two events with the same stage, one may have the code.
  const why = further === 0 && status.errorCode === undefined ? code : {};
  return {
    status: { ...status, ...why, contradicted },
    ignored: contradicts ? "contradicts" : further === 0 ? "duplicate" : "late",
  };
}
