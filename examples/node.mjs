// node:http, with nothing else.

import { createServer } from "node:http";
import { toNode } from "bandwidth-callbacks/receiver";
import { receiver } from "./receive.mjs";

const server = createServer(toNode(receiver(process.env)));

server.listen(process.env.PORT ?? 3000, "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/callbacks`),
);
