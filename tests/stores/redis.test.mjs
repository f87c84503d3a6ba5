// `redisSeen` with a real Redis and the clients that people have: `npm run test:stores`.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createReceiver, redisSeen } from "bandwidth-callbacks/receiver";
import { Redis } from "ioredis";
import { createClient } from "redis";
import { contract, post, storm, wait } from "./contract.mjs";
import { needed, redisServer } from "./servers.mjs";

const server = await redisServer();
const options = { ...needed(server, "redis-server"), timeout: 300_000 };
if (server) await server.start();
else if (process.env.CI) throw new Error("no redis-server");

const ends = [];
after(async () => {
  for (const end of ends) end();
  await server?.kill();
});

/** node-redis as its documentation has it, but for a queue that would keep commands while the server is away. */
async function nodeRedis(more = { disableOfflineQueue: true }) {
  const client = createClient({ url: `redis://127.0.0.1:${server.port}`, ...more });
  client.on("error", () => {}); // without a listener it ends the process
  ends.push(() => client.destroy());
  await client.connect();
  return client;
}

function ioredis(more = { maxRetriesPerRequest: 1 }) {
  const client = new Redis({ port: server.port, host: "127.0.0.1", ...more });
  client.on("error", () => {});
  ends.push(() => client.disconnect());
  return client;
}

const clients = {
  "node-redis": nodeRedis,
  ioredis: async () => ioredis(),
  "a function": async () => {
    const client = await nodeRedis();
    return (...command) => client.sendCommand(command);
  },
  "node-redis, as it comes": () => nodeRedis({}),
  "ioredis, as it comes": async () => ioredis({}),
};

/** Makes all keys so much older, as time would. */
async function age(seconds) {
  const client = await nodeRedis();
  for (const key of await client.keys("*")) await client.pExpire(key, (await client.pTTL(key)) - seconds * 1000);
}

for (const [name, make] of Object.entries(clients)) {
  test(`${name}: the contract`, options, async () => {
    await contract(redisSeen(await make(), { prefix: `contract ${name}:` }));
  });

  test(`${name}: two receivers, each event once`, options, async (context) => {
    const prefix = `storm ${name}:`;
    context.diagnostic(await storm([redisSeen(await make(), { prefix }), redisSeen(await make(), { prefix })]));
  });

  if (name === "a function") continue; // the same client once more

  test(`${name}: the server is killed, each event once`, options, async (context) => {
    const prefix = `outage ${name}:`;
    const stores = [redisSeen(await make(), { prefix }), redisSeen(await make(), { prefix })];
    context.diagnostic(await storm(stores, { outage: { kills: 3, ...server, age }, timeLimit: 3000 }));
  });

  test(`${name}: the time limit holds while the server hangs`, options, async () => {
    const handled = [];
    const receive = createReceiver({
      anonymous: true,
      timeLimit: 2000,
      failed: () => {},
      seen: redisSeen(await make(), { prefix: `hang ${name}:` }),
      on: { event: ({ message }) => void handled.push(message.id) },
    });
    assert.equal((await receive(post("before"))).status, 204);
    server.hold();
    try {
      assert.deepEqual(
        await Promise.all(["before", "during"].map(async (id) => (await receive(post(id))).status)),
        [500, 500],
      );
    } finally {
      server.release();
    }
    // Sent again, as Bandwidth would, until both are taken.
    while (
      (await Promise.all(["before", "during"].map(async (id) => (await receive(post(id))).status))).join() !== "204,204"
    )
      await wait(100);
    assert.deepEqual(handled, ["before", "during"]);
  });
}

test("a receiver that starts while the server is down answers, and handles once it is up", options, async () => {
  await server.kill();
  const node = createClient({ url: `redis://127.0.0.1:${server.port}`, disableOfflineQueue: true });
  node.on("error", () => {});
  ends.push(() => node.destroy());
  void node.connect(); // it resolves once the server is there
  const receivers = [node, ioredis()].map((client, number) =>
    createReceiver({
      anonymous: true,
      timeLimit: 2000,
      failed: () => {},
      seen: redisSeen(client, { prefix: `start ${number}:` }),
      on: { event: () => {} },
    }),
  );
  const ask = () => Promise.all(receivers.map(async (receive) => (await receive(post("start"))).status));
  assert.deepEqual(await ask(), [500, 500]);
  await server.start();
  while ((await ask()).join() !== "204,204") await wait(100);
});
