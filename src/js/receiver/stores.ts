/** Keys of handled events where they outlive a process: Redis, PostgreSQL, Cloudflare KV and Durable Objects. */
import { checkOptions } from "../options.js";
import type { Claim, IdempotencyStore } from "./store.js";

/** Throws unless a client has what a store uses, or is a function itself if that will do. */
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

/** What `redisSeen` uses: node-redis or ioredis, or a function that sends a command and gives its reply. */
export type RedisClient =
  | { sendCommand(command: string[]): Promise<unknown> }
  | { call(command: string, ...args: string[]): Promise<unknown> }
  | ((...command: string[]) => Promise<unknown>);

/** What `redisSeen` takes beside the client. */
export interface RedisSeenOptions {
  /** What keys begin with. @default "bandwidth:" */
  prefix?: string | undefined;
}

/**
 * Keys in Redis, Valkey and their like: `SET key pending NX EX seconds`, then `SET key handled EX seconds`.
 *
 * Let the server persist its keys (`appendonly yes`), and not evict them before they expire (`noeviction`). So
 * that a request is answered at once while the server is away, set `disableOfflineQueue: true` of node-redis, which
 * also needs a listener of "error" or it ends the process, and `maxRetriesPerRequest: 1` of ioredis.
 *
 * @throws {TypeError} without a client, and for options that make no sense
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
      // Clients differ in what they give for nothing: null, undefined, an empty text.
      // Twice, because the key may expire between the commands.
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

/** What `postgresSeen` uses: a Pool or Client of pg, or a function that gives the rows of a statement. */
export type PostgresClient =
  | { query(statement: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }> }
  | ((statement: string, values: unknown[]) => Promise<Record<string, unknown>[]>);

/** What `postgresSeen` takes beside the client. */
export interface PostgresSeenOptions {
  /** The table, with its schema if it has one. @default "bandwidth_seen" */
  table?: string | undefined;
}

/** Keys in a table of PostgreSQL. */
export interface PostgresSeen extends IdempotencyStore {
  /** Creates the table if it does not exist. */
  create(): Promise<void>;
  /** Deletes expired keys: call it every hour or so. */
  sweep(): Promise<void>;
}

/**
 * Keys in PostgreSQL: `INSERT … ON CONFLICT DO UPDATE` if the claim before has expired. A Pool of pg needs a
 * listener of "error", or it ends the process when the server goes away, and `connectionTimeoutMillis`, or it waits
 * without end for a connection; a `query_timeout` may leave claims that nobody ends before their time.
 *
 * @throws {TypeError} without a client, and for a table name that would have to be quoted
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
  if (!/^[a-z_]\w*(\.[a-z_]\w*)?$/i.test(table))
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
      // Twice, because the key may be released between the statements.
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

/** What `kvSeen` uses of a namespace of Cloudflare Workers KV. */
export interface KVNamespaceLike {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
}

/**
 * Keys in Cloudflare Workers KV: only handled keys, because KV knows no claims. It is eventually consistent, within a
 * minute: duplicates that arrive sooner, or at the same time at two places, may both be handled. `durableObjectSeen`
 * has no such gap.
 *
 * @throws {TypeError} without a namespace
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
      // KV knows no claims.
    },
  };
}

/** What `durableObjectSeen` uses of a namespace of Durable Objects. */
export interface DurableObjectNamespaceLike {
  idFromName(name: string): unknown;
  get(id: never): { fetch(url: string): Promise<{ text(): Promise<string> }> };
}

/**
 * Keys in Durable Objects of Cloudflare, one for each key: bind a namespace to the class `SeenObject`, which
 * the Worker has to export.
 *
 * @throws {TypeError} without a namespace
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

/** What `SeenObject` uses of the state of a Durable Object. */
export interface DurableObjectStateLike {
  /** Where it keeps things. */
  storage: {
    get(name: string): Promise<unknown>;
    put(name: string, value: unknown): Promise<void>;
    deleteAll(): Promise<void>;
    setAlarm(at: number): Promise<void>;
  };
}

/**
 * A Durable Object that keeps one key, and forgets it in time. For `durableObjectSeen`.
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

  constructor(state: DurableObjectStateLike) {
    this.#storage = state.storage;
  }

  /** Answers `/claim/seconds`, `/complete/seconds` and `/release/0`. Requests wait for each other during storage. */
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
   * Forgets the key, unless it was claimed anew since the alarm was set: alarms come late, and again if they fail.
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
