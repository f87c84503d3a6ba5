/** `explain`: words for an event type, an error code, a field, a rule or a repair, or the list of them all. */
import {
  catalogue,
  type ErrorCodeExplanation,
  type Explanation,
  explain as explanationOf,
  explainAll,
  nearest,
  type RuleExplanation,
} from "bandwidth-callbacks/explain";
import { say, UsageError } from "./common.js";

/** The command. Gives the exit code. */
export function explain(subjects: string[], { json, list }: { json: boolean; list: boolean }): number {
  if (list) {
    if (subjects.length > 0) throw new UsageError("explain takes either a subject or --list");
    return say(json ? `${JSON.stringify(catalogue(), null, 2)}\n` : names());
  }
  if (subjects.length !== 1) throw new UsageError("explain takes one subject; --list lists them all");
  const found = explainAll(subjects[0]!);
  if (found.length === 0) throw new UsageError(whyUnknown(subjects[0]!));
  return say(json ? `${JSON.stringify(found, null, 2)}\n` : found.map(describe).join("\n"));
}

function describe(found: Explanation): string {
  const lines = [found.kind === "verification-field" ? `${found.name} (toll-free verification)` : head(found)];
  if (found.kind === "error-code") lines.push(found.summary);
  lines.push("", found.meaning);
  if (found.causes.length > 0) lines.push("", "Likely causes:", ...found.causes.map((cause) => `  - ${cause}`));
  // The help of a rule is the clause that its diagnostics have.
  if (found.action) lines.push("", found.kind === "rule" ? `Help: ${found.action}` : found.action);
  if (found.kind === "rule") lines.push(...onPaste(found), ...onFields(found));
  lines.push("", ...found.facts.map(({ label, value }) => `  ${label}: ${value}`));
  if (found.url) lines.push(`  ${found.url}`);
  return [...lines, ""].join("\n");
}

/** The words of a rule for a text that a person pasted, as `check` has them. */
function onPaste({ onPaste: words }: RuleExplanation): string[] {
  return words === null ? [] : ["", "In pasted text:", ...helpAndCause(words)];
}

const helpAndCause = ({ action, cause }: { action: string; cause: string }) => [
  `    Help: ${action}`,
  `    Likely cause: ${cause}`,
];

/** Fields for which a rule has other words, those with the same words together. */
function onFields({ onFields: all }: RuleExplanation): string[] {
  const groups = new Map<string, string[]>();
  for (const { field, ...own } of all) {
    const words = helpAndCause(own).join("\n");
    groups.set(words, [...(groups.get(words) ?? []), field]);
  }
  const fields = [...groups].map(([words, names]) => `  ${names.join(", ")}\n${words}`);
  return fields.length === 0 ? [] : ["", "On some fields:", ...fields];
}

function whyUnknown(subject: string): string {
  const code = subject.trim();
  if (/^\d{4,5}$/.test(code)) return whyUnknownCode(code);
  const near = nearest(subject);
  return `unknown subject; ${near === undefined ? "" : `did you mean ${near}? `}explain --list lists them all`;
}

/** What is known about a code that is not documented: its class, and the documented codes nearest to it. */
function whyUnknownCode(code: string): string {
  const { errorCodes } = catalogue();
  const near = nearCodes(code, errorCodes);
  const others = near.length === 0 ? "" : ` Documented codes near it: ${near.join(", ")}.`;
  // The sentences of the rule say what the first digit of a code means.
  if (/^[459]\d{3}$/.test(code))
    return `no explanation of ${code}. ${explanationOf("unknown-error-code")!.meaning}${others}`;
  return `no explanation of ${code}: error codes have four digits, the first of them 4, 5 or 9.${others}`;
}

/** The codes that begin with the same two digits, those that share most digits first. */
function nearCodes(code: string, all: ErrorCodeExplanation[]): string[] {
  const shared = (name: string) => {
    const at = [...name].findIndex((digit, at) => digit !== code[at]);
    return at === -1 ? name.length : at;
  };
  const distance = (name: string) => Math.abs(Number(name) - Number(code.slice(0, 4).padEnd(4, "0")));
  const near = all.map(({ name }) => name).filter((name) => shared(name) > 1);
  near.sort((one, other) => shared(other) - shared(one) || distance(one) - distance(other));
  return near.slice(0, 3);
}

/** A title that only says the name again, as that of a field or a rule does, is left out. */
function head({ name, title }: Explanation): string {
  return name.replaceAll(/[-.]/g, " ").endsWith(title.replaceAll(/[-.]/g, " ")) ? name : `${name}: ${title}`;
}

function names(): string {
  const { events, otherProducts, fields, errorCodes, rules, repairs, ...tollFree } = catalogue();
  const sections: [string, Explanation[]][] = [
    ["event types", events],
    ["error codes", errorCodes],
    ["fields", fields],
    ["rules", rules],
    ["repairs", repairs],
    ["toll-free verification", [...tollFree.verifications, ...tollFree.verificationFields, ...tollFree.denialCodes]],
    ["webhooks of other products", otherProducts],
  ];
  return sections.map(([title, all]) => `${title}:\n${all.map((one) => `  ${head(one)}\n`).join("")}`).join("\n");
}
