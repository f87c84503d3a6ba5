/** Whether a file is a log or a single body, so that each command can point to the other. */
import { elements, parse, recover } from "bandwidth-callbacks";

/** How much of a file is looked at. */
const HEAD = 1 << 16;
const MAX_LINES = 20;
/** The most bytes that a body on several lines is looked for in. */
export const MAX_BODY = 1 << 20;

const decoder = new TextDecoder();

/** The command that reads a file, if it looks like a log. */
export function logCommand(bytes: Uint8Array): string | undefined {
  const head = decoder.decode(bytes.subarray(0, HEAD)).split("\n");
  // The last line may be cut.
  if (bytes.length > HEAD) head.pop();
  const lines = head.filter((line) => line.trim() !== "").slice(0, MAX_LINES);
  const isMost = (count: number) => count >= 2 && count * 2 >= lines.length;
  if (isMost(lines.filter(isJson).length)) return "logs";
  if (isMost(lines.filter((line) => recover(line).events.length > 0).length)) return "logs --recover";
  return undefined;
}

/** Whether a file is a single body over several lines. */
export function isOneBody(bytes: Uint8Array): boolean {
  const [first, ...others] = decoder
    .decode(bytes)
    .split("\n")
    .filter((line) => line.trim() !== "");
  if (first === undefined || others.length === 0 || isJson(first)) return false;
  return elements(parse(bytes)).length > 0;
}

/** Whether a line is an object or an array. */
function isJson(line: string): boolean {
  if (!/^\s*[[{]/.test(line)) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
