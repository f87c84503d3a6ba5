/** Verdicts: for people, as JSON, and as JUnit's XML. */
import { hasColor, plain, pluralize } from "../common.js";
import { type Result, sentence } from "./run.js";

/** The lines of a finished check. A failed one is explained; others only if `isVerbose`. */
export function line(result: Result, isVerbose: boolean): string {
  const { number, check, outcome, reason } = result;
  const [mark, color] = outcome === "passed" ? ["✓", 32] : outcome === "failed" ? ["✗", 31] : ["–", 90];
  const suffix = reason === undefined ? "" : paint(` (${reason})`, 90);
  const head = `${String(number).padStart(4)} ${paint(mark, color)} ${check.title}${suffix}\n`;
  if (outcome === "failed") return `${head}${wrap(plain(sentence(result)))}${wrap(`${check.id}: ${check.source}`)}`;
  if (!isVerbose) return head;
  const { finding } = result;
  const found = finding === undefined ? [] : [`sent: ${finding.sent}`, `got: ${plain(finding.got)}`];
  return `${head}${[...found, `why: ${check.why}`, `${check.id}: ${check.source}`].map(wrap).join("")}`;
}

export function verdict(results: readonly Result[]): string {
  const { passed, failed, notRun } = counts(results);
  const ran = passed + failed;
  const rest = notRun > 0 ? `, ${notRun} not run` : "";
  if (failed > 0) return paint(`Your endpoint failed ${failed} of ${pluralize(ran, "check")}${rest}.`, 31);
  return paint(`Your endpoint passed ${ran === 1 ? "1 check" : `all ${ran} checks`}${rest}.`, 32);
}

export function counts(results: readonly Result[]): { passed: number; failed: number; notRun: number } {
  const of = (outcome: Result["outcome"]) => results.filter((result) => result.outcome === outcome).length;
  return { passed: of("passed"), failed: of("failed"), notRun: of("not-run") };
}

export function json(url: URL, results: readonly Result[]): string {
  const { failed } = counts(results);
  const checks = results.map(({ number, group, check, outcome, finding, reason, milliseconds }) => ({
    number,
    group,
    id: check.id,
    title: check.title,
    outcome,
    ...(finding === undefined ? {} : { sent: finding.sent, got: finding.got }),
    ...(reason === undefined ? {} : { reason }),
    why: check.why,
    source: check.source,
    milliseconds: Math.round(milliseconds),
  }));
  return `${JSON.stringify({ url: url.href, ok: failed === 0, ...counts(results), checks }, null, 2)}\n`;
}

export function junit(url: URL, results: readonly Result[]): string {
  const { failed, notRun } = counts(results);
  const time = (milliseconds: number) => (milliseconds / 1000).toFixed(3);
  const cases = results.map((result) => {
    const { group, check, outcome, reason, milliseconds } = result;
    const attributes = `classname="${xml(group)}" name="${xml(check.id)}" time="${time(milliseconds)}"`;
    if (outcome === "passed") return `    <testcase ${attributes}/>`;
    const inner =
      outcome === "failed"
        ? `<failure message="${xml(check.title)}">${xml(`${sentence(result)}\n${check.source}`)}</failure>`
        : `<skipped message="${xml(reason ?? "")}"/>`;
    return `    <testcase ${attributes}>\n      ${inner}\n    </testcase>`;
  });
  const total = time(results.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  const about = `tests="${results.length}" failures="${failed}" errors="0" skipped="${notRun}" time="${total}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${about}>
  <testsuite name="${xml(url.href)}" ${about}>
${cases.join("\n")}
  </testsuite>
</testsuites>
`;
}

function xml(text: string): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return plain(text).replace(/[&<>"]/g, (letter) => named[letter]!);
}

function wrap(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1)!.length + word.length > 90) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) === "" ? "" : " "}${word}`;
  }
  return lines.map((one) => `       ${one}\n`).join("");
}

function paint(text: string, color: number): string {
  return hasColor(process.stdout) ? `\x1b[${color}m${text}\x1b[0m` : text;
}
