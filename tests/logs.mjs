// Logs for tests, and what `lines` makes of one.

import { parse } from "bandwidth-callbacks";
import { lines } from "bandwidth-callbacks-logs";
import { sample } from "bandwidth-callbacks/samples";

const utf8 = new TextEncoder();

/** The lines of a log, and what the iteration was rejected with. */
export async function all(source, options) {
  const found = [];
  let count = 0;
  try {
    for await (const batch of lines(source, options)) {
      found.push(...batch.lines);
      ({ count } = batch);
    }
  } catch (error) {
    return { found, count, error };
  }
  return { found, count };
}

/** A text in pieces of some sizes, in turns. */
export async function* inPieces(bytes, sizes) {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length]);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** What the lines of a log are, by the book. */
export function wanted(log) {
  let offset = 0;
  return log.split("\n").flatMap((line, index) => {
    const at = offset;
    offset += utf8.encode(line).length + 1;
    const text = line.replace(/\r$/, "");
    return text.trim() === ""
      ? []
      : [{ line: index + 1, offset: at, bytes: utf8.encode(text).length, report: parse(utf8.encode(text)) }];
  });
}

/** A log with everything that may happen: retries, late and contradictory statuses, groups, damage. */
export function busyLog(messages) {
  const bodies = [];
  const event = (type, number, to, second, more = {}) => {
    const time = (at) => new Date(Date.UTC(2026, 6, 14, 9, 0, at)).toISOString().replace(/\d{3}Z$/, "000000Z");
    const [one] = sample(type, { time: time(second), message: { id: `id-${number}`, time: time(number) }, ...more });
    if (to !== undefined) Object.assign(one, { to }), (one.message.to = [to]);
    return one;
  };
  for (let number = 0; number < messages; number++) {
    const to = `+1555555${String(number % 7000).padStart(4, "0")}`;
    const sent = event("message-sent", number, to, number + 1);
    const delivered = event("message-delivered", number, to, number + 3);
    const failed = event("message-failed", number, to, number + 4, { errorCode: [4432, 4720, 9902, 4770][number % 4] });
    if (number % 5 === 0) bodies.push([event("message-received", number, undefined, number)]);
    else if (number % 7 === 0) bodies.push([delivered], [sent], [delivered]);
    else if (number % 11 === 0) bodies.push([sent, failed], [failed]);
    else if (number % 13 === 0) bodies.push([failed], [delivered]);
    else bodies.push([sent], [delivered]);
  }
  return bodies.map((body, at) => {
    const text = JSON.stringify(body);
    if (at % 29 === 0) return text.slice(0, text.length / 2);
    if (at % 31 === 0) return "<html>502</html>";
    if (at % 37 === 0) return text.replace('"time"', '"tiem"');
    if (at % 41 === 0) return '[{"type":"message-snoozed","message":{}}]';
    return text;
  });
}

/** Pairs of a list as an object. */
export const pairs = (list, name, count) => Object.fromEntries(list.map((one) => [one[name], one[count]]));
