/** A toll-free verification webhook in a line. */
import type { Verification } from "bandwidth-callbacks";
import { explain } from "bandwidth-callbacks/explain";
import { verificationWords } from "../../../../www/verification.js";
import { plain } from "../common.js";
import { mask } from "./mask.js";

/** What happened to the number and why: "toll-free +18885550142 UNVERIFIED: no website; may be resubmitted". */
export function describeVerification(verification: Verification, show: boolean): string {
  const { phoneNumber = "number" } = verification.value;
  const { status, reason, facts } = verificationWords(verification);
  const why = show && reason !== undefined ? plain(reason) : codeOf(verification);
  const what = `toll-free ${show ? plain(phoneNumber) : mask(phoneNumber)} ${status}`;
  return [why === undefined ? what : `${what}: ${why}`, ...facts].join("; ");
}

/** The denial code in words: not a value of the payload that has to be hidden. */
function codeOf(verification: Verification): string | undefined {
  if (verification.outcome !== "denied" || verification.value.denialStatusCode === undefined) return undefined;
  const code = verification.value.denialStatusCode;
  const found = explain(code);
  return found?.kind === "denial-code" ? `${code} ${found.title}` : `reason code ${code}`;
}
