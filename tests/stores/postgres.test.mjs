// `postgresSeen` with a real PostgreSQL and pg: `npm run test:stores`.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createReceiver, postgresSeen } from "bandwidth-callbacks/receiver";
import pg from "pg";
import { contract, post, storm, wait } from "./contract.mjs";
import { needed, postgresServer } from "./servers.mjs";

const server = await postgresServer();
const options = { ...needed(server, "PostgreSQL"), timeout: 300_000 };
if (server) await server.start();
else if (process.env.CI) throw new Error("no PostgreSQL");

const pools = [];
after(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await server?.kill();
});

function pool() {
  const made = new pg.Pool({
    host: server.host,
    user: "postgres",
    database: "postgres",
    connectionTimeoutMillis: 5000,
  });
  made.on("error", () => {}); // of idle connections; without a listener it ends the process
  pools.push(made);
  return made;
}

const clients = {
  "pg.Pool": () => pool(),
  "a function": () => {
    const made = pool();
    return async (statement, values) => (await made.query(statement, values)).rows;
  },
};

for (const [name, make] of Object.entries(clients)) {
  const table = (of) => `${of}_${name.replace(/\W/g, "_")}`;

  test(`${name}: the contract`, options, async () => {
    const seen = postgresSeen(make(), { table: table("public.contract") });
    await seen.create();
    await seen.create();
    await contract(seen);
    const client = pool();
    const count = async () => Number((await client.query(`SELECT count(*) FROM ${table("contract")}`)).rows[0].count);
    await seen.complete("short", 1);
    const before = await count();
    await wait(1100);
    await seen.sweep();
    assert.equal(await count(), before - 1);
  });

  test(`${name}: two receivers, each event once`, options, async (context) => {
    const stores = [postgresSeen(make(), { table: table("storm") }), postgresSeen(make(), { table: table("storm") })];
    await stores[0].create();
    context.diagnostic(await storm(stores));
  });

  if (name === "a function") continue; // the same client once more

  test(`${name}: the server is killed, each event once`, options, async (context) => {
    const stores = [postgresSeen(make(), { table: table("outage") }), postgresSeen(make(), { table: table("outage") })];
    await stores[0].create();
    const client = pool();
    const age = (seconds) =>
      client.query(`UPDATE ${table("outage")} SET until = until - $1 * interval '1 second'`, [seconds]);
    context.diagnostic(await storm(stores, { outage: { kills: 3, ...server, age }, timeLimit: 3000 }));
  });

  test(`${name}: the time limit holds while a table is locked`, options, async () => {
    const handled = [];
    const seen = postgresSeen(make(), { table: table("hang") });
    await seen.create();
    const receive = createReceiver({
      anonymous: true,
      timeLimit: 2000,
      failed: () => {},
      seen,
      on: { event: ({ message }) => void handled.push(message.id) },
    });
    assert.equal((await receive(post("before"))).status, 204);
    const other = await pool().connect();
    await other.query(`BEGIN; LOCK TABLE ${table("hang")}`);
    assert.deepEqual(
      await Promise.all(["before", "during"].map(async (id) => (await receive(post(id))).status)),
      [500, 500],
    );
    await other.query("COMMIT");
    other.release();
    // Sent again, as Bandwidth would, until both are taken.
    while (
      (await Promise.all(["before", "during"].map(async (id) => (await receive(post(id))).status))).join() !== "204,204"
    )
      await wait(100);
    assert.deepEqual(handled, ["before", "during"]);
  });
}

test("an ID that PostgreSQL cannot store as text is handled once", options, async () => {
  const seen = postgresSeen(pool(), { table: "odd" });
  await seen.create();
  let calls = 0;
  const receive = createReceiver({ anonymous: true, seen, on: { event: () => void calls++ } });
  for (let time = 0; time < 2; time++) assert.equal((await receive(post("nul \0"))).status, 204);
  assert.equal(calls, 1);
});

test("a receiver that starts while the server is down answers, and handles once it is up", options, async () => {
  const seen = postgresSeen(pool(), { table: "start" });
  await seen.create();
  await server.kill();
  const receive = createReceiver({ anonymous: true, timeLimit: 5000, failed: () => {}, seen, on: { event: () => {} } });
  assert.equal((await receive(post("start"))).status, 500);
  await server.start();
  assert.equal((await receive(post("start"))).status, 204);
});
