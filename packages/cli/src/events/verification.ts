/** A toll-free verification webhook in a line. */
import { type Verification, verificationReason } from "bandwidth-callbacks";
import { explain } from "bandwidth-callbacks/explain";
import { plain } from "../common.js";
import { mask } from "./mask.js";

/**
 * The number, what happened to it and why: "toll-free +18885550142 denied: website not accessible; may be resubmitted".
 */
export function describeVerification(verification: Verification, show: boolean): string {
  const { outcome, value } = verification;
  const { phoneNumber = "number" } = value;
  const parts = [`toll-free ${show ? plain(phoneNumber) : mask(phoneNumber)} ${outcome}`];
  const reason = show ? verificationReason(verification) : undefined;
  if (reason !== undefined) parts.push(`: ${plain(reason)}`);
  else if (outcome === "denied" && value.denialStatusCode !== undefined)
    parts.push(`: ${codeOf(value.denialStatusCode)}`);
  if (outcome === "denied" && value.resubmitAllowed !== undefined)
    parts.push(`; ${value.resubmitAllowed ? "may" : "may not"} be resubmitted`);
  return parts.join("");
}

function codeOf(code: number): string {
  const found = explain(code);
  return found?.kind === "denial-code" ? `${code} ${found.title}` : `reason code ${code}`;
}
