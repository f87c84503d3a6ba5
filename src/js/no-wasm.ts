/**
 * `parse` and `validate` for hosts that have no WebAssembly or forbid it: the same checks as plain JavaScript.
 *
 * @module
 */
export * from "./everywhere.js";
