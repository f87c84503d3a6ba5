/** Idempotency stores that outlive a process: Redis, PostgreSQL, Cloudflare KV and Durable Objects. */
import { checkOptions } from "../options.js";
import type { Claim, IdempotencyStore } from "./store.js";

/** Throws unless a client has the methods that a store uses. */
function checkClient(client: unknown, names: readonly string[], expected: string): void {
  const found =
    client === undefined
      ? "nothing"
      : client === null
        ? "null"
        : typeof client === "object"
          ? "another object"
          : `a ${typeof client}`;
  const methods = Object(client) as Record<string, unknown>;
  if (!names.every((name) => typeof methods[name] === "function"))
    throw new TypeError(`expected ${expected}, found ${found}`);
}

/** A client of node-redis or ioredis, or a function that sends a command and resolves to its reply. */
export type RedisClient =
  | { sendCommand(command: string[]): Promise<unknown> }
  | { call(command: string, ...args: string[]): Promise<unknown> }
  | ((...command: string[]) => Promise<unknown>);

/** The options of `redisSeen`. */
export interface RedisSeenOptions {
  /** The prefix of all keys. @default "bandwidth:" */
  prefix?: string | undefined;
}

/**
 * An idempotency store in Redis, Valkey or a compatible server: `SET key pending NX EX seconds`, then `SET key handled
 * EX seconds`.
 *
 * Configure the server to persist its keys (`appendonly yes`) and not to evict them (`noeviction`). To answer at once
 * while the server is down, set `disableOfflineQueue: true` in node-redis, or `maxRetriesPerRequest: 1` in ioredis. A
 * client of node-redis also needs an "error" listener, or it ends the process.
 *
 * @param client a connected client, or a function that sends a command
 * @param options the prefix of keys
 * @returns a store for `seen`
 * @throws {TypeError} if there is no client, or an option is wrong
 *
 * @example
 * ```js
 * import { redisSeen } from "bandwidth-callbacks/receiver";
 *
 * // const client = await createClient().connect(); of node-redis, or new Redis() of ioredis
 * const client = async (...command) => {
 *   console.assert(command.join(" ") === "SET bandwidth:key pending NX EX 300");
 *   return "OK";
 * };
 * console.assert((await redisSeen(client).claim("key", 300)) === "claimed");
 * ```
 */
export function redisSeen(client: RedisClient, options: RedisSeenOptions = {}): IdempotencyStore {
  if (typeof client !== "function") {
    const name = "call" in Object(client) ? "call" : "sendCommand";
    checkClient(client, [name], "a client of node-redis or ioredis, or a function that sends a command");
  }
  checkOptions(options, ["prefix"], "the options of `redisSeen`");
  const { prefix = "bandwidth:" } = options;
  if (typeof prefix !== "string") throw new TypeError("expected `prefix` to be a string");
  const send = (...command: [string, ...string[]]): Promise<unknown> => {
    if (typeof client === "function") return client(...command);
    // ioredis has a `sendCommand` too, for objects of its own.
    return "call" in client ? client.call(...command) : client.sendCommand(command);
  };
  return {
    async claim(key, ttl) {
      const name = prefix + key;
      // Clients return different values for nothing: null, undefined, an empty string.
      // Tried twice, because the key may expire between the commands.
      for (let time = 0; time < 2; time++) {
        if (String(await send("SET", name, "pending", "NX", "EX", String(ttl))) === "OK") return "claimed";
        const found = String(await send("GET", name));
        if (found === "handled" || found === "pending") return found;
      }
      throw new TypeError("expected replies as Redis returns them: `OK` or nothing to SET NX, and the value to GET");
    },
    async complete(key, retention) {
      await send("SET", prefix + key, "handled", "EX", String(retention));
    },
    async release(key) {
      await send("DEL", prefix + key);
    },
  };
}

/** A Pool or Client of pg, or a function that runs a statement and resolves to its rows. */
export type PostgresClient =
  | { query(statement: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }> }
  | ((statement: string, values: unknown[]) => Promise<Record<string, unknown>[]>);

/** The options of `postgresSeen`. */
export interface PostgresSeenOptions {
  /** The name of the table, with its schema if it has one. @default "bandwidth_seen" */
  table?: string | undefined;
}

/** An idempotency store in a table of PostgreSQL. */
export interface PostgresSeen extends IdempotencyStore {
  /** Creates the table if it does not exist. */
  create(): Promise<void>;
  /** Deletes expired keys: call it every hour or so. */
  sweep(): Promise<void>;
}

/**
 * An idempotency store in PostgreSQL: `INSERT … ON CONFLICT DO UPDATE` if the previous claim has expired.
 *
 * A Pool of pg needs an "error" listener, or it ends the process when the server goes away. It also needs
 * `connectionTimeoutMillis`, or it waits forever for a connection. A `query_timeout` may leave claims that are released
 * only when they expire.
 *
 * @param client a Pool or Client of pg, or a function that runs a statement
 * @param options the name of the table
 * @returns a store for `seen`, with `create` and `sweep` for its table
 * @throws {TypeError} if there is no client, an option is unknown, or the table name would have to be quoted
 *
 * @example
 * ```js
 * import { postgresSeen } from "bandwidth-callbacks/receiver";
 *
 * // const client = new Pool(); of pg
 * const statements = [];
 * const seen = postgresSeen(async (statement) => (statements.push(statement), []));
 * await seen.create();
 * console.assert(statements[0].startsWith("CREATE TABLE IF NOT EXISTS bandwidth_seen"));
 * ```
 */
export function postgresSeen(client: PostgresClient, options: PostgresSeenOptions = {}): PostgresSeen {
  if (typeof client !== "function")
    checkClient(client, ["query"], "a Pool or Client of pg, or a function that returns the rows of a statement");
  checkOptions(options, ["table"], "the options of `postgresSeen`");
  const { table = "bandwidth_seen" } = options;
  if (typeof table !== "string" || !/^[a-z_]\w*(\.[a-z_]\w*)?$/i.test(table))
    throw new TypeError("expected `table` to be a plain name, or two with a dot between");
  const rows = async (statement: string, ...values: unknown[]): Promise<Record<string, unknown>[]> =>
    checkRows(
      typeof client === "function" ? await client(statement, values) : (await client.query(statement, values))?.rows,
    );
  const until = "now() + $2 * interval '1 second'";
  return {
    async create() {
      await rows(
        `CREATE TABLE IF NOT EXISTS ${table}
         (key text PRIMARY KEY, handled boolean NOT NULL, until timestamptz NOT NULL)`,
      );
    },
    async sweep() {
      await rows(`DELETE FROM ${table} WHERE until < now()`);
    },
    async claim(key, ttl) {
      // Tried twice, because the key may be released between the statements.
      for (let time = 0; time < 2; time++) {
        const claimed = await rows(
          `INSERT INTO ${table} AS seen (key, handled, until) VALUES ($1, false, ${until})
           ON CONFLICT (key) DO UPDATE SET handled = false, until = excluded.until WHERE seen.until < now()
           RETURNING key`,
          key,
          ttl,
        );
        if (claimed.length > 0) return "claimed";
        const [found] = await rows(`SELECT handled FROM ${table} WHERE key = $1`, key);
        if (typeof found?.["handled"] === "boolean") return found["handled"] ? "handled" : "pending";
      }
      throw new TypeError("expected rows as PostgreSQL returns them: that of the key, with `handled` true or false");
    },
    async complete(key, retention) {
      await rows(
        `INSERT INTO ${table} (key, handled, until) VALUES ($1, true, ${until})
         ON CONFLICT (key) DO UPDATE SET handled = true, until = excluded.until`,
        key,
        retention,
      );
    },
    async release(key) {
      await rows(`DELETE FROM ${table} WHERE key = $1`, key);
    },
  };
}

function checkRows(rows: unknown): Record<string, unknown>[] {
  if (Array.isArray(rows)) return rows;
  throw new TypeError("expected the rows of a statement as an array");
}

/** The part of a Cloudflare Workers KV namespace that `kvSeen` uses. */
export interface KVNamespaceLike {
  /** Reads a value. */
  get(key: string): Promise<string | null>;
  /** Writes a value that expires. */
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
}

/**
 * An idempotency store in Cloudflare Workers KV. It keeps only handled keys, because KV has no atomic claim, and KV is
 * eventually consistent: duplicates that arrive within a minute, or at two locations at once, may both be handled.
 * `durableObjectSeen` has no such gap.
 *
 * @param namespace the binding of a KV namespace
 * @returns a store for `seen`
 * @throws {TypeError} if there is no namespace
 *
 * @example
 * ```js
 * import { kvSeen } from "bandwidth-callbacks/receiver";
 *
 * const map = new Map(); // env.SEEN, in a Worker
 * const get = async (key) => map.get(key) ?? null;
 * const seen = kvSeen({ get, put: async (key, value) => void map.set(key, value) });
 * await seen.complete("key", 360_000);
 * console.assert((await seen.claim("key", 300)) === "handled");
 * ```
 */
export function kvSeen(namespace: KVNamespaceLike): IdempotencyStore {
  checkClient(namespace, ["get", "put"], "a KV namespace (is its binding in the configuration of the Worker?)");
  return {
    async claim(key) {
      return (await namespace.get(key)) === "handled" ? "handled" : "claimed";
    },
    async complete(key, retention) {
      await namespace.put(key, "handled", { expirationTtl: retention });
    },
    async release() {
      // Nothing was claimed.
    },
  };
}

/** The part of a Durable Objects namespace that `durableObjectSeen` uses. */
export interface DurableObjectNamespaceLike {
  /** The ID of the object with a name. */
  idFromName(name: string): unknown;
  /** A stub of the object. */
  get(id: never): { fetch(url: string): Promise<{ text(): Promise<string> }> };
}

/**
 * An idempotency store in Cloudflare Durable Objects, one object for each key. Export the class `SeenObject` from your
 * Worker, and bind a namespace to it.
 *
 * @param namespace the binding of the namespace
 * @returns a store for `seen`
 * @throws {TypeError} if there is no namespace
 *
 * @example
 * ```js
 * import { createReceiver, durableObjectSeen, SeenObject } from "bandwidth-callbacks/receiver";
 *
 * // export { SeenObject };
 * const worker = {
 *   fetch(request, env) {
 *     const credentials = { username: env.USERNAME, password: env.PASSWORD };
 *     const seen = durableObjectSeen(env.SEEN);
 *     return createReceiver({ credentials, seen, on: { event: console.log } })(request, env);
 *   },
 * };
 * console.assert(typeof worker.fetch === "function" && SeenObject.name === "SeenObject");
 * ```
 */
export function durableObjectSeen(namespace: DurableObjectNamespaceLike): IdempotencyStore {
  checkClient(
    namespace,
    ["idFromName", "get"],
    "a namespace of Durable Objects (is its binding in the configuration of the Worker?)",
  );
  const ask = async (key: string, action: string, seconds: number): Promise<string> => {
    const object = namespace.get(namespace.idFromName(key) as never);
    return (await object.fetch(`https://seen/${action}/${seconds}`)).text();
  };
  const settle = async (...request: Parameters<typeof ask>): Promise<void> => {
    if ((await ask(...request)) !== "") throw new TypeError("expected the response of a `SeenObject`");
  };
  return {
    claim: (key, ttl) => ask(key, "claim", ttl) as Promise<Claim>,
    complete: (key, retention) => settle(key, "complete", retention),
    release: (key) => settle(key, "release", 0),
  };
}

/** The part of the state of a Durable Object that `SeenObject` uses. */
export interface DurableObjectStateLike {
  /** Its storage. */
  storage: {
    get(name: string): Promise<unknown>;
    put(name: string, value: unknown): Promise<void>;
    deleteAll(): Promise<void>;
    setAlarm(at: number): Promise<void>;
  };
}

/**
 * The Durable Object behind `durableObjectSeen`: it stores one key, and deletes it when it expires.
 *
 * @example
 * ```js
 * import { SeenObject } from "bandwidth-callbacks/receiver";
 *
 * const map = new Map();
 * const storage = {
 *   get: async (name) => map.get(name),
 *   put: async (name, value) => void map.set(name, value),
 *   deleteAll: async () => map.clear(),
 *   setAlarm: async () => {},
 * };
 * const object = new SeenObject({ storage });
 * console.assert((await (await object.fetch(new Request("https://seen/claim/300"))).text()) === "claimed");
 * ```
 */
export class SeenObject {
  readonly #storage: DurableObjectStateLike["storage"];

  /** @param state the state that Cloudflare passes */
  constructor(state: DurableObjectStateLike) {
    this.#storage = state.storage;
  }

  /**
   * Answers `/claim/seconds`, `/complete/seconds` and `/release/0`. Requests wait for each other while storage is in
   * use.
   *
   * @param request a request of `durableObjectSeen`
   * @returns the state of the key for a claim, otherwise nothing
   */
  async fetch(request: Request): Promise<Response> {
    const [, action, seconds] = new URL(request.url).pathname.split("/");
    if (action !== "claim") {
      if (action === "complete") await this.#keep("handled", Number(seconds));
      else await this.#storage.deleteAll();
      return new Response("");
    }
    const found = (await this.#storage.get("seen")) as { claim: Claim; until: number } | undefined;
    if (found !== undefined && found.until > Date.now()) return new Response(found.claim);
    await this.#keep("pending", Number(seconds));
    return new Response("claimed");
  }

  /**
   * Deletes the key when it expires, unless it was claimed again since the alarm was set: alarms may be late, and are
   * retried if they fail.
   */
  async alarm(): Promise<void> {
    const found = (await this.#storage.get("seen")) as { until: number } | undefined;
    if (found !== undefined && found.until > Date.now()) await this.#storage.setAlarm(found.until);
    else await this.#storage.deleteAll();
  }

  async #keep(claim: Claim, seconds: number): Promise<void> {
    const until = Date.now() + seconds * 1000;
    await this.#storage.put("seen", { claim, until });
    await this.#storage.setAlarm(until);
  }
}
