// The source of the list of messages: a text that was read, or a log that a worker reads.

import type { Reading } from "../reading";
import { Messages } from "./messages";
import type { CarrierCount, CodeCount, Counts, EventMark, Filter, Group, GroupBy, Message, Spans } from "./types";

/** Totals over all messages. */
export interface Overview {
  counts: Counts;
  codes: CodeCount[];
  carriers: CarrierCount[];
  spans: Spans;
}

export interface Selection {
  rows: Uint32Array;
  /** How many events their messages have. */
  events: number;
}

export interface MessageSource {
  overview(): Promise<Overview>;
  select(filter: Filter): Promise<Selection>;
  /** The messages that a filter leaves, by what they have in common. */
  groups(filter: Filter, by: GroupBy): Promise<Group[]>;
  messages(rows: readonly number[]): Promise<Message[]>;
  events(row: number): Promise<EventMark[]>;
  /** The event itself. */
  event(mark: EventMark): Promise<unknown>;
  /** The names of the files, if there are several. */
  files: readonly string[];
}

/** How many bars fit below the list. */
const BARS = 60;

export function overviewOf(messages: Messages): Overview {
  return {
    counts: messages.counts(),
    codes: messages.codes(),
    carriers: messages.carriers(),
    spans: messages.spans(BARS),
  };
}

/** So many rows are added before others have a turn. */
const PART = 4000;
const made = new WeakMap<Reading, Promise<Messages>>();

/** The messages of a reading, made once. */
export function messagesOf(reading: Reading): Promise<Messages> {
  const known = made.get(reading) ?? gathered(reading);
  made.set(reading, known);
  return known;
}

async function gathered({ rows, files = [] }: Reading): Promise<Messages> {
  const messages = new Messages();
  for (const [at, row] of rows.entries()) {
    const source = Math.max(
      0,
      files.findLastIndex(({ from }) => from <= row.index),
    );
    messages.add(row, { source, offset: row.index, element: 0 });
    if (at % PART === PART - 1) await new Promise((resolve) => setTimeout(resolve));
  }
  return messages;
}

export function sourceOf(reading: Reading, messages: Messages): MessageSource {
  return {
    overview: async () => overviewOf(messages),
    select: async (filter) => messages.select(filter),
    groups: async (filter, by) => messages.groups(filter, by),
    messages: async (rows) => rows.map((row) => messages.message(row)),
    events: async (row) => messages.events(row),
    event: ({ offset }) => reading.eventAt(offset),
    files: (reading.files ?? []).map(({ name }) => name),
  };
}
