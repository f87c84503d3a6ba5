// An error code in words: who rejected the message, whether to send it again, who pays.

import type * as Full from "../full";
import type { Tone } from "./frame";

export interface CodeWords {
  code: number;
  title: string;
  meaning: string;
  advice: string;
  /** Who rejected it. */
  by: string;
  retry: string;
  billing: string;
  isOpen: boolean;
  isFinal: boolean;
  known: Full.ErrorCodeExplanation | undefined;
}

const BY: Record<Full.ErrorCodeExplanation["category"], string> = {
  "bandwidth-client": "rejected by Bandwidth",
  "carrier-client": "rejected by the carrier",
  "bandwidth-service": "Bandwidth error",
  "carrier-service": "carrier error",
  ambiguous: "cause unknown",
};
const RETRY: Record<Full.ErrorCodeExplanation["retry"], string> = {
  never: "don't retry unchanged",
  later: "retry later",
  once: "retry once",
  unspecified: "retry: not documented",
};

/** What is known of a code. `carrier` is named where it rejected the message. */
export function codeWords(code: number, full: Pick<typeof Full, "explain">, carrier?: string): CodeWords {
  const found = full.explain(code);
  const known = found?.kind === "error-code" ? found : undefined;
  if (known === undefined)
    return {
      code,
      title: "an undocumented error code",
      meaning: `Bandwidth does not document the error code ${code}.`,
      advice: "",
      by: "",
      retry: "retry: not documented",
      billing: "billing: not documented",
      isOpen: false,
      isFinal: true,
      known,
    };
  const { title, meaning, advice, category, retry, billable } = known;
  const names = category.startsWith("carrier") && carrier !== undefined ? ` (${carrier})` : "";
  return {
    code,
    title,
    meaning,
    advice,
    by: `${BY[category]}${names}`,
    retry: RETRY[retry],
    billing: billable === null ? "billing: not documented" : billable ? "billable" : "not billable",
    isOpen: known.outcome === "outcome-unknown",
    isFinal: retry === "never",
    known,
  };
}

/** Who rejected the message, whether to try again, who pays. */
export function codeFacts({ by, retry, billing }: CodeWords): string[] {
  return [by, retry, billing].filter(Boolean);
}

export const toneOfCode = ({ isOpen }: CodeWords): Tone => (isOpen ? "warning" : "error");
