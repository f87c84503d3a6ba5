/** `listen`: receives callbacks on this machine, prints a line for each, forwards them, and shows them on a page. */
import { createServer, type Server } from "node:http";
import { plain, pluralize, say, UsageError } from "../common.js";
import { address as addressOption, type Credentials, credentialsOr } from "../values.js";
import { Agents } from "../wire/exchange.js";
import { endpoint, PATH } from "./endpoint.js";
import { Forwarder } from "./forward.js";
import { History } from "./history.js";
import { page } from "./page.js";
import { addressOf, isLoopback, listenOn, reachable } from "./port.js";
import { Log } from "./save.js";
import { isChallenge, line, record } from "./words.js";

export interface ListenOptions {
  port: number;
  host?: string;
  pagePort: number;
  forwardTo?: string;
  credentials?: Credentials;
  save?: string;
  open?: boolean;
  json?: boolean;
  show?: boolean;
}

/** The command. Resolves to the exit code once it is stopped. */
export async function listen(options: ListenOptions): Promise<number> {
  const credentials = credentialsOr(options.credentials);
  const { host: name = "127.0.0.1" } = options;
  const host = await addressOf(name);
  if (credentials === undefined && !isLoopback(host))
    throw new UsageError(
      `--host ${plain(name)} lets other machines in, so credentials are needed: --credentials user:password`,
    );
  const to = options.forwardTo === undefined ? undefined : addressOption("--forward-to")(options.forwardTo);
  const log = options.save === undefined ? undefined : new Log(options.save);
  // With `--json`, output for people goes to standard error.
  const tell = (text: string) => (options.json === true ? process.stderr.write(text) : say(text));

  const history = new History();
  const agent = new Agents();
  const totals = { received: 0, refused: 0, unanswered: 0 };
  let hasSaidChallenge = false;
  let isStopped = false;
  const receiver = createServer(
    endpoint({
      credentials,
      forwarder: to === undefined ? undefined : new Forwarder(to, agent),
      keep(arrival, report, body) {
        if (isStopped) return void (totals.unanswered += 1); // its connection was closed
        history.add(arrival);
        totals[report === undefined ? "refused" : "received"] += 1;
        if (body !== undefined) {
          const problem = log?.add(body);
          if (problem !== undefined) process.stderr.write(`bandwidth-callbacks: ${plain(problem)}\n`);
        }
        if (options.json === true)
          return void say(`${JSON.stringify(record(arrival, report, options.show === true))}\n`);
        // Each callback begins with a challenge; the first is printed, to explain it once.
        if (isChallenge(arrival) && hasSaidChallenge) return;
        hasSaidChallenge ||= isChallenge(arrival);
        say(`${line(arrival, report, options.show === true)}\n`);
      },
    }),
  );
  let shown: Server | undefined;
  let port: number;
  let url: string;
  let at: number;
  try {
    port = await listenOn(receiver, options.port, host);
    url = `http://${reachable(host)}:${port}${PATH}`;
    const about = { url, port, user: credentials?.username, target: to?.href };
    shown = createServer(page({ history, about, replay: { url: new URL(url), credentials, agent } }));
    at = await listenOn(shown, options.pagePort, "127.0.0.1");
  } catch (error) {
    close(receiver); // it would keep the process running
    log?.discard();
    throw error;
  }
  const own = `http://127.0.0.1:${at}/`;
  tell(greeting({ url, own, port, at, to, credentials, options }));
  if (options.open === true) await openPage(own, tell);
  await stopped();
  isStopped = true;
  for (const server of [receiver, shown]) close(server);
  agent.close();
  log?.close();
  process.once("beforeExit", () => {
    const { received, unanswered } = totals;
    const others = unanswered === 0 ? "" : `; ${pluralize(unanswered, "more was", "more were")} not answered`;
    tell(`\nstopped: ${pluralize(received, "callback")} received${others}\n`);
  });
  return 0;
}

async function openPage(url: string, tell: (text: string) => void): Promise<void> {
  try {
    const { default: open } = await import("open");
    const child = await open(url);
    child.on("error", () => tell(`No browser could be opened: open ${url} yourself.\n`));
  } catch {
    tell(`No browser could be opened: open ${url} yourself.\n`);
  }
}

/** Waits for Ctrl-C, which is how a listener ends. The second one does not wait for anything. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

interface Started {
  url: string;
  own: string;
  port: number;
  at: number;
  to: URL | undefined;
  credentials: Credentials | undefined;
  options: ListenOptions;
}

function greeting({ url, own, port, at, to, credentials, options }: Started): string {
  const busy =
    options.port !== 0 && port !== options.port ? [`Port ${options.port} is in use, so this is ${port}.`] : [];
  const lines = [
    "",
    ...busy,
    `Callbacks go to         ${url}`,
    ...(to === undefined ? [] : [`They are forwarded to   ${plain(to.href)}`]),
    `Watch them arrive at    ${own}`,
    ...(options.save === undefined ? [] : [`Each body is saved in   ${plain(options.save)}`]),
    "",
    `To let Bandwidth reach it, point a tunnel at port ${port}, such as ` +
      `\`cloudflared tunnel --url http://localhost:${port}\`,`,
    `and set the tunnel's address, followed by ${PATH}, as the callback URL of your messaging application.`,
    credentials === undefined
      ? "Anyone with this URL can post to it: start with --credentials user:password, and set the same there."
      : `Set the username ${plain(credentials.username)} and its password there, too.`,
    ...(options.credentials === undefined
      ? []
      : ["The list of processes shows --credentials; the environment variable CREDENTIALS is not in it."]),
    `The page shows phone numbers and texts: never point a tunnel at port ${at}.`,
    "Ctrl+C stops it.",
    "",
    "",
  ];
  return lines.join("\n");
}
