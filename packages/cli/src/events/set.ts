/** `--set PATH=VALUE`: sets fields of a sample. */
import type { EventType } from "bandwidth-callbacks";
import { catalogue, nearest } from "bandwidth-callbacks/explain";
import { sample as sampleOf, type VerificationSample } from "bandwidth-callbacks/samples";
import { tell, UsageError } from "../common.js";

const { events, verifications } = catalogue();
/** What a path is looked for in, if the body has nothing there. */
const BODIES: unknown[] = [
  ...events.map(({ name }) => sampleOf(name as EventType)[0]),
  ...verifications.map(({ name }) => sampleOf(name as VerificationSample)),
];

/** Sets parts of a callback: `message.tag=order 5512`. An error code brings its description, as in `sample`. */
export function assignAll(callback: object, assignments: readonly string[], isQuiet = false): void {
  for (const assignment of assignments) assign(callback, assignment, isQuiet);
  const { type, errorCode } = callback as { type?: "message-failed"; errorCode?: number };
  const sets = (name: string) => assignments.some((one) => one.startsWith(`${name}=`));
  if (type === undefined || !sets("errorCode") || sets("description")) return;
  define(callback, "description", sampleOf(type, { errorCode })[0].description);
}

function assign(event: unknown, assignment: string, isQuiet: boolean): void {
  const at = assignment.indexOf("=");
  if (at < 1) throw new UsageError("--set takes PATH=VALUE, for example message.tag=test");
  const [path, text] = [assignment.slice(0, at), assignment.slice(at + 1)];
  if (path === "type") throw new UsageError("--set does not change the type; name another event type instead");
  const known = BODIES.map((body) => valueAt(body, path)).find((value) => value !== undefined);
  if (known === undefined && !isQuiet) warn(path);
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

/** The value of an argument for a field: parsed as JSON, if the samples have something other than a string there. */
function valueFor(known: unknown, text: string, path: string): unknown {
  if (known === undefined || typeof known === "string") return text;
  // An array with one item can be written as that item.
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

/** Works for any name: what all objects inherit must not change. */
function define(parent: object, name: string, value: unknown): void {
  Object.defineProperty(parent, name, { value, writable: true, enumerable: true, configurable: true });
}

function warn(path: string): void {
  const near = nearest(path);
  tell(`${path} is not in any sample${near === undefined || near === path ? "" : `; did you mean ${near}?`}`);
}
