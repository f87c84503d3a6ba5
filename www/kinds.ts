// The kind of a file, detected from its first bytes: binary, a single body, or a log.

import { parse } from "bandwidth-callbacks";

/** A log has a body on each line; a mixed one has other text around it, or no JSON at all; a body is a single one. */
export type Kind = "log" | "mixed" | "body";

const MAGIC: [string, number[]][] = [
  ["an image (PNG)", [0x89, 0x50, 0x4e, 0x47]],
  ["an image (JPEG)", [0xff, 0xd8, 0xff]],
  ["an image (GIF)", [0x47, 0x49, 0x46, 0x38]],
  ["a PDF document", [0x25, 0x50, 0x44, 0x46]],
  ["a ZIP archive", [0x50, 0x4b, 0x03, 0x04]],
];

/** The encoding that a byte order mark names, if it is not UTF-8: PowerShell writes such files. */
export function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

export const decoded = (bytes: Uint8Array): string => new TextDecoder(wideEncoding(bytes) ?? "utf-8").decode(bytes);

/** Why bytes cannot be read, to follow the name of their file. */
export function refusal(bytes: Uint8Array): string | undefined {
  const kind = MAGIC.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (kind !== undefined) return `is ${kind[0]}`;
  if (wideEncoding(bytes) !== undefined) return undefined;
  return bytes.subarray(0, 4096).includes(0) ? "is not text" : undefined;
}

/** How many lines are read to guess the kind of the others. */
const LINES = 20;

/** The kind of a text that starts like this. */
export function kindOf(head: string): Kind {
  const lines: string[] = [];
  for (let from = 0; from < head.length && lines.length < LINES; ) {
    const end = head.indexOf("\n", from);
    // An incomplete line does not count.
    if (end < 0 && lines.length > 0) break;
    const line = head.slice(from, end < 0 ? head.length : end).trim();
    if (line !== "") lines.push(line);
    from = end < 0 ? head.length : end + 1;
  }
  const bodies = lines.filter(
    (line) => /^[[{].*[\]}]$/.test(line) && !parse(line).diagnostics.some(({ rule }) => rule === "invalid-json"),
  );
  if (bodies.length === 0) return /^\s*[[{]/.test(head) ? "body" : "mixed";
  return bodies.length * 2 >= lines.length ? "log" : "mixed";
}
