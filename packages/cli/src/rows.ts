/** The output for a line of a log: its problems, or its events. */
import { type CallbackEvent, recipients } from "bandwidth-callbacks";
import type { EventFilter, LogLine } from "bandwidth-callbacks-logs";
import { plain } from "./common.js";
import { isCounted } from "./filter.js";

/** Makes the text for a line of a file. */
export type Row = (file: string, line: LogLine) => string;

/** Problems: rule, path and message. The only payload content is the names of fields. */
export function findings(file: string, { line, report }: LogLine): string {
  return report.diagnostics
    .map(
      ({ severity, rule, path, message }) =>
        `${plain(`${file}:${line} ${severity} ${rule} at "${path}": ${message}`)}\n`,
    )
    .join("");
}

/** Events as JSON, one on each line. */
export function json(only: EventFilter): Row {
  return (file, { line, offset, report }) =>
    report.events
      .filter((event) => isCounted(event, only))
      .map((event) => `${JSON.stringify({ file, line, offset, event })}\n`)
      .join("");
}

export const COLUMNS = [
  "file",
  "line",
  "offset",
  "type",
  "time",
  "id",
  "to",
  "from",
  "errorCode",
  "carrierName",
  "applicationId",
  "channel",
  "segmentCount",
  "messageTime",
  "tag",
];

/** Events as CSV (RFC 4180, but for the line ends), in the order of `COLUMNS`. */
export function csv(only: EventFilter): Row {
  return (file, { line, offset, report }) =>
    report.events
      .filter((event) => isCounted(event, only))
      .map((event) => record([file, line, offset, ...cells(event)]))
      .join("");
}

export function record(cells: readonly unknown[]): string {
  return `${cells.map((cell) => quoted(escapeFormula(String(cell ?? "")))).join(",")}\n`;
}

function cells(event: CallbackEvent): unknown[] {
  const { type, time, message } = event;
  // An error code on an event that is not a failure has no meaning.
  const errorCode = type === "message-failed" ? event.errorCode : undefined;
  const { carrierName } = event as { carrierName?: string };
  const { id, from, applicationId, channel, segmentCount, tag } = message;
  return [
    type,
    time,
    id,
    recipients(event).join(" "),
    from,
    errorCode,
    carrierName,
    applicationId,
    channel,
    segmentCount,
    message.time,
    tag,
  ];
}

/** Escapes text that a spreadsheet would read as a formula; phone numbers are safe. */
function escapeFormula(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^[+-][\d. +]*$/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
