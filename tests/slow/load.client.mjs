// The client of the load run. By node:http with an Agent that keeps a fixed number of connections: autocannon has no
// way to cut a request off in its body, and does not report to the client that its connection was closed, so that it
// could be sent again.

import assert from "node:assert/strict";
import { Agent, request as ask } from "node:http";
import { wait } from "../stores/contract.mjs";
import { usual } from "./load.plan.mjs";

/** Open connections to each receiver. */
const CONNECTIONS = 64;
/** From the second on, how long until a callback is sent again, in milliseconds: doubled each time, up to the last. */
const [AGAIN, SELDOM] = [100, 2000];
/**
 * After how many milliseconds of only 503 the remaining claims count as abandoned. Longer than any handler takes, and
 * than sending every callback to every receiver takes.
 */
const STILL = 8000;
/** How long the rest may take once nothing new is sent, in milliseconds. */
const PATIENCE = 180_000;

/** Sends a request: its status, or "cut" if it was cut off on purpose. Rejects for anything unexpected. */
function send(port, agent, { method = "POST", headers = {}, body, isChunked = false, stopsAt, cut, cutAfter = 0 }) {
  return new Promise((resolve, reject) => {
    const named = Object.entries({
      ...usual,
      ...(isChunked ? {} : { "content-length": String(Buffer.byteLength(body)) }),
      ...headers,
    }).filter(([, value]) => value !== undefined);
    const request = ask({
      port,
      host: "127.0.0.1",
      agent,
      method,
      path: "/callbacks",
      headers: Object.fromEntries(named),
    });
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part));
      response.on("end", () => {
        if (stopsAt !== undefined) request.destroy(); // who stops goes away in the end
        resolve({ status: response.statusCode, headers: response.headers, text });
      });
      response.on("error", reject);
    });
    let isCut = false;
    request.on("error", (error) => (isCut ? resolve({ status: "cut" }) : reject(error)));
    const cutOff = () => {
      isCut = true;
      request.destroy(new Error("cut"));
    };
    if (stopsAt !== undefined) return void request.write(body.slice(0, stopsAt));
    if (cut === "in the body")
      return void request.write(body.slice(0, body.length >> 1), () => setTimeout(cutOff, cutAfter));
    if (cut === "before the answer") request.on("finish", () => setTimeout(cutOff, cutAfter));
    if (isChunked) for (let at = 0; at < body.length; at += 10_000) request.write(body.slice(at, at + 10_000));
    request.end(isChunked ? undefined : body);
  });
}

/** A problem says no more than it should, and what HTTP has it say. */
function check({ status, headers, text }, has) {
  if (status === 204) return assert.equal(text, "");
  assert.equal(headers["content-type"], "application/problem+json");
  assert.equal(JSON.parse(text).status, status);
  if (has ?? (status === 503 && "retry-after"))
    assert.ok(headers[has ?? "retry-after"], `${status} without ${has ?? "retry-after"}`);
}

/**
 * Sends the requests of `next` to random ports until `isOpen` returns false, then retries those that are left.
 * `age` ends the unfinished claims, when nothing else happens any more.
 */
export async function load({ ports, next, isOpen, chance, age }) {
  const agents = ports.map(() => new Agent({ keepAlive: true, maxSockets: CONNECTIONS }));
  const counts = { callbacks: 0, events: 0, answers: {}, refused: {}, cut: 0, wrong: [], aged: 0 };
  const times = { all: [], quick: [] };
  /** Ids of which a callback was answered 204, and of those that are still to be. */
  const accepted = new Set();
  const ready = [];
  let waiting = 0;
  let lastOther = performance.now();

  const later = (copy, milliseconds) => {
    waiting += 1;
    setTimeout(() => ((waiting -= 1), ready.push(copy)), milliseconds);
  };
  const note = (status) => (counts.answers[status] = (counts.answers[status] ?? 0) + 1);
  const wrong = (text) => counts.wrong.length < 20 && counts.wrong.push(text);

  async function deliver(copy) {
    const { callback, tries } = copy;
    const at = (copy.port + tries) % ports.length; // where it was not sent the last time
    const isCut = tries === 0 && copy.isFirst;
    const since = performance.now();
    const answer = await send(ports[at], agents[at], {
      body: callback.body,
      headers: { "x-try": String(tries) },
      cut: isCut ? callback.cut : undefined,
      cutAfter: callback.cutAfter,
    });
    copy.tries += 1;
    if (answer.status !== 503) lastOther = performance.now();
    if (answer.status === "cut") counts.cut += 1;
    else {
      check(answer);
      note(answer.status);
    }
    if (answer.status === 204) {
      for (const id of callback.ids) accepted.add(id);
      if (!isOpen()) return;
      counts.callbacks += 1;
      counts.events = accepted.size;
      times.all.push(performance.now() - since);
      if (callback.isQuick) times.quick.push(performance.now() - since);
      return;
    }
    if (![500, 503, "cut"].includes(answer.status)) wrong(`a callback was answered ${answer.status}`);
    later(copy, Math.min(SELDOM, AGAIN * 2 ** Math.min(tries, 10)) * (0.5 + chance()));
  }

  async function refuse({ name, status, has, ...request }) {
    const at = Math.floor(chance() * ports.length);
    const answer = await send(ports[at], agents[at], request);
    check(answer, has);
    note(answer.status);
    if (answer.status === status) counts.refused[name] = (counts.refused[name] ?? 0) + 1;
    else wrong(`${name}: answered ${answer.status}, not ${status}`);
  }

  const made = () => {
    const { refusal, callback } = next();
    if (refusal) return () => refuse(refusal);
    callback.delays.forEach((delay, number) => {
      const copy = { callback, tries: 0, port: Math.floor(chance() * ports.length), isFirst: number === 0 };
      if (delay > 0) later(copy, delay);
      else ready.push(copy);
    });
    return undefined;
  };
  let until = Infinity;
  const isGoing = () => {
    if (isOpen()) return true;
    until = Math.min(until, performance.now() + PATIENCE);
    return ready.length + waiting > 0 && performance.now() < until;
  };
  const worker = async () => {
    while (isGoing()) {
      let act;
      if (ready.length === 0 && isOpen()) act = made();
      const copy = act === undefined ? ready.pop() : undefined;
      if (copy !== undefined) act = () => deliver(copy);
      if (act === undefined) await wait(5);
      else
        await act().catch((error) =>
          wrong(`${copy === undefined ? "a refusal" : "a callback"}: ${error.code ?? error.message}`),
        );
    }
  };
  const workers = Promise.all(Array.from({ length: CONNECTIONS * ports.length }, worker));
  // A claim that was never completed lasts for five minutes, while Bandwidth keeps retrying. To save that time, claims
  // are expired once every receiver has been sent everything that is left, so has written its results, and answers 503
  // to all of it.
  let isOver = false;
  const ending = (async () => {
    while (!isOver) {
      await wait(200);
      if (isOpen() || performance.now() - lastOther < STILL) continue;
      counts.aged += ready.length + waiting;
      await age();
      lastOther = performance.now();
    }
  })();
  await workers;
  if (ready.length + waiting > 0) wrong(`${ready.length + waiting} callbacks were never answered 204`);
  isOver = true;
  await ending;
  for (const agent of agents) agent.destroy();
  return { counts, times, accepted };
}
