// Summarizing a log gives the same as counting by hand, for any division into pieces.

import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, dedupeKey, isInbound, parse, recipients } from "bandwidth-callbacks";
import { createSummary, summarize } from "bandwidth-callbacks-logs";
import { sample } from "bandwidth-callbacks/samples";
import { all, busyLog, inPieces, pairs } from "./logs.mjs";

const utf8 = new TextEncoder();

/** The same by `parse` and `advance`. */
function counted(bodies) {
  const statuses = new Map();
  const count = {
    events: 0,
    unknown: 0,
    rejected: 0,
    outcomes: {},
    types: {},
    codes: {},
    rules: {},
    severities: {},
    copies: 0,
    received: new Set(),
  };
  const keys = new Set();
  const add = (counts, name) => (counts[name] = (counts[name] ?? 0) + 1);
  for (const body of bodies) {
    const { events, verifications, unknown, rejected, diagnostics } = parse(body);
    for (const { outcome } of verifications) add(count.outcomes, outcome);
    count.unknown += unknown.length;
    count.rejected += rejected.length;
    for (const { rule, severity } of diagnostics) {
      add(count.rules, rule);
      count.severities[rule] = severity;
    }
    for (const event of events) {
      count.events += 1;
      add(count.types, event.type);
      if (event.errorCode !== undefined) add(count.codes, event.errorCode);
      if (isInbound(event)) count.received.add(event.message.id);
      if (keys.has(dedupeKey(event))) count.copies += 1;
      keys.add(dedupeKey(event));
      if (isInbound(event)) continue;
      for (const to of recipients(event)) {
        const key = `${event.message.id}/${to}`;
        statuses.set(key, advance(statuses.get(key), event).status);
      }
    }
  }
  return { ...count, statuses: [...statuses.values()] };
}

test("with `recover` a summary has what `lines` recovers, wherever the log is divided", async () => {
  const noise = [(body) => `INFO body=${body}`, (body) => JSON.stringify({ body }), (body) => body.slice(0, -2)];
  const bodies = busyLog(60).map((body, at) => (at % 3 === 0 ? noise[at % noise.length](body) : body));
  const log = ["nothing", ...bodies, "", "\u0000", "[42]", bodies[0]].join("\n"); // the last without an end
  const bytes = utf8.encode(log);

  const wanted = createSummary();
  for (const { line, offset, bytes: length, report } of (await all(log, { recover: true })).found)
    wanted.addAt("text" in report ? report.text : bytes.subarray(offset, offset + length), { line, offset });
  assert.ok(wanted.report().events > (await summarize(log)).events);
  for (const sizes of [[1 << 20], [1], [7, 100, 3000]])
    assert.deepEqual(await summarize(inPieces(bytes, sizes), { recover: true }), wanted.report());

  // Afterwards the same summary adds lines as they are.
  const summary = createSummary();
  await summary.addLog(log, { recover: true });
  await summary.addLog("no body\n", { source: 1 });
  assert.equal(summary.report().bodies, wanted.report().bodies + 1);
});

test("a log with damage in every place is accounted for", async () => {
  const bodies = busyLog(40);
  const text = bodies.find((body) => body.startsWith("[{") && parse(body).ok);
  const damaged = Array.from(
    { length: text.length },
    (_, at) => `${text.slice(0, at)}${at % 2 === 0 ? "" : "\u0001"}${text.slice(at + 1)}`,
  );
  const { found, count } = await all(damaged.join("\n"));
  assert.deepEqual([found.length, count], [damaged.length, damaged.length]);
  const report = await summarize(damaged.join("\n"));
  const parsed = damaged.map((body) => parse(body));
  const sum = (of) => parsed.reduce((sum, one) => sum + of(one), 0);
  assert.deepEqual(
    [
      report.bodies,
      report.events,
      report.unknown,
      report.rejected,
      report.findings.reduce((sum, { count }) => sum + count, 0),
    ],
    [
      damaged.length,
      sum(({ events }) => events.length),
      sum(({ unknown }) => unknown.length),
      sum(({ rejected }) => rejected.length),
      sum(({ diagnostics }) => diagnostics.length),
    ],
  );
});

test("a summary is what `parse` and `advance` count", async () => {
  const verifications = ["toll-free-verification.denied", "toll-free-verification"].map((name) => sample(name));
  const bodies = [...busyLog(2000), ...verifications.map((body) => JSON.stringify(body))];
  const report = await summarize(bodies.join("\n"));
  assert.equal(report.verifications, 2);
  const { statuses, ...count } = counted(bodies);
  assert.deepEqual(
    [report.bodies, report.events, report.unknown, report.rejected],
    [bodies.length, count.events, count.unknown, count.rejected],
  );
  assert.deepEqual(pairs(report.verificationOutcomes, "name", "events"), count.outcomes);
  assert.deepEqual(pairs(report.types, "type", "events"), count.types);
  assert.deepEqual(pairs(report.errorCodes, "code", "events"), count.codes);
  assert.deepEqual(pairs(report.findings, "rule", "count"), count.rules);
  assert.deepEqual(pairs(report.findings, "rule", "severity"), count.severities);
  const at = (stage) => statuses.filter((status) => status.stage === stage).length;
  const total = (list) => list.reduce((sum, { messages }) => sum + messages, 0);
  const { sent, delivered, open, failed, outcomeUnknown, received, contradicted, duplicates } = report.messages;
  assert.deepEqual(
    [sent, delivered, open, total(failed), total(outcomeUnknown), received, contradicted, duplicates],
    [
      statuses.length,
      at("delivered"),
      at("sent"),
      at("failed"),
      at("outcome-unknown"),
      count.received.size,
      statuses.filter((it) => it.contradicted).length,
      count.copies,
    ],
  );
  assert.ok(duplicates > 50 && contradicted > 10 && report.messages.late > 50);
});

test("parts in any order give the same summary", async () => {
  const bodies = busyLog(600);
  const whole = createSummary();
  const parts = [createSummary(), createSummary(), createSummary()];
  let offset = 0;
  bodies.forEach((body, index) => {
    const place = { line: index + 1, offset };
    whole.addAt(body, place);
    parts[index % 3].addAt(utf8.encode(body), place);
    offset += utf8.encode(body).length + 1;
  });
  assert.deepEqual(whole.report(), await summarize(bodies.join("\n")));
  const merged = createSummary();
  for (const part of parts.reverse()) merged.merge(part.toBytes());
  assert.deepEqual(merged.report(), whole.report());
  // Two files: the second comes later.
  const files = createSummary();
  await files.addLog(bodies.slice(300).join("\n"), { source: 1 });
  await files.addLog(bodies.slice(0, 300).join("\n"), { source: 0 });
  assert.deepEqual(files.report().messages, whole.report().messages);
  assert.equal(files.report().findings.find(({ rule }) => rule === "unknown-event").first.source, 0);
});

test("above the allowed memory, a summary lists what it estimates", async () => {
  const { messages, approximate } = await summarize(busyLog(1000).join("\n"), { mostMessages: 100 });
  assert.ok(messages.oneIn >= 4 && messages.kept <= 100);
  assert.deepEqual(
    approximate.map(({ member }) => member),
    ["messages"],
  );
});
