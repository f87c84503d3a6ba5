/** Unusual bodies that Bandwidth may send. */
import { type Event, fresh } from "../../events/fresh.js";
import { seconds } from "../../wire/exchange.js";
import type { Bench } from "../bench.js";
import { type Finding, type Group, posts, RESENT, SOURCES } from "../check.js";
import { PATIENCE } from "../observe.js";

const idOf = (event: Event): string => String(event.message["id"]);

/** How many of some events were handled, after they were accepted. */
async function handled(bench: Bench, body: unknown, events: Event[], sent: string): Promise<Finding> {
  await bench.post(body);
  const counts = await bench.observer!.counts(events.map(idOf), bench.signal);
  const positive = counts.filter((count) => count > 0);
  const times = positive.length;
  if (times > 0) bench.reports = Math.min(...positive);
  const isPassed = times === events.length;
  const got = `handled ${times} of ${events.length} events${isPassed ? "" : ` within ${seconds(PATIENCE)}`}`;
  return { isPassed, sent, got, between: "after" };
}

/** An object that no version of the documentation calls an event. */
const BROKEN = { type: "message-delivered", time: 5 };

/** The same JSON with white space, up to a size. */
function padded(body: unknown, bytes: number): string {
  const text = JSON.stringify(body);
  return text.replace("[", `[${" ".repeat(bytes - Buffer.byteLength(text))}`);
}

export const BODIES: Group = {
  title: "Unusual bodies",
  checks: [
    posts(
      "several-events",
      {
        title: "accepts a body with several events",
        why: `The body is an array. It usually has one event, but that is not guaranteed. ${RESENT}`,
        sent: "a body with three events",
      },
      () => [fresh("message-delivered"), fresh("message-received"), fresh("message-delivered")],
    ),
    {
      id: "every-event-handled",
      title: "handles every event of a body",
      why: "A handler that reads only the first event loses the others: they are not resent.",
      source: SOURCES.webhooks,
      wants: "observe",
      needs: ["several-events"],
      run: (bench) => {
        const events = [fresh("message-delivered"), fresh("message-received"), fresh("message-delivered")];
        return handled(bench, events, events, "a body with three events");
      },
    },
    posts(
      "broken-element",
      {
        title: "accepts a body with one invalid element among valid ones",
        why:
          `If you reject the whole body, you also miss the valid events. ${RESENT} The invalid element is the ` +
          "same each time.",
        sent: "a body with one invalid element",
      },
      () => [BROKEN, fresh("message-delivered")],
    ),
    {
      id: "good-elements-handled",
      title: "handles the valid events beside an invalid element",
      why: "Otherwise they are lost: an accepted body is not resent.",
      source: SOURCES.webhooks,
      wants: "observe",
      needs: ["broken-element", "every-event-handled"],
      run: (bench) => {
        const good = [fresh("message-delivered"), fresh("message-received")];
        return handled(bench, [BROKEN, ...good], good, "a body with one invalid element and two valid events");
      },
    },
    posts(
      "unknown-type",
      {
        title: "accepts an event of an unknown type",
        why: `New types come without a new version of the API, as \`message-sent\` did in July 2026. ${RESENT}`,
        source: SOURCES.receipts,
        sent: "a body with an unknown type",
      },
      () => [{ ...fresh("message-delivered"), type: "message-snoozed" }],
    ),
    posts(
      "unknown-field",
      {
        title: "accepts unknown fields",
        why: `New fields come without a new version of the API, as \`carrierName\` and \`channel\` did. ${RESENT}`,
        source: SOURCES.models,
        sent: "an event with unknown fields",
      },
      () => {
        const event = fresh("message-delivered");
        return [{ ...event, newField: { nested: [1] }, message: { ...event.message, newField: "new" } }];
      },
    ),
    posts(
      "bare-event",
      {
        title: "accepts one event without an array around it",
        why: `Bandwidth's OpenAPI file describes this form, and mocks and proxies send it. ${RESENT}`,
        source: SOURCES.array,
        sent: "one event without an array",
      },
      () => fresh("message-delivered"),
    ),
    posts(
      "content-type",
      {
        title: "accepts application/json without a charset",
        why: `A comparison with the whole header fails if a proxy or a new version writes it differently. ${RESENT}`,
        source: SOURCES.methods,
        sent: "a callback with `Content-Type: application/json`",
      },
      () => [fresh("message-delivered")],
      { headers: { "content-type": "application/json" } },
    ),
    posts(
      "long-text",
      {
        title: "accepts a text with emoji and 16 segments",
        why: `Inbound text may be long, and may not be ASCII. ${RESENT}`,
        source: SOURCES.segments,
        sent: "a text with emoji and 16 segments",
      },
      () => [fresh("message-received", { message: { text: "Grüße 👋🏽 ".repeat(96).trim(), segmentCount: 16 } })],
    ),
    posts(
      "large-body",
      {
        title: "accepts a body of 1 MiB",
        why: `By default, many frameworks reject more than 100 kB. ${RESENT}`,
        source: SOURCES.webhooks,
        sent: "a body of 1 MiB",
      },
      () => padded([fresh("message-delivered")], 1 << 20),
    ),
  ],
};
