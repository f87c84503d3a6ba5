/** Topics of `help` that belong to no single command. The scenarios are loaded when they are asked for. */
export const TOPICS: Record<string, () => string | Promise<string>> = {
  "exit-codes": () => `Exit codes

  0    no errors; every callback was accepted; every check passed; a listener
       was stopped
  1    errors were found, a file was not read to its end, a callback was not
       accepted, or a check failed
  2    usage error, an endpoint that cannot be tested, or the output cannot be
       written
  130  stopped by Ctrl-C
`,
  scenarios: async () => {
    const { SCENARIOS } = await import("./events/scenarios.js");
    const all = Object.entries(SCENARIOS).map(([name, { about }]) => `  ${name}\n      ${about}\n`);
    return `Scenarios of send --scenario NAME\n\n${all.join("")}`;
  },
  tunnels: () => `Tunnels

  Bandwidth sends callbacks to a public address. A tunnel gives this machine one:

    $ bandwidth-callbacks listen --credentials user:password
    $ cloudflared tunnel --url http://localhost:3000
    $ ngrok http 3000

  Set the tunnel's address, followed by /callbacks, as the callback URL of your
  messaging application, and the same username and password as its callback
  credentials, because anyone who finds the URL can post to it. Bandwidth sends
  each callback without credentials first, then with them, after the challenge.

  Point the tunnel at the port for callbacks, never at the port of the page: the
  page shows phone numbers and message text.
`,
  observe: () => `Observing what an endpoint handles (test --observe)

  A response does not show whether a duplicate was handled once. Let the
  endpoint report what it does, in a test environment, in one of two ways:

  --observe http://127.0.0.1:9000/
      This command listens there. Call it once for each event that is handled,
      with the message ID anywhere in the URL or the body. To see loops, let the
      client that sends messages post to /messages there instead of Bandwidth.

  --observe handled.log
      Append one line for each event that is handled, with the message ID in it,
      and one that begins with "sent" for each message that is sent. The log of
      the endpoint will do if it has such lines; if it has several for each
      event, the check is whether a duplicate adds more.

  An event that is not reported within 10 seconds counts as not handled. After
  that, duplicates have 0.4 seconds to be reported.
`,
  color: () => `Color

  Output is colored on a terminal. NO_COLOR=1 turns that off, FORCE_COLOR=1 turns
  it on everywhere, and FORCE_COLOR wins over NO_COLOR.
`,
};
