// An error code in words, with the facts of the failed message.

import type * as Full from "../full";
import { capital, type Frame, sentences, type Tone } from "./frame";

export interface CodeWords {
  code: number;
  title: string;
  meaning: string;
  causes: readonly string[];
  action: string;
  /** Who rejected it, whether to retry, whether it is billed. */
  facts: readonly string[];
  retry: string;
  billing: string;
  /** It leaves open whether the message arrived. */
  isOpen: boolean;
  /** The same message is not to be sent again. */
  isFinal: boolean;
  known: Full.ErrorCodeExplanation | undefined;
}

/** The facts of a code. `carrier` is named if it rejected the message. */
export function codeWords(code: number, full: typeof Full, carrier?: string): CodeWords {
  const found = full.explain(code);
  const known = found?.kind === "error-code" ? found : undefined;
  if (known === undefined)
    return {
      code,
      title: "an undocumented error code",
      meaning: `Bandwidth does not document the error code ${code}.`,
      causes: [],
      action: "",
      facts: [],
      retry: "",
      billing: "",
      isOpen: false,
      isFinal: false,
      known,
    };
  const { title, meaning, causes, action, category, summary } = known;
  const facts = summary
    .split(" · ")
    .filter((fact) => fact !== "outcome unknown")
    .map((fact) =>
      carrier !== undefined && category.startsWith("carrier") && /carrier/.test(fact) ? `${fact} (${carrier})` : fact,
    );
  return {
    code,
    title,
    meaning,
    causes,
    action,
    facts,
    retry: facts.find((fact) => fact.includes("retry"))?.replace("retry: ", "") ?? "",
    billing: facts.find((fact) => /bill/.test(fact))?.replace("billing: ", "") ?? "",
    isOpen: known.outcome === "outcome-unknown",
    isFinal: known.retry === "never",
    known,
  };
}

export const toneOfCode = ({ isOpen }: CodeWords): Tone => (isOpen ? "warning" : "error");

/** A code by itself. */
export function codeFrameOf(code: CodeWords): Frame {
  const { known } = code;
  return {
    glyph: code.isOpen ? "?" : "✕",
    tone: known === undefined ? "" : toneOfCode(code),
    title:
      known === undefined ? `${code.code} is not a published error code` : `Error code ${code.code}: ${code.title}`,
    facts: code.facts,
    meaning: known === undefined ? "Bandwidth does not document this code." : code.meaning,
    causes: code.causes,
    actions: sentences(code.action),
    rows: (known?.facts ?? []).map(({ label, value }) => ({
      label: capital(label),
      values: [value],
      copy: label === "name",
    })),
    links:
      known === undefined
        ? [{ href: "#error-4720", words: "All error codes" }]
        : [
            { href: `#error-${code.code}`, words: `${code.code} in the reference` },
            { href: known.url, words: `${code.code} in Bandwidth's docs` },
          ],
  };
}

/** The code that Bandwidth names so; undefined if several have the name. */
export function codeOfName(name: string, full: typeof Full): number | undefined {
  const found = full
    .catalogue()
    .errorCodes.filter(({ facts }) => facts.some(({ label, value }) => /name/.test(label) && value === name));
  return found.length === 1 ? Number(found[0]!.name) : undefined;
}
