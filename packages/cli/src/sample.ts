/** `sample`: a valid body with one event, whose fields can be set. */
import type { EventType } from "bandwidth-callbacks";
import { catalogue, nearest } from "bandwidth-callbacks/explain";
import { sample as sampleOf } from "bandwidth-callbacks/samples";
import { say, UsageError } from "./common.js";
import { assign } from "./events/set.js";

const TYPES = catalogue().events.map(({ name }) => name as EventType);

/** The command. Gives the exit code. */
export function sample(types: string[], { set = [], compact = false }: { set?: string[]; compact?: boolean }): number {
  if (types.length !== 1) throw new UsageError("sample takes one event type; explain --list names them");
  const body = bodyOf(types[0]!);
  for (const assignment of set) assign(Array.isArray(body) ? body[0] : body, assignment);
  return say(`${JSON.stringify(body, null, compact ? undefined : 2)}\n`);
}

export function bodyOf(type: string): object {
  try {
    return sampleOf(type as EventType);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const near = nearest(type);
    const isEvent = near !== undefined && TYPES.includes(near as EventType);
    throw new UsageError(`unknown event type; ${isEvent ? `did you mean ${near}? ` : ""}${error.message}`);
  }
}
