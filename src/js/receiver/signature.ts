/** The signature of toll-free verification webhooks. Messaging callbacks have none. */
import { checkOptions } from "../options.js";

/** The name of the header, in lower case. */
const SIGNATURE_HEADER = "x-bandwidth-signature-hmac-sha256";

const encoder = new TextEncoder();

/** The options of `signature`. */
export interface SignatureOptions {
  /** The shared secret of the subscription; an array while you rotate it. */
  secret: string | readonly string[];
  /**
   * Also answers 403 to requests without a signature. Messaging callbacks never have one, so set it only on an endpoint
   * of its own.
   *
   * @default false
   */
  required?: boolean | undefined;
}

/**
 * Whether a toll-free verification webhook was signed with a secret: HMAC-SHA256 over the bytes of the body, in
 * hexadecimal.
 *
 * Bandwidth signs a "canonicalized request body" without documenting the canonical form. This function checks the bytes
 * as received. If it rejects genuine webhooks, the signed form is not the one on the wire. Messaging callbacks are
 * never signed.
 *
 * @param body the bytes of the body as received
 * @param header the value of `X-Bandwidth-Signature-HMAC-SHA256`, `null` if there is none
 * @param secret the shared secret of the subscription
 * @returns whether the signature matches; false without a header
 * @throws {TypeError} by rejecting, if the body is not bytes or the secret is empty
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
  if (!(body instanceof Uint8Array)) throw new TypeError("expected the body as bytes: a `Uint8Array`");
  if (typeof secret !== "string" || secret === "") throw new TypeError("expected a secret that is not empty");
  if (header === null || !/^[\da-f]{64}$/i.test(header)) return false;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["verify"]);
  const signature = Uint8Array.from(header.match(/../g)!, (digits) => parseInt(digits, 16));
  return crypto.subtle.verify("HMAC", key, signature, body as Uint8Array<ArrayBuffer>);
}

/**
 * Throws a `TypeError` if the options are invalid.
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
 * Whether a body is signed with one of the secrets, or needs no signature.
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
