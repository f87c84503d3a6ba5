/** Topics of `help` that belong to no single command. */

import { SCENARIOS } from "./events/scenarios.js";

export const TOPICS: Record<string, string> = {
  "exit-codes": `Exit codes

  0    no errors; every callback was accepted; every check passed
  1    errors were found, a file was not read to its end, a callback was not accepted, or a check failed
  2    usage error, or the output cannot be written
  130  stopped by Ctrl-C
`,
  scenarios: `Scenarios of send --scenario NAME

${Object.entries(SCENARIOS)
  .map(([name, { about }]) => `  ${name}\n      ${about}\n`)
  .join("")}`,
  tunnels: `Tunnels

  Bandwidth sends callbacks to a public address. A tunnel gives this machine one:

    $ bandwidth-callbacks listen --credentials user:password
    $ cloudflared tunnel --url http://localhost:3000
    $ ngrok http 3000

  Set the tunnel's address, followed by /callbacks, as the callback URL of your
  messaging application, and the same user name and password as its callback
  credentials: everybody who finds the address can post to it. Bandwidth sends
  each callback without credentials first, and with them once it was asked.

  Point the tunnel at the port for callbacks, never at the port of the page: the
  page shows phone numbers and texts.
`,
  color: `Color

  Output is colored on a terminal. NO_COLOR=1 turns that off, FORCE_COLOR=1 turns it on everywhere, and FORCE_COLOR
  wins over NO_COLOR.
`,
};
