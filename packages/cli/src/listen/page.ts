/** The page of the listener, only for people at this machine: it shows phone numbers and message text. */
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Credentials } from "../values.js";
import { deliver } from "../wire/deliver.js";
import type { Agents } from "../wire/exchange.js";
import type { History } from "./history.js";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".txt": "text/plain; charset=utf-8",
};
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** The page for pasting brings its own. */
const EDITOR_POLICY = "frame-ancestors 'none'";
const HEADERS = {
  "content-security-policy": POLICY,
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};
/** In milliseconds. */
const BEAT = 15_000;
const PATIENCE = 30_000;
/** Where the build puts the page, beside the command. */
const BUILT = fileURLToPath(new URL("./page", import.meta.url));

/** What the page needs to know about the listener. */
export interface About {
  url: string;
  port: number;
  user: string | undefined;
  target: string | undefined;
}

export interface PageOptions {
  history: History;
  about: About;
  /** Where callbacks are replayed to. */
  replay: { url: URL; credentials: Credentials | undefined; agent: Agents };
  /** The files of the build. */
  folder?: string;
  beat?: number;
  patience?: number;
}

/** A listener for node:http. */
export function page({ history, about, replay, folder = BUILT, beat = BEAT, patience = PATIENCE }: PageOptions) {
  const files = built(folder);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, words: string) =>
      void response.writeHead(status, { ...HEADERS, "content-type": "text/plain; charset=utf-8" }).end(`${words}\n`);
    if (!isFromHere(request)) return answer(403, "this page is shown on this machine only, under its own address");
    const [path = "", query = ""] = (request.url ?? "").split("?");
    // Methods that no form has: another site's page would have to ask first, and gets no answer.
    if (request.method === "DELETE" && path === "/arrivals") {
      history.clear();
      return void response.writeHead(204, HEADERS).end();
    }
    if (request.method === "PUT" && path === "/replays") {
      const body = history.body(Number(new URLSearchParams(query).get("id")));
      if (body === undefined) return answer(404, "that callback is no longer kept");
      const { problem } = await deliver(replay.url, body, replay);
      return problem === undefined
        ? void response.writeHead(204, HEADERS).end()
        : answer(502, `the endpoint ${problem}`);
    }
    if (request.method !== "GET") return answer(405, "method not allowed: use GET");
    if (path === "/arrivals") {
      response.writeHead(200, { ...HEADERS, "content-type": "text/event-stream" });
      const id = String(request.headers["last-event-id"] ?? new URLSearchParams(query).get("after") ?? "");
      return stream({ response, history, about, after: afterOf(id, history.session), beat, patience });
    }
    const file = files.get(path);
    if (file === undefined) return answer(404, "no such file");
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const policy = path.startsWith("/editor/") ? { "content-security-policy": EDITOR_POLICY } : {};
    response.writeHead(200, { ...HEADERS, ...policy, "content-type": type }).end(readFileSync(file));
  };
}

/**
 * The page's port is open only to this machine. That does not stop DNS rebinding (a site whose name resolves to
 * 127.0.0.1 once it is loaded), which `Host` reveals, nor a tunnel to this port, which has another host name or, if it
 * hides that, sends a header such as `X-Forwarded-For`.
 */
function isFromHere({ headers }: IncomingMessage): boolean {
  const isForwarded = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"].some(
    (name) => name in headers,
  );
  return !isForwarded && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(headers.host ?? "");
}

/** The files of the build, by path. */
function built(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (path: string) => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const name = `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(name);
      else {
        files.set(name, join(folder, name));
        if (entry.name === "index.html") files.set(`${path}/`, join(folder, name));
      }
    }
  };
  if (existsSync(folder)) visit("");
  return files;
}

/** The ID after which a page continues; none if it is from an earlier run. */
function afterOf(id: string, session: string): number {
  const [of, number = ""] = id.split(".");
  return of === session && /^\d+$/.test(number) ? Number(number) : 0;
}

interface Stream {
  response: ServerResponse;
  history: History;
  about: About;
  after: number;
  beat: number;
  patience: number;
}

/**
 * Sends the history, then new arrivals. Nothing is buffered for a page: it gets the next arrival after it has read the
 * last, misses those that were dropped by then, and is disconnected if it reads nothing for long.
 */
function stream({ response, history, about, after, beat, patience }: Stream): void {
  let kept = "";
  let isBusy = false;
  const write = async (text: string) => {
    if (response.write(text)) return;
    await once(response, "drain", { signal: AbortSignal.timeout(patience) });
  };
  const pump = async (first = "") => {
    if (isBusy) return;
    isBusy = true;
    try {
      if (first !== "") await write(first);
      for (;;) {
        // Removals are sent first, so that a page never has more than the history.
        const now = JSON.stringify(history.kept());
        if (now !== kept) await write(`event: kept\ndata: ${(kept = now)}\n\n`);
        const entry = history.next(after);
        if (entry === undefined) break;
        after = entry.id;
        await write(`id: ${history.session}.${entry.id}\ndata: ${entry.text}\n\n`);
      }
      isBusy = false;
    } catch {
      response.destroy(); // and busy for good
    }
  };
  const forget = history.listen(() => void pump());
  const timer = setInterval(() => void pump(":\n\n"), beat);
  response.on("close", () => {
    forget();
    clearInterval(timer);
  });
  void pump(`retry: 1000\nevent: about\ndata: ${JSON.stringify({ session: history.session, ...about })}\n\n`);
}
