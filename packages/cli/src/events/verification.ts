/** A toll-free verification webhook in a line. */
import type { Verification } from "bandwidth-callbacks";
import { explain } from "bandwidth-callbacks/explain";
import { verificationWords } from "../../../../www/verification.js";
import { plain } from "../common.js";
import { mask } from "./mask.js";

/** What happened to the number and why: "toll-free +18885550142 UNVERIFIED: no website; may be resubmitted". */
export function describeVerification(verification: Verification, show: boolean): string {
  const { phoneNumber = "number" } = verification.value;
  const { status, reason, code, codeTitle, facts } = verificationWords(verification, explain);
  // Its code is not a value of the payload that has to be hidden.
  const coded = codeTitle === undefined ? code !== undefined && `reason code ${code}` : `${code} ${codeTitle}`;
  const why = show && reason !== undefined ? plain(reason) : coded;
  const what = `toll-free ${show ? plain(phoneNumber) : mask(phoneNumber)} ${status}`;
  return [why === false ? what : `${what}: ${why}`, ...facts].join("; ");
}
