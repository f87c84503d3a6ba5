// Sends callbacks by HTTP over connections that stay open, each the next as soon as one is answered. By hand, as a
// client that costs more than the server would time itself; and it never sleeps, as to wake it would be the server's
// time.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { bytes, headers, nextBody } from "./requests.mjs";

const CONNECTIONS = 16;
const named = Object.entries({ host: "127.0.0.1", ...headers, "content-length": bytes }).map(
  ([name, value]) => `${name}: ${value}\r\n`,
);
const head = `POST /callbacks HTTP/1.1\r\n${named.join("")}\r\n`;

/** What sends so many to a port, and resolves when all were answered 204. */
export function client(port) {
  let left = 0;
  let open = 0;
  let done;
  const next = (socket) => {
    if (left > 0) {
      left -= 1;
      open += 1;
      socket.write(head + nextBody());
    } else if (open === 0) done();
  };
  const sockets = Array.from({ length: CONNECTIONS }, () => {
    const socket = connect(port, "127.0.0.1").setNoDelay().setEncoding("latin1");
    let answer = "";
    socket.on("data", (text) => {
      answer += text;
      if (!answer.endsWith("\r\n\r\n")) return;
      assert.match(answer, /^HTTP\/1\.1 204 /);
      answer = "";
      open -= 1;
      next(socket);
    });
    return socket;
  });
  return {
    async send(count) {
      left = count;
      let isDone = false;
      done = () => (isDone = true);
      for (const socket of sockets) if (left > 0) next(socket);
      while (!isDone) await new Promise((resolve) => setImmediate(resolve));
    },
    end: () => sockets.forEach((socket) => socket.destroy()),
  };
}
