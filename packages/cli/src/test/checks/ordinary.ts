/** The ordinary callback, before anything unusual, and each type of event. */
import { BANDWIDTH_TIMEOUT } from "../../../../../src/js/generated/answers.js";
import type { EventType } from "bandwidth-callbacks";
import { catalogue } from "bandwidth-callbacks/explain";
import { fresh } from "../../events/fresh.js";
import { seconds } from "../../wire/exchange.js";
import type { Bench, Reply } from "../bench.js";
import { type Check, type Group, RESENT, SOURCES } from "../check.js";

/** How long an endpoint is given that is too slow, to say that it is slow and not silent. In milliseconds. */
const PATIENCE = 30_000;

/** A text that nothing but the body of the ordinary callback has. */
const MARK = "canary-of-bandwidth-callbacks";

async function ordinary(bench: Bench): Promise<Reply> {
  if (bench.ordinary === undefined) {
    const body = [fresh("message-received", { message: { text: MARK } })];
    bench.ordinary = await bench.post(body, { timeout: PATIENCE });
  }
  return bench.ordinary;
}

export const ORDINARY: Group = {
  title: "An ordinary callback",
  checks: [
    {
      id: "unsigned",
      title: "accepts an ordinary callback, which has no signature",
      why:
        "Bandwidth does not sign messaging callbacks: an endpoint that requires a signature rejects all of them. " +
        RESENT,
      source: SOURCES.challenge,
      async run(bench) {
        const { isAccepted, got } = await ordinary(bench);
        return { isPassed: isAccepted, sent: "an ordinary callback", got };
      },
    },
    {
      id: "in-time",
      title: "answers within 10 seconds",
      why:
        "Bandwidth times out after 10 seconds and resends the callback, so it is handled twice. Do slow work " +
        "after the response.",
      source: SOURCES.webhooks,
      needs: ["unsigned"],
      async run(bench) {
        const { milliseconds } = await ordinary(bench);
        const got = `took ${seconds(milliseconds)} to respond`;
        return { isPassed: milliseconds <= BANDWIDTH_TIMEOUT, sent: "an ordinary callback", got, between: "after" };
      },
    },
    {
      id: "no-echo",
      title: "does not repeat the callback in its response",
      why:
        "Phone numbers and message text end up in the logs of proxies. Bandwidth does not read the body of the " +
        "response.",
      source: SOURCES.webhooks,
      needs: ["in-time"],
      async run(bench) {
        const { answer } = await ordinary(bench);
        const isPassed = answer?.body.includes(MARK) !== true;
        const got = isPassed ? "answered without its text" : "repeated its text in the response";
        return { isPassed, sent: "an ordinary callback", got };
      },
    },
    {
      id: "two-requests",
      title: "accepts a callback that is resent with credentials after the challenge",
      why: "Every callback arrives this way. If the second request fails, all callbacks do.",
      source: SOURCES.challenge,
      wants: "credentials",
      needs: ["challenge", "in-time"],
      async run(bench) {
        const body = [fresh("message-delivered")];
        await bench.post(body, { credentials: null });
        const { isAccepted, got } = await bench.post(body);
        return { isPassed: isAccepted, sent: "the second request of a callback", got };
      },
    },
  ],
};

const ABOUT: Partial<Record<EventType, [why: string, source: string]>> = {
  "message-sent": ["New since July 2026, for every channel. It does not confirm delivery.", SOURCES.receipts],
  "message-read": ["Read receipts of RBM (RCS).", SOURCES.models],
  "suggestion-response": ["The recipient of an RBM message tapped a suggestion. It has no `text`.", SOURCES.models],
  "requested-location-response": [
    "The recipient of an RBM message shared a location. It has no `text`.",
    SOURCES.models,
  ],
};

export const TYPES: Group = {
  title: "Each type of event",
  checks: catalogue().events.map(({ name }): Check => {
    const type = name as EventType;
    const [why, source] = ABOUT[type] ?? ["", SOURCES.webhooks];
    return {
      id: type,
      title: `accepts ${type}`,
      why: `${why} ${RESENT}`.trim(),
      source,
      needs: ["in-time"],
      async run(bench) {
        const { isAccepted, got } = await bench.post([fresh(type)]);
        return { isPassed: isAccepted, sent: `\`${type}\``, got };
      },
    };
  }),
};
