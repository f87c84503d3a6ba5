// The outcome of each message for each recipient, from events in any order. Columns of numbers, so that millions fit.

import type { Row } from "../rows";
import { optOut } from "../frame/opt-out";
import { Column, hashOf, HashIndex } from "./columns";
import { Names } from "./names";
import { isArrival, OUTCOME_OF, RANK, STAGE, STAGES, TYPES } from "./stages";
import { GroupCounts, hourOf } from "./grouping";
import { Tally, Times } from "./tally";
import type {
  CarrierCount,
  CodeCount,
  Counts,
  EventMark,
  Filter,
  Group,
  GroupBy,
  Message,
  Outcome,
  Place,
  Sort,
  Spans,
} from "./types";

const CONTRADICTED = 1;
const LATE = 2;
const STOP = 4;
const AGAIN = 0x80;
const BEHIND = 0x40;

/** How much is kept of a log of any size: about 350 MB. */
export interface Limits {
  /** Events of more messages are counted, but their messages are not listed. */
  messages: number;
  /** More events are counted, but not listed. */
  events: number;
}
const LIMITS: Limits = { messages: 2_000_000, events: 6_000_000 };
/** More labels are not kept. */
const MAX_LABELS = 100_000;
/** More different numbers, of senders and recipients. */
const MAX_NUMBERS = 4_000_000;
const MAX_CARRIERS = 10_000;

export class Messages {
  readonly #limits: Limits;
  readonly #index = new HashIndex();
  readonly #ids = new Column(Float64Array);
  readonly #names = new Names(MAX_NUMBERS);
  readonly #carriers = new Names(MAX_CARRIERS);
  readonly #labels = new Map<number, string>();
  readonly #stage = new Column(Uint8Array);
  readonly #seen = new Column(Uint8Array);
  readonly #flags = new Column(Uint8Array);
  readonly #code = new Column(Uint16Array);
  readonly #from = new Column(Uint32Array);
  readonly #to = new Column(Uint32Array);
  readonly #carrier = new Column(Uint16Array);
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
  readonly #tally = new Tally();
  readonly #times = new Times();
  #kept = 0;
  #events = 0;
  #duplicates = 0;
  #late = 0;
  #withDuplicates = 0;
  #withLate = 0;
  #contradicted = 0;
  #stops = 0;
  #unlisted = 0;
  #notKept = 0;
  /** The last order, and the number of events from which it was made. */
  #ordered: { sort: Sort; events: number; rows: Uint32Array } | undefined;

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits;
  }

  add(row: Row, place: Place): void {
    this.#events++;
    this.#times.add(row.time, row.type === "message-failed");
    const to = row.inbound ? [row.recipients[0] ?? ""] : row.recipients;
    for (const recipient of to) this.#note(row, recipient, place);
  }

  #note(row: Row, recipient: string, place: Place): void {
    const known = this.#index.size;
    const at = this.#index.row(keyOf(row, recipient), known < this.#limits.messages);
    if (at === undefined) {
      this.#unlisted++;
      return;
    }
    if (at === known) this.#begin(at, row, recipient);
    else this.#tally.count(this.#counted(at), -1);
    const type = TYPES.indexOf(row.type);
    const stage = row.isOpen ? STAGE.unknown : STAGES[type]!;
    const bit = 1 << stage;
    const isCopy = (this.#seen.get(at) & bit) !== 0;
    this.#seen.set(at, this.#seen.get(at) | bit);
    const before = this.#stage.get(at);
    const isLate = !isCopy && stage < before && before < STAGE.received;
    if (isCopy) {
      this.#duplicates++;
      if (this.#copies.get(at) === 0) this.#withDuplicates++;
      this.#copies.set(at, Math.min(0xffff, this.#copies.get(at) + 1));
    }
    if (isLate) {
      this.#late++;
      if (this.#flag(at, LATE)) this.#withLate++;
    }
    const isOpposite = (stage === STAGE.failed && isArrival(before)) || (before === STAGE.failed && isArrival(stage));
    if (isOpposite && this.#flag(at, CONTRADICTED)) this.#contradicted++;
    if (stage > before) {
      this.#stage.set(at, stage);
      this.#code.set(at, row.errorCode ?? 0);
      this.#until.set(at, row.time);
    } else if (stage === before && this.#code.get(at) === 0) this.#code.set(at, row.errorCode ?? 0);
    if (row.carrier !== "" && this.#carrier.get(at) === 0) this.#carrier.set(at, this.#carriers.code(row.carrier));
    this.#count.set(at, Math.min(0xffff, this.#count.get(at) + 1));
    this.#tally.count(this.#counted(at), 1);
    if (this.#kept < this.#limits.events)
      this.#keep(at, type | (isCopy ? AGAIN : 0) | (isLate ? BEHIND : 0), row.time, place);
    else this.#notKept++;
  }

  #begin(at: number, row: Row, recipient: string): void {
    this.#ids.set(at, hashOf(row.message.toLowerCase()));
    this.#from.set(at, this.#names.code(row.from));
    this.#to.set(at, this.#names.code(recipient));
    this.#since.set(at, Number.isNaN(row.created) ? row.time : row.created);
    this.#until.set(at, row.time);
    if (row.label === "") return;
    if (row.inbound && optOut(row.label.replace(/^“|”$/g, ""))?.stops && this.#flag(at, STOP)) this.#stops++;
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

  /** Whether the flag is new. */
  #flag(at: number, flag: number): boolean {
    const flags = this.#flags.get(at);
    this.#flags.set(at, flags | flag);
    return (flags & flag) === 0;
  }

  #counted(row: number) {
    return { outcome: this.outcome(row), code: this.#code.get(row), carrier: this.#carrier.get(row) };
  }

  get size(): number {
    return this.#index.size;
  }

  outcome(row: number): Outcome {
    return OUTCOME_OF[this.#stage.get(row)]!;
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
      carrier: this.#carriers.name(this.#carrier.get(row)),
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
    return {
      messages: this.size,
      events: this.#events,
      outcomes: { ...this.#tally.outcomes },
      duplicates: this.#duplicates,
      late: this.#late,
      withDuplicates: this.#withDuplicates,
      withLate: this.#withLate,
      contradicted: this.#contradicted,
      stops: this.#stops,
      unlisted: this.#unlisted,
      notKept: this.#notKept,
    };
  }

  codes(): CodeCount[] {
    return this.#tally.codes();
  }

  carriers(): CarrierCount[] {
    return this.#tally.carriers((carrier) => this.#carriers.name(carrier));
  }

  /** How many events are in each span of time, and how many of them failed. */
  spans(most: number): Spans {
    return this.#times.spans(most);
  }

  /** The rows that a filter leaves, in the order that it asks for, and how many events they have. */
  select(filter: Filter): { rows: Uint32Array; events: number } {
    const isFound = new Uint8Array(this.size);
    let [count, events] = [0, 0];
    this.#each(filter, (row) => {
      isFound[row] = 1;
      count++;
      events += this.#count.get(row);
    });
    const rows = new Uint32Array(count);
    let next = 0;
    for (const row of this.#inOrder(filter.sort ?? "outcome")) if (isFound[row] === 1) rows[next++] = row;
    return { rows, events };
  }

  /** The messages that a filter leaves, by what they have in common. */
  groups(filter: Filter, by: GroupBy): Group[] {
    const counts = new GroupCounts();
    const keyOf = {
      carrier: (row: number) => this.#carrier.get(row),
      hour: (row: number) => hourOf(this.#since.get(row)),
      code: (row: number) => this.#code.get(row),
    }[by];
    this.#each(filter, (row) => counts.add(keyOf(row), this.outcome(row)));
    return counts.groups(by, (carrier) => this.#carriers.name(carrier));
  }

  /** Each message that a filter leaves. In the order of the columns, not of the list: that is faster to read. */
  #each(filter: Filter, take: (row: number) => void): void {
    const tests = this.#tests(filter);
    perRow: for (let row = 0; row < this.size; row++) {
      for (const test of tests) if (!test(row)) continue perRow;
      take(row);
    }
  }

  #inOrder(sort: Sort): Uint32Array {
    const known = this.#ordered;
    if (known?.sort === sort && known.events === this.#events) return known.rows;
    const rows = sort === "outcome" ? this.#byOutcome() : this.#by(this.#keyOf(sort));
    this.#ordered = { sort, events: this.#events, rows };
    return rows;
  }

  /** Outcomes that need attention first, and each outcome in the order of the log. */
  #byOutcome(): Uint32Array {
    const rows = new Uint32Array(this.size);
    let next = 0;
    const starts = RANK.map((outcome) => {
      const start = next;
      next += this.#tally.outcomes[outcome];
      return start;
    });
    const rank = OUTCOME_OF.map((outcome) => RANK.indexOf(outcome));
    for (let row = 0; row < rows.length; row++) rows[starts[rank[this.#stage.get(row)]!]!++] = row;
    return rows;
  }

  #by(key: (row: number) => number): Uint32Array {
    const [keys, rows] = [new Float64Array(this.size), new Uint32Array(this.size)];
    for (let row = 0; row < rows.length; row++) {
      const value = key(row);
      // What has no key comes last.
      keys[row] = Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
      rows[row] = row;
    }
    return rows.sort((one, other) => keys[one]! - keys[other]! || one - other);
  }

  #keyOf(sort: Exclude<Sort, "outcome">): (row: number) => number {
    return {
      number: (row: number) =>
        this.#names.order((this.#stage.get(row) === STAGE.received ? this.#from : this.#to).get(row)),
      time: (row: number) => this.#since.get(row),
      took: (row: number) => this.#since.get(row) - this.#until.get(row),
    }[sort];
  }

  #tests(filter: Filter): ((row: number) => boolean)[] {
    const { outcome, code, carrier, flag, since, until, createdSince, createdUntil, words = "" } = filter;
    const tests: ((row: number) => boolean)[] = [];
    if (outcome !== undefined) tests.push((row) => this.outcome(row) === outcome);
    if (code !== undefined)
      tests.push((row) => /^(failed|unknown)$/.test(this.outcome(row)) && this.#code.get(row) === (code ?? 0));
    if (carrier !== undefined) {
      const wanted = this.#carriers.code(carrier);
      tests.push((row) => this.#carrier.get(row) === wanted);
    }
    if (flag === "duplicate") tests.push((row) => this.#copies.get(row) > 0);
    else if (flag !== undefined) {
      const bit = { late: LATE, contradicted: CONTRADICTED, stop: STOP }[flag];
      tests.push((row) => (this.#flags.get(row) & bit) !== 0);
    }
    if (since !== undefined && until !== undefined) tests.push((row) => this.#isWithin(row, since, until));
    if (createdSince === null) tests.push((row) => Number.isNaN(this.#since.get(row)));
    else if (createdSince !== undefined)
      tests.push((row) => this.#since.get(row) >= createdSince && this.#since.get(row) < (createdUntil ?? Infinity));
    for (const word of words.trim().split(/\s+/).filter(Boolean)) tests.push(this.#word(word.toLowerCase()));
    return tests;
  }

  #isWithin(row: number, since: number, until: number): boolean {
    for (let at = this.#tail.get(row); at !== 0; at = this.#before.get(at - 1)) {
      const time = this.#time.get(at - 1);
      if (time >= since && time < until) return true;
    }
    return false;
  }

  /** What is the same for every row is found once. */
  #word(word: string): (row: number) => boolean {
    const id = hashOf(word);
    const code = /^\d{4}$/.test(word) ? Number(word) : -1;
    const outcomes = OUTCOME_OF.map((outcome) => outcome.startsWith(word));
    const names = this.#names.holding(word);
    const carriers = this.#carriers.holding(word);
    const labels = new Uint8Array(this.size);
    for (const [row, label] of this.#labels) if (label.toLowerCase().includes(word)) labels[row] = 1;
    const isCopies = word === "duplicate";
    const bit = { contradicted: CONTRADICTED, stop: STOP }[word] ?? 0;
    return (row) =>
      outcomes[this.#stage.get(row)]! ||
      names[this.#to.get(row)] === 1 ||
      names[this.#from.get(row)] === 1 ||
      this.#code.get(row) === code ||
      carriers[this.#carrier.get(row)] === 1 ||
      labels[row] === 1 ||
      this.#ids.get(row) === id ||
      (isCopies && this.#copies.get(row) > 0) ||
      (this.#flags.get(row) & bit) !== 0;
  }
}

const keyOf = (row: Row, recipient: string) =>
  hashOf(row.inbound ? `in ${row.message}` : `${row.message} ${recipient}`);
