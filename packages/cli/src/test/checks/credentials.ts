/** Credentials: Bandwidth sends them only after a challenge. */
import { fresh } from "../../events/fresh.js";
import { hasChallenge } from "../../wire/deliver.js";
import type { Bench, Reply } from "../bench.js";
import { type Finding, type Group, SOURCES } from "../check.js";

const body = () => [fresh("message-delivered")];

/** Checks of an answer to a sender that may not post. */
function refused({ answer, got }: Reply, sent: string): Finding {
  return { isPassed: answer?.status === 401, sent, got };
}

async function challengeOf(bench: Bench): Promise<{ challenge: string | undefined; got: string }> {
  const { answer, got } = await bench.post(body(), { credentials: null });
  const challenge = answer?.headers["www-authenticate"];
  return {
    challenge,
    got: challenge === undefined ? `${got} without WWW-Authenticate` : `${got} with \`${challenge}\``,
  };
}

export const CREDENTIALS: Group = {
  title: "Credentials",
  checks: [
    {
      id: "stranger",
      title: "answers 401 to a callback without credentials",
      why: "Either anyone who finds the URL can forge callbacks, or Bandwidth never gets the challenge.",
      source: SOURCES.challenge,
      wants: "credentials",
      run: async (bench) => refused(await bench.post(body(), { credentials: null }), "a callback without credentials"),
    },
    {
      id: "challenge",
      title: "asks for credentials with WWW-Authenticate: Basic",
      why: "Bandwidth sends credentials only after this header. Without it, the callback is lost.",
      source: SOURCES.challenge,
      wants: "credentials",
      needs: ["stranger"],
      async run(bench) {
        const { challenge, got } = await challengeOf(bench);
        const headers = challenge === undefined ? {} : { "www-authenticate": challenge };
        return { isPassed: hasChallenge({ headers }), sent: "a callback without credentials", got };
      },
    },
    {
      id: "challenge-charset",
      title: 'names charset="UTF-8" in the challenge',
      why: "Without it, the two sides may encode a password with characters beyond ASCII differently.",
      source: SOURCES.basic,
      wants: "credentials",
      needs: ["challenge"],
      async run(bench) {
        const { challenge = "", got } = await challengeOf(bench);
        const isPassed = /\bcharset\s*=\s*"?utf-8"?/i.test(challenge);
        return { isPassed, sent: "a callback without credentials", got };
      },
    },
    {
      id: "wrong-password",
      title: "answers 401 to a wrong password",
      why: "Anyone who knows the username can forge callbacks.",
      source: SOURCES.challenge,
      wants: "credentials",
      async run(bench) {
        const { username, password } = bench.credentials!;
        const wrong = { username, password: `${password}x` };
        return refused(await bench.post(body(), { credentials: wrong }), "a wrong password");
      },
    },
    {
      id: "empty-first-request",
      title: "asks for credentials even if the first request has no body",
      why: "Whether Bandwidth's first request has a body is not documented. If it has none, it must be challenged too.",
      source: SOURCES.challenge,
      wants: "credentials",
      needs: ["stranger"],
      run: async (bench) =>
        refused(await bench.post("", { credentials: null }), "an empty request without credentials"),
    },
  ],
};
