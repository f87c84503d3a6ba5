/** A summary of bodies and logs. */
import { input } from "../../../src/js/body.js";
import { EVENTS } from "../../../src/js/generated/layout.js";
import type { SummaryReport } from "./generated/summary.js";
import { checkOptions } from "../../../src/js/options.js";
import { logsModule } from "./wasm/logs.js";
import { distribute } from "./distribute.js";
import { Instance, type Place, type SummarySettings } from "./instance.js";
import {
  ADD_LOG_NAMES,
  type AddLogOptions,
  type EventFilter,
  FILTER_NAMES,
  type Log,
  type ReadOptions,
  type SummaryOptions,
} from "./options.js";
import { open, readLines, splitter } from "./reports.js";

const encoder = new TextEncoder();

/** What `createSummary` returns. */
export class Summing {
  readonly #settings: SummarySettings;
  readonly #instance: Instance;
  #isReading = false;

  constructor(options: SummaryOptions) {
    this.#settings = settingsOf(options);
    this.#instance = new Instance(logsModule(), this.#settings);
  }

  add(body: string | Uint8Array | ArrayBuffer): void {
    this.#instance.add(bytesOf(body));
  }

  addAt(
    body: string | Uint8Array | ArrayBuffer,
    { source = 0, line, offset }: Place & { source?: number | undefined },
  ): void {
    this.#instance.addAt(bytesOf(body), checkedSource(source), { line, offset });
  }

  async addLog(log: Log, options: AddLogOptions = {}): Promise<void> {
    checkOptions(options, ADD_LOG_NAMES);
    await this.readLog(log, options);
  }

  /** The same, for options whose names were checked. */
  async readLog(log: Log, options: AddLogOptions): Promise<void> {
    const pieces = open(log, options);
    const { source = 0, signal, threads = 1 } = options;
    checkedSource(source);
    if (!Number.isInteger(threads) || threads < 1)
      throw new TypeError("expected option `threads` to be an integer from 1");
    if (this.#isReading) throw new TypeError("expected one log at a time: a summary is still reading another");
    this.#isReading = true;
    try {
      if (options.recover === true) await this.#addRecovered(pieces, source, options);
      else if (threads > 1)
        await distribute(pieces, this.#instance, {
          threads,
          source,
          signal,
          module: logsModule(),
          settings: this.#settings,
        });
      else await this.#addPieces(pieces, source, signal);
    } finally {
      this.#isReading = false;
    }
  }

  merge(saved: Uint8Array): void {
    if (!this.#instance.merge(bytesOf(saved))) throw new TypeError("expected bytes from `toBytes` of the same version");
  }

  toBytes(): Uint8Array {
    return this.#instance.save();
  }

  report(): SummaryReport {
    return JSON.parse(this.#instance.report()) as SummaryReport;
  }

  text(sources: readonly string[] = []): string {
    if (!Array.isArray(sources) || !sources.every((name) => typeof name === "string"))
      throw new TypeError("expected the names of logs as an array of strings");
    // Names are separated by line ends.
    return this.#instance.text(encoder.encode(sources.map((name) => name.replace(/[\r\n]/g, " ")).join("\n")));
  }

  async #addPieces(pieces: AsyncIterable<Uint8Array>, source: number, signal: AbortSignal | undefined): Promise<void> {
    try {
      for await (const piece of pieces) this.#instance.push(piece, source);
    } finally {
      // What was read before a fault counts; the line in which the log was aborted does not.
      this.#instance.end(source, !signal?.aborted);
    }
  }

  async #addRecovered(
    pieces: AsyncGenerator<Uint8Array, void, undefined>,
    source: number,
    options: ReadOptions,
  ): Promise<void> {
    for await (const lines of readLines(pieces, splitter({}), options)) {
      for (const { line, offset, text, report } of lines)
        this.addAt("text" in report ? report.text : text, { source, line, offset });
    }
  }
}

/** The options in the form that the module takes. */
function settingsOf({ mostMessages, only }: SummaryOptions): SummarySettings {
  if (
    mostMessages !== undefined &&
    (!Number.isInteger(mostMessages) || mostMessages < 0 || mostMessages > 0x7fff_ffff)
  ) {
    throw new TypeError("expected option `mostMessages` to be an integer from 0");
  }
  if (only !== undefined && (typeof only !== "object" || only === null))
    throw new TypeError("expected option `only` to be an object");
  return { mostMessages, only: only === undefined ? undefined : filter(only) };
}

function filter(only: EventFilter): SummarySettings["only"] {
  checkOptions(only, FILTER_NAMES, "`only`");
  const { since, until, types = [], codes = [] } = only;
  // A string would be read as an array of its characters.
  if (!Array.isArray(types)) throw new TypeError("expected `types` of `only` to be an array");
  if (!Array.isArray(codes)) throw new TypeError("expected `codes` of `only` to be an array");
  const names = EVENTS.map(([name]) => name as string);
  const bits = types.map((type) => {
    const at = names.indexOf(type);
    if (at < 0) throw new TypeError(`expected the types of \`only\` to be among ${names.join(", ")}`);
    return 1 << at;
  });
  for (const code of codes) {
    if (!Number.isInteger(code) || code < 0 || code > 0xffff_ffff)
      throw new TypeError("expected the codes of `only` to be integers from 0 to 4294967295");
  }
  return {
    codes: encoder.encode(codes.join("\n")),
    since: milliseconds(since, "since"),
    until: milliseconds(until, "until"),
    types: bits.reduce((one, other) => one | other, 0),
  };
}

/** NaN means no time. */
function milliseconds(time: Date | undefined, name: string): number {
  if (time === undefined) return Number.NaN;
  // `Number` also works for a date of another realm.
  if (Object.prototype.toString.call(time) === "[object Date]" && !Number.isNaN(Number(time))) return Number(time);
  throw new TypeError(`expected \`${name}\` of \`only\` to be a date`);
}

/** Which of several logs. */
function checkedSource(source: number): number {
  if (Number.isInteger(source) && source >= 0 && source < 1 << 20) return source;
  throw new TypeError("expected option `source` to be an integer from 0 to 1048575");
}

function bytesOf(body: unknown): Uint8Array {
  const { body: content, hasText } = input(body);
  if (!hasText) throw new TypeError("expected a string or bytes, found a parsed value; pass `JSON.stringify(value)`");
  return typeof content === "string" ? encoder.encode(content) : content;
}
