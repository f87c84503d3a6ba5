// The messages of a log, collected while it is read. The events of a message are read again when it is opened.

import { lines } from "bandwidth-callbacks-logs";
import { recover } from "./repair";
import { bodyAt, type LogFile } from "./log-sum";
import { Messages } from "./messages/messages";
import { type Overview, overviewOf, type Selection } from "./messages/source";
import type { EventMark, Filter, Group, GroupBy, Message } from "./messages/types";
import { headOf, compressionOf } from "./packed";
import { pieces } from "./pieces";
import { rowOf } from "./rows";

/** Requests about the messages of a log. */
export interface Questions {
  overview: [];
  select: [Filter];
  groups: [Filter, GroupBy];
  messages: [readonly number[]];
  events: [number];
  event: [EventMark];
}

export interface Answers {
  overview: Overview;
  select: Selection;
  groups: Group[];
  messages: Message[];
  events: EventMark[];
  event: unknown;
}

/** The most that is read of a body, in bytes. */
const MAX_BODY = 16 << 20;
/** After this many milliseconds of work, requests are answered. */
const TURN = 20;

export class LogRows {
  readonly #messages = new Messages();
  readonly #files: readonly LogFile[];

  constructor(files: readonly LogFile[]) {
    this.#files = files;
  }

  /** Reads the files; calls `tell` with the number of bytes. An unreadable part ends its file. */
  async read(signal: AbortSignal, tell: (bytes: number) => void): Promise<void> {
    let before = 0;
    for (const [source, log] of this.#files.entries()) {
      if (signal.aborted) return;
      try {
        await (log.kind === "body"
          ? this.#body(log, source)
          : this.#lines(log, source, signal, (bytes) => tell(before + bytes)));
      } catch {
        // The summary reports what is wrong with a file.
      }
      before += log.file.size;
      tell(before);
    }
  }

  async #body({ file }: LogFile, source: number): Promise<void> {
    const { bytes } = await headOf(file, MAX_BODY);
    for (const [element, event] of recover(bytes).events.entries())
      this.#messages.add(rowOf(event, element), { source, offset: 0, element });
  }

  async #lines({ file, kind }: LogFile, source: number, signal: AbortSignal, onProgress: (bytes: number) => void) {
    const zstd = (await compressionOf(file)) === "zstd" ? (await import("./zstd")).unzstd : undefined;
    let since = performance.now();
    const options = {
      signal,
      onProgress,
      recover: kind === "mixed",
      ...(zstd && { decompress: (packed: ReadableStream<Uint8Array>) => zstd(packed) }),
    };
    for await (const batch of lines(pieces(file.stream()), options)) {
      for (const { offset, report } of batch.lines)
        for (const [element, event] of report.events.entries())
          this.#messages.add(rowOf(event, element), { source, offset, element });
      if (performance.now() - since < TURN) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  }

  async answer<K extends keyof Questions>(name: K, given: Questions[K]): Promise<Answers[K]> {
    const all: { [K in keyof Questions]: (...given: Questions[K]) => Answers[K] | Promise<Answers[K]> } = {
      overview: () => overviewOf(this.#messages),
      select: (filter) => this.#messages.select(filter),
      groups: (filter, by) => this.#messages.groups(filter, by),
      messages: (rows) => rows.map((row) => this.#messages.message(row)),
      events: (row) => this.#messages.events(row),
      event: (mark) => this.#event(mark),
    };
    return all[name](...given);
  }

  async #event({ source, offset, element }: EventMark): Promise<unknown> {
    const body = await bodyAt(this.#files[source]!, offset);
    return recover(body).events[element];
  }
}
