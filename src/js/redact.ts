/** Callbacks without what they say of people: for logs, tickets and links. */
import { PRIVACY } from "./generated/privacy.js";

/**
 * A copy of an event, of a list of events or of a whole body as `JSON.parse` gives it, in which phone numbers, texts,
 * ids, links and places are replaced.
 *
 * Within one call the same becomes the same and different stays different, so that who wrote to whom is still to
 * be seen. Forms are kept: `parse` finds in the copy what it finds in the original. Times, types, error codes and
 * Bandwidth's own words stay; of unknown fields only the names do. Below 1000 levels there is `null`.
 *
 * @throws {TypeError} for what holds itself
 * @example
 * ```js
 * import { redact } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [event] = redact(sample("message-received", { message: { text: "Hi Ann, 42?" } }));
 * console.assert(event.message.text === "Xx Xxx, 00?");
 * console.assert(event.message.owner === "+15555550100" && event.to === event.message.owner);
 * ```
 */
export function redact<T>(value: T): T {
  return copy(value, "", { names: new Map(), counts: {}, within: new Set() }) as T;
}

/** What has been replaced so far. */
interface Session {
  /** What became what. */
  names: Map<string, string>;
  /** How many of each kind there were. */
  counts: Record<string, number>;
  /** The objects around the value. */
  within: Set<object>;
}

/** What is nested deeper is left out: it would use up the stack. */
const DEEPEST = 1000;

function copy(value: unknown, path: string, session: Session): unknown {
  if (typeof value === "string") return text(value, path, session);
  // A number that nobody knows may be a phone number.
  if (typeof value === "number") return kindOf(path) === "keep" && Math.abs(value) < 100_000 ? value : hidden(value);
  if (typeof value !== "object" || value === null) return value;
  if (session.within.size >= DEEPEST) return null;
  if (session.within.has(value)) throw new TypeError("expected plain JSON, found an object that holds itself");
  session.within.add(value);
  const made = Array.isArray(value)
    ? value.map((item) => copy(item, path, session))
    : // Whatever its name is, it becomes a property of its own.
      Object.fromEntries(Object.entries(value).map(([name, inner]) => [key(name, session), copy(inner, inside(path, name), session)]));
  session.within.delete(value);
  return made;
}

/** The path of a field; what stands around an event counts for nothing. */
function inside(path: string, name: string): string {
  return path === "" || path === "_json" ? name : `${path}.${name}`;
}

/** A number of about the same size, and as far from fitting in 32 bits. */
function hidden(value: number): number {
  const size = Math.abs(value) || 1;
  const digits = Math.log10(size);
  return Math.sign(value) * 10 ** (size < 2 ** 32 ? Math.floor(digits) : Math.ceil(digits)) || 0;
}

function kindOf(path: string): (typeof PRIVACY)[string] {
  return (Object.hasOwn(PRIVACY, path) ? PRIVACY[path] : undefined) ?? "text";
}

/** A name that holds a number, an address or a link is somebody's. */
function key(name: string, session: Session): string {
  return /\d{5}|@|:\/\//.test(name) ? named(name, "key", (count) => `key-${count + 1}`, session) : name;
}

/** What a field that says nothing of anybody looks like; whatever else stands in it may be anything. */
function isOwn(value: string, path: string): boolean {
  switch (path) {
    case "time":
    case "eventTime":
    case "message.time":
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value);
    case "type":
      return /^[a-z]+(-[a-z]+)*$/.test(value);
    case "errorCode":
    case "message.segmentCount":
      return /^\d{1,5}$/.test(value);
    case "description":
    case "carrierName":
      // Bandwidth's own words.
      return !/\d{4}|@|:\/\//.test(value);
    default:
      return /^(in|out|default|high|SMS|MMS|RBM)$/.test(value);
  }
}

function text(value: string, path: string, session: Session): string {
  switch (kindOf(path)) {
    case "keep":
      return isOwn(value, path) ? value : masked(value);
    case "address":
      return address(value, session);
    case "id":
      return id(value, session);
    case "link":
      return link(value, session);
    case "degrees":
      return value.replace(/[1-9]/g, "0");
    default:
      return masked(value);
  }
}

/** What a value becomes: what it became before, or the next of its kind. */
function named(value: string, kind: string, make: (count: number) => string, { names, counts }: Session): string {
  const key = `${kind} ${value}`;
  let name = names.get(key);
  if (name === undefined) {
    const count = counts[kind] ?? 0;
    counts[kind] = count + 1;
    name = make(count);
    names.set(key, name);
  }
  return name;
}

function address(value: string, session: Session): string {
  if (/^\+[1-9]\d{6,14}$/.test(value)) return named(value, "number", (count) => `+1555555${String(100 + count).padStart(4, "0")}`, session);
  if (/^\d{3,8}$/.test(value)) return named(value, `code ${value.length}`, (count) => String(10 ** (value.length - 1) + count), session);
  if (/[A-Za-z]/.test(value)) return named(value, "sender", (count) => `Sender${count + 1}`, session);
  return masked(value);
}

function id(value: string, session: Session): string {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) {
    return named(value, "uuid", (count) => `00000000-0000-4000-8000-${String(count + 1).padStart(12, "0")}`, session);
  }
  return named(value, `id ${value.length}`, (count) => {
    const number = String(count + 1);
    return value.length < number.length ? number : masked(value).slice(0, value.length - number.length) + number;
  }, session);
}

function link(value: string, session: Session): string {
  const found = /^(https:\/\/messaging\.bandwidth\.com\/api\/v2\/users\/)[^/]+(\/media\/)([^/]+)(\/\d+\/)[^/?#]*?(\.\w{1,5})?$/.exec(value);
  if (found !== null) return `${found[1]}0000000${found[2]}${id(found[3]!, session)}${found[4]}file${found[5] ?? ""}`;
  const origin = /^https:\/\/messaging\.bandwidth\.com\//.exec(value)?.[0] ?? (/^https?:\/\//.test(value) ? "https://example.com/" : undefined);
  return origin === undefined ? masked(value) : origin + named(value, "link", (count) => `file-${count + 1}`, session);
}

/** Letters of the GSM alphabet that are not ASCII. */
const GSM = /[èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉÄÖÑÜäöñüà]/u;

/** A text of the same length in the same alphabet, with nothing to read in it. */
function masked(value: string): string {
  return value.replace(/[\p{L}\p{N}\p{M}]/gu, (character) => {
    if (/\d/.test(character)) return "0";
    if (/[a-z]/.test(character) || GSM.test(character)) return "x";
    if (/[A-Z]/.test(character)) return "X";
    // As long in UTF-16 as it was, and outside of the GSM alphabet as it was.
    return character.length === 1 ? "ж" : "𐐨";
  });
}
