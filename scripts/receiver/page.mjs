// The page of the receiver, for who sits at this machine and nobody else: it shows phone numbers and texts.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { at, filesIn } from "../run.mjs";

const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src " +
  "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
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

/** A listener for node:http. `about` is what the page has to know of the receiver. */
export function page({ journal, about, beat = BEAT, patience = PATIENCE }) {
  const files = built();
  return (request, response) => {
    const refuse = (status, words) =>
      response.writeHead(status, { ...HEADERS, "content-type": "text/plain; charset=utf-8" }).end(`${words}\n`);
    if (!isFromHere(request)) return refuse(403, "this page is shown at this machine alone, under its own address");
    const [path, query] = request.url.split("?");
    // A method that no form has: another site's page would have to ask first, and is given no answer.
    if (request.method === "DELETE" && path === "/arrivals") {
      journal.clear();
      return response.writeHead(204, HEADERS).end();
    }
    if (request.method !== "GET") return refuse(405, "the page is read by GET");
    if (path === "/arrivals") {
      response.writeHead(200, { ...HEADERS, "content-type": "text/event-stream" });
      return stream({
        response,
        journal,
        about,
        after: afterOf(request.headers["last-event-id"] ?? new URLSearchParams(query).get("after"), journal),
        beat,
        patience,
      });
    }
    const file = files.get(path);
    if (file === undefined) return refuse(404, "there is no such file");
    response
      .writeHead(200, { ...HEADERS, "content-type": KINDS[extname(file.path)] ?? "application/octet-stream" })
      .end(file.bytes);
  };
}

/**
 * The page's port is open to this machine only. That does not keep out a site whose name is made to stand for 127.0.0.1
 * once it is loaded, which `Host` gives away, nor a tunnel that was pointed here, which has a name of its own or, where
 * it hides that, says whom it forwards for.
 */
function isFromHere({ headers }) {
  const isForwarded = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"].some(
    (name) => name in headers,
  );
  return !isForwarded && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(headers.host ?? "");
}

/** What the build left, by the path it is asked for. */
function built() {
  const dist = "www/receiver/dist";
  const files = filesIn(dist).map((path) => [path.slice(dist.length), { path, bytes: readFileSync(at(path)) }]);
  return new Map(files.flatMap(([path, file]) => (path === "/index.html" ? [["/", file]] : [[path, file]])));
}

/** The id after which a page goes on: of an earlier run it has none. */
function afterOf(id, { session }) {
  const [of, number] = (id ?? "").split(".");
  return of === session && /^\d+$/.test(number) ? Number(number) : 0;
}

/**
 * Sends what is there, then what comes. Nothing waits in memory for a page: it is sent the next arrival when it has
 * taken the last, misses what has gone by then, and is cut off where it takes nothing for long.
 */
function stream({ response, journal, about, after, beat, patience }) {
  let kept = "";
  let isBusy = false;
  const write = async (text) => {
    if (response.write(text)) return;
    await once(response, "drain", { signal: AbortSignal.timeout(patience) });
  };
  const pump = async (first = "") => {
    if (isBusy) return;
    isBusy = true;
    try {
      if (first !== "") await write(first);
      for (;;) {
        // What is gone goes first, so that a page never has more than there is.
        const now = JSON.stringify(journal.kept());
        if (now !== kept) await write(`event: kept\ndata: ${(kept = now)}\n\n`);
        const entry = journal.next(after);
        if (entry === undefined) break;
        after = entry.id;
        await write(`id: ${journal.session}.${entry.id}\ndata: ${entry.text}\n\n`);
      }
      isBusy = false;
    } catch {
      response.destroy(); // and busy for good
    }
  };
  const forget = journal.listen(() => void pump());
  const timer = setInterval(() => void pump(":\n\n"), beat);
  response.on("close", () => {
    forget();
    clearInterval(timer);
  });
  void pump(`retry: 1000\nevent: about\ndata: ${JSON.stringify({ session: journal.session, ...about })}\n\n`);
}
