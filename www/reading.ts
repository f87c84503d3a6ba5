// Reads a text into everything that the page shows about it.

import { type CallbackEvent, elements, parse, type Recovery } from "bandwidth-callbacks";
import { MAX_BYTES } from "./limits";
import { addElements, emptyRecovery, isLines, readLines } from "./lines";
import { type Row, rowOf } from "./rows";

/** A text as the package reads it. Diagnostics have their places in `report.text`, repairs in `text`. */
export interface Reading {
  text: string;
  report: Recovery;
  rows: Row[];
  /** How many problems are counted, but not listed. */
  omitted?: number;
  /** Several files as one text: the name of each, and its first event. */
  files?: { name: string; from: number }[];
  /** One of the events; if there are very many, `report` has only the first ones. */
  eventAt(index: number): Promise<CallbackEvent>;
  /** The report with all of its events. */
  whole(): Promise<Recovery>;
  /** How long reading the text took, measured once. */
  milliseconds: number;
}

const options = { maxBytes: MAX_BYTES };

/** Parses a text; if that fails, repairs it first. Rejects if the code for that cannot be loaded. */
export async function read(text: string, tell?: (share: number) => void): Promise<Reading> {
  const since = performance.now();
  if (isLines(text)) {
    const { report, omitted } = readLines(text, options, tell);
    return { ...reading(text, report, performance.now() - since), omitted };
  }
  const report = parse(text, options);
  const parsed = performance.now() - since;
  // If it has an event, it needs no repair, even with other problems.
  if (elements(report).some(({ kind }) => kind !== "rejected"))
    return reading(text, { ...report, text, repairs: [] }, parsed);
  const { recover } = await import("./repair");
  const loaded = performance.now();
  const repaired = recover(text, options);
  return reading(text, repaired, parsed + performance.now() - loaded);
}

/** A reading, in the form that the parts of the page take. */
export function reading(text: string, report: Recovery, milliseconds: number): Reading {
  const eventAt = async (index: number) => report.events[index] as CallbackEvent;
  return { text, report, rows: report.events.map(rowOf), milliseconds, eventAt, whole: async () => report };
}

/** Several short files as one list of events, each with the name of its file. */
export async function joined(given: readonly { name: string; text: string }[]): Promise<Reading> {
  const since = performance.now();
  const all = emptyRecovery("");
  const files: { name: string; from: number }[] = [];
  for (const { name, text } of given) {
    const { report } = await read(text);
    files.push({ name, from: all.events.length });
    addElements(all, report);
    // Their places are those of another text.
    for (const { span: _, line: __, column: ___, ...it } of report.diagnostics)
      all.diagnostics.push({ ...it, path: `${name} ${it.path}` });
  }
  const text = given.map(({ text }) => text.trimEnd()).join("\n");
  return { ...reading(text, { ...all, text }, performance.now() - since), files };
}
