// Collects the messages of a log in a worker, and answers requests about them.

import type { LogFile } from "./log-sum";
import { LogRows, type Questions } from "./log-rows";

export type RowsQuestion =
  | { files: readonly LogFile[] }
  | { stop: true }
  | { id: number; name: keyof Questions; given: Questions[keyof Questions] };
export interface RowsAnswer {
  /** How many bytes are read. */
  bytes?: number;
  isDone?: boolean;
  id?: number;
  answer?: unknown;
  failed?: string;
}

const stopping = new AbortController();
let rows: LogRows | undefined;
const tell = (answer: RowsAnswer) => self.postMessage(answer);

self.addEventListener("message", async ({ data }: MessageEvent<RowsQuestion>) => {
  if ("files" in data) {
    rows = new LogRows(data.files);
    let last = 0;
    await rows.read(stopping.signal, (bytes) => {
      if (performance.now() - last < 250) return;
      last = performance.now();
      tell({ bytes });
    });
    tell({ isDone: true });
  } else if ("stop" in data) stopping.abort();
  else {
    try {
      const answer: unknown = await rows?.answer(data.name, data.given as never);
      // The rows that a filter leaves may be millions: they are handed over, not copied.
      const isRows = typeof answer === "object" && answer !== null && "rows" in answer;
      const transfer = isRows ? [(answer.rows as Uint32Array<ArrayBuffer>).buffer] : [];
      self.postMessage({ id: data.id, answer }, { transfer });
    } catch (error) {
      tell({ id: data.id, failed: String(error) });
    }
  }
});
