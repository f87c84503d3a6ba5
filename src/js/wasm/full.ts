/** The full module: repair, words and samples. Compiled when first used. */
import { catalogue, explain, format, initSync, mend, sample, segments } from "../../../target/wasm/full/full.js";
import text from "../../../target/wasm/full/full_bg.wasm";
import { compile } from "./compile.js";

/** The functions of the full module. What they give is described where it is used. */
export interface Full {
  mend(text: string): unknown;
  explain(subject: string): unknown;
  catalogue(): unknown;
  segments(text: string): unknown;
  sample(name: string): unknown;
  format(diagnostics: unknown, text: string | undefined, color: boolean): string;
}

let ready: Full | undefined;

export function full(): Full {
  if (ready === undefined) {
    initSync({ module: compile(text) });
    ready = { mend, explain, catalogue, segments, sample, format };
  }
  return ready;
}
