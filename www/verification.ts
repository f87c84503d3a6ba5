// A toll-free verification in the words that the page, the command and its listener share.

import { type Verification, verificationReason } from "bandwidth-callbacks";
import type { Explanation } from "bandwidth-callbacks/explain";

export interface VerificationWords {
  glyph: string;
  tone: "good" | "error" | "";
  /** What happened to the number: "UNVERIFIED". */
  status: string;
  /** Why, in Bandwidth's words. */
  reason: string | undefined;
  /** The code of the main reason for a denial. */
  code: number | undefined;
  /** What the code means in a few words, if that is documented. */
  codeTitle: string | undefined;
  /** The code and the reason, or what the code means; "" if there is neither. */
  why: string;
  /** What else counts: "may be resubmitted". */
  facts: string[];
}

export function verificationWords(
  verification: Verification,
  explain: (code: number) => Explanation | undefined,
): VerificationWords {
  const { outcome } = verification;
  const code = outcome === "denied" ? verification.value.denialStatusCode : undefined;
  const found = code === undefined ? undefined : explain(code);
  const codeTitle = found?.kind === "denial-code" ? found.title : undefined;
  const reason = verificationReason(verification);
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
    reason,
    code,
    codeTitle,
    why: [code, reason ?? codeTitle].filter(Boolean).join(" "),
    facts,
  };
}

/** Outcomes whose name is not Bandwidth's status: a denial is sent as UNVERIFIED. */
const STATUS: { [outcome in Verification["outcome"]]?: string } = { denied: "UNVERIFIED", other: "status unknown" };
