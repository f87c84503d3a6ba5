/** start.ts for hosts without WebAssembly: the core module as JavaScript (scripts/no-wasm.mjs). */
import { start } from "../../../target/wasm/core/core_no_wasm.js";
import type { Core } from "./exports.js";

export { start };

/** Whether the memory has grown since the view was made. Growing makes a new buffer, and old views keep the old one. */
export function isLost(view: Int32Array, { memory }: Core): boolean {
  return view.buffer !== memory.buffer;
}
