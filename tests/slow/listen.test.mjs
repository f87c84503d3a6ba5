// `npm run test:listen`: a minute of `send --rate` at saturation against `listen --forward-to`, whose target is killed
// and started again: nothing is lost, and the listener's memory stays where it was.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { listening, run, start } from "../desk.mjs";

const SECONDS = Number(process.env.SECONDS ?? 60);
/** More than it does. */
const RATE = 10_000;
/** So many say how many it takes in a second; fewer would measure how it starts. */
const CALIBRATION = 5000;
/** So often the target is killed: each time after the same part of the callbacks, however fast they are sent. */
const KILLS = 4;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A target that keeps only the IDs of accepted events. */
async function target(ids, port = 0) {
  const server = createServer(async (request, response) => {
    let text = "";
    try {
      for await (const part of request) text += part;
    } catch {
      return; // it was cut off
    }
    const [, id] = /"id":"([^"]+)"/.exec(text);
    ids.set(id, (ids.get(id) ?? 0) + 1);
    response.writeHead(204).end();
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { port: server.address().port, close };
}

test("nothing is lost, and memory is flat", {
  skip: !existsSync("/proc/self/status") && "it reads /proc",
  timeout: (SECONDS + 240) * 1000,
}, async (context) => {
  const ids = new Map();
  let one = await target(ids);
  context.after(() => one.close());
  const listener = await listening(["--forward-to", `http://127.0.0.1:${one.port}/`, "--json"]);
  listener.child.stdout.removeAllListeners("data").resume();
  const resident = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${listener.child.pid}/status`, "utf8"))[1]) / 1024;
  const flagsOf = (count) => [
    "--count",
    String(count),
    "--rate",
    String(RATE),
    "--retries",
    "1000",
    "--schedule",
    "200ms",
  ];
  // As many as it takes in that time on this machine.
  const calibration = await run(["send", "message-delivered", listener.url, ...flagsOf(CALIBRATION)]);
  assert.equal(calibration.code, 0, calibration.err);
  const [, perSecond] = /([\d,]+) callbacks\/s/.exec(calibration.err);
  const count = Number(perSecond.replaceAll(",", "")) * SECONDS;
  const sending = start(["send", "message-delivered", listener.url, ...flagsOf(count)]);
  sending.child.stdout.removeAllListeners("data").resume();
  const memory = [];
  let kills = 0;
  let isSending = true;
  void sending.ended.then(() => (isSending = false));
  while (isSending) {
    await wait(1000);
    memory.push(resident());
    if (kills === KILLS || ids.size < CALIBRATION + ((kills + 1) * count) / (KILLS + 1)) continue;
    const { port } = one;
    await one.close();
    await wait(1500);
    one = await target(ids, port);
    kills += 1;
  }
  assert.equal(await sending.ended, 0, sending.err);
  assert.equal(ids.size, count + CALIBRATION);
  assert.equal(kills, KILLS);
  const half = memory.length >> 1;
  const [early, late] = [Math.max(...memory.slice(5, half)), Math.max(...memory.slice(half))];
  context.diagnostic(
    `${sending.err.trim()}; target killed ${kills} times; ` +
      `listener at most ${early.toFixed()} MiB, then ${late.toFixed()} MiB`,
  );
  assert.ok(late < early * 1.25 + 20, memory.map(Math.round).join(" "));
});
