/** The full module: repair, words and samples. Compiled when first used. */
import {
  catalogue,
  explain,
  format,
  initSync,
  nearest,
  recover,
  sample,
  segments,
} from "../../../target/wasm/full/full.js";
import text from "../../../target/wasm/full/full_bg.wasm";
import { compile } from "./compile.js";

/** The functions of the full module. What they give is described where it is used. */
export interface Full {
  /** `bytes`: the size of the text, or 0 if it surely fits; if it is too large, `text` may be empty. */
  recover(text: string, bytes: number, maxDepth: number, maxBytes: number, maxDiagnostics: number): unknown;
  /** The memory, until the next call. */
  words(): Int32Array;
  /** Every explanation of that name. */
  explain(subject: string): unknown[];
  nearest(subject: string): string | undefined;
  catalogue(): unknown;
  segments(text: string): unknown;
  sample(name: string): unknown;
  format(diagnostics: unknown, text: string | undefined, color: boolean, codes: Uint32Array): string;
}

const functions: Full = {
  recover: guarded(recover),
  words: () => new Int32Array(memory!.buffer),
  explain: guarded(explain),
  nearest: guarded(nearest),
  catalogue: guarded(catalogue),
  segments: guarded(segments),
  sample: guarded(sample),
  format: guarded(format),
};
let compiled: WebAssembly.Module | undefined;
let memory: WebAssembly.Memory | undefined;
let isReady = false;

/** The functions, of an instance that runs. */
export function full(): Full {
  if (!isReady) {
    compiled ??= compile(text);
    ({ memory } = initSync({ module: compiled }));
    isReady = true;
  }
  return functions;
}

/** Leaves the instance behind: after a trap its memory is undefined, and after a large text it is large. */
export function discardInstance(): void {
  isReady = false;
}

function guarded<T extends unknown[], R>(call: (...args: T) => R): (...args: T) => R {
  return (...args) => {
    try {
      return call(...args);
    } catch (fault) {
      discardInstance();
      throw fault;
    }
  };
}
