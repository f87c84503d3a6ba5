// The stores of the load run: their servers, which are those of tests/stores, and a client of each as people have it.

import { memorySeen, postgresSeen, redisSeen } from "bandwidth-callbacks/receiver";
import pg from "pg";
import { createClient } from "redis";
import { postgresServer, redisServer } from "../stores/servers.mjs";

/** Keys that memory holds before the run begins: it is to be as full at the beginning as at the end. */
const FULL = 100_000;

/** Ends pending claims before their time, as time would. A key that is handled is kept far longer than a run lasts. */
const AGE_REDIS = `
  for _, key in ipairs(redis.call("KEYS", "*")) do
    if redis.call("GET", key) == "pending" then redis.call("PEXPIRE", key, redis.call("PTTL", key) - ARGV[1] * 1000) end
  end`;

export const stores = {
  memory: {
    processes: 1,
    server: async () => ({}),
    async seen() {
      const seen = memorySeen({ maxKeys: FULL });
      // In length and in making like those that follow.
      for (let key = 0; key < FULL; key += 1)
        await seen.complete(` other-0000000-${key}/+15555550142/message-delivered`.slice(1), 3600);
      return seen;
    },
    async age() {}, // no claim is lost
  },
  redis: {
    processes: 2,
    server: redisServer,
    async seen(place) {
      return redisSeen(await redis(place));
    },
    async age(place, seconds) {
      const client = await redis(place);
      await client.eval(AGE_REDIS, { arguments: [String(seconds)] });
      client.destroy();
    },
  },
  postgres: {
    processes: 2,
    server: postgresServer,
    async seen(place) {
      const seen = postgresSeen(postgres(place));
      await seen.create();
      return seen;
    },
    async age(place, seconds) {
      const pool = postgres(place);
      await pool.query("UPDATE bandwidth_seen SET until = until - $1 * interval '1 second' WHERE NOT handled", [
        seconds,
      ]);
      await pool.end();
    },
  },
};

async function redis({ port }) {
  const client = createClient({ url: `redis://127.0.0.1:${port}`, disableOfflineQueue: true });
  client.on("error", () => {}); // without a listener it ends the process
  return client.connect();
}

function postgres({ host }) {
  const pool = new pg.Pool({ host, user: "postgres", database: "postgres", connectionTimeoutMillis: 2000 });
  return pool.on("error", () => {}); // of idle connections
}
