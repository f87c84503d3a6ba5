/** Types of callbacks by name, and a usage error for an unknown name. */
import type { EventType } from "bandwidth-callbacks";
import { catalogue, nearest } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { UsageError } from "../common.js";

/** The sample of a type: an array with an event, or a toll-free verification. */
export function sampleOf(type: string): object {
  try {
    return sample(type as EventType);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw unknownType(type, error.message);
  }
}

/** The event types of an option. */
export function eventTypes(names: readonly string[]): EventType[] {
  if (names.length === 0) return [];
  const known = catalogue().events.map(({ name }) => name as string);
  for (const name of names) if (!known.includes(name)) throw unknownType(name, `expected one of ${known.join(", ")}`);
  return names as EventType[];
}

function unknownType(type: string, expected: string): UsageError {
  const near = nearest(type);
  const isType = near !== undefined && catalogue().events.some(({ name }) => name === near);
  return new UsageError(`unknown event type; ${isType ? `did you mean ${near}? ` : ""}${expected}`);
}
