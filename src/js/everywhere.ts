/** What every host has, with WebAssembly or without. */
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
