// A process of its own with a server of node:http for each contestant. Tells its ports, and when asked what processor
// time it has used in all, in microseconds, and how many events were handled.

import { createServer } from "node:http";
import { handled, nodeHandlers } from "./contestants.mjs";

const ports = {};
for (const [name, handler] of Object.entries(nodeHandlers)) {
  const server = createServer({ keepAliveTimeout: 0 }, handler).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  ports[name] = server.address().port;
}
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send({ used: user + system, handled });
});
process.on("disconnect", () => process.exit());
process.send({ ports });
