/** HTTP Basic (RFC 7617) as Bandwidth does it: it sends credentials only after it was asked for them. */
import { checkOptions } from "../options.js";

/** A user name and a password, as they are set at the messaging application. */
export interface Credentials {
  /** Without a colon, which HTTP Basic takes for its end. */
  username: string;
  /** Any text. */
  password: string;
}

/**
 * The credentials as an array. Throws for what HTTP Basic cannot carry.
 *
 * @internal
 */
export function listed(credentials: Credentials | readonly Credentials[]): readonly Credentials[] {
  const list = Array.isArray(credentials) ? (credentials as readonly Credentials[]) : [credentials as Credentials];
  if (list.length === 0) throw new TypeError("expected at least one pair of credentials");
  for (const pair of list) {
    checkOptions(pair, ["username", "password"], "credentials");
    const isPair = typeof pair.username === "string" && typeof pair.password === "string";
    if (!isPair || pair.username === "" || pair.password === "")
      throw new TypeError("expected credentials to be { username, password }, both strings and not empty");
    if (pair.username.includes(":"))
      throw new TypeError("expected a username without a colon: HTTP Basic ends it there");
  }
  return list;
}

/**
 * Whether an `Authorization` header has one of the credentials. Takes as long for a near miss as for any other.
 *
 * @internal
 */
export function isAllowed(header: string | null, credentials: readonly Credentials[]): boolean {
  if (header === null) return false;
  // As nearly everybody writes it. That a hit here takes less time than a miss reveals no more than the answer.
  if (isOneOf(header, credentials, "header")) return true;
  const sent = decoded(header);
  return sent !== undefined && isOneOf(sent, credentials, "bytes");
}

/** What a pair looks like on its way: the header, and the bytes in it, as a text with a unit for each. */
interface Forms extends Credentials {
  header: string;
  bytes: string;
}

/** The forms of what stays the same from request to request. */
const known = new WeakMap<Credentials, Forms>();

function formsOf(pair: Credentials): Forms {
  const { username, password } = pair;
  let forms = known.get(pair);
  if (forms?.username !== username || forms.password !== password) {
    const bytes = Array.from(new TextEncoder().encode(`${username}:${password}`), (byte) =>
      String.fromCharCode(byte),
    ).join("");
    known.set(pair, (forms = { username, password, header: `Basic ${btoa(bytes)}`, bytes }));
  }
  return forms;
}

function decoded(header: string): string | undefined {
  const found = /^Basic +([\w+/-]+={0,2}) *$/i.exec(header);
  if (found === null) return undefined;
  try {
    return atob(found[1]!);
  } catch {
    return undefined;
  }
}

/** Looks at each, whichever it is. */
function isOneOf(sent: string, credentials: readonly Credentials[], form: "header" | "bytes"): boolean {
  let isOne = false;
  for (const pair of credentials) isOne = isSame(sent, formsOf(pair)[form]) || isOne;
  return isOne;
}

/**
 * Whether texts are the same. It looks at all that was sent, wherever the first difference is, and the number of steps
 * is the length of what was sent: whoever measures time learns neither the secret nor how long it is.
 */
function isSame(sent: string, secret: string): boolean {
  let difference = sent.length ^ secret.length;
  // Past its end the secret is gone over again, so that one step is as long as another.
  for (let at = 0, of = 0; at < sent.length; at++) {
    difference |= sent.charCodeAt(at) ^ secret.charCodeAt(of);
    of = of + 1 === secret.length ? 0 : of + 1;
  }
  return difference === 0;
}
