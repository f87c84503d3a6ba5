/**
 * `parse` and `validate` for hosts that have no WebAssembly or forbid it: the same checks as plain JavaScript.
 *
 * @module
 */
export { elements } from "./elements.js";
export { CallbackError } from "./error.js";
export { dedupeKey, isInbound, isStatus, isTerminal, mayReply, recipients } from "./events.js";
export type * from "./generated/events.js";
export type * from "./generated/verification.js";
export { parse, parseOrThrow, validate } from "./parse.js";
export { redact } from "./redact.js";
export type { Advance, Ignored, MessageStatus } from "./status.js";
export { advance } from "./status.js";
export type * from "./types.js";
export { verificationReason } from "./verification.js";
