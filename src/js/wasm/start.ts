/** How an instance of the core module is made: from text, compiled when first used. */
import text from "../../../target/wasm/core/core_bg.wasm";
import { compile } from "./compile.js";
import type { Core } from "./exports.js";

/**
 * Not `module`: a bundle without exports that has a variable of that name is CommonJS to Bun, where it is never empty.
 */
let compiled: WebAssembly.Module | undefined;

export function start(): Core {
  compiled ??= compile(text);
  // Engines look up a name again on each access to the exports.
  const { memory, reserve, read_body } = new WebAssembly.Instance(compiled).exports as unknown as Core;
  return { memory, reserve, read_body };
}

/** Whether the memory has grown since the view was made: growing takes the buffer away from its views. */
export function isLost(view: Int32Array, _: Core): boolean {
  return view.length === 0;
}
