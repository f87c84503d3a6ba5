/** Toll-free verification webhooks: their values, converted as reported in diagnostics. The crate does the same. */
import { DENIAL_REASON_FIELDS, OUTCOMES, VERIFICATION_FIELDS, type VerificationShape } from "./generated/layout.js";
import type { Verification } from "./generated/verification.js";

type Values = Record<string, unknown>;

/**
 * The main reason, in Bandwidth's words: of a denial, a block or a failure.
 *
 * @param verification an element of `verifications`
 * @returns the reason, or `undefined` if the webhook has none
 * @throws {TypeError} if it is not a verification
 *
 * @example
 * ```js
 * import { parse, verificationReason } from "bandwidth-callbacks";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const [verification] = parse(sample("toll-free-verification.blocked")).verifications;
 * console.assert(verificationReason(verification) === "Toll-free number was used to send spam messages");
 * ```
 */
export function verificationReason(verification: Verification): string | undefined {
  if (typeof verification?.value !== "object" || verification.value === null)
    throw new TypeError("expected a verification: one of `verifications`, as `parse` gives them");
  const { outcome, value } = verification;
  if (outcome === "denied")
    return value.declineReasonDescription ?? value.denialReasonDescription ?? value.blockedReason;
  if (outcome === "blocked") return value.blockedReason;
  return outcome === "failed" ? (value.errors?.[0] ?? value.errorMessage) : undefined;
}

/**
 * The webhook of an element. It takes ownership of the value and changes it in place.
 *
 * @internal
 */
export function verificationOf(index: number, outcome: number, value: unknown): Verification {
  readFields(value as Values, VERIFICATION_FIELDS);
  return { index, outcome: OUTCOMES[outcome], value } as Verification;
}

/** Converts the values of fields, and removes those that their field cannot hold. */
function readFields(values: Values, fields: typeof VERIFICATION_FIELDS): void {
  for (const [name, shape] of fields) {
    if (!Object.hasOwn(values, name)) continue;
    const value = read(shape, values[name]);
    if (value === undefined) delete values[name];
    else values[name] = value;
  }
}

function read(shape: VerificationShape, value: unknown): unknown {
  switch (shape) {
    case "text":
      return typeof value === "number" ? String(value) : typeof value === "string" ? value : undefined;
    case "integer": {
      const number = typeof value === "string" && /^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value;
      return typeof number === "number" && number >>> 0 === number ? number : undefined;
    }
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "texts":
      if (typeof value === "string") return [value];
      return Array.isArray(value) ? all(value.map((item) => read("text", item))) : undefined;
    default: {
      const isReasons = Array.isArray(value) && value.every(isObject);
      if (isReasons) for (const reason of value) readFields(reason, DENIAL_REASON_FIELDS);
      return isReasons ? value : undefined;
    }
  }
}

/** None if one is missing. */
function all(values: unknown[]): unknown[] | undefined {
  return values.includes(undefined) ? undefined : values;
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
