// What `npm start` may be told. It is looked at before anything is built, so that what is wrong is said at once.

import { lookup } from "node:dns/promises";
import { parseArgs } from "node:util";
import { Stop } from "../run.mjs";

const USAGE = "\n\nusage: npm start -- [--receiver [--port N] [--host H] [--credentials user:password]]";
const OPTIONS = {
  receiver: { type: "boolean" },
  port: { type: "string" },
  host: { type: "string" },
  credentials: { type: "string" },
};
/** Where examples/ and the page's curl command have their receiver too. */
const PORT = 3000;

const misuse = (words) => new Stop(words, 2);

/** How the receiver is to run; nothing where none was asked for. */
export async function chosen(args, env) {
  const { receiver, ...given } = read(args);
  if (receiver !== true) {
    if (Object.keys(given).length > 0) throw misuse(`--port, --host and --credentials belong to --receiver${USAGE}`);
    return undefined;
  }
  const host = given.host ?? "127.0.0.1";
  const address = await addressOf(host);
  const credentials = pair(given.credentials ?? env.CREDENTIALS);
  if (credentials === undefined && !isLoopback(address)) {
    throw misuse(
      `--host ${host} lets other machines in, so credentials are needed: CREDENTIALS=user:password npm start -- ` +
        `--receiver --host ${host}`,
    );
  }
  return { address, port: portOf(given.port), credentials, isOption: given.credentials !== undefined };
}

function read(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    // Its first sentence: what follows is advice on dashes.
    throw misuse(`${error.message.split(". ")[0]}${USAGE}`);
  }
}

function portOf(text = String(PORT)) {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw misuse(`expected --port to be a number from 0, which takes a free one, to 65535${USAGE}`);
  return Number(text);
}

/** A name is looked up once and what it stands for is listened on: so nothing else than what was judged. */
async function addressOf(host) {
  try {
    if (host !== "") return (await lookup(host)).address;
  } catch {
    // It is said below.
  }
  throw misuse("expected --host to be an address of this machine, as 127.0.0.1 or 0.0.0.0");
}

const isLoopback = (address) => address === "::1" || /^127\.\d+\.\d+\.\d+$/.test(address);

/**
 * A user name ends at the first colon, a password may have more. What is empty is a mistake: it must not let everybody
 * in.
 */
function pair(text) {
  if (text === undefined) return undefined;
  const end = text.indexOf(":");
  if (end < 1 || end === text.length - 1)
    throw misuse("expected credentials to be user:password, neither of them empty");
  return { username: text.slice(0, end), password: text.slice(end + 1) };
}
