/** A callback in a few words, without a mark: only the answer has one. Personal data only on request. */
import {
  type BodyElement,
  type CallbackEvent,
  elements,
  isInbound,
  type Report,
  recipients,
} from "bandwidth-callbacks";
import { explain } from "bandwidth-callbacks/explain";
import { plain, pluralize } from "../common.js";
import { mask } from "./mask.js";
import { describeVerification } from "./verification.js";

/** How many elements of a body are described; the others are only counted. */
const MAX_DESCRIBED = 3;

/** Each element of a body, in a few words. */
export function describeBody(report: Report, show = false): string {
  const all = elements(report);
  const { diagnostics } = report;
  if (all.length === 0) return diagnostics[0]?.severity === "error" ? diagnostics[0].message : "no events";
  const rest = all.length - MAX_DESCRIBED;
  const shown = all.slice(0, MAX_DESCRIBED).map((element) => describeElement(element, show));
  return [...shown, ...(rest > 0 ? [`and ${pluralize(rest, "more", "more")}`] : [])].join(", ");
}

function describeElement(element: BodyElement, show: boolean): string {
  switch (element.kind) {
    case "event":
      return describeEvent(element.value, show);
    case "verification":
      return describeVerification(element, show);
    case "unknown":
      return "unknown event type";
    case "rejected":
      return "invalid event";
  }
}

/** Outcome, code and title, and who; in full if `show`. */
export function describeEvent(event: CallbackEvent, show = false): string {
  const parts: string[] = [event.type];
  if (event.type === "message-failed") {
    const code = event.errorCode === undefined ? undefined : explain(event.errorCode);
    parts.push(
      event.errorCode === undefined ? "no error code" : `${event.errorCode} ${code?.title ?? "not documented"}`,
    );
  }
  const who = (number: string) => (show ? plain(number) : mask(number));
  const [first = "", ...others] = isInbound(event) ? [event.to ?? event.message.owner] : recipients(event);
  parts.push(`${who(event.message.from)} → ${who(first)}${others.length > 0 ? ` +${others.length}` : ""}`);
  if (show && event.message.text) parts.push(plain(JSON.stringify(event.message.text)));
  return parts.join("  ");
}
