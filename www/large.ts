// Texts that are too large to be read between two frames, or to be edited.

import type { Reading } from "./reading";

/** A longer text is read by a worker. In UTF-16 code units. */
export const LARGE = 300_000;
/** A longer text is not shown in the editor, nor one with a line that is longer than `LINE`. */
const EDITABLE = 2_000_000;
const LINE = 200_000;

export function isEditable(text: string): boolean {
  if (text.length > EDITABLE) return false;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    if ((end < 0 ? text.length : end) - from > LINE) return false;
    if (end < 0) return true;
    from = end + 1;
  }
  return true;
}

let worker: Worker | undefined;

/** Reads a text in a worker. A later call ends an earlier one, which then never answers. */
export function readLarge(text: string, tell: (share: number | undefined) => void): Promise<Reading> {
  worker?.terminate();
  worker = new Worker(new URL("./reader.worker.ts", import.meta.url), { type: "module" });
  tell(undefined);
  return new Promise((resolve, reject) => {
    worker?.addEventListener("message", ({ data }: MessageEvent<{ share?: number; reading?: Reading }>) => {
      if (data.reading !== undefined) resolve(data.reading);
      else tell(data.share);
    });
    worker?.addEventListener("error", (event) => reject(new Error(event.message)));
    worker?.postMessage(text);
  });
}
