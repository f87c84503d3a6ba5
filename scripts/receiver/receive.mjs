// `npm start -- --receiver`: an endpoint for callbacks, and beside it a page that shows them as they arrive.
//
// Each has a port of its own. A tunnel makes all of a port public, so the one it is pointed at has the endpoint and
// nothing else, and the page stays on loopback whatever `--host` says.

import { createServer } from "node:http";
import { Stop } from "../run.mjs";
import { callbacks, PATH } from "./callbacks.mjs";
import { journal as make } from "./journal.mjs";
import { page } from "./page.mjs";

const PAGE_PORT = 4174;
/** More elements of one body are counted in the terminal, not listed. */
const MOST_TOLD = 10;

export async function receive({ address, port, credentials, isOption }) {
  const journal = make();
  const endpoint = createServer(
    callbacks({
      credentials,
      keep: (arrival, report) => {
        journal.add(arrival);
        console.log(line(arrival, report));
      },
    }),
  );
  const taken = await listen(endpoint, port, address).catch((error) => {
    if (error.code === "EADDRINUSE")
      throw new Stop(`port ${port} is in use: end what uses it, or choose another with --port`);
    throw new Stop(`nothing can be received at ${address}, port ${port}: ${error.code ?? error.message}`);
  });
  const url = `http://${reachable(address)}:${taken}${PATH}`;
  const shown = createServer(page({ journal, about: { url, port: taken, user: credentials?.username } }));
  const at = await listen(shown, PAGE_PORT, "127.0.0.1").catch(() => listen(shown, 0, "127.0.0.1"));
  console.log(words({ url, port: taken, at, credentials, isOption }));
}

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => resolve(server.off("error", reject).address().port));
  });
}

/** An address to send to: what stands for every address is none. */
function reachable(address) {
  if (address === "0.0.0.0") return "127.0.0.1";
  if (address === "::") return "[::1]";
  return address.includes(":") ? `[${address}]` : address;
}

function words({ url, port, at, credentials, isOption }) {
  const open = `Whoever has that address can post to it. To ask for credentials, set them there and here:
  CREDENTIALS=user:password npm start -- --receiver`;
  const visible =
    "\nAnyone who lists the processes of this machine can see --credentials; use the environment variable CREDENTIALS.";
  const closed =
    `It asks for the credentials of ${credentials?.username}: set the same there.` + (isOption ? visible : "");
  return `
Callbacks go to         ${url}
Watch them arrive at    http://127.0.0.1:${at}/ (Ctrl+C ends both)

For Bandwidth to reach it, point a tunnel at port ${port}, and give the tunnel's address, followed by ${PATH}, as the
callback URL of your messaging application.
${credentials === undefined ? open : closed}
The page shows phone numbers and texts: leave port ${at} out of any tunnel.
`;
}

/** An arrival for the terminal: types, rules and statuses, nothing of what people wrote, nor their numbers. */
function line({ at, status, detail, again }, report) {
  const parts = [at.slice(11, 19), String(status)];
  if (report === undefined) parts.push(detail ?? "");
  else
    parts.push(
      ...elements(report, again),
      ...new Set(report.diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)),
    );
  return parts.filter(Boolean).join("  ");
}

/**
 * The types that the package knows, error codes with them; what is unknown is called that. A body may have very many.
 */
function elements({ events, unknown, rejected }, again) {
  const first = (list) => list.slice(0, MOST_TOLD);
  const told = first(events).map(
    (event, at) =>
      event.type +
      (event.type === "message-failed" ? ` ${event.errorCode ?? "without a code"}` : "") +
      (again.events.includes(at) ? " (duplicate)" : ""),
  );
  for (const [what, list] of [
    ["unknown", unknown],
    ["not usable", rejected],
  ]) {
    for (const { index } of first(list)) told.push(`${what}${again.elements.includes(index) ? " (duplicate)" : ""}`);
  }
  const count = events.length + unknown.length + rejected.length;
  return count > MOST_TOLD ? [...first(told), `and ${count - MOST_TOLD} more`] : told;
}
