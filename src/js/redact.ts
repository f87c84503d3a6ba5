/**
 * Callbacks without personal data: for logs, tickets and links. Does the same as redact.rs; both run tests/redact.json.
 */
import { type Privacy, PRIVACY } from "./generated/privacy.js";

/**
 * A copy that is safe for logs and tickets: phone numbers, message text, IDs, URLs and locations are replaced by
 * look-alikes.
 *
 * Within one call, equal values stay equal and different ones stay different, so you still see who wrote to whom.
 * Formats are kept: `parse` reports the same for the copy as for the original. Times, types, error codes and
 * Bandwidth's own descriptions are kept; unknown fields keep only their names. Anything nested deeper than 1000 levels
 * becomes `null`.
 *
 * @param value an event, an array of events, or a whole body as parsed JSON
 * @returns a copy of the same type
 * @throws {TypeError} for an object that contains itself
 *
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
  const session: Session = { names: new Map(), counts: new Map(), used: new Set() };
  const around = new Set<object>();
  const open = (source: object, path: string): Frame => {
    if (around.has(source)) throw new TypeError("expected plain JSON, found a circular reference");
    around.add(source);
    return Array.isArray(source) ? items(source, path) : fields(source as Record<string, unknown>, path, session);
  };
  const isOpened = (value: unknown): value is object => typeof value === "object" && value !== null;
  if (!isOpened(value)) return leaf(value, "", session) as T;
  const whole = open(value, "");
  // Not recursive: a body may be nested deeper than the stack of a small thread allows.
  for (const frames = [whole]; frames.length > 0; ) {
    const frame = frames.at(-1)!;
    const inner = frame.inner[frame.at++];
    if (inner === undefined) {
      around.delete(frame.source);
      frames.pop();
    } else if (isOpened(inner.value) && frames.length < MAX_LEVELS) {
      const next = open(inner.value, inner.path);
      frame.made[inner.name] = next.made;
      frames.push(next);
    } else frame.made[inner.name] = isOpened(inner.value) ? null : leaf(inner.value, inner.path, session);
  }
  return whole.made as T;
}

const MAX_LEVELS = 1000;

/** An array or object that is being copied. */
interface Frame {
  source: object;
  /** The copy, with a place for everything. */
  made: Record<string | number, unknown>;
  /** What it holds, and under which name of the copy. */
  inner: { name: string | number; value: unknown; path: string }[];
  at: number;
}

/** What has been replaced so far. */
interface Session {
  /** What became what. */
  names: Map<string, string>;
  /** How many of each series there were. */
  counts: Map<string, number>;
  /** Everything that something became. */
  used: Set<string>;
}

function items(source: unknown[], path: string): Frame {
  const made = new Array(source.length).fill(null);
  return { source, made: made as never, inner: Array.from(source, (value, name) => ({ name, value, path })), at: 0 };
}

function fields(source: Record<string, unknown>, path: string, session: Session): Frame {
  const names = Object.keys(source);
  const inner = names.map((name) => ({ name, value: source[name], path: inside(path, name) }));
  // In an order of its own, so that the copy does not depend on the order of the fields.
  inner.sort((one, other) => rank(one.path) - rank(other.path) || (one.name < other.name ? -1 : 1));
  const renamed = new Map(inner.map(({ name }) => [name, key(name, session)]));
  // `fromEntries` makes own properties even of names such as `__proto__`.
  const made = Object.fromEntries(names.map((name) => [renamed.get(name)!, null]));
  return { source, made, inner: inner.map((it) => ({ ...it, name: renamed.get(it.name)! })), at: 0 };
}

/** The fields in the order of the catalogue, each object with the first of its own. */
const RANKS = /* @__PURE__ */ ranks();

function ranks(): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const [index, path] of Object.keys(PRIVACY).entries()) {
    for (let at = path.length; at > 0; at = path.lastIndexOf(".", at - 1)) {
      const known = path.slice(0, at);
      if (!ranks.has(known)) ranks.set(known, index);
    }
  }
  return ranks;
}

/** The path of a field. All that are unknown are one, so that no path is longer than those that are known. */
function inside(path: string, name: string): string {
  const known = path === "" || path === "_json" ? name : `${path}.${name}`;
  return path !== UNKNOWN && (RANKS.has(known) || known === "_json") ? known : UNKNOWN;
}

const UNKNOWN = "?";

function rank(path: string): number {
  return RANKS.get(path) ?? RANKS.size;
}

function leaf(value: unknown, path: string, session: Session): unknown {
  const privacy = (Object.hasOwn(PRIVACY, path) ? PRIVACY[path] : undefined) ?? "text";
  if (typeof value === "string") return text(value, privacy, path === "message.text", session);
  if (typeof value === "number") return number(value, privacy);
  if (typeof value === "bigint") return BigInt(hidden(Number(value)));
  return value;
}

function number(value: number, privacy: Privacy): number {
  const size = Math.abs(value);
  if (privacy === "latitude") return size <= 90 ? 0 : 999;
  if (privacy === "longitude") return size <= 180 ? 0 : 999;
  // In an unknown field it may be a phone number.
  return privacy === "integer" && size < 100_000 ? value : hidden(value);
}

/** A power of ten of about the same size, on the same side of 2^32. */
function hidden(value: number): number {
  const size = Math.abs(value);
  let power = 1;
  while (power * 10 <= size && power < 1e15) power *= 10;
  if (size >= 2 ** 32 && power < 2 ** 32) power *= 10;
  return size >= 1 ? Math.sign(value) * power : 0;
}

/** The key of a field, unless it may be personal data: a number, an address, a link, or in another script. */
function key(name: string, session: Session): string {
  const isKept = isOwnWords(name, 5) && !/[^ -~]/.test(name) && !/^key-\d+$/.test(name);
  return isKept ? name : named(name, "key", (count) => `key-${count + 1}`, session);
}

/** Latin letters without an address, a link or many digits. */
function isOwnWords(value: string, digits: number): boolean {
  return /^[ -~\u00c0-\u024f]*$/.test(value) && !/@|:\/\//.test(value) && value.replace(/\D/g, "").length < digits;
}

function text(value: string, privacy: Privacy, isMessage: boolean, session: Session): string {
  switch (privacy) {
    case "type":
      return /^[a-z]+(-[a-z]+)*$/.test(value) ? value : masked(value);
    case "time":
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value) ? value : masked(value);
    case "words":
      return isOwnWords(value, 4) ? value : masked(value);
    case "integer":
      return /^\d{1,5}$/.test(value) ? value : masked(value);
    case "address":
      return address(value, session);
    case "id":
      return id(value, session);
    case "link":
      return link(value, session);
    case "latitude":
      return degrees(value, 90);
    case "longitude":
      return degrees(value, 180);
    case "text":
      return masked(value, isMessage);
    default:
      return privacy.includes(value) ? value : masked(value);
  }
}

/** What a value becomes: what it became before, or the next of its series that nothing became. */
function named(value: string, kind: string, make: (count: number) => string, session: Session, series = kind): string {
  const { names, counts, used } = session;
  const known = names.get(`${kind} ${value}`);
  if (known !== undefined) return known;
  let count = counts.get(series) ?? 0;
  let name: string;
  do name = make(count++);
  while (used.has(name));
  counts.set(series, count);
  used.add(name);
  names.set(`${kind} ${value}`, name);
  return name;
}

function address(value: string, session: Session): string {
  if (/^\+[1-9]\d{6,14}$/.test(value)) {
    return named(value, "number", (count) => `+1555555${String(100 + count).padStart(4, "0")}`, session);
  }
  const { length } = value;
  if (/^\d{3,8}$/.test(value)) {
    const code = (count: number) => String((10 ** (length - 1) + count) % 10 ** length).padStart(length, "0");
    return named(value, "code", code, session, `code ${length}`);
  }
  const isSender = /^[\w+&.@ -]{1,64}$/.test(value) && /[A-Za-z]/.test(value) && value[0] !== "+";
  return isSender ? named(value, "sender", (count) => `Sender${count + 1}`, session) : shaped(value, session);
}

function id(value: string, session: Session): string {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return shaped(value, session);
  return named(value, "uuid", (count) => `00000000-0000-4000-8000-${String(count + 1).padStart(12, "0")}`, session);
}

/** A value of the same shape, which is another for another. */
function shaped(value: string, session: Session): string {
  const shape = masked(value);
  return named(value, "shape", (count) => filled(shape, count), session, `shape ${shape}`);
}

const LETTERS = "xyzabcdefghijklmnopqrstuvw";
const ALPHABETS: Record<string, string> = { "0": "0123456789", x: LETTERS, X: /* @__PURE__ */ LETTERS.toUpperCase() };

/** A shape that counts, from its end on. */
function filled(shape: string, count: number): string {
  const characters = [...shape];
  let left = count;
  for (let at = characters.length - 1; at >= 0 && left > 0; at--) {
    const alphabet = ALPHABETS[characters[at]!];
    if (alphabet === undefined) continue;
    characters[at] = alphabet[left % alphabet.length]!;
    left = Math.floor(left / alphabet.length);
  }
  return left === 0 ? characters.join("") : `${shape}-${count}`;
}

const OWN_HOST = "messaging.bandwidth.com";
const MEDIA = /* @__PURE__ */ mediaLinks();

function mediaLinks(): RegExp {
  const host = OWN_HOST.replaceAll(".", "\\.");
  return new RegExp(`^https://${host}/api/v2/users/[\\w.~-]+/media/([\\w.~-]+)/(\\d{1,2})/([^/?#]*)$`, "i");
}

/** Endings of files that say nothing but what they are. */
const EXTENSION = /\.(3gp|amr|csv|gif|heic|jpe?g|json|m4a|mov|mp3|mp4|ogg|pdf|png|smil|txt|vcf|wav|webp|xml|zip)$/;

function link(value: string, session: Session): string {
  const host = hostOf(value);
  if (host === undefined) return shaped(value, session);
  const media = MEDIA.exec(value);
  if (media !== null) {
    const extension = EXTENSION.exec(media[3]!)?.[0] ?? "";
    const folder = `https://${OWN_HOST}/api/v2/users/0000000/media/${id(media[1]!, session)}/${media[2]}/`;
    const file = (count: number) => `${folder}file${count === 0 ? "" : `-${count}`}${extension}`;
    return named(value, "link", file, session, `link ${folder}${extension}`);
  }
  const isOwn = /^https:/i.test(value) && host.toLowerCase() === OWN_HOST;
  return named(value, "link", (count) => `https://${isOwn ? OWN_HOST : "example.com"}/file-${count + 1}`, session);
}

/** The host of a link that `parse` takes for one. */
function hostOf(url: string): string | undefined {
  const authority = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1];
  if (authority === undefined || /[\x00-\x20"<>\\^`|\x7f]/.test(url)) return undefined;
  return authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, "") || undefined;
}

/** Degrees without the degrees: zeros, or nines if they are out of range. */
function degrees(value: string, limit: number): string {
  const [, whole, fraction = ""] = /^[+-]?(\d{1,3})(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === undefined) return masked(value);
  const isInside = Number(whole) < limit || (Number(whole) === limit && !/[1-9]/.test(fraction));
  return value.replace(/\d/g, isInside ? "0" : "9");
}

/** Letters of the GSM alphabet that are not ASCII. */
const GSM = "èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉÄÖÑÜäöñüà";
/** Marks that are not ASCII and say nothing; other symbols may be letters in disguise. */
const MARKS = "\u00a0¡£¤¥§«»¿‘’“”„–—…•€";

/** As long in UTF-16, with nothing to read in it. The text of a message stays in the GSM alphabet, or outside of it. */
function masked(value: string, isMessage = false): string {
  return value.replace(/[\dA-Za-z]|[^\0-\x7f]/gu, (character) => {
    if (character <= "9") return "0";
    if (character <= "Z") return "X";
    if (character <= "z" || (isMessage && GSM.includes(character))) return "x";
    if (MARKS.includes(character)) return character;
    return character.length === 1 ? "ж" : "𐐨";
  });
}
