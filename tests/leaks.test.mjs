// What is said of a payload holds nothing of it: no message, help, thrown error or stack has a value. Paths name
// fields.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { CallbackError, format, parse, parseOrThrow, recover, validate } from "bandwidth-callbacks";
import { explain, segments } from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { callbacks } from "bandwidth-callbacks/schema";
import { types } from "./differential.mjs";

const canary = "cAnArY77zq";
const number = 918273645;
const pattern = new RegExp(`${canary}|${number}`, "i");

/** Everything that is said, by every function that says something. */
function said(body) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const all = [
    validate(body),
    parse(body).diagnostics,
    format(parse(body)),
    recover(text).repairs,
    recover(text).diagnostics,
    callbacks["~standard"].validate(body).issues ?? [],
  ];
  all.push(inspect(all, { depth: 9 }));
  for (const call of [() => parseOrThrow(body), () => parseOrThrow(text)]) {
    try {
      call();
    } catch (error) {
      assert.ok(error instanceof CallbackError);
      all.push(
        error.message,
        error.stack,
        String(error),
        inspect(error, { depth: 9 }),
        JSON.stringify(error),
        error.report.diagnostics,
      );
    }
  }
  return JSON.stringify(all);
}

const silent = (body) => {
  const line = said(body);
  assert.ok(!pattern.test(line), () => line.slice(0, 2000));
  return line;
};

/** Where the values of a body are. */
const leaves = (value, path = []) =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
    : [path];

const set = (body, path, value) => {
  const copy = structuredClone(body);
  const holder = path.slice(0, -1).reduce((value, name) => value[name], copy);
  holder[path.at(-1)] = value;
  return copy;
};

const odd = fc.oneof(
  fc.constantFrom(
    canary,
    `+1${canary}`,
    `+${number}`,
    `2026-07-${canary}Z`,
    `https://${canary}.example/${number}`,
    `${canary}@example.com`,
    `{"${"type"}":"${canary}"}`,
    `${canary}\n${canary}`,
    `\ud83d${canary}`,
    canary.repeat(500),
    number,
    -number,
    number + 0.5,
    `${number}`,
    [canary],
    [[number]],
    { type: canary },
    { length: number, name: canary },
    `message-${canary}`,
    `urn:uuid:${canary}`,
  ),
  fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}${canary}${after}`),
);

test("a value in any place of any event, by itself and with others", () => {
  let faulty = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 3 }),
      (type, changes) => {
        let body = sample(type);
        const places = leaves(body);
        for (const [at, value] of changes)
          if (leaves(body).some((path) => path.join() === places[at % places.length].join()))
            body = set(body, places[at % places.length], value);
        faulty += silent(body).length > 400;
      },
    ),
    { numRuns: 1500, seed: 3 },
  );
  assert.ok(faulty > 1000, `${faulty} bodies had findings`);
});

test("each place of each event, with each kind of value", () => {
  for (const type of types) {
    for (const path of leaves(sample(type))) {
      for (const value of [canary, number, [canary], { a: canary }, `+1${number}`])
        silent(set(sample(type), path, value));
    }
  }
});

test("text that is not a callback, or a damaged one", () => {
  const event = JSON.stringify(set(sample("message-delivered"), [0, "message", "tag"], canary));
  const texts = [
    canary,
    `<html>${canary}</html>`,
    `<?xml ${canary}?>`,
    `a=${canary}&b=${number}`,
    `"${canary}"`,
    String(number),
    `[${canary}]`,
    `['${canary}']`,
    `{"${"_json"}": "${canary}"}`,
    `POST /${canary} HTTP/1.1\r\nauthorization: Basic ${canary}\r\n\r\n${event}`,
    `INFO ${canary} ${event} ${canary}`,
    `\\x${canary}`,
    `[tru${canary}]`,
    `[1${canary}]`,
    `["\\u${canary}"]`,
    `["\\${canary}"]`,
  ];
  for (let at = 0; at < event.length; at += 3)
    texts.push(
      event.slice(0, at),
      `${event.slice(0, at)}${canary}${event.slice(at)}`,
      event.slice(0, at) + event.slice(at + 1),
    );
  // A path may name a field, and the canary may have become a part of its name.
  const isNamed = (text) =>
    [...parse(text).diagnostics, ...recover(text).diagnostics].some(({ path }) => pattern.test(path));
  const asked = texts.filter((text) => !isNamed(text));
  assert.ok(asked.length > texts.length * 0.7);
  for (const text of asked) silent(text);
});

test("what is given in a wrong place", () => {
  const calls = [
    () => parse(Promise.resolve(canary)),
    () => parse(new Map([[canary, number]])),
    () => parse(new Date(number)),
    () => parse(Symbol(canary)),
    () => parse([BigInt(number)]),
    () => parse("[]", { maxDepth: canary }),
    () => parse("[]", canary),
    () => recover([canary]),
    () => format(canary),
    () => format([], number),
    () => format([{ rule: canary }]),
    () => explain({ [canary]: canary }),
    () => segments(number),
    () => sample(canary),
    () => sample("message-read", canary),
    () =>
      parse({
        toJSON() {
          throw new Error(canary);
        },
      }),
  ];
  for (const call of calls)
    assert.throws(
      call,
      (error) =>
        !pattern.test(error.message) && !pattern.test(JSON.stringify(error)) && !pattern.test(error.cause ?? ""),
      call,
    );
});
