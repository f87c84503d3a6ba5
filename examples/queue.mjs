// node:http with a queue: callbacks are answered at once, and the work is done afterwards.

import { once } from "node:events";
import { createServer } from "node:http";
import { toNode } from "bandwidth-callbacks/receiver";
import { memoryQueue, queueing } from "./enqueue.mjs";

async function work(event) {
  // As long as it takes: call a model, write to a CRM, send a reply.
  console.log("worked:", event.type, "of", event.message.id);
}

const queue = memoryQueue(work, { givenUp: (event) => console.error("given up:", event.type, "of", event.message.id) });
const server = createServer(toNode(queueing(process.env, queue)));

server.listen(process.env.PORT ?? 3000, "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/callbacks`),
);

// What was answered is finished before the process ends.
await once(process, "SIGTERM");
server.close();
await queue.idle();
