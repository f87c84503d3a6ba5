/** At-least-once delivery: duplicates, order, age. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Event, fresh, iso, messageId } from "../../events/fresh.js";
import { seconds } from "../../wire/exchange.js";
import type { Bench } from "../bench.js";
import { type Finding, type Group, RESENT, SOURCES } from "../check.js";
import { PATIENCE } from "../observe.js";

const HOUR = 3_600_000;
const idOf = (event: Event): string => String(event.message["id"]);

/** How often an event was handled. */
async function handledOnce(bench: Bench, event: Event, sent: string): Promise<Finding> {
  const [reported = 0] = await bench.observer!.counts([idOf(event)], bench.signal);
  const count = Math.ceil(reported / bench.reports);
  const got =
    count === 1
      ? "handled it once"
      : count === 0
        ? `reported nothing within ${seconds(PATIENCE)}`
        : `handled it ${count} times`;
  return { isPassed: count === 1, sent, got, between: "after" };
}

/** A message and two events about it, in the wrong order. */
function pair(first: "message-delivered" | "message-failed", second: "message-sent" | "message-delivered"): Event[] {
  const now = Date.now();
  const message = { id: messageId(now - 5000, false), time: iso(now - 5000), to: ["+15555550142"] };
  return [first, second].map((type, at) =>
    fresh(type as "message-sent", { to: "+15555550142", time: iso(now - at * 2000), message }),
  );
}

export const DELIVERY: Group = {
  title: "At-least-once delivery",
  checks: [
    {
      id: "duplicate",
      title: "accepts a duplicate",
      why: `Bandwidth delivers at least once, and also resends a rejected duplicate. ${RESENT}`,
      source: SOURCES.webhooks,
      needs: ["in-time"],
      async run(bench) {
        const event = fresh("message-delivered");
        const replies = [await bench.post([event]), await bench.post([event])];
        bench.earlier = { body: JSON.stringify([event]), id: idOf(event) };
        const bad = replies.find(({ isAccepted }) => !isAccepted);
        const sent = replies[0]!.isAccepted ? "a duplicate" : "a callback";
        return { isPassed: bad === undefined, sent, got: (bad ?? replies[1]!).got };
      },
    },
    {
      id: "duplicate-handled-once",
      title: "handles a duplicate only once",
      why:
        "Otherwise customers get two replies, and counts are wrong. Store the idempotency key of each handled " +
        "event.",
      source: SOURCES.webhooks,
      wants: "observe",
      needs: ["duplicate"],
      async run(bench) {
        const event = fresh("message-received");
        for (let time = 0; time < 2; time++) await bench.post([event]);
        return handledOnce(bench, event, "a callback that came twice");
      },
    },
    {
      id: "duplicates-at-once",
      title: "accepts five concurrent copies of a callback, at the latest when they are resent",
      why: `A retry may overtake the attempt before it. ${RESENT}`,
      source: SOURCES.webhooks,
      needs: ["in-time"],
      async run(bench) {
        const body = [fresh("message-delivered")];
        const replies = await Promise.all(Array.from({ length: 5 }, () => bench.postUntilAccepted(body)));
        const bad = replies.find(({ isAccepted }) => !isAccepted);
        return { isPassed: bad === undefined, sent: "five copies at once", got: (bad ?? replies[0]!).got };
      },
    },
    {
      id: "duplicates-at-once-handled-once",
      title: "handles five concurrent copies of a callback only once",
      why: "Checking before the work and recording after it leaves a gap: claim the key before the work.",
      source: SOURCES.webhooks,
      wants: "observe",
      needs: ["duplicates-at-once"],
      async run(bench) {
        const event = fresh("message-received");
        await Promise.all(Array.from({ length: 5 }, () => bench.postUntilAccepted([event])));
        return handledOnce(bench, event, "five copies of a callback at once");
      },
    },
    {
      id: "out-of-order",
      title: "accepts message-sent after message-delivered",
      why: `Bandwidth promises no order, and a retry may arrive hours later. ${RESENT}`,
      source: SOURCES.webhooks,
      needs: ["in-time"],
      async run(bench) {
        const [delivered, sent] = pair("message-delivered", "message-sent");
        await bench.post([delivered]);
        const { isAccepted, got } = await bench.post([sent]);
        return { isPassed: isAccepted, sent: "`message-sent` after `message-delivered`", got };
      },
    },
    {
      id: "contradiction",
      title: "accepts message-failed and message-delivered for the same recipient",
      why: `Bandwidth sends both for an invalid number in a group message. ${RESENT}`,
      source: SOURCES.webhooks,
      needs: ["in-time"],
      async run(bench) {
        const [failed, delivered] = pair("message-failed", "message-delivered");
        await bench.post([failed]);
        const { isAccepted, got } = await bench.post([delivered]);
        return { isPassed: isAccepted, sent: "`message-delivered` after `message-failed`", got };
      },
    },
    {
      id: "old-event",
      title: "accepts an event that is 23 hours old",
      why: `Retries last 24 hours, and a delivery receipt may take 73 hours. ${RESENT}`,
      source: SOURCES.receipts,
      needs: ["in-time"],
      async run(bench) {
        const { isAccepted, got } = await bench.post([fresh("message-delivered", {}, Date.now() - 23 * HOUR)]);
        return { isPassed: isAccepted, sent: "an event that is 23 hours old", got };
      },
    },
    {
      id: "old-event-handled",
      title: "handles an event that is 23 hours old",
      why: "A callback that you drop because of its age is lost: it is late because it was not accepted before.",
      source: SOURCES.webhooks,
      wants: "observe",
      needs: ["old-event"],
      async run(bench) {
        const event = fresh("message-received", {}, Date.now() - 23 * HOUR);
        await bench.post([event]);
        return handledOnce(bench, event, "an event that is 23 hours old");
      },
    },
    {
      id: "no-loop",
      title: "sends no message because of a status",
      why: "The status of that message would cause the next one, and so on. Check the type and the direction first.",
      source: SOURCES.loops,
      wants: "observe",
      needs: ["in-time"],
      async run(bench) {
        const before = bench.observer!.sent;
        const statuses = [fresh("message-delivered"), fresh("message-failed"), fresh("message-sent")];
        for (const status of statuses) await bench.post([status]);
        await sleep(1000, undefined, { signal: bench.signal });
        const sent = bench.observer!.sent - before;
        const got = sent === 0 ? "sent no message" : `sent ${sent === 1 ? "a message" : `${sent} messages`}`;
        return { isPassed: sent === 0, sent: "three statuses", got, between: "after" };
      },
    },
  ],
};
