/**
 * What the endpoint does with the callbacks it accepts, as it reports it: it calls an address, or appends to a file.
 * Each call or line that has a message ID in it means that the event was handled once; a call to `…/messages`, or a
 * line that begins with `sent`, that a message was sent.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { UsageError } from "../common.js";
import { whyNotListening } from "../listen/port.js";
import { address } from "../values.js";

/** In milliseconds: how long to wait for expected events, and then for unexpected ones. See `help observe`. */
export const PATIENCE = 10_000;
const QUIET = 400;
const POLL = 25;

export class Observer {
  readonly #handled: string[] = [];
  #sent = 0;
  #server: Server | undefined;
  #file: { path: string; offset: number; rest: string } | undefined;

  static async open(where: string): Promise<Observer> {
    const observer = new Observer();
    if (/^https?:\/\//i.test(where)) await observer.#serve(address("--observe")(where));
    else observer.#file = { path: where, offset: existsSync(where) ? statSync(where).size : 0, rest: "" };
    return observer;
  }

  close(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  /** How often an event was handled. */
  count(id: string): number {
    this.#read();
    return this.#handled.filter((record) => record.includes(id)).length;
  }

  /** How many messages were sent. */
  get sent(): number {
    this.#read();
    return this.#sent;
  }

  /** How often each event was handled, once all were or `PATIENCE` is over. */
  async counts(ids: readonly string[], signal: AbortSignal): Promise<number[]> {
    const end = performance.now() + PATIENCE;
    while (ids.some((id) => this.count(id) === 0) && performance.now() < end) await sleep(POLL, undefined, { signal });
    await sleep(QUIET, undefined, { signal });
    return ids.map((id) => this.count(id));
  }

  async #serve(url: URL): Promise<void> {
    if (url.protocol !== "http:") throw new UsageError("expected --observe to be an http address of this machine");
    const server = createServer(async (request, response) => {
      let text = request.url ?? "";
      try {
        for await (const part of request) if (text.length < 1 << 20) text += String(part);
      } catch {} // an interrupted request still counts
      const [path = ""] = (request.url ?? "").split("?");
      if (/\/messages$/.test(path)) this.#sent += 1;
      else this.#handled.push(text);
      response.writeHead(202).end();
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", ({ code }: NodeJS.ErrnoException) =>
        reject(new UsageError(`--observe cannot listen at ${url.host}: ${whyNotListening(code)}`)),
      );
      server.listen(Number(url.port) || 80, url.hostname.replace(/^\[|\]$/g, ""), () => resolve());
    });
    this.#server = server;
  }

  /** Takes the lines that a file has got since it was last read. */
  #read(): void {
    const file = this.#file;
    if (file === undefined || !existsSync(file.path)) return;
    const { size } = statSync(file.path);
    if (size <= file.offset) return;
    const bytes = Buffer.alloc(size - file.offset);
    const descriptor = openSync(file.path, "r");
    file.offset += readSync(descriptor, bytes, 0, bytes.length, file.offset);
    closeSync(descriptor);
    const lines = (file.rest + bytes.toString()).split("\n");
    file.rest = lines.pop() ?? "";
    for (const line of lines) {
      if (/^\s*sent\b/.test(line)) this.#sent += 1;
      else this.#handled.push(line);
    }
  }
}
