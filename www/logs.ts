// Logs are summarized by a separate worker; only it loads the code for that.

import type { Answers, Questions } from "./log-rows";
import type { RowsAnswer, RowsQuestion } from "./log-rows.worker";
import type { LogFile, Summed } from "./log-sum";
import type { MessageSource } from "./messages/source";

/** Requests to the worker: to summarize files, once; to stop; for the body at an offset. */
export type LogQuestion = { files: readonly LogFile[] } | { stop: true } | { id: number; of: LogFile; offset: number };

/** Its responses. */
export interface LogAnswer {
  /** How many bytes were read. */
  bytes?: number;
  summed?: Summed;
  id?: number;
  body?: string;
  failed?: string;
}

/** The messages of a log, while it is read and after. */
export interface Gathering extends MessageSource {
  done: Promise<void>;
  stop(): void;
  end(): void;
}

/** Gathers the messages of a log in a worker; `tell` is called as more are there. */
export function gather(files: readonly LogFile[], tell: (bytes: number) => void): Gathering {
  let worker: Worker;
  try {
    worker = new Worker(new URL("./log-rows.worker.ts", import.meta.url), { type: "module" });
  } catch {
    return gatherHere(files, tell);
  }
  let inPage: Gathering | undefined;
  let asked = 0;
  const waiting = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  const ask = (question: RowsQuestion) => worker.postMessage(question);
  const done = new Promise<void>((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<RowsAnswer>) => {
      if (data.bytes !== undefined) tell(data.bytes);
      else if (data.isDone) resolve();
      else if (data.id !== undefined) {
        const asker = waiting.get(data.id);
        waiting.delete(data.id);
        if (data.failed === undefined) asker?.resolve(data.answer as never);
        else asker?.reject(new Error(data.failed));
      }
    });
    worker.addEventListener("error", () => (inPage = gatherHere(files, tell)).done.then(resolve));
    ask({ files });
  });
  const call = <K extends keyof Questions>(name: K, ...given: Questions[K]): Promise<Answers[K]> =>
    inPage !== undefined
      ? (inPage[name] as (...given: Questions[K]) => Promise<Answers[K]>)(...given)
      : new Promise((resolve, reject) => {
          waiting.set(++asked, { resolve, reject });
          ask({ id: asked, name, given });
        });
  return {
    ...questionsOf(call, files),
    done,
    stop: () => (inPage ? inPage.stop() : ask({ stop: true })),
    end: () => {
      worker.terminate();
      inPage?.end();
    },
  };
}

type Call = <K extends keyof Questions>(name: K, ...given: Questions[K]) => Promise<Answers[K]>;

function questionsOf(call: Call, files: readonly LogFile[]): MessageSource {
  return {
    overview: () => call("overview"),
    select: (filter) => call("select", filter),
    groups: (filter, by) => call("groups", filter, by),
    messages: (rows) => call("messages", rows),
    events: (row) => call("events", row),
    event: (mark) => call("event", mark),
    files: files.length > 1 ? files.map(({ file }) => file.name) : [],
  };
}

/** Without a worker: of a page that is a file, browsers make none. */
function gatherHere(files: readonly LogFile[], tell: (bytes: number) => void): Gathering {
  const stopping = new AbortController();
  const loaded = import("./log-rows").then(({ LogRows }) => new LogRows(files));
  const call: Call = async (name, ...given) => (await loaded).answer(name, given);
  return {
    ...questionsOf(call, files),
    done: loaded.then((rows) => rows.read(stopping.signal, tell)),
    stop: () => stopping.abort(),
    end: () => stopping.abort(),
  };
}

/** A log that is being summarized, or has been. */
export interface Summing {
  summed: Promise<Summed>;
  /** Stops reading: `summed` then has the part that was read. */
  stop(): void;
  bodyAt(source: number, offset: number): Promise<string>;
  /** Releases everything; pending requests get no answer. */
  end(): void;
}

export function sumUp(files: readonly LogFile[], tell: (bytes: number) => void): Summing {
  let worker: Worker;
  try {
    worker = new Worker(new URL("./log.worker.ts", import.meta.url), { type: "module" });
  } catch {
    return here(files, tell);
  }
  let inPage: Summing | undefined;
  let asked = 0;
  const waiting = new Map<number, { resolve(body: string): void; reject(error: Error): void }>();
  const ask = (question: LogQuestion) => worker.postMessage(question);
  const summed = new Promise<Summed>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<LogAnswer>) => {
      const asker = data.id === undefined ? undefined : waiting.get(data.id);
      if (asker !== undefined) {
        waiting.delete(data.id!);
        if (data.body === undefined) asker.reject(new Error(data.failed));
        else asker.resolve(data.body);
      } else if (data.bytes !== undefined) tell(data.bytes);
      else if (data.summed !== undefined) resolve(data.summed);
      else if (data.failed !== undefined) reject(new Error(data.failed));
    });
    // It could not be loaded, for example offline.
    worker.addEventListener("error", () => (inPage = here(files, tell)).summed.then(resolve, reject));
    ask({ files });
  });
  return {
    summed,
    stop: () => (inPage ? inPage.stop() : ask({ stop: true })),
    bodyAt: (source, offset) =>
      inPage?.bodyAt(source, offset) ??
      new Promise((resolve, reject) => {
        waiting.set(++asked, { resolve, reject });
        ask({ id: asked, of: files[source]!, offset });
      }),
    end: () => {
      worker.terminate();
      inPage?.end();
    },
  };
}

/** Without a worker: of a page that is a file, browsers make none. */
function here(files: readonly LogFile[], tell: (bytes: number) => void): Summing {
  const stopping = new AbortController();
  const loaded = import("./log-sum");
  return {
    summed: loaded.then(({ sum }) => sum(files, stopping.signal, tell)),
    stop: () => stopping.abort(),
    bodyAt: async (source, offset) => (await loaded).bodyAt(files[source]!, offset),
    end: () => stopping.abort(),
  };
}
