// What the list has a row for: each message with each recipient, and each request that is about none.

import { type CallbackEvent, type Diagnostic, elements, isInbound, parse, type Report } from "bandwidth-callbacks";
import { diagnosticsOf } from "../../../www/problems";
import { Messages } from "../../../www/messages/messages";
import type { EventMark, Message } from "../../../www/messages/types";
import { type Row, rowOf } from "../../../www/rows";
import type { Arrival } from "./feed";

/** More events of one body have no rows of their own. */
const MAX_EVENTS = 100;

/** One event that arrived, as far as it is about one recipient. */
export interface Delivery {
  arrival: Arrival;
  /** Its number in the body. */
  element: number;
  row: Row;
  problems: Problems;
}

export interface Problems {
  errors: number;
  warnings: number;
}

/** A message with one recipient: what arrived about it, oldest first, and what became of it. */
export class Thread {
  readonly key: string;
  deliveries: Delivery[] = [];
  message!: Message;
  /** The outcome of each delivery when it arrived. */
  marks: EventMark[] = [];

  constructor(key: string) {
    this.key = key;
  }

  add(delivery: Delivery): void {
    this.deliveries.push(delivery);
    this.#count();
  }

  /** Forgets what arrived before an id; whether anything is left. */
  forget(first: number): boolean {
    this.deliveries = this.deliveries.filter(({ arrival }) => arrival.id >= first);
    if (this.deliveries.length > 0) this.#count();
    return this.deliveries.length > 0;
  }

  /** The id of the first that is kept. */
  get first(): number {
    return this.deliveries[0]!.arrival.id;
  }

  get last(): Delivery {
    return this.deliveries.at(-1)!;
  }

  #count(): void {
    const messages = new Messages();
    for (const [offset, { row }] of this.deliveries.entries()) messages.add(row, { source: 0, offset, element: 0 });
    this.message = messages.message(0);
    this.marks = messages.events(0).sort((one, other) => one.offset - other.offset);
  }
}

/** What arrived with a body: its deliveries by message, and whether there is more to say of it. */
export interface Contents {
  report: Report;
  deliveries: [key: string, Delivery][];
  /** Elements that have no row among the messages. */
  rest: number;
}

export function contentsOf(arrival: Arrival, body: string): Contents {
  const report = parse(bytesOf(body));
  const all = elements(report);
  const shown = all.flatMap((element) => (element.kind === "event" ? [element] : [])).slice(0, MAX_EVENTS);
  const own = diagnosticsOf(report);
  const deliveries = shown.flatMap(({ index: element, value }, at) => {
    const problems = problemsOf(own(element));
    return byRecipient(value, at).map(([key, row]): [string, Delivery] => [key, { arrival, element, row, problems }]);
  });
  return { report, deliveries, rest: all.length - shown.length };
}

export const bytesOf = (body: string): Uint8Array => Uint8Array.from(atob(body), (unit) => unit.charCodeAt(0));

function byRecipient(event: CallbackEvent, at: number): [string, Row][] {
  const row = rowOf(event, at);
  if (isInbound(event)) return [[`in ${row.message}`, row]];
  return row.recipients.map((recipient) => [`${row.message} ${recipient}`, { ...row, recipients: [recipient] }]);
}

export function problemsOf(diagnostics: readonly Diagnostic[]): Problems {
  const count = (severity: string) => diagnostics.filter((it) => it.severity === severity).length;
  return { errors: count("error"), warnings: count("warning") };
}
