/** The core module: numbers in, numbers out, so that it needs no glue. Compiled when first used. */
import base64 from "../../../target/wasm/core/core_bg.wasm";
import { compile } from "./compile.js";

export interface Core {
  memory: WebAssembly.Memory;
  /** Makes room for a body of so many bytes; says where. */
  reserve(bytes: number): number;
  /** Checks what lies there; says where the record stands. `total` is the size of the whole body. */
  record(bytes: number, total: number, maxDepth: number, maxBytes: number, maxDiagnostics: number, withValues: number): number;
}

let module: WebAssembly.Module | undefined;
let instance: Core | undefined;

/** The running instance. */
export function core(): Core {
  if (instance === undefined) {
    module ??= compile(base64);
    // Whatever wasm-bindgen would have glue for is not called by functions of numbers.
    const imports: Record<string, Record<string, () => void>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
    instance = new WebAssembly.Instance(module, imports).exports as unknown as Core;
  }
  return instance;
}

/** Leaves the instance behind: after a trap its memory is undefined, and after a large body it is large. */
export function renew(): void {
  instance = undefined;
}
