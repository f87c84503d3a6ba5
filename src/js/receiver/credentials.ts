/** HTTP Basic (RFC 7617) as Bandwidth does it: it sends credentials only after it was asked for them. */

/** A user name and a password, as they are set at the messaging application. */
export interface Credentials {
  /** Without a colon, which HTTP Basic takes for its end. */
  username: string;
  /** Any text. */
  password: string;
}

const encoder = new TextEncoder();

/**
 * Throws for what HTTP Basic cannot carry. Gives a list.
 *
 * @internal
 */
export function listed(credentials: Credentials | readonly Credentials[]): readonly Credentials[] {
  const list = Array.isArray(credentials) ? (credentials as readonly Credentials[]) : [credentials as Credentials];
  if (list.length === 0) throw new TypeError("expected at least one pair of credentials");
  for (const pair of list) {
    const isPair = typeof pair?.username === "string" && typeof pair.password === "string";
    if (!isPair || pair.username === "" || pair.password === "") throw new TypeError("expected credentials to be { username, password }, both text and not empty");
    if (pair.username.includes(":")) throw new TypeError("expected a username without a colon: HTTP Basic takes it for its end");
  }
  return list;
}

/**
 * Whether an `Authorization` header has one of the credentials. Takes as long for a near miss as for a hit.
 *
 * @internal
 */
export async function isAllowed(header: string | null, credentials: readonly Credentials[]): Promise<boolean> {
  const sent = decoded(header);
  if (sent === undefined) return false;
  const [found, ...hashes] = await Promise.all([sha256(sent), ...credentials.map(hashOf)]);
  let isOne = false;
  // Each is looked at, whichever it is.
  for (const hash of hashes) isOne = isSame(found, hash) || isOne;
  return isOne;
}

/** The hashes of what stays the same from request to request. */
const hashes = new WeakMap<Credentials, { text: string; hash: Promise<Uint8Array> }>();

function hashOf(pair: Credentials): Promise<Uint8Array> {
  const text = `${pair.username}:${pair.password}`;
  let known = hashes.get(pair);
  if (known?.text !== text) hashes.set(pair, (known = { text, hash: sha256(encoder.encode(text)) }));
  return known.hash;
}

function decoded(header: string | null): Uint8Array<ArrayBuffer> | undefined {
  const found = /^Basic +([\w+/-]+={0,2}) *$/i.exec(header ?? "");
  if (found === null) return undefined;
  try {
    return Uint8Array.from(atob(found[1]!), (unit) => unit.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/**
 * The hash of bytes.
 *
 * @internal
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Whether bytes are the same; looks at all of them. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) difference |= one[at]! ^ (other[at] ?? 0);
  return difference === 0;
}
