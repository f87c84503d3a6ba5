// A receiver of the load run, in a process of its own: `node --expose-gc load.server.mjs STORE PLACE FILE`. What it has
// handled it writes to the file, a line for each event, when a handler has come to its end and not before.

import { closeSync, openSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import { createReceiver, toNode } from "bandwidth-callbacks/receiver";
import { wait } from "../stores/contract.mjs";
import { credentials, MAX_BYTES, SECRET, TIME_LIMIT } from "./load.plan.mjs";
import { stores } from "./load.store.mjs";

const [store, place, path] = process.argv.slice(2);
const file = openSync(path, "a");
let lines = [];
const flush = () => {
  if (lines.length > 0) writeSync(file, lines.join(""));
  lines = [];
};
setInterval(flush, 200);

/** What listeners heard, by kind: a message might hold a value. */
const reported = {};

/** The tag of an event says how it is handled, and the request how often it was sent before. */
async function handle({ message: { id, tag } }, { host, signal }) {
  const [manner, milliseconds] = tag.split(" ");
  if (manner === "wait") await wait(Number(milliseconds));
  if (manner === "fail" && host.headers["x-try"] === "0") throw new Error("the first time");
  if (Number(milliseconds) > TIME_LIMIT && !signal.aborted)
    throw new RangeError("the time is up, and the signal was not aborted");
  lines.push(`${id}\n`);
}

const receive = createReceiver({
  credentials,
  seen: await stores[store].seen(JSON.parse(place)),
  timeLimit: TIME_LIMIT,
  maxBytes: MAX_BYTES,
  signature: { secret: SECRET },
  on: { event: handle },
  unknown: ({ value }, context) => handle(value, context),
  rejected: ({ value }, context) => handle(value, context),
  failed: (error) => {
    const name = error.message === "the first time" ? "the first time" : String(error.code ?? error.constructor.name);
    reported[name] = (reported[name] ?? 0) + 1;
  },
});

// A connection is kept as long as the run: one that is closed while a request is on its way would look like a fault.
const server = createServer({ keepAliveTimeout: 600_000, requestTimeout: 0 }, toNode(receive));
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));

process.on("message", (what) => {
  if (what === "memory") {
    for (let time = 0; time < 2; time += 1) globalThis.gc();
    const { rss, heapUsed, external } = process.memoryUsage();
    process.send({ rss, held: heapUsed + external, cpu: process.cpuUsage() });
  } else {
    flush();
    closeSync(file);
    process.send({ reported }, () => process.exit());
  }
});
process.on("disconnect", () => process.exit());
