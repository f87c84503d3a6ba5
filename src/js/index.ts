/**
 * Parses and validates the callbacks (webhooks) of Bandwidth's Messaging API.
 *
 * @module
 */
export * from "./everywhere.js";
export type { FormatOptions } from "./full.js";
export { format, recover } from "./full.js";
