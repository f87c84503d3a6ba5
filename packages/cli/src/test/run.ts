/** Runs the checks in order: each may depend on earlier ones. */
import type { Bench } from "./bench.js";
import type { Check, Finding, Group } from "./check.js";
import { BODIES } from "./checks/bodies.js";
import { CONNECTIONS } from "./checks/connections.js";
import { CREDENTIALS } from "./checks/credentials.js";
import { DELIVERY } from "./checks/delivery.js";
import { ORDINARY, TYPES } from "./checks/ordinary.js";
import { REFUSALS } from "./checks/refusals.js";

export const GROUPS: readonly Group[] = [CREDENTIALS, ORDINARY, TYPES, BODIES, DELIVERY, REFUSALS, CONNECTIONS];

export interface Result {
  number: number;
  group: string;
  check: Check;
  outcome: "passed" | "failed" | "not-run";
  /** The result, if it ran. */
  finding?: Finding;
  /** Why it did not run. */
  reason?: string;
  milliseconds: number;
}

/** Runs all checks, and reports each result as soon as it is known. */
export async function* results(bench: Bench): AsyncGenerator<Result> {
  const passed = new Set<string>();
  const failed = new Set<string>();
  let number = 0;
  for (const { title: group, checks } of GROUPS) {
    for (const check of checks) {
      number += 1;
      const reason = whyNot(check, bench, passed, failed);
      if (reason !== undefined) {
        yield { number, group, check, outcome: "not-run", reason, milliseconds: 0 };
        continue;
      }
      const start = performance.now();
      const finding = await check.run(bench);
      const outcome = finding.isPassed ? "passed" : "failed";
      (finding.isPassed ? passed : failed).add(check.id);
      yield { number, group, check, outcome, finding, milliseconds: performance.now() - start };
    }
  }
}

function whyNot(
  { wants, needs = [] }: Check,
  bench: Bench,
  passed: ReadonlySet<string>,
  failed: ReadonlySet<string>,
): string | undefined {
  if (wants === "credentials" && bench.credentials === undefined) return "needs --credentials";
  if (wants === "observe" && bench.observer === undefined) return "needs --observe";
  if (wants === "restart" && bench.restart === undefined) return "needs --restart";
  const missing = needs.find((id) => !passed.has(id));
  if (missing === undefined) return undefined;
  return failed.has(missing) ? `because ${missing} failed` : `because ${missing} did not run`;
}

/** The explanation of a failed check. */
export function sentence({ check, finding }: Result): string {
  if (finding === undefined) return "";
  return `Your endpoint ${finding.got} ${finding.between ?? "to"} ${finding.sent}. ${check.why}`;
}
