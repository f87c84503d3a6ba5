// Starts `npm start -- --receiver` for tests, posts to it, and reads its stream.

import { spawn } from "node:child_process";
import { request as ask } from "node:http";
import { after } from "node:test";
import { at } from "../scripts/run.mjs";

/** Runs it to its end, or until `until` is said; gives what was said, and how it ended. */
export function run(args, { env = {}, until } = {}) {
  const { CREDENTIALS: _, npm_lifecycle_event: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [at("scripts/start.mjs"), ...args], {
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const running = {
    child,
    said: "",
    ended: new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal))),
  };
  const ready = new Promise((resolve, reject) => {
    const hear = (text) => {
      running.said += text;
      if (until?.test(running.said)) resolve(running);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.on("close", () => (until === undefined ? resolve(running) : reject(new Error(`it ended: ${running.said}`))));
  });
  return ready;
}

/** A receiver on free ports, ended after the tests of the file. */
export async function started(args = [], env = {}) {
  const running = await run(["--receiver", "--port", "0", ...args], { env, until: /out of any tunnel/ });
  after(() => running.child.kill("SIGKILL"));
  const address = (words) => new RegExp(`${words} +(\\S+)`).exec(running.said)[1];
  return Object.assign(running, { url: address("Callbacks go to"), page: address("Watch them arrive at") });
}

/** Sends a request, with any header; returns the answer. */
export function send(url, { method = "POST", headers = {}, body = "" } = {}) {
  return new Promise((resolve, reject) => {
    const request = ask(url, { method, headers, agent: false }, (response) => {
      let text = "";
      response
        .setEncoding("utf8")
        .on("data", (part) => (text += part))
        .on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    request.on("error", reject).end(body);
  });
}

/** Sends elements as Bandwidth does. */
export const post = (url, elements, headers = {}) =>
  send(url, {
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(elements),
  });

/** The page's stream, from any event on; `got` gathers what came. */
export function follow(page, headers = {}) {
  const followed = { got: [], text: "", closed: false };
  const request = ask(new URL("arrivals", page), { headers, agent: false }, (response) => {
    response.setEncoding("utf8").on("data", (part) => {
      followed.text += part;
      for (let end; (end = followed.text.indexOf("\n\n")) >= 0; followed.text = followed.text.slice(end + 2)) {
        const fields = Object.fromEntries(
          followed.text
            .slice(0, end)
            .split("\n")
            .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
        );
        if (fields.data !== undefined)
          followed.got.push({ event: fields.event ?? "arrival", id: fields.id, data: JSON.parse(fields.data) });
        else followed.beats = (followed.beats ?? 0) + 1;
      }
    });
    response.on("close", () => (followed.closed = true));
  });
  request.on("error", () => (followed.closed = true)).end();
  followed.end = () => request.destroy();
  followed.arrivals = () => followed.got.filter(({ event }) => event === "arrival").map(({ data }) => data);
  return followed;
}

/** Waits until something holds. */
export async function holds(is, what = String(is)) {
  for (const end = Date.now() + 120_000; !is(); ) {
    if (Date.now() > end) throw new Error(`in 120 s it did not come to hold: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
