/** The signature of toll-free verification webhooks, which messaging callbacks do not have. */
import { checkOptions } from "../options.js";

/** The header that has it, in lower case. */
const SIGNATURE_HEADER = "x-bandwidth-signature-hmac-sha256";

const encoder = new TextEncoder();

/** How signatures are checked. */
export interface SignatureOptions {
  /** The shared secret of the subscription; several while they are being exchanged. */
  secret: string | readonly string[];
  /**
   * Refuses requests without a signature, which messaging callbacks never have. By default only signatures that are
   * there are checked.
   */
  required?: boolean | undefined;
}

/**
 * Whether a toll-free verification webhook was signed with a secret: HMAC-SHA256 over the bytes of the body, in
 * hexadecimal.
 *
 * Bandwidth signs a "canonicalized request body" and does not say what that is. This looks at the bytes as they came:
 * if it says no to webhooks that are Bandwidth's, their form on the wire is not the one that was signed.
 * Messaging callbacks are never signed.
 *
 * @example
 * ```js
 * import { isSigned } from "bandwidth-callbacks/receiver";
 *
 * const body = new TextEncoder().encode("{}");
 * console.assert(!(await isSigned(body, "00".repeat(32), "a secret of sixteen or more")));
 * ```
 */
export async function isSigned(body: Uint8Array, header: string | null, secret: string): Promise<boolean> {
  if (header === null || !/^[\da-f]{64}$/i.test(header)) return false;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["verify"]);
  const signature = Uint8Array.from(header.match(/../g)!, (digits) => parseInt(digits, 16));
  return crypto.subtle.verify("HMAC", key, signature, body as Uint8Array<ArrayBuffer>);
}

/**
 * Throws for options that make no sense.
 *
 * @internal
 */
export function checkSignature(options: SignatureOptions): void {
  checkOptions(options, ["secret", "required"], "`signature`");
  const secrets: unknown[] = [options.secret].flat();
  if (secrets.length === 0 || secrets.some((secret) => typeof secret !== "string" || secret === ""))
    throw new TypeError("expected `signature.secret` to be a string that is not empty, or several");
  if (options.required !== undefined && typeof options.required !== "boolean")
    throw new TypeError("expected `signature.required` to be true or false");
}

/**
 * Whether a body has a signature by one of the secrets, or needs none.
 *
 * @internal
 */
export async function hasSignature(
  bytes: Uint8Array,
  header: (name: string) => string | null,
  { secret, required }: SignatureOptions,
): Promise<boolean> {
  const sent = header(SIGNATURE_HEADER);
  if (sent === null) return required !== true;
  const secrets = typeof secret === "string" ? [secret] : secret;
  const found = await Promise.all(secrets.map((secret) => isSigned(bytes, sent, secret)));
  return found.includes(true);
}
