// Texts that are too large to be read between two frames, or to be edited.

import type { CallbackEvent, Recovery } from "bandwidth-callbacks";
import { type Reading, read } from "./reading";
import type { Row } from "./rows";

/** A longer text is read by a worker. In UTF-16 code units. */
export const LARGE = 300_000;
/**
 * A longer text is not shown in the editor, nor one with a line longer than `LINE`; a log file with more bytes is
 * summarized.
 */
export const EDITABLE = 2_000_000;
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

/** Requests to the worker: to read a text, for an event, for everything. */
export interface Question {
  id?: number;
  text?: string;
  index?: number;
}

/** Its answers. */
export interface Answer {
  id?: number | undefined;
  share?: number;
  rows?: Row[];
  /** After its rows. */
  reading?: Omit<Reading, "text" | "rows" | "eventAt" | "whole">;
  event?: CallbackEvent;
  report?: Recovery;
}

/** Without a worker: of a page that is a file, browsers make none. */
async function here(text: string): Promise<Reading> {
  const { recover } = await import("./full");
  return read(text, recover);
}

let worker: Worker | undefined;

/** Reads a text in a worker. A later call ends an earlier one, which then never answers. */
export function readLarge(text: string, tell: (share: number | undefined) => void): Promise<Reading> {
  worker?.terminate();
  tell(undefined);
  let running: Worker;
  try {
    running = new Worker(new URL("./reader.worker.ts", import.meta.url), { type: "module" });
  } catch {
    return here(text);
  }
  worker = running;
  let asked = 0;
  const rows: Row[] = [];
  const waiting = new Map<number, (answer: Answer) => void>();
  const ask = (question: Question) =>
    new Promise<Answer>((resolve) => {
      waiting.set(++asked, resolve);
      running.postMessage({ ...question, id: asked });
    });
  return new Promise((resolve, reject) => {
    running.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data.share !== undefined) tell(data.share);
      else if (data.rows !== undefined) for (const row of data.rows) rows.push(row);
      else if (data.reading !== undefined) {
        const eventAt = async (index: number) => (await ask({ index })).event as CallbackEvent;
        resolve({ ...data.reading, rows, text, eventAt, whole: async () => (await ask({})).report as Recovery });
      } else if (data.id !== undefined) {
        waiting.get(data.id)?.(data);
        waiting.delete(data.id);
      }
    });
    // It could not be loaded, for example offline.
    running.addEventListener("error", () => here(text).then(resolve, reject));
    running.postMessage({ text } satisfies Question);
  });
}
