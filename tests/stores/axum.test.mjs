// The recipe for axum, with its keys in a real Redis: `npm run test:stores`. It shares them with the npm package.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createReceiver, redisSeen } from "bandwidth-callbacks/receiver";
import { Redis } from "ioredis";
import { axum } from "../everywhere/programs.mjs";
import { here, serving } from "../everywhere/tools.mjs";
import { CLAIM_TTL, post, wait } from "./contract.mjs";
import { needed, redisServer } from "./servers.mjs";

const server = await redisServer();
const options = { ...needed(server, "redis-server"), timeout: 900_000 };
if (server) await server.start();
after(() => server?.kill());

const handledIn = (output) => [...output().matchAll(/^handled: delivery of (\S+)$/gm)].map(([, id]) => id);

/** Sends an event to a server; gives the status. */
async function send(url, id) {
  const request = post(id);
  const answer = await fetch(`${url}/callbacks`, {
    method: "POST",
    headers: request.headers,
    body: await request.text(),
    signal: AbortSignal.timeout(15_000),
  });
  assert.ok([204, 500, 503].includes(answer.status), String(answer.status));
  return answer.status;
}

test("two servers and a killed Redis, each event once; keys are those of the npm package", options, async (context) => {
  const program = await axum();
  const start = (work) =>
    serving(
      program,
      [],
      { cwd: here, env: { PORT: "0", ANONYMOUS: "1", REDIS_URL: `redis://127.0.0.1:${server.port}` } },
      work,
    );
  await start((one, saysOne) =>
    start(async (other, saysOther) => {
      const urls = [one, other];
      const events = Array.from({ length: 600 }, (_, number) => ({ id: `axum-${number}`, copies: 3 }));
      const client = new Redis({ port: server.port, host: "127.0.0.1", maxRetriesPerRequest: 1 });
      client.on("error", () => {});
      const counts = { kills: 0, aged: 0, answers: {} };
      let restart = Promise.resolve();
      const kill = async () => {
        counts.kills += 1;
        await server.kill();
        await wait(700);
        await server.start();
      };
      for (let left = events; left.length > 0; left = left.filter(({ copies }) => copies > 0)) {
        const next = left.values();
        const sender = async () => {
          for (const event of next) {
            const statuses = await Promise.all(
              Array.from({ length: event.copies }, () => send(urls[Math.floor(Math.random() * 2)], event.id)),
            );
            for (const status of statuses) counts.answers[status] = (counts.answers[status] ?? 0) + 1;
            event.copies -= statuses.filter((status) => status === 204).length;
            if (counts.kills < 2 && (counts.answers[204] ?? 0) > (counts.kills + 1) * 500) restart = kill();
          }
        };
        await Promise.all(Array.from({ length: 20 }, sender));
        await restart;
        await wait(300);
        // As in contract.mjs: claims that were never completed are expired here, to save the time.
        const answers = [];
        for (const { id, copies } of events) if (copies > 0) for (const url of urls) answers.push(await send(url, id));
        if (answers.length === 0 || !answers.every((status) => status === 503)) continue;
        for (const key of await client.keys("*"))
          await client.pexpire(key, (await client.pttl(key)) - CLAIM_TTL * 1000);
        counts.aged += 1;
      }
      const handled = [...handledIn(saysOne), ...handledIn(saysOther)].sort();
      assert.deepEqual(handled, events.map(({ id }) => id).sort());
      assert.equal(counts.kills, 2);
      context.diagnostic(JSON.stringify(counts));

      let calls = 0;
      const receive = createReceiver({ anonymous: true, seen: redisSeen(client), on: { event: () => void calls++ } });
      assert.equal((await receive(post("axum-0"))).status, 204);
      assert.equal(calls, 0);
      assert.equal((await receive(post("of JavaScript"))).status, 204);
      assert.equal(await send(one, "of JavaScript"), 204);
      assert.deepEqual([calls, handledIn(saysOne).includes("of JavaScript")], [1, false]);
      client.disconnect();
    }),
  );
});
