// The rows of the receiver: what it costs by itself, as a function and as a server, beside a handler that does as
// little as one can do.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { client } from "./client.mjs";
import { BARE, fetchHandlers, handled, OURS } from "./contestants.mjs";
import { bytes, headers, nextBody } from "./requests.mjs";

/** So many requests are made before the clock starts, and handled before the next are: a server has as many alive. */
const ALIVE = 16;

/** So many callbacks each server is sent three times before anything is timed. */
const WARM_UP = 5000;

const makeRequest = () =>
  new Request("https://example.com/callbacks", {
    method: "POST",
    body: nextBody(),
    headers: { ...headers, "content-length": String(bytes) },
  });

/** A turn of a function, in milliseconds: what it takes to make requests is not the handler's. */
async function turn({ name, calls }) {
  const handle = fetchHandlers[name];
  const before = handled[name];
  let [time, used] = [0, 0];
  for (let left = calls; left > 0; left -= ALIVE) {
    const requests = Array.from({ length: Math.min(ALIVE, left) }, makeRequest);
    const cpu = process.cpuUsage();
    const start = performance.now();
    for (const request of requests) {
      const { status } = await handle(request);
      if (status !== 204) throw new Error(`${name} answered ${status}`);
    }
    time += performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    used += (user + system) / 1000;
  }
  assert.equal(handled[name] - before, calls, `events handled by ${name}`);
  return { time, disturbed: process.platform !== "win32" && used < time * 0.95 };
}

/** A server in a process of its own: what a turn takes there, of the processor and by the clock. */
async function server() {
  const child = fork(fileURLToPath(new URL("server.mjs", import.meta.url)));
  let isEnd = false;
  child.once("exit", () => assert.ok(isEnd, "the server ended"));
  const said = () => new Promise((resolve) => child.once("message", resolve));
  const { ports } = await said();
  const clients = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, client(port)]));
  const usage = () => {
    const answer = said();
    child.send("usage");
    return answer;
  };
  const turn =
    (of) =>
    async ({ name, calls }) => {
      const before = await usage();
      const cpu = process.cpuUsage();
      const start = performance.now();
      await clients[name].send(calls);
      const clock = performance.now() - start;
      const { user, system } = process.cpuUsage(cpu);
      const after = await usage();
      assert.equal(after.handled[name] - before.handled[name], calls, `events handled by ${name}`);
      // Whether others had the server's processor cannot be measured, because it waits now and then; the client never
      // does.
      if (of === "clock")
        return { time: clock, disturbed: process.platform !== "win32" && (user + system) / 1000 < clock * 0.95 };
      return { time: (after.used - before.used) / 1000, disturbed: false };
    };
  // It has more to compile than a warm-up by time would let it.
  for (let time = 0; time < 3; time += 1) for (const one of Object.values(clients)) await one.send(WARM_UP);
  const end = () => {
    isEnd = true;
    for (const { end } of Object.values(clients)) end();
    child.disconnect();
  };
  return { turn, end };
}

const contestants = Object.keys(fetchHandlers).map((name) => ({ name }));
const row = (id, title, unit = "ns") => ({ id, title, unit, target: 2, reference: BARE, ours: OURS, contestants });

/** The rows, each with what takes a turn; `end` ends the server. */
export async function receiverRows() {
  const { turn: turnOf, end } = await server();
  const rows = [
    { ...row(12, `receiver: a Request of ${bytes} bytes to its Response`), turn },
    { ...row(13, "receiver: the same over node:http, CPU time of the server"), turn: turnOf("processor") },
    { ...row(14, "receiver: the same over node:http, at saturation, wall-clock time"), turn: turnOf("clock") },
  ];
  return { rows, end };
}
