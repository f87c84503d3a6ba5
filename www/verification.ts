// A toll-free verification in the words that the page, the command and its listener share.

import { type Verification, verificationReason } from "bandwidth-callbacks";

export interface VerificationWords {
  glyph: string;
  tone: "good" | "error" | "";
  /** What happened to the number: "UNVERIFIED". */
  status: string;
  /** Why, in Bandwidth's words. */
  reason: string | undefined;
  /** What else counts: "may be resubmitted". */
  facts: string[];
}

export function verificationWords(verification: Verification): VerificationWords {
  const { outcome } = verification;
  const facts: string[] = [];
  if (outcome === "denied") {
    const { resubmitAllowed, blocked } = verification.value;
    if (resubmitAllowed !== undefined) facts.push(`${resubmitAllowed ? "may" : "may not"} be resubmitted`);
    if (blocked === true) facts.push("blocked");
  }
  const isOpen = outcome === "pending" || outcome === "other";
  const tone = isOpen ? "" : outcome === "verified" ? "good" : "error";
  return {
    glyph: { good: "●", error: "✕", "": "○" }[tone],
    tone,
    status: STATUS[outcome] ?? outcome.toUpperCase(),
    reason: verificationReason(verification),
    facts,
  };
}

/** Those that are not called as Bandwidth calls them: a denial has the status of any number that is not verified. */
const STATUS: { [outcome in Verification["outcome"]]?: string } = { denied: "UNVERIFIED", other: "status unknown" };
