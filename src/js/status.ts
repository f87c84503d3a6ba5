/** What has become of a message: its statuses folded into one, in whatever order and however often they arrive. */
import { facts } from "./events.js";
import type { CallbackEvent, Stage } from "./generated/events.js";
import { OUTCOME_UNKNOWN, STAGES } from "./generated/layout.js";

/** What has become of a message with one recipient. */
export interface MessageStatus {
  /** How far it has come. */
  stage: Stage;
  /** The time of the event that said so. */
  time: string;
  /** Why it failed, or why the outcome is unknown, if an event said so. */
  errorCode?: number | undefined;
  /**
   * It was said to have failed and to have arrived. Bandwidth documents that of a group message to a number that does
   * not exist.
   */
  contradicted: boolean;
}

/**
 * Why an event changed nothing, or not the stage: it is inbound; the stage was known; a later one was; the status says
 * the opposite.
 */
export type Ignored = "not-a-status" | "duplicate" | "late" | "contradicts";

/** What an event makes of a status. */
export interface Advance {
  /** The status now; undefined only where it was, and the event is no status. */
  status: MessageStatus | undefined;
  /** Why the event did not advance it. */
  ignored?: Ignored | undefined;
}

/**
 * Folds an event into the status of its message and recipient: keep one for each message id and each of
 * `recipients(event)`. The status that is passed stays as it is.
 *
 * The stage that comes out is the same in whatever order the events come in. A code that leaves open whether the
 * message arrived (9902: no receipt came in time) makes it "outcome-unknown", until a receipt comes after all. A failed
 * event without a code makes it "failed".
 *
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
  // Any stage would count as further than one that is none, and what was known would be lost.
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
  // Of two that say the same, one may say why.
  const why = further === 0 && status.errorCode === undefined ? code : {};
  return {
    status: { ...status, ...why, contradicted },
    ignored: contradicts ? "contradicts" : further === 0 ? "duplicate" : "late",
  };
}
