/** The text of a body with its values masked, for the lines that are shown below problems. */
import { explain } from "bandwidth-callbacks/explain";

/** A string, and the colon after it if it is a key; or what is between strings. A cut-off string has no end. */
const TOKEN = /("[^"\\]*(?:\\[^][^"\\]*)*"?)(\s*:)?|[^"]+/g;
/** Numbers and constants; in a text that is not JSON, anything. */
const WORD = /[^\s{}[\],:]+/g;
const CONSTANTS = new Set(["true", "false", "null"]);

/**
 * Masks every value and keeps the keys: digits become `#`, and everything else but ASCII punctuation becomes `x`, so
 * that the form of a phone number or a time can still be seen. It replaces one UTF-16 code unit with one, so positions
 * stay correct, and marks below the line are where they should be if the value has wide characters.
 */
export function masked(text: string): string {
  return text.replace(TOKEN, (token: string, string?: string, colon?: string) => {
    if (string === undefined) return token.replace(WORD, (word) => (CONSTANTS.has(word) ? word : hidden(word)));
    return colon !== undefined || isEventType(string) ? token : hidden(string);
  });
}

const hidden = (value: string): string => value.replace(/\d/g, "#").replace(/[A-Za-z]|[^\x20-\x7e\n\r]/g, "x");

/** The type of an event is said elsewhere, and identifies no one. */
const isEventType = (string: string): boolean => explain(string.slice(1, -1))?.kind === "event";
