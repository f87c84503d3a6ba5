// Reads large texts in a worker, so that the page never freezes. The events stay here: the page asks for those that it
// shows.

import type { Recovery } from "bandwidth-callbacks";
import type { Answer, Question } from "./large";
import { read } from "./reading";

/** How many events are sent before they are requested. */
const FIRST = 50;
const PART = 4000;

let report: Recovery | undefined;
const tell = (answer: Answer) => self.postMessage(answer);

self.addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  if (data.text !== undefined) {
    const { text: _, eventAt, whole, rows, ...reading } = await read(data.text, (share) => tell({ share }));
    report = reading.report;
    // Part by part: all at once would keep the page from its next frame.
    for (let from = 0; from < rows.length; from += PART) tell({ rows: rows.slice(from, from + PART) });
    tell({ reading: { ...reading, report: { ...report, events: report.events.slice(0, FIRST) } } });
  } else if (data.index !== undefined) {
    const event = report?.events[data.index];
    if (event !== undefined) tell({ id: data.id, event });
  } else if (report !== undefined) {
    tell({ id: data.id, report });
  }
});
