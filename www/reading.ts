// Text to what there is to say about it.

import { type CallbackEvent, parse, type Recovery } from "bandwidth-callbacks";
import { isLines, readLines } from "./lines";
import { type Row, rowsOf } from "./rows";

/** A text as the package reads it. Diagnostics have their places in `report.text`, repairs in `text`. */
export interface Reading {
  text: string;
  report: Recovery;
  rows: Row[];
  /** One of the events; `report` has the first of a great many alone. */
  eventAt(index: number): Promise<CallbackEvent>;
  /** The report with all of its events. */
  whole(): Promise<Recovery>;
  /** How long reading the text took, measured once. */
  milliseconds: number;
}

/** How much is read: the page may take more than a receiver should. In bytes. */
export const MOST = 64 << 20;

const options = { maxBytes: MOST };

/** Reads a text as it is; where that fails, repairs it first. */
export function read(
  text: string,
  recover: (text: string, limits: typeof options) => Recovery,
  tell?: (share: number) => void,
): Reading {
  const since = performance.now();
  const report = isLines(text) ? readLines(text, options, tell) : readBody(text, recover);
  return reading(text, report, performance.now() - since);
}

function readBody(text: string, recover: (text: string, limits: typeof options) => Recovery): Recovery {
  const report = parse(text, options);
  // Where something of it can be used, it needs no repair, whatever else is wrong with it.
  const isRead = report.events.length + report.unknown.length > 0;
  return isRead ? { ...report, text, repairs: [] } : recover(text, options);
}

/** What was read, as the parts of the page take it. */
export function reading(text: string, report: Recovery, milliseconds: number): Reading {
  const eventAt = async (index: number) => report.events[index] as CallbackEvent;
  return { text, report, rows: rowsOf(report.events), milliseconds, eventAt, whole: async () => report };
}
