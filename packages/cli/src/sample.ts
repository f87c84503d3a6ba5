/** `sample`: a valid body with one event, whose fields can be set. */
import { say, UsageError } from "./common.js";
import { assignAll } from "./events/set.js";
import { sampleOf } from "./events/types.js";

/** The command. Gives the exit code. */
export function sample(types: string[], { set = [], compact = false }: { set?: string[]; compact?: boolean }): number {
  if (types.length !== 1) throw new UsageError("sample takes one event type; explain --list names them");
  const body = sampleOf(types[0]!);
  assignAll(Array.isArray(body) ? body[0] : body, set);
  return say(`${JSON.stringify(body, null, compact ? undefined : 2)}\n`);
}
