/** HTTP Basic (RFC 7617) as Bandwidth uses it: it sends credentials only after a 401 challenge. */
import { checkOptions } from "../options.js";

/** The username and password that are set on the messaging application. */
export interface Credentials {
  /** Without a colon: in HTTP Basic a colon ends the username. */
  username: string;
  /** Any string that is not empty. */
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
    for (const name of ["username", "password"] as const) {
      const value: unknown = pair[name];
      if (typeof value === "string" && value !== "") continue;
      const found =
        value === ""
          ? "an empty string"
          : value === null
            ? "null"
            : value === undefined
              ? "undefined"
              : `a ${typeof value}`;
      // The usual reason: the value comes from the environment, where it is not set.
      const hint = value === undefined || value === "" ? "; is its environment variable set?" : "";
      throw new TypeError(`expected credentials to have a \`${name}\` that is not empty, found ${found}${hint}`);
    }
    if (pair.username.includes(":"))
      throw new TypeError("expected a username without a colon: HTTP Basic ends it there");
  }
  return list;
}

/**
 * Whether an `Authorization` header has one of the credentials. A near miss takes as long as any other.
 *
 * @internal
 */
export function isAllowed(header: string | null, credentials: readonly Credentials[]): boolean {
  if (header === null) return false;
  // The usual form of the header. That a hit takes less time than a miss reveals no more than the answer does.
  if (isOneOf(header, credentials, "header")) return true;
  const sent = decoded(header);
  return sent !== undefined && isOneOf(sent, credentials, "bytes");
}

/** A pair in transit: the header, and its decoded bytes as a string with one code unit per byte. */
interface Forms extends Credentials {
  header: string;
  bytes: string;
}

/** The forms of credentials that stay the same from request to request. */
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

/** Compares with every pair, even after a match. */
function isOneOf(sent: string, credentials: readonly Credentials[], form: "header" | "bytes"): boolean {
  let isOne = false;
  for (const pair of credentials) isOne = isSame(sent, formsOf(pair)[form]) || isOne;
  return isOne;
}

/**
 * Compares in constant time: it reads everything that was sent, even after the first difference, and the number of
 * steps is the length of the sent text. The time reveals nothing about the secret or its length.
 */
function isSame(sent: string, secret: string): boolean {
  let difference = sent.length ^ secret.length;
  // Past its end the secret is read again from its start, so that every step takes the same time.
  for (let at = 0, of = 0; at < sent.length; at++) {
    difference |= sent.charCodeAt(at) ^ secret.charCodeAt(of);
    of = of + 1 === secret.length ? 0 : of + 1;
  }
  return difference === 0;
}
