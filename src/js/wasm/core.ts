/** The core module: numbers in, numbers out, so that it needs no glue. Compiled when first used. */
import text from "../../../target/wasm/core/core_bg.wasm";
import { compile } from "./compile.js";

export interface Core {
  memory: WebAssembly.Memory;
  /** Makes room for a body of so many bytes; says where. */
  reserve(bytes: number): number;
  /**
   * Checks what lies there; says where the record stands. `total` is the size of the whole body; the
   * last two are 0 or 1.
   */
  record(
    bytes: number,
    total: number,
    maxDepth: number,
    maxBytes: number,
    maxDiagnostics: number,
    withValues: number,
    isUtf8: number,
  ): number;
}

/** The memory of the instance, as it is seen now. */
export interface Memory {
  /** Signed, as no word reaches 2^31, and engines take these for integers. */
  words: Int32Array;
  /** Where bodies are written to. */
  room: Uint8Array;
}

/** Room for a body that an instance has from the start. In bytes. */
export const ROOM = 3 << 16;

let module: WebAssembly.Module | undefined;
let instance: Core | undefined;
let seen: Memory | undefined;

/** The running instance. */
export function core(): Core {
  return instance ?? start();
}

function start(): Core {
  module ??= compile(text);
  // Whatever wasm-bindgen would have glue for is not called by functions of numbers.
  const imports: Record<string, Record<string, () => void>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
  // Engines look a name up anew in each access to the exports themselves.
  const { memory, reserve, record } = new WebAssembly.Instance(module, imports).exports as unknown as Core;
  instance = { memory, reserve, record };
  return instance;
}

/** Its memory. Ask again after each call: views are lost when the memory grows. */
export function memory(): Memory {
  // A view that was lost has no length.
  return seen !== undefined && seen.words.length > 0 ? seen : look(ROOM);
}

/** Room for a body of so many bytes. */
export function room(bytes: number): Uint8Array {
  return bytes <= ROOM ? memory().room : look(bytes).room;
}

function look(bytes: number): Memory {
  const { memory, reserve } = core();
  const at = reserve(bytes);
  seen = { words: new Int32Array(memory.buffer), room: new Uint8Array(memory.buffer, at, bytes) };
  return seen;
}

/** Leaves the instance behind: after a trap its memory is undefined, and after a large body it is large. */
export function renew(): void {
  instance = undefined;
  seen = undefined;
}
