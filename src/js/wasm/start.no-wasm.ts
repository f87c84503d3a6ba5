/** start.ts for hosts without WebAssembly: the core module as JavaScript (scripts/no-wasm.mjs). */
import { start } from "../../../target/wasm/core/core_no_wasm.js";
import type { Core } from "./exports.js";

export { start };

/** Whether the memory has grown since the view was made: here growing leaves the old buffer to its views. */
export function isLost(view: Int32Array, { memory }: Core): boolean {
  return view.buffer !== memory.buffer;
}
