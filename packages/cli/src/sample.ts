/** `sample`: a valid body with one event, parts of which can be set. */
import type { EventType } from "bandwidth-callbacks";
import { catalogue, nearest } from "bandwidth-callbacks/explain";
import { sample as sampleOf } from "bandwidth-callbacks/samples";
import { say, tell, UsageError } from "./common.js";

const TYPES = catalogue().events.map(({ name }) => name as EventType);

/** The command. Gives the exit code. */
export function sample(types: string[], { set, compact }: { set: string[]; compact: boolean }): number {
  if (types.length !== 1) throw new UsageError("sample takes one event type");
  const body = bodyOf(types[0]!);
  for (const assignment of set) assign(body, assignment);
  return say(`${JSON.stringify(body, null, compact ? undefined : 2)}\n`);
}

function bodyOf(type: string): unknown[] {
  try {
    return sampleOf(type as EventType);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const near = nearest(type);
    const isEvent = near !== undefined && TYPES.includes(near as EventType);
    throw new UsageError(`unknown event type; ${isEvent ? `did you mean ${near}? ` : ""}${error.message}`);
  }
}

/** Sets a part of the event: `message.tag=order 5512`. */
function assign([event]: unknown[], assignment: string): void {
  const at = assignment.indexOf("=");
  if (at < 1) throw new UsageError("--set takes PATH=VALUE, for example message.tag=test");
  const [path, text] = [assignment.slice(0, at), assignment.slice(at + 1)];
  if (path === "type") throw new UsageError("--set does not change the type; name another event type instead");
  const known = TYPES.map((name) => valueAt(sampleOf(name), `0.${path}`)).find((value) => value !== undefined);
  if (known === undefined) warn(path);
  const value = valueFor(valueAt(event, path) ?? known, text, path);
  const names = path.split(".");
  const last = names.pop()!;
  let parent = event as object;
  for (const name of names) {
    const child = ownValue(parent, name);
    const isParent = typeof child === "object" && child !== null;
    const next = isParent ? child : {};
    if (!isParent) define(parent, name, next);
    parent = next;
  }
  define(parent, last, value);
}

/** What a text means as the value of a field: JSON, if the samples have something other than a string there. */
function valueFor(known: unknown, text: string, path: string): unknown {
  if (known === undefined || typeof known === "string") return text;
  // A list of one can be written as its element.
  if (Array.isArray(known) && !text.startsWith("[")) return [text];
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`expected JSON for ${path}, for example ${JSON.stringify(known)}`);
  }
}

function valueAt(value: unknown, path: string): unknown {
  return path.split(".").reduce(ownValue, value);
}

function ownValue(parent: unknown, name: string): unknown {
  if (typeof parent !== "object" || parent === null || !Object.hasOwn(parent, name)) return undefined;
  return (parent as Record<string, unknown>)[name];
}

/** Whatever the name is: what all objects inherit stays as it is. */
function define(parent: object, name: string, value: unknown): void {
  Object.defineProperty(parent, name, { value, writable: true, enumerable: true, configurable: true });
}

function warn(path: string): void {
  const near = nearest(path);
  tell(`${path} is not in any sample${near === undefined || near === path ? "" : `; did you mean ${near}?`}`);
}
