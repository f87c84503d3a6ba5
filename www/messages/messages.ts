// The outcome of each message for each recipient, from events in any order. Columns of numbers, so that millions fit.

import type { Row } from "../rows";
import { optOut } from "../frame/opt-out";
import { Column, hashOf, HashIndex, Names } from "./columns";
import type { CarrierCount, CodeCount, Counts, EventMark, Filter, Message, Outcome, Place, Sort, Spans } from "./types";

/** The order of a list: outcomes that need attention first. */
const RANK: Record<Outcome, number> = { failed: 0, unknown: 1, delivered: 2, pending: 3, received: 4 };

/** Event types by number, and the rank of each stage: the order of `advance`. */
const TYPES = [
  "message-sending",
  "message-sent",
  "message-delivered",
  "message-failed",
  "message-read",
  "message-received",
  "suggestion-response",
  "requested-location-response",
] as const;
const STAGE = { sending: 1, sent: 2, unknown: 3, delivered: 4, failed: 5, read: 6, received: 7 } as const;
const STAGES = [1, 2, 4, 5, 6, 7, 7, 7];

const CONTRADICTED = 1;
const LATE = 2;
const STOP = 4;
const AGAIN = 0x80;
const BEHIND = 0x40;

/** How many events of a log are kept; further ones are only counted. */
export const MAX_EVENTS = 8_000_000;
/** More labels are not kept. */
const MAX_LABELS = 100_000;

export class Messages {
  readonly #index = new HashIndex();
  readonly #ids = new Column(Float64Array);
  readonly #names = new Names();
  readonly #carriers = new Names();
  readonly #labels = new Map<number, string>();
  readonly #stage = new Column(Uint8Array);
  readonly #seen = new Column(Uint8Array);
  readonly #flags = new Column(Uint8Array);
  readonly #code = new Column(Uint16Array);
  readonly #from = new Column(Float64Array);
  readonly #to = new Column(Float64Array);
  readonly #carrier = new Column(Float64Array);
  readonly #since = new Column(Float64Array);
  readonly #until = new Column(Float64Array);
  readonly #count = new Column(Uint16Array);
  readonly #copies = new Column(Uint16Array);
  readonly #tail = new Column(Uint32Array);
  readonly #before = new Column(Uint32Array);
  readonly #type = new Column(Uint8Array);
  readonly #time = new Column(Float64Array);
  readonly #offset = new Column(Float64Array);
  readonly #source = new Column(Uint16Array);
  readonly #element = new Column(Uint16Array);
  #kept = 0;
  #events = 0;
  #duplicates = 0;
  #late = 0;

  add(row: Row, place: Place): void {
    this.#events++;
    const to = row.inbound ? [row.recipients[0] ?? ""] : row.recipients;
    for (const recipient of to) this.#note(row, recipient, place);
  }

  #note(row: Row, recipient: string, place: Place): void {
    const known = this.#index.size;
    const at = this.#index.row(keyOf(row, recipient), true)!;
    const type = TYPES.indexOf(row.type);
    const stage = row.isOpen ? STAGE.unknown : STAGES[type]!;
    if (at === known) this.#begin(at, row, recipient);
    const bit = 1 << stage;
    const isCopy = (this.#seen.get(at) & bit) !== 0;
    this.#seen.set(at, this.#seen.get(at) | bit);
    const before = this.#stage.get(at);
    const isLate = !isCopy && stage < before && before < STAGE.received;
    if (isCopy) {
      this.#duplicates++;
      this.#copies.set(at, this.#copies.get(at) + 1);
    }
    if (isLate) {
      this.#late++;
      this.#flag(at, LATE);
    }
    if ((stage === STAGE.failed && isArrival(before)) || (before === STAGE.failed && isArrival(stage)))
      this.#flag(at, CONTRADICTED);
    if (stage > before) {
      this.#stage.set(at, stage);
      this.#code.set(at, row.errorCode ?? 0);
      this.#until.set(at, row.time);
    } else if (stage === before && this.#code.get(at) === 0) this.#code.set(at, row.errorCode ?? 0);
    if (row.carrier !== "" && this.#carrier.get(at) === 0) this.#carrier.set(at, this.#carriers.code(row.carrier));
    this.#count.set(at, Math.min(0xffff, this.#count.get(at) + 1));
    if (this.#kept < MAX_EVENTS) this.#keep(at, type | (isCopy ? AGAIN : 0) | (isLate ? BEHIND : 0), row.time, place);
  }

  #begin(at: number, row: Row, recipient: string): void {
    this.#ids.set(at, hashOf(row.message.toLowerCase()));
    this.#from.set(at, this.#names.code(row.from));
    this.#to.set(at, this.#names.code(recipient));
    this.#since.set(at, Number.isNaN(row.created) ? row.time : row.created);
    for (const column of [
      this.#stage,
      this.#seen,
      this.#flags,
      this.#code,
      this.#carrier,
      this.#count,
      this.#copies,
      this.#tail,
    ])
      (column as Column<Uint8Array>).set(at, 0);
    this.#until.set(at, row.time);
    if (row.label === "") return;
    if (row.inbound && optOut(row.label.replace(/^“|”$/g, ""))?.stops) this.#flag(at, STOP);
    // A copy: a slice would keep all of its body.
    if (this.#labels.size < MAX_LABELS) this.#labels.set(at, row.label.split("").join(""));
  }

  #keep(at: number, type: number, time: number, { offset, source, element }: Place): void {
    const event = this.#kept++;
    this.#before.set(event, this.#tail.get(at));
    this.#tail.set(at, event + 1);
    this.#type.set(event, type);
    this.#time.set(event, time);
    this.#offset.set(event, offset);
    this.#source.set(event, source);
    this.#element.set(event, element);
  }

  #flag(at: number, flag: number): void {
    this.#flags.set(at, this.#flags.get(at) | flag);
  }

  get size(): number {
    return this.#index.size;
  }

  outcome(row: number): Outcome {
    const stage = this.#stage.get(row);
    if (stage === STAGE.failed) return "failed";
    if (stage === STAGE.unknown) return "unknown";
    if (stage === STAGE.received) return "received";
    return stage === STAGE.delivered || stage === STAGE.read ? "delivered" : "pending";
  }

  message(row: number): Message {
    const marks = this.events(row);
    const code = this.#code.get(row);
    const flags = this.#flags.get(row);
    return {
      row,
      outcome: this.outcome(row),
      isRead: this.#stage.get(row) === STAGE.read,
      ...(code !== 0 && { errorCode: code }),
      from: this.#names.name(this.#from.get(row)),
      to: this.#names.name(this.#to.get(row)),
      label: this.#labels.get(row) ?? "",
      carrier: this.#carrierOf(row),
      since: this.#since.get(row),
      until: this.#until.get(row),
      events: this.#count.get(row),
      duplicates: this.#copies.get(row),
      isContradicted: (flags & CONTRADICTED) !== 0,
      isLate: (flags & LATE) !== 0,
      isStop: (flags & STOP) !== 0,
      source: marks[0]?.source ?? 0,
      spark: marks
        .filter(({ isDuplicate }) => !isDuplicate)
        .map(({ type, time }) => ({ type, time }))
        .sort((one, other) => one.time - other.time)
        .slice(0, 6),
    };
  }

  #carrierOf(row: number): string {
    const code = this.#carrier.get(row);
    return code === 0 ? "" : this.#carriers.name(code);
  }

  /** The events of a message, in the order in which they came. */
  events(row: number): EventMark[] {
    const marks: EventMark[] = [];
    for (let at = this.#tail.get(row); at !== 0; at = this.#before.get(at - 1)) {
      const event = at - 1;
      const type = this.#type.get(event);
      marks.push({
        type: TYPES[type & 0x3f] ?? "",
        time: this.#time.get(event),
        isDuplicate: (type & AGAIN) !== 0,
        isLate: (type & BEHIND) !== 0,
        offset: this.#offset.get(event),
        source: this.#source.get(event),
        element: this.#element.get(event),
      });
    }
    return marks.reverse();
  }

  counts(): Counts {
    const outcomes: Counts["outcomes"] = { failed: 0, unknown: 0, pending: 0, delivered: 0, received: 0 };
    let [contradicted, stops] = [0, 0];
    for (let row = 0; row < this.size; row++) {
      outcomes[this.outcome(row)]++;
      const flags = this.#flags.get(row);
      if (flags & CONTRADICTED) contradicted++;
      if (flags & STOP) stops++;
    }
    const [messages, events, duplicates, late] = [this.size, this.#events, this.#duplicates, this.#late];
    return { messages, events, outcomes, duplicates, late, contradicted, stops };
  }

  /** Codes by how many messages they ended, the most frequent first. */
  codes(): CodeCount[] {
    const counts = new Map<string, CodeCount>();
    for (let row = 0; row < this.size; row++) {
      const outcome = this.outcome(row);
      if (outcome !== "failed" && outcome !== "unknown") continue;
      const code = this.#code.get(row) || null;
      const found = counts.get(`${code}`) ?? { code, messages: 0, isUnknown: outcome === "unknown" };
      found.messages++;
      counts.set(`${code}`, found);
    }
    return [...counts.values()].sort(
      (one, other) => other.messages - one.messages || (one.code ?? 0) - (other.code ?? 0),
    );
  }

  carriers(): CarrierCount[] {
    const counts = new Map<string, CarrierCount>();
    for (let row = 0; row < this.size; row++) {
      const carrier = this.#carrierOf(row);
      if (carrier === "") continue;
      const found = counts.get(carrier) ?? { carrier, messages: 0, failed: 0 };
      found.messages++;
      if (this.outcome(row) === "failed") found.failed++;
      counts.set(carrier, found);
    }
    return [...counts.values()].sort((one, other) => other.messages - one.messages);
  }

  /** How many events in each span of time, and how many of them failed. */
  spans(most: number): Spans {
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let event = 0; event < this.#kept; event++) {
      const time = this.#time.get(event);
      if (time < from) from = time;
      if (time > to) to = time;
    }
    if (!(from <= to)) return { from: 0, to: -1, each: 1, bars: [] };
    const each = SPANS.find((span) => (to - from) / span < most) ?? Math.ceil((to - from) / most / DAY) * DAY;
    const first = Math.floor(from / each) * each;
    const bars = Array.from({ length: Math.floor((to - first) / each) + 1 }, () => ({ events: 0, failed: 0 }));
    for (let event = 0; event < this.#kept; event++) {
      const bar = bars[Math.floor((this.#time.get(event) - first) / each)];
      if (bar === undefined) continue;
      bar.events++;
      if (TYPES[this.#type.get(event) & 0x3f] === "message-failed") bar.failed++;
    }
    return { from: first, to, each, bars };
  }

  /** How many events the messages of some rows have. */
  eventsOf(rows: Uint32Array): number {
    return rows.reduce((sum, row) => sum + this.#count.get(row), 0);
  }

  /** The rows that a filter leaves, in the order that it asks for. */
  select(filter: Filter): Uint32Array {
    const tests = this.#tests(filter);
    const found = new Uint32Array(this.size);
    let count = 0;
    for (let row = 0; row < this.size; row++) if (tests.every((test) => test(row))) found[count++] = row;
    return this.#sorted(found.subarray(0, count), filter.sort ?? "outcome");
  }

  #sorted(rows: Uint32Array, sort: Sort): Uint32Array {
    if (sort === "outcome") {
      const groups: number[][] = [[], [], [], [], []];
      for (const row of rows) groups[RANK[this.outcome(row)]]!.push(row);
      return Uint32Array.from(groups.flat());
    }
    const key = {
      number: (row: number) => (this.#stage.get(row) === STAGE.received ? this.#from : this.#to).get(row),
      time: (row: number) => this.#since.get(row),
      took: (row: number) => this.#since.get(row) - this.#until.get(row),
    }[sort];
    return rows.slice().sort((one, other) => key(one) - key(other) || one - other);
  }

  #tests({ outcome, code, carrier, flag, since, until, words = "" }: Filter): ((row: number) => boolean)[] {
    const tests: ((row: number) => boolean)[] = [];
    if (outcome !== undefined) tests.push((row) => this.outcome(row) === outcome);
    if (code !== undefined)
      tests.push((row) => /^(failed|unknown)$/.test(this.outcome(row)) && this.#code.get(row) === (code ?? 0));
    if (carrier !== undefined) tests.push((row) => this.#carrierOf(row) === carrier);
    if (flag === "duplicate") tests.push((row) => this.#copies.get(row) > 0);
    else if (flag !== undefined) {
      const bit = { late: LATE, contradicted: CONTRADICTED, stop: STOP }[flag];
      tests.push((row) => (this.#flags.get(row) & bit) !== 0);
    }
    if (since !== undefined && until !== undefined)
      tests.push((row) => this.events(row).some(({ time }) => time >= since && time < until));
    for (const word of words.trim().split(/\s+/).filter(Boolean)) tests.push(this.#word(word.toLowerCase()));
    return tests;
  }

  #word(word: string): (row: number) => boolean {
    const id = hashOf(word);
    const code = /^\d{4}$/.test(word) ? Number(word) : -1;
    const said: Record<string, (row: number) => boolean> = {
      duplicate: (row) => this.#copies.get(row) > 0,
      contradicted: (row) => (this.#flags.get(row) & CONTRADICTED) !== 0,
      stop: (row) => (this.#flags.get(row) & STOP) !== 0,
    };
    const digits = word.replace(/^\+/, "");
    const isDigits = /^\d+$/.test(digits);
    return (row) =>
      this.outcome(row).startsWith(word) ||
      (said[word]?.(row) ?? false) ||
      (code > 0 && this.#code.get(row) === code) ||
      this.#ids.get(row) === id ||
      (isDigits
        ? String(this.#from.get(row)).includes(digits) || String(this.#to.get(row)).includes(digits)
        : this.#names.name(this.#from.get(row)).toLowerCase().includes(word)) ||
      (this.#labels.get(row)?.toLowerCase().includes(word) ?? false) ||
      this.#carrierOf(row).toLowerCase().includes(word);
  }
}

const DAY = 86_400_000;
const SECOND = 1000;
/** Spans of time that people think in. */
const SPANS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * SECOND,
);

const isArrival = (stage: number) => stage === STAGE.delivered || stage === STAGE.read;
const keyOf = (row: Row, recipient: string) =>
  hashOf(row.inbound ? `in ${row.message}` : `${row.message} ${recipient}`);
