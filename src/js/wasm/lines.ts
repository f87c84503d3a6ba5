/** The lines module: numbers in, numbers out, as the core. An instance is one sum, and goes when nobody has it. */
import text from "../../../target/wasm/lines/lines_bg.wasm";
import { compile } from "./compile.js";

/** What the module gives. `bytes` is how many bytes of the room are meant. */
export interface Sum {
  memory: WebAssembly.Memory;
  /** Makes room for so many bytes; says where. */
  reserve(bytes: number): number;
  /** Sums from nothing, exactly to so many messages and recipients. */
  begin(mostMessages: number): void;
  /** Lets some events alone count: NaN is no time, and types are a bit each. Error codes stand in the room, in lines. */
  only(bytes: number, since: number, until: number, types: number): void;
  /** Adds the lines that end in the next piece of a log. */
  push(bytes: number, source: number): void;
  /** Ends a log; its last line, where that has not ended, is added or not. */
  end(source: number, adds: number): void;
  add(bytes: number): void;
  add_at(bytes: number, source: number, line: number, offset: number): void;
  /** Adds a sum as `save` wrote it; 0 where it is something else. */
  merge(bytes: number): number;
  /** Writes the sum, or the report as JSON; says where. */
  save(): number;
  report(): number;
  /** Writes the report as text; in the room stand the names of the sources, in lines. Says where. */
  tell(bytes: number): number;
  /** How many bytes were written. */
  written(): number;
}

/** Said where there is no `WebAssembly`, or an old one, or a policy forbids it. */
const REFUSED =
  "this host does not compile the WebAssembly that sums up logs: it needs SIMD, which hosts have since 2023, and a content security policy has to allow 'wasm-unsafe-eval'";

let compiled: WebAssembly.Module | undefined;

/** A new sum. */
export function sum(): Sum {
  compiled ??= compile(text, REFUSED);
  return new WebAssembly.Instance(compiled).exports as unknown as Sum;
}
