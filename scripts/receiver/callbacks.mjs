// The endpoint: `createReceiver` as anybody would use it, and a note of what came and what was answered.

import { dedupeKey, parse } from "bandwidth-callbacks";
import { createReceiver, toNode } from "bandwidth-callbacks/receiver";

export const PATH = "/callbacks";
const MOST_BYTES = 1 << 20; // as the receiver has it
const ELSEWHERE = `callbacks go to POST ${PATH}`;
/** Headers that hold secrets are told of, not shown. */
const SECRET = /^(authorization|proxy-authorization|cookie)$/i;

/** A listener for node:http. `keep` is given each arrival, with its report where its body was read. */
export function callbacks({ credentials, keep }) {
  const receive = createReceiver({
    ...(credentials === undefined ? { anonymous: true } : { credentials }),
    maxBytes: MOST_BYTES,
    log: false, // each answer has a line of its own
    on: { event: (event, { host }) => void host.handed.add(dedupeKey(event)) },
    unknown: ({ index }, { host }) => void host.handed.add(index),
    rejected: ({ index }, { host }) => void host.handed.add(index),
  });
  const answer = toNode(receive);

  return async (request, response) => {
    const at = new Date().toISOString();
    const path = request.url.split("?")[0];
    if (path !== PATH && path !== `${PATH}/`) {
      request.resume();
      response.writeHead(404, { "content-type": "text/plain" }).end(`${ELSEWHERE}\n`);
      // Browsers and scanners ask for all sorts of things; what is posted was meant to arrive.
      if (request.method === "POST") keep({ at, status: 404, detail: ELSEWHERE, path: path.slice(0, 200) });
      return;
    }
    const { tapped, body } = tap(request);
    const answered = told(response);
    await answer(tapped, answered.response);
    const arrival = {
      at,
      status: answered.status,
      hasCredentials: Boolean(request.headers.authorization),
      ...(answered.detail && { detail: answered.detail }),
    };
    const bytes = body();
    if (bytes === undefined) return keep(arrival);
    const report = parse(bytes, { maxBytes: MOST_BYTES });
    keep(
      { ...arrival, headers: headersOf(request), body: bytes.toString("base64"), again: again(report, tapped.handed) },
      report,
    );
  };
}

/**
 * The request as the receiver uses it, with a copy of the body that the receiver reads: it alone says whether and when.
 */
function tap(request) {
  let parts = [];
  let size = 0;
  let isWhole = false;
  const hears = {
    data: (part) => {
      size += part.length;
      if (size > MOST_BYTES) parts = [];
      else if (parts.push(part) > 1000) parts = [Buffer.concat(parts)]; // it may come in parts of a byte
    },
    end: () => void (isWhole = true),
  };
  const tapped = {
    method: request.method,
    url: request.url,
    headers: request.headers,
    get readableDidRead() {
      return request.readableDidRead;
    },
    get readableEnded() {
      return request.readableEnded;
    },
    on(name, listener) {
      if (name in hears) request.on(name, hears[name]);
      return request.on(name, listener);
    },
    /** What handlers were given: keys of events, numbers of other elements. */
    handed: new Set(),
  };
  return { tapped, body: () => (isWhole && size <= MOST_BYTES ? Buffer.concat(parts) : undefined) };
}

/** The response as the receiver uses it, which notes what it is told. */
function told(response) {
  const noted = {
    response: {
      get headersSent() {
        return response.headersSent;
      },
      writeHead(status, headers) {
        noted.status = status;
        response.writeHead(status, headers);
      },
      end(body) {
        noted.detail = body === undefined ? undefined : JSON.parse(body).detail;
        response.end(body);
      },
    },
  };
  return noted;
}

/** What was handled before, and so given to no handler: numbers among the events, and of other elements in the body. */
function again({ events, unknown, rejected }, handed) {
  const seen = new Set();
  const isAgain = (event) => {
    const key = dedupeKey(event);
    return !handed.has(key) || seen.size === seen.add(key).size;
  };
  const others = [...unknown, ...rejected].map(({ index }) => index);
  return {
    events: events.flatMap((event, at) => (isAgain(event) ? [at] : [])),
    elements: others.filter((index) => !handed.has(index)),
  };
}

function headersOf({ rawHeaders }) {
  const headers = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    headers.push([rawHeaders[at], SECRET.test(rawHeaders[at]) ? "(not shown)" : rawHeaders[at + 1]]);
  return headers;
}
