/** The logs module: numbers in, numbers out, as the core. It imports nothing. */
import text from "../../../../target/wasm/logs/logs_bg.wasm";
import { compile } from "../../../../src/js/wasm/compile.js";

/** The error if there is no `WebAssembly`, it is too old, or a policy forbids it. */
const REFUSED =
  "this host does not compile the WebAssembly that sums up logs: it needs SIMD, which hosts have since 2023, and a " +
  "content security policy has to allow 'wasm-unsafe-eval'";

let compiled: WebAssembly.Module | undefined;

/** The module, compiled when first used. */
export function logsModule(): WebAssembly.Module {
  return (compiled ??= compile(text, REFUSED));
}
