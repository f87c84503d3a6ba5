// An error code in words, with the facts of the failed message.

import type * as Full from "../full";
import type { Tone } from "./frame";

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

/** The code that Bandwidth names so; undefined if several have the name. */
export function codeOfName(name: string, full: typeof Full): number | undefined {
  const found = full
    .catalogue()
    .errorCodes.filter(({ facts }) => facts.some(({ label, value }) => /name/.test(label) && value === name));
  return found.length === 1 ? Number(found[0]!.name) : undefined;
}
