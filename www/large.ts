// Texts that are too large to be read between two frames.

import type { CallbackEvent, Recovery } from "bandwidth-callbacks";
import type { Reading } from "./reading";
import type { Row } from "./rows";

/** What the worker is asked: to read a text, for an event, for everything. */
export interface Question {
  id?: number;
  text?: string;
  index?: number;
}

/** Its responses. */
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
  const { read } = await import("./full");
  return read(text);
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
